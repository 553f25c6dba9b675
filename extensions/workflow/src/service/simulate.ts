import { countRelated } from '@relais/extension-configurator'
import type { Caller, Row } from '@relais/extension-directory'
import { sudoRead } from '@relais/extension-directory'
import type { Definition, Transition } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { z } from 'zod'
import { DefinitionSchema } from '../rules/definition.ts'
import type { Block } from '../rules/simulation.ts'
import { canLeave, guardFields, judgeState } from '../rules/simulation.ts'
import type { DesignerHost } from './drafts.ts'
import type { KnownWorkflow } from './workflows.ts'

/** What would become of the records of one state that run on one version. */
export interface SimulatedState {
  state: string
  /** Number of their version; null where nothing holds the records yet. */
  version: number | null
  records: number
  is_changed: boolean
  blocked: number
  block: Block | null
  /** Whether it depends on each record, which only administrators read: then `blocked` says nothing. */
  depends: boolean
}

export interface Simulation {
  records: number
  changed: number
  blocked: number
  /** Records whose way depends on what they hold, left out for those who do not read them. */
  undecided: number
  states: SimulatedState[]
  /** The first records that would stay blocked; null for those who do not read them. */
  which: { id: string, label: string, state: string }[] | null
  /** False when there were too many to try: `blocked` is then at least this. */
  is_complete: boolean
}

const MOST_SHOWN = 100
const MOST_TRIED = 50_000
const BATCH = 500

const GroupSchema = z.object({ state: z.string(), number: z.number().nullable(), version: z.string().nullable(), records: z.number(), definition: DefinitionSchema.nullable().catch(null) })
type Group = z.output<typeof GroupSchema>

/** What a definition would do to the records there are, were they to follow it; nothing is written. */
export async function simulate(host: DesignerHost, caller: Caller, workflow: KnownWorkflow, after: Definition): Promise<Simulation> {
  const isReader = caller.audience === 'admin'
  const states: SimulatedState[] = []
  const which: NonNullable<Simulation['which']> = []
  let left = MOST_TRIED
  for (const group of await groupsOf(host.database, workflow)) {
    const { state, number, records } = group
    const { isChanged, block, ways } = judgeState(group.definition ?? workflow.published ?? after, after, state)
    const line = { state, version: number, records, is_changed: isChanged, block, depends: false }
    if (block) {
      states.push({ ...line, blocked: records })
      if (isReader) which.push(...await labelled(host, workflow, { group, limit: MOST_SHOWN - which.length }))
    }
    else if (ways.length > 0 && !isReader) states.push({ ...line, blocked: 0, depends: true })
    else {
      const stuck = ways.length > 0 ? await stuckIn(host, workflow, { group, ways, limit: left }) : []
      if (ways.length > 0) left = Math.max(0, left - records)
      states.push({ ...line, blocked: stuck.length, block: stuck.length > 0 ? 'CONDITION' : null })
      if (isReader) which.push(...await labelled(host, workflow, { group, ids: stuck, limit: MOST_SHOWN - which.length }))
    }
  }
  const sum = (of: (line: SimulatedState) => number) => states.reduce((total, line) => total + of(line), 0)
  return {
    records: sum(line => line.records), changed: sum(line => (line.is_changed ? line.records : 0)), blocked: sum(line => line.blocked), undecided: sum(line => (line.depends ? line.records : 0)),
    states, which: isReader ? which : null, is_complete: left > 0,
  }
}

async function groupsOf(knex: Knex, { collection, field, is_enforced: isEnforced }: KnownWorkflow): Promise<Group[]> {
  const { rows } = isEnforced
    ? await knex.raw<{ rows: unknown[] }>(
        `select o.state, v.number, o.version, o.records, v.definition from (select version, state, count(*)::int as records from workflow_objects where collection = ? group by version, state) o
       join workflow_versions v on v.id = o.version order by v.number desc, o.records desc`, [collection])
    : await knex.raw<{ rows: unknown[] }>('select ?? as state, null as number, null as version, null as definition, count(*)::int as records from ?? where ?? is not null group by 1 order by 5 desc', [field, collection, field])
  return rows.map(row => GroupSchema.parse(row))
}

/** The keys of the records of a group, batch after batch in their order. */
async function* keysOf(knex: Knex, { collection, field }: KnownWorkflow, { state, version }: Group, size: number): AsyncGenerator<string[]> {
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = version === null
      ? await knex.raw<{ rows: { id: string }[] }>('select id from ?? where ?? = ? and id > ? order by id limit ?', [collection, field, state, last, size])
      : await knex.raw<{ rows: { id: string }[] }>('select item as id from workflow_objects where collection = ? and state = ? and version = ? and item > ? order by item limit ?', [collection, state, version, last, size])
    const keys = rows.map(({ id }) => id)
    const end = keys.at(-1)
    if (end === undefined) return
    yield keys
    if (keys.length < size) return
    last = end
  }
}

/** The records of a group that none of the ways could be taken for. */
async function stuckIn(host: DesignerHost, workflow: KnownWorkflow, { group, ways, limit }: { group: Group, ways: readonly Transition[], limit: number }): Promise<string[]> {
  const { collection } = workflow
  const schema = await host.getSchema()
  const names = [...new Set(ways.flatMap(guardFields))]
  const columns = names.filter(name => schema.collections[collection]?.fields[name]?.alias === false)
  const lists = names.filter(name => !columns.includes(name))
  const now = new Date()
  const stuck: string[] = []
  let tried = 0
  for await (const keys of keysOf(host.database, workflow, group, BATCH)) {
    if (tried >= limit) break
    tried += keys.length
    // Without accountability: only administrators come here, and what is read stays here.
    const rows = await sudoRead(host, host.database, collection, { filter: { id: { _in: keys } }, fields: ['id', ...columns] })
    const counts = await countRelated(host.database, schema, { collection, lists, keys })
    const teams = await teamsOf(host.database, workflow, keys)
    for (const [index, id] of keys.entries()) {
      const row = rows.find(own => own['id'] === id)
      if (row && !canLeave(ways, { values: { ...row, ...counts[index] }, functions: teams.get(id) ?? [] }, { now })) stuck.push(id)
    }
  }
  return stuck
}

/** The functions held today in the team of each file. */
async function teamsOf(knex: Knex, { collection }: KnownWorkflow, keys: readonly string[]): Promise<Map<string, string[]>> {
  const hasFile = collection === 'cases' || await knex.schema.hasColumn(collection, 'case')
  if (!hasFile) return new Map()
  const { rows } = await knex.raw<{ rows: { id: string, functions: string[] }[] }>(
    `select r.id, array_remove(array_agg(m.function), null) || case when c.referent is null then '{}' else array['referent'] end as functions
     from ?? r join cases c on c.id = r.?? left join case_members m on m."case" = c.id and current_date between m.valid_from and coalesce(m.valid_until, 'infinity')
     where r.id = any(?) group by r.id, c.referent`,
    [collection, collection === 'cases' ? 'id' : 'case', [...keys]],
  )
  return new Map(rows.map(({ id, functions }) => [id, functions]))
}

/** How people call a record without naming anybody: its reference. */
async function labelled(host: DesignerHost, workflow: KnownWorkflow, { group, ids, limit }: { group: Group, ids?: readonly string[], limit: number }): Promise<NonNullable<Simulation['which']>> {
  if (limit <= 0) return []
  const keys = ids ?? (await keysOf(host.database, workflow, group, limit).next()).value
  if (!keys || keys.length === 0) return []
  const { collections } = await host.getSchema()
  const hasReference = collections[workflow.collection]?.fields['reference'] !== undefined
  const rows = await sudoRead(host, host.database, workflow.collection, { filter: { id: { _in: keys.slice(0, limit) } }, fields: ['id', ...(hasReference ? ['reference'] : [])] })
  return rows.map((row: Row) => ({ id: String(row['id']), label: String(row['reference'] ?? row['id']), state: group.state }))
}
