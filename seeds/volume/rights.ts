import type { Queryable } from '../lib/insert.ts'

/** Since when each account works. */
const WORK = `join (select m."user", min(lower(w.period)) as since from memberships m, relais_work_periods(m."user") w group by m."user") work`

/**
 * What the triggers would have written file by file, in one statement a table: a test keeps both equal. The team of a
 * file of volume is its referent and one colleague at most, open-ended like their memberships; what themes add comes after.
 */
const STATEMENTS = [
  `insert into person_structures (id, person, structure)
   select gen_random_uuid(), followed.person, followed.structure
   from (select id as person, structure from people union select person, structure from cases except select person, structure from person_structures) followed`,
  `insert into access_grants (id, "case", person, "user", level, why, source_id, valid_from)
   select gen_random_uuid(), c.id, c.person, c.referent, 'manage', 'referent', c.id, greatest(least(relais_day_start(c.opened_on, s.time_zone), date_trunc('minute', now())), work.since)
   from cases c join structures s on s.id = c.structure ${WORK} on work."user" = c.referent
   where c.referent is not null and c.reference like 'V-%'`,
  `insert into access_grants (id, "case", person, "user", level, why, source_id, valid_from)
   select gen_random_uuid(), c.id, c.person, m."user", relais_member_level(m.function), 'member', m.id, greatest(relais_day_start(m.valid_from, s.time_zone), work.since)
   from case_members m join cases c on c.id = m."case" join structures s on s.id = c.structure ${WORK} on work."user" = m."user"
   where c.reference like 'V-%' and m."user" <> c.referent`,
  `insert into person_grants (id, person, "user", level, valid_from, valid_until)
   with granted as (
     select person, "user", level, valid_from as since from access_grants g
     where exists (select 1 from cases c where c.id = g."case" and c.reference like 'V-%')
   ), edge as (
     select distinct person, "user", since as at from granted
   ), piece as (
     select person, "user", at as since, lead(at) over (partition by person, "user" order by at) as until from edge
   )
   select distinct on (piece.person, piece."user", piece.since) gen_random_uuid(), piece.person, piece."user", granted.level, piece.since, piece.until
   from piece join granted using (person, "user")
   where granted.since <= piece.since
   order by piece.person, piece."user", piece.since, relais_level_rank(granted.level) desc`,
  `select relais_refresh_scopes(array(select distinct "user" from memberships))`,
  `update offer_places p set reserved = taken.n, available = p.capacity - taken.n
   from (select offer, count(*)::integer as n from referrals where status in ('sent', 'received', 'accepted', 'started') and session is null group by offer) taken
   where taken.offer = p.offer and p.session is null and p.capacity is not null`,
]

/** Writes who may reach which file, person and structure. */
export async function materialiseRights(client: Queryable): Promise<void> {
  for (const statement of STATEMENTS) await client.query(statement)
}

/**
 * The referents of a theme follow the needs of their structures and of those below: few files, so the function of the
 * triggers writes their rights, once the indexes that it needs are there.
 */
export async function materialiseThemes(client: Queryable): Promise<void> {
  await client.query(`with recursive tree as (
      select structure from memberships where function = 'theme_referent' union select s.id from tree join structures s on s.parent = tree.structure
    ) select relais_refresh_cases_access(array(select c.id from cases c where c.structure in (select structure from tree) and c.reference like 'V-%' and c.status <> 'closed'))`)
}

/** The tables that `materialiseRights` fills. */
export const RIGHT_TABLES = ['person_structures', 'access_grants', 'person_grants'] as const
