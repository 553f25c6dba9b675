import type { Knex } from 'knex'

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
  times: number
}

const MOST_ROWS = 100

/** Who looked at the file of the person whose account is `user`, latest day first; one's own visits are left out. */
export async function readConsultations(knex: Knex, user: string, { before, withNames }: { before?: string | undefined, withNames: boolean }): Promise<{ days: Consultation[], next: string | null }> {
  const { rows } = await knex.raw<{ rows: Consultation[] }>(
    `select seen.day::text as day, coalesce(worked.function, relais_audience_of(seen.author)) as function, coalesce(worked.name, partner.name) as structure,
       case when :with_names then nullif(trim(concat_ws(' ', u.first_name, u.last_name)), '') end as name,
       seen.parts, seen.kinds, seen.first_at, seen.last_at, seen.times
     from (
       select (e.at at time zone s.time_zone)::date as day, e.author, p.structure, array_agg(distinct e.collection) as parts, array_agg(distinct e.kind) as kinds,
         min(e.at) as first_at, max(e.at) as last_at, count(*)::int as times
       from people p join structures s on s.id = p.structure
       join relais_journal.entries e on e.people @> array[p.id]
       where p."user" = :user and e.kind in ('read', 'list', 'export', 'download') and e.author is not null and e.author <> :user
         and (:before::date is null or (e.at at time zone s.time_zone)::date < :before::date)
       group by 1, 2, 3
     ) as seen
     left join directus_users u on u.id = seen.author
     left join lateral (
       select m.function, st.name from memberships m join structures st on st.id = m.structure
       where m."user" = seen.author and m.valid_from <= seen.day and (m.valid_until is null or m.valid_until >= seen.day)
       order by m.structure = seen.structure desc, m.valid_from desc limit 1
     ) as worked on true
     left join lateral (
       select o.name from organization_members om join organizations o on o.id = om.organization where om."user" = seen.author order by om.valid_from desc limit 1
     ) as partner on worked.name is null
     order by seen.day desc, seen.last_at desc limit :limit`,
    { user, before: before ?? null, with_names: withNames, limit: MOST_ROWS + 1 },
  )
  if (rows.length <= MOST_ROWS) return { days: rows, next: null }
  // A day is shown whole: the last one may be cut, and opens the next page.
  const last = rows.at(-1)?.day
  const whole = rows.filter(({ day }) => day !== last)
  const days = whole.length ? whole : rows
  return { days, next: days.at(-1)?.day ?? null }
}
