import type { Caller, Host, Row } from '@relais/extensions/platform'
import { ForbiddenError, fieldsOf, sudoRead } from '@relais/extensions/platform'
import { closedTo, withoutClosed } from '@relais/extensions/configurator'
import type { IsClosed } from '@relais/extensions/configurator'
import type { Origin } from '@relais/extensions/directory'
import { formOf, latestChanges } from '@relais/extensions/directory'
import type { Filter } from '@directus/types'
import type { Knex } from 'knex'

/** The person whose portal account is the caller's. */
export async function ownPerson(knex: Knex, caller: Caller): Promise<string> {
  const { rows } = await knex.raw<{ rows: { id: string }[] }>('select id from people where "user" = ?', [caller.user])
  const [person] = rows
  if (caller.audience !== 'beneficiary' || !person) throw new ForbiddenError()
  return person.id
}

/** Everything that a person may read of their own file, with who wrote what. */
export async function readMine(host: Host, caller: Caller): Promise<Row> {
  const id = await ownPerson(host.database, caller)
  const isClosed = await closedTo(host.database, 'beneficiary')
  const ofMe: Filter = { case: { person: { _in: [id] } } }
  const shown: Filter = { _and: [ofMe, { visible_to_beneficiary: { _eq: true } }] }
  const [people, needs, objectives, actions, milestones, interviews, cases, referrals] = await Promise.all([
    readVisible(host, caller, 'people', { id: { _in: [id] } }, ['id']),
    readVisible(host, caller, 'needs', ofMe, ['-identified_on', 'id'], ['case']),
    readVisible(host, caller, 'objectives', ofMe, ['due_on', 'id'], ['case']),
    readVisible(host, caller, 'actions', shown, ['due_on', 'id'], ['case']),
    readVisible(host, caller, 'milestones', ofMe, ['due_on', 'id'], ['case']),
    readVisible(host, caller, 'interviews', shown, ['-happened_at', 'id'], ['case']),
    readCases(host.database, id, isClosed),
    readReferrals(host.database, id, isClosed),
  ])
  return {
    person: people.rows[0] ?? null,
    cases,
    needs: needs.rows,
    objectives: objectives.rows,
    actions: actions.rows,
    milestones: milestones.rows,
    referrals,
    interviews: interviews.rows,
    history: { people: people.history[id] ?? {}, actions: actions.history, needs: needs.history, objectives: objectives.history },
  }
}

interface Visible { rows: Row[], history: Record<string, Record<string, Origin>> }

async function readVisible(host: Host, caller: Caller, collection: string, filter: Filter, sort: string[], always: string[] = []): Promise<Visible> {
  const form = await formOf(host, collection, { audience: 'beneficiary', user: caller.user })
  if (form.fields.length === 0) return { rows: [], history: {} }
  const rows = await sudoRead(host, host.database, collection, { filter, sort, fields: fieldsOf(form, always) })
  const history = await latestChanges(host.database, collection, rows.map(row => String(row['id'])), form.fields.map(field => field.field))
  return { rows, history }
}

interface Structure { name: string | null, phone: string | null, email: string | null }

async function readCases(knex: Knex, person: string, isClosed: IsClosed): Promise<Row[]> {
  const { rows } = await knex.raw<{ rows: (Row & { structure: Structure })[] }>(
    `select c.id, c.programme, c.status, c.opened_on::text as opened_on,
       jsonb_build_object('name', s.name, 'phone', s.phone, 'email', s.email) as structure,
       case when u.id is not null then jsonb_build_object('first_name', u.first_name, 'last_name', u.last_name) end as referent
     from cases c join structures s on s.id = c.structure left join directus_users u on u.id = c.referent
     where c.person = ? order by c.status = 'closed', c.opened_on desc nulls last, c.id`,
    [person],
  )
  return rows.map(row => withoutClosed({ ...row, structure: withoutClosed(row.structure, 'structures', isClosed) }, 'cases', isClosed))
}

async function readReferrals(knex: Knex, person: string, isClosed: IsClosed): Promise<Row[]> {
  const { rows } = await knex.raw<{ rows: (Row & { steps: Row[] })[] }>(
    `select r.id, r.status, r.sent_at, r.answered_at, o.title as offer_title, g.name as organization_name, g.phone as organization_phone,
       case when n.id is not null then jsonb_build_object('id', n.id, 'starts_at', n.starts_at, 'time_zone', n.time_zone, 'status', n.status) end as session,
       coalesce((
         select jsonb_agg(jsonb_build_object('id', t.id, 'status', t.status, 'at', t.at, 'audience', t.audience, 'comment', t.comment) order by t.at)
         from referral_steps t where t.referral = r.id
       ), '[]'::jsonb) as steps
     from referrals r join offers o on o.id = r.offer join organizations g on g.id = r.organization left join offer_sessions n on n.id = r.session
     where r.person = ? and r.status <> 'proposed' order by r.sent_at desc nulls last, r.id`,
    [person],
  )
  return rows.map(row => withoutClosed({ ...row, steps: row.steps.map(step => withoutClosed(step, 'referral_steps', isClosed)) }, 'referrals', isClosed))
}
