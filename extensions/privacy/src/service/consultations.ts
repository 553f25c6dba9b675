import { ENDED_STATUSES } from '@relais/schema'
import type { Knex } from 'knex'
import { partSeen } from '../rules/routes.ts'

/** Somebody who looked at a file on a day, by function and structure. */
export interface Consultation {
  /** Day where the person's structure is. */
  day: string
  function: string
  structure: string | null
  /** Only when `PRIVACY_SHOW_NAMES` says so. */
  name: string | null
  parts: string[]
  kinds: string[]
  first_at: Date
  last_at: Date
  /** In how many minutes: one screen asks several things at once. */
  times: number
  /** Through an access opened for a written reason, outside the team. */
  is_exceptional: boolean
}

const MOST_ROWS = 100

/** Whether a line `e` about a person `p` was read through an exceptional access to a file of theirs. */
const OPENED_FOR_A_REASON = `exists (select from break_glass_accesses b join cases c on c.id = b."case"
           where c.person = p.id and b."user" = e.author and b.valid_from <= e.at and e.at < b.valid_until)`

/** What a step on one referral says of it in the address of its line. */
const REFERRAL = `'^/relais/cases/referrals/([0-9a-f-]{36})'`

/** Who looked at the file of the person whose account is `user`, latest day first; one's own visits are left out. */
export async function readConsultations(knex: Knex, user: string, { before, withNames }: { before?: string | undefined, withNames: boolean }): Promise<{ days: Consultation[], next: string | null }> {
  const { rows } = await knex.raw<{ rows: Consultation[] }>(
    `select seen.day::text as day, coalesce(worked.function, seen.audience) as function, coalesce(worked.name, partner.name) as structure,
       case when :with_names then nullif(trim(concat_ws(' ', u.first_name, u.last_name)), '') end as name,
       seen.parts, seen.kinds, seen.first_at, seen.last_at, seen.times, seen.is_exceptional
     from (
       select (e.at at time zone s.time_zone)::date as day, e.author, relais_audience_of(e.author) as audience, p.id as person, p.structure, s.time_zone, array_agg(distinct part.name) as parts, array_agg(distinct e.kind) as kinds,
         min(e.at) as first_at, max(e.at) as last_at, count(distinct date_trunc('minute', e.at))::int as times,
         array_remove(array_agg(distinct e.details ->> 'organization'), null) as organizations, array_remove(array_agg(distinct substring(e.details ->> 'path' from ${REFERRAL})), null) as referrals,
         bool_or(e.details -> 'organization' is null and coalesce(e.details ->> 'path', '') !~ ${REFERRAL}) as is_any,
         ${OPENED_FOR_A_REASON} as is_exceptional
       from people p join structures s on s.id = p.structure
       join relais_journal.entries e on e.people @> array[p.id]
       cross join lateral (select coalesce(e.collection, '') as name union select jsonb_array_elements_text(case when jsonb_typeof(e.details -> 'parts') = 'array' then e.details -> 'parts' else '[]' end)) as part
       where p."user" = :user and e.kind in ('read', 'list', 'export', 'download') and e.author is not null and e.author <> :user
         and (:before::date is null or (e.at at time zone s.time_zone)::date < :before::date)
       group by 1, 2, 3, 4, 5, 6, is_exceptional
     ) as seen
     left join directus_users u on u.id = seen.author
     left join lateral (
       select m.function, st.name from memberships m join structures st on st.id = m.structure
       where m."user" = seen.author and seen.audience <> 'partner' and m.valid_from <= seen.day and (m.valid_until is null or m.valid_until >= seen.day)
       order by m.structure = seen.structure desc, exists (select from cases c where c.person = seen.person and c.structure = m.structure) desc, st.status = 'active' desc, m.valid_from desc limit 1
     ) as worked on true
     left join lateral (
       select coalesce(string_agg(distinct o.name, ', ') filter (where not exists (
           select from referral_steps t where t.referral = r.id and t.status = any(:ended) and (t.at at time zone seen.time_zone)::date < seen.day)), string_agg(distinct o.name, ', ')) as name
       from referrals r join organizations o on o.id = r.organization join organization_members om on om.organization = r.organization and om."user" = seen.author
       where r.person = seen.person and r.status <> 'proposed' and (seen.is_any or r.organization::text = any(seen.organizations) or r.id::text = any(seen.referrals)) and (coalesce(r.sent_at, r.date_created) at time zone seen.time_zone)::date <= seen.day
         and (om.valid_from at time zone seen.time_zone)::date <= seen.day and (om.valid_until is null or (om.valid_until at time zone seen.time_zone)::date >= seen.day)
     ) as partner on seen.audience = 'partner'
     order by seen.day desc, seen.last_at desc limit :limit`,
    { user, before: before ?? null, with_names: withNames, ended: [...ENDED_STATUSES], limit: MOST_ROWS + 1 },
  )
  const said = rows.map(row => ({ ...row, parts: [...new Set(row.parts.map(partSeen))] }))
  if (said.length <= MOST_ROWS) return { days: said, next: null }
  // A day is shown whole: the last one may be cut, and opens the next page.
  const last = said.at(-1)?.day
  const whole = said.filter(({ day }) => day !== last)
  const days = whole.length ? whole : said
  return { days, next: days.at(-1)?.day ?? null }
}
