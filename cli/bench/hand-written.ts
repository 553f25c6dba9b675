import type { Statement } from '@relais/extensions/cases'

/** What somebody would write by hand for the same answers, with the rights of each audience in its own words. */
export type StaffAudience = 'admin' | 'adviser' | 'manager'

const REACHED: Record<StaffAudience, string> = {
  admin: '$1::uuid is not null',
  adviser: `c.id in (select g."case" from access_grants g where g."user" = $1 and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now()))`,
  manager: `c.structure in (select s.structure from structure_scopes s where s."user" = $1 and s.level = 'manage' and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now()))`,
}

const at = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column.split('.').at(-1)}`
const name = (user: string) => `(select row_to_json(u) from (select id, first_name, last_name from directus_users where id = ${user}) u)`
const called = (table: string, key: string, column = 'name') => `(select row_to_json(x) from (select id, ${column} from ${table} where id = ${key}) x)`
const audit = (alias: string) => `${alias}.user_created, ${at(`${alias}.date_created`)}, ${alias}.user_updated, ${at(`${alias}.date_updated`)}`

const LIST_COLUMNS = `c.id, c.structure, c.programme, c.reference, c.status, c.opened_on, c.closed_on, c.closing_reason, c.legal_basis, c.referred_by_kind,
  c.referred_by_organization, c.referred_by_name, c.referred_by_phone, c.urgency, c.urgency_themes, c.next_step, c.next_step_on, c.last_contact_on, ${audit('c')},
  (select row_to_json(p) from (select id, first_name, last_name, preferred_name from people where id = c.person) p) as person, ${name('c.referent')} as referent,
  (select ${at('o.deadline_at')} from workflow_objects o where o.collection = 'cases' and o.item = c.id)`

/** A page of 51 files; `where` adds the filters asked. */
export function handWrittenList(audience: StaffAudience, user: string, where: string, order: string): Statement {
  return {
    text: `select coalesce(json_agg(row_to_json(x)), '[]')::text as answer from (
      select ${LIST_COLUMNS} from (select * from cases c where ${REACHED[audience]} and ${where} order by ${order} limit 51) c) x`,
    values: [user],
  }
}

const PERSON = `(select row_to_json(x) from (select p.id, p.last_name, p.first_name, p.birth_name, p.preferred_name, p.birth_date, p.gender, ${called('structures', 'p.structure', 'name, time_zone')} as structure, p.user,
    p.phone, p.phone_secondary, p.email, p.preferred_channel, p.preferred_language, p.address, p.address_complement, p.postal_code, p.city, p.commune_code, ${called('territories', 'p.territory')} as territory,
    p.nationality_group, p.residence_permit_kind, p.residence_permit_until, p.family_situation, p.housing_situation, p.education_level, p.mobility, p.driving_licence, p.health_coverage,
    p.disability_worker, p.normalized_name, ${audit('p')},
    (select coalesce(json_agg(row_to_json(r)), '[]') from (select r.*, ${at('r.date_created')}, ${at('r.date_updated')} from relatives r where r.person = p.id order by r.last_name, r.id) r) as relatives
  from people p where p.id = c.person) x)`

const rows = (columns: string, from: string, order: string) => `(select coalesce(json_agg(row_to_json(x)), '[]') from (select ${columns} from ${from} where x."case" = c.id order by ${order}) x)`

const fileSql = (sealed: string) => `select row_to_json(x)::text as answer from (select c.id, c.programme, c.reference, c.status, c.opened_on, c.closed_on, c.closing_reason, c.legal_basis, c.referred_by_kind,
  c.referred_by_name, c.referred_by_phone, c.urgency, c.urgency_themes, c.summary, c.next_step, c.next_step_on, c.last_contact_on, ${audit('c')},
  ${called('structures', 'c.structure', 'name, time_zone')} as structure, ${name('c.referent')} as referent, ${called('organizations', 'c.referred_by_organization')} as referred_by_organization, ${PERSON} as person,
  ${rows(`x.id, x."case", ${name('x."user"')} as user, x.function, x.valid_from, x.valid_until, ${audit('x')}`, 'case_members x', 'x.valid_from, x.id')} as members,
  ${rows(`x.id, x."case", x.theme, x.urgency, x.description, x.status, x.identified_on, x.origin, x.resolution, ${audit('x')}`, 'needs x', 'x.identified_on desc, x.id')} as needs,
  ${rows(`x.id, x."case", x.theme, x.due_on, x.title, x.description, x.status, x.comment, ${audit('x')}`, 'objectives x', 'x.due_on, x.id')} as objectives,
  ${rows(`x.id, x."case", x.objective, x.theme, x.title, x.description, x.responsible, x.due_on, x.status, ${at('x.done_at')}, x.done_by, x.hours, x.visible_to_beneficiary, ${audit('x')}`, 'actions x', 'x.due_on, x.id')} as actions,
  ${rows(`x.id, x."case", x.title, x.kind, x.theme, x.due_on, x.done_on, x.status, ${audit('x')}`, 'milestones x', 'x.due_on, x.id')} as milestones,
  ${rows(`x.id, x."case", ${name('x."user"')} as user, x.kind, ${at('x.happened_at')}, x.place, x.summary, x.next_step, x.visible_to_beneficiary, ${audit('x')}`, 'interviews x', 'x.happened_at desc, x.id')} as interviews,
  ${rows(`x.id, x."case", x.person, x.need, x.session, x.structure, x.status, x.message, x.person_display, x.person_phone, x.person_age, x.origin_label, ${at('x.sent_at')}, ${at('x.received_at')}, ${at('x.answered_at')},
    x.answered_by, x.answer_reason, x.answer_comment, x.started_on, x.ended_on, x.outcome, ${sealed}${audit('x')}, ${called('offers', 'x.offer', 'title')} as offer, ${called('organizations', 'x.organization')} as organization,
    (select coalesce(json_agg(row_to_json(s)), '[]') from (select s.id, s.referral, s.status, ${at('s.at')}, s.user, s.audience, s.comment from referral_steps s where s.referral = x.id order by s.at, s.id) s) as steps`, 'referrals x', 'x.sent_at desc, x.id')} as referrals
  from cases c where c.id = $2 and `

/** A file and all that its page shows. */
export function handWrittenFile(audience: StaffAudience, user: string, id: string): Statement {
  return { text: `${fileSql(audience === 'admin' ? 'x.idempotency_key, ' : '')}${REACHED[audience]}) x`, values: [user, id] }
}
