import type { Caller, Host } from '@relais/extensions/platform'
import { ForbiddenError } from '@relais/extensions/platform'
import type { Label } from '@relais/schema'
import { leastTold } from '@relais/extensions/access'
import type { State } from '@relais/schema/workflow'
import type { MeasuredPlace } from '../rules/measured.ts'
import { measuredPlace } from '../rules/measured.ts'
import type { LengthRow, MeasureLine, MonthRow, Period, PresentRow } from '../rules/measures.ts'
import { linesOf, tellStays, toldMonths, yearsOf } from '../rules/measures.ts'
import { heldCollections } from './states.ts'

/** The level that an audience must hold on a structure to measure it. */
const LEVELS: Partial<Record<Caller['audience'], string>> = { manager: 'manage', steering: 'steer' }

/** Time spent in each state of a collection, by structure. */
export interface Measures {
  collection: string
  label: Label
  from: string
  to: string
  /** The smallest number that is told. */
  least: number
  states: Pick<State, 'key' | 'label' | 'color' | 'kind'>[]
  structures: { id: string, name: string }[]
  lines: MeasureLine[]
}

interface Asked { collection: string, period: Period, structure?: string | undefined }

/** Computes the measures of the structures that the caller leads or steers: numbers only, and no small one for steering. */
export async function measure(host: Host, caller: Caller, { collection, period, structure }: Asked): Promise<Measures> {
  const held = (await heldCollections(host, { audience: 'admin' })).find(one => one.collection === collection)
  const place = held && measuredPlace(collection)
  if (!held || !place) throw new ForbiddenError()
  const structures = (await structuresOf(host, caller)).filter(({ id }) => structure === undefined || id === structure)
  if (structures.length === 0 && structure !== undefined) throw new ForbiddenError()
  const least = leastTold(caller.audience, collection)
  const asked = { collection, structures: structures.map(({ id }) => id) }
  const months = await host.database.raw<{ rows: MonthRow[] }>(monthsSql(place), { ...asked, ...yearsOf(period) })
  const stays = tellStays(months.rows, period, least)
  const lengths = await host.database.raw<{ rows: LengthRow[] }>(lengthsSql(place), { ...asked, since: period.since, until: period.until, told: JSON.stringify(toldMonths(stays)) })
  const present = await host.database.raw<{ rows: PresentRow[] }>(presentSql(place), asked)
  const lines = linesOf({ stays, lengths: lengths.rows, present: present.rows }, least)
  const measured = new Set(lines.map(line => line.structure))
  return {
    collection, label: held.label, from: period.from, to: period.to, least,
    states: held.states.map(({ key, label, color, kind }) => ({ key, label, kind, ...(color && { color }) })),
    structures: structures.filter(({ id }) => measured.has(id)), lines,
  }
}

async function structuresOf({ database }: Host, { audience, user }: Caller): Promise<{ id: string, name: string }[]> {
  if (audience === 'admin') return database('structures').select('id', 'name').orderBy('name')
  const level = LEVELS[audience]
  if (level === undefined) throw new ForbiddenError()
  const { rows } = await database.raw<{ rows: { id: string, name: string }[] }>(
    `select s.id, s.name from structures s where exists (select 1 from structure_scopes p where p.structure = s.id and p."user" = ? and p.level = ?
       and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())) order by s.name`,
    [user, level],
  )
  return rows
}

// The days of a stay are those of its structure; the two bounds around them are for the index.
const ended = ({ join, structure }: MeasuredPlace): string => `
  from workflow_events x ${join} join structures s on s.id = ${structure}
  where x.collection = :collection and s.id = any(:structures) and x.at >= :since::date - 1 and x.at < :until::date + 1
    and (x.at at time zone s.time_zone)::date >= :since::date and (x.at at time zone s.time_zone)::date < :until::date`
const MONTH = 'to_char(x.at at time zone s.time_zone, \'YYYY-MM\')'

const monthsSql = (place: MeasuredPlace): string => `select s.id as structure, x.from_state as state, ${MONTH} as month, count(*)::int as stays ${ended(place)} group by 1, 2, 3 order by 1, 2, 3`

const lengthsSql = (place: MeasuredPlace): string => `
  with stays as (select s.id as structure, x.from_state as state, ${MONTH} as month, x.seconds ${ended(place)}),
    told as (select * from jsonb_to_recordset(:told::jsonb) as t(structure uuid, state text, month text))
  select structure, state, grouping(structure) = 1 as is_total,
    percentile_cont(0.5) within group (order by seconds) as median, percentile_cont(0.9) within group (order by seconds) as p90
  from stays join told using (structure, state, month) group by grouping sets ((structure, state), (state))`

const presentSql = ({ join, structure }: MeasuredPlace): string => `
  select s.id as structure, x.state, count(*)::int as present, count(*) filter (where x.deadline_at < now())::int as late
  from workflow_objects x ${join} join structures s on s.id = ${structure}
  where x.collection = :collection and s.id = any(:structures) group by s.id, x.state`
