import type { Caller, Row } from '@relais/extensions/platform'
import { sudoRead } from '@relais/extensions/platform'
import { addTold } from '@relais/extensions/access'
import type { Told } from '@relais/extensions/access'
import { countsDays } from '@relais/schema/forms/rules'
import type { Definition, Transition } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { z } from 'zod'
import { DefinitionSchema } from '../rules/definition.ts'
import type { Block } from '../rules/simulation.ts'
import { canLeave, guardFields, judgeState } from '../rules/simulation.ts'
import { assertDesigner } from './drafts.ts'
import type { DesignerHost } from './drafts.ts'
import { statesTold } from './told-states.ts'
import type { KnownWorkflow } from './workflows.ts'

/** What would become of the records of one state that run on one version. */
export interface SimulatedState {
  state: string
  /** Number of their version; null where nothing holds the records yet. */
  version: number | null
  /** Null where there are too few for whoever does not read them; so of the others. */
  records: number | null
  /** Whether what is not told would add to `records`. */
  at_least?: true
  is_changed: boolean
  blocked: number | null
  block: Block | null
  /** Whether it depends on each record, which only administrators read: then `blocked` says nothing. */
  depends: boolean
}

type Counted = 'records' | 'changed' | 'blocked' | 'undecided'
export interface Simulation {
  records: number | null
  changed: number | null
  blocked: number | null
  /** Records whose way depends on what they hold, left out for those who do not read them. */
  undecided: number | null
  /** Those of these numbers to which what is not told would add. */
  at_least?: Counted[]
  states: SimulatedState[]
  /** The first records that would stay blocked; null for those who do not read them. */
  which: { id: string, label: string, state: string }[] | null
  /** False when there were too many to try: `blocked` is then at least this. */
  is_complete: boolean
}

const NOBODY: Told = { count: 0, isPartial: false }
const MOST_SHOWN = 100
/** Records read at once, and how long one reads: beyond, the answer says that there may be more. */
const PAGE = 100_000
const READ_MS = 8_000

const GroupSchema = z.object({ state: z.string(), number: z.number().nullable(), version: z.string().nullable(), records: z.number(), definition: DefinitionSchema.nullable().catch(null) })
type Group = z.output<typeof GroupSchema>

/** What a definition would do to the records there are, were they to follow it; nothing is written. */
export async function simulate(host: DesignerHost, caller: Caller, workflow: KnownWorkflow, after: Definition): Promise<Simulation> {
  // Its numbers are those of the whole network, as what it tries would be.
  await assertDesigner(host, caller)
  const isReader = caller.audience === 'admin'
  const { tell, untold } = await statesTold(host, { knex: host.database, audience: caller.audience, workflow })
  const states: SimulatedState[] = []
  const counted: (Record<Counted, Told>)[] = []
  const which: NonNullable<Simulation['which']> = []
  const until = Date.now() + READ_MS
  let isComplete = true
  for (const group of withUntold(await groupsOf(host.database, workflow), untold)) {
    const { state, number } = group
    const own = tell(state, group.records)
    const records = own.count
    const { isChanged, block, ways } = judgeState(group.definition ?? workflow.published ?? after, after, state)
    const line = { state, version: number, records, is_changed: isChanged, block, depends: false, ...(own.isPartial && { at_least: true as const }) }
    const note = (blocked: Told, depends = false) => counted.push({ records: own, changed: isChanged ? own : NOBODY, blocked, undecided: depends ? own : NOBODY })
    if (block) {
      states.push({ ...line, blocked: records })
      note(own)
      if (isReader) which.push(...await labelled(host, workflow, { group, limit: MOST_SHOWN - which.length }))
    }
    else if (ways.length > 0 && !isReader) {
      states.push({ ...line, blocked: 0, depends: true })
      note(NOBODY, true)
    }
    else {
      const stuck = ways.length > 0 ? await stuckIn(host, workflow, { group, ways, until }) : NONE
      isComplete &&= stuck.isComplete
      states.push({ ...line, blocked: stuck.count, block: stuck.count > 0 ? 'CONDITION' : null })
      note({ count: stuck.count, isPartial: false })
      if (isReader) which.push(...await labelled(host, workflow, { group, ids: stuck.first, limit: MOST_SHOWN - which.length }))
    }
  }
  const sum = (name: Counted) => addTold(counted.map(line => line[name]))
  const told = { records: sum('records'), changed: sum('changed'), blocked: sum('blocked'), undecided: sum('undecided') }
  const partial = (['records', 'changed', 'blocked', 'undecided'] as const).filter(name => told[name].isPartial)
  return {
    records: told.records.count, changed: told.changed.count, blocked: told.blocked.count, undecided: told.undecided.count, ...(partial.length > 0 && { at_least: partial }),
    states, which: isReader ? which : null, is_complete: isComplete,
  }
}

/** States that may hold few records or none are named beside those that do, on the version of the last ones. */
function withUntold(groups: readonly Group[], untold: readonly string[]): Group[] {
  const [last] = groups
  if (!last) return []
  const empty = untold.filter(state => groups.every(group => group.state !== state)).map((state): Group => ({ ...last, state, records: 0 }))
  return [...groups, ...empty].toSorted((one, other) => (other.number ?? 0) - (one.number ?? 0) || (one.state < other.state ? -1 : 1))
}

async function groupsOf(knex: Knex, { collection, field, is_enforced: isEnforced }: KnownWorkflow): Promise<Group[]> {
  const { rows } = isEnforced
    ? await knex.raw<{ rows: unknown[] }>(
        `select o.state, v.number, o.version, o.records, v.definition from (select version, state, count(*)::int as records from workflow_objects where collection = ? group by version, state) o
       join workflow_versions v on v.id = o.version order by v.number desc, o.state`, [collection])
    : await knex.raw<{ rows: unknown[] }>('select ?? as state, null as number, null as version, null as definition, count(*)::int as records from ?? where ?? is not null group by 1 order by 1', [field, collection, field])
  return rows.map(row => GroupSchema.parse(row))
}

/** Where the records of a group are, and how they are told in order. */
function placeOf({ collection, field }: KnownWorkflow, { state, version }: Group): { from: string, bindings: Record<string, string | null> } {
  return version === null
    ? { from: ':collection: r where r.:field: = :state', bindings: { collection, field, state } }
    : { from: 'workflow_objects o join :collection: r on r.id = o.item where o.collection = :collection and o.state = :state and o.version = :version', bindings: { collection, state, version } }
}

interface Stuck { count: number, first: string[], isComplete: boolean }
const NONE: Stuck = { count: 0, first: [], isComplete: true }
const TriedSchema = z.object({ values: z.record(z.string(), z.unknown()), functions: z.array(z.string()), zone: z.string(), records: z.number(), first: z.array(z.string()), last: z.string() })
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** The records of a group that none of the ways could be taken for: one statement a page, which puts together those alike in all that the ways ask. */
async function stuckIn(host: DesignerHost, workflow: KnownWorkflow, { group, ways, until }: { group: Group, ways: readonly Transition[], until: number }): Promise<Stuck> {
  const { from, bindings } = placeOf(workflow, group)
  const key = group.version === null ? 'r.id' : 'o.item'
  const sql = `with page as materialized (
      select ${key} as id, ${await valuesSql(host, workflow.collection, ways)} as "values", ${await functionsSql(host.database, workflow.collection, ways)} as functions, ${zoneSql(workflow.collection, ways)} as zone
      from ${from} and ${key} > :last order by ${key} limit ${PAGE})
    select "values", functions, zone, count(*)::int as records, (array_agg(id))[1:${MOST_SHOWN}] as first, (select id from page order by id desc limit 1) as last from page group by "values", functions, zone`
  const now = new Date()
  let found: Stuck = NONE
  for (let last = FIRST_ID; ;) {
    // Without accountability: only administrators come here, and what is read stays here.
    const { rows } = await host.database.raw<{ rows: unknown[] }>(sql, { ...bindings, last })
    const tried = rows.map(row => TriedSchema.parse(row))
    const stuck = tried.filter(alike => !canLeave(ways, alike, { now, zone: alike.zone }))
    const sum = (of: typeof tried) => of.reduce((total, { records }) => total + records, 0)
    found = { ...found, count: found.count + sum(stuck), first: [...found.first, ...stuck.flatMap(({ first }) => first).sort()].slice(0, MOST_SHOWN) }
    last = tried[0]?.last ?? last
    if (sum(tried) < PAGE) return found
    if (Date.now() > until) return { ...found, isComplete: false }
  }
}

/** Where each record is, when a condition counts days; any place does for the others. */
function zoneSql(collection: string, ways: readonly Transition[]): string {
  if (!ways.some(({ guard }) => guard && countsDays(guard.rule))) return 'relais_default_zone()'
  // Said directly where there are many records.
  return collection === 'cases' ? '(select s.time_zone from structures s where s.id = r.structure)' : 'relais_zone_of(:collection, to_jsonb(r))'
}

/** At most as many pairs as one call of the database takes. */
const MOST_PAIRS = 40

/** What the conditions of the ways read of a record: its columns, and how many rows its lists have. */
async function valuesSql({ database, getSchema }: DesignerHost, collection: string, ways: readonly Transition[]): Promise<string> {
  const { collections, relations } = await getSchema()
  const pairs = [...new Set(ways.flatMap(guardFields))].flatMap((name) => {
    if (collections[collection]?.fields[name]?.alias === false) return [database.raw('?::text, r.??', [name, name]).toQuery()]
    const list = relations.find(({ related_collection: one, meta }) => one === collection && meta?.one_field === name)
    return list ? [database.raw('?::text, (select count(*) from ?? x where x.?? = r.id)', [name, list.collection, list.field]).toQuery()] : []
  })
  const chunks = Array.from({ length: Math.ceil(pairs.length / MOST_PAIRS) }, (_, index) => `jsonb_build_object(${pairs.slice(index * MOST_PAIRS, (index + 1) * MOST_PAIRS).join(', ')})`)
  return chunks.join(' || ') || '\'{}\'::jsonb'
}

/** The functions held today in the team of the file of a record, where a way is for some of them only. */
async function functionsSql(knex: Knex, collection: string, ways: readonly Transition[]): Promise<string> {
  const isAsked = ways.some(({ who: { functions = [] } }) => functions.length > 0)
  if (!isAsked || !(collection === 'cases' || await knex.schema.hasColumn(collection, 'case'))) return '\'{}\'::text[]'
  const file = collection === 'cases' ? 'r.id' : 'r."case"'
  const referent = collection === 'cases' ? 'r.referent' : `(select c.referent from cases c where c.id = ${file})`
  return `array(select distinct m.function from case_members m where m."case" = ${file} and relais_today(m.days_zone) between m.valid_from and coalesce(m.valid_until, 'infinity'))
    || case when ${referent} is null then '{}'::text[] else array['referent'] end`
}

/** How people call a record without naming anybody: its reference. */
async function labelled(host: DesignerHost, workflow: KnownWorkflow, { group, ids, limit }: { group: Group, ids?: readonly string[], limit: number }): Promise<NonNullable<Simulation['which']>> {
  if (limit <= 0) return []
  const keys = ids ?? await firstOf(host.database, workflow, { group, limit })
  if (keys.length === 0) return []
  const { collections } = await host.getSchema()
  const hasReference = collections[workflow.collection]?.fields['reference'] !== undefined
  const rows = await sudoRead(host, host.database, workflow.collection, { filter: { id: { _in: keys.slice(0, limit) } }, fields: ['id', ...(hasReference ? ['reference'] : [])] })
  return rows.map((row: Row) => ({ id: String(row['id']), label: String(row['reference'] ?? row['id']), state: group.state }))
}

async function firstOf(knex: Knex, workflow: KnownWorkflow, { group, limit }: { group: Group, limit: number }): Promise<string[]> {
  const { from, bindings } = placeOf(workflow, group)
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(`select r.id from ${from} order by r.id limit ${limit}`, bindings)
  return rows.map(({ id }) => id)
}
