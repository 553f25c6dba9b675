import type { Caller } from '@relais/extensions/platform'
import { ForbiddenError, inAuthoredTransaction } from '@relais/extensions/platform'
import { addTold } from '@relais/extensions/access'
import type { Told } from '@relais/extensions/access'
import type { Knex } from 'knex'
import { z } from 'zod'
import { MigrationIncompleteError } from '../errors.ts'
import type { MigrateBody } from '../rules/bodies.ts'
import { DefinitionSchema } from '../rules/definition.ts'
import type { DesignerHost } from './drafts.ts'
import { assertDesigner } from './drafts.ts'
import { statesTold } from './told-states.ts'
import type { ToldStates } from './told-states.ts'

/** Records of a state that a migration moves, and where; `to` is null where the new version has no such state and the map says nothing. */
interface Line { from: string, to: string | null, count: number | null, at_least?: true }
/** What a migration does, or would do; a number is null, or the least there are, where some are too few for whoever does not read them. */
export interface Migrated { is_done: boolean, count: number | null, at_least?: true, states: Line[] }
/** Records of a state on one version, as they are told elsewhere. */
interface Cell { from: string, to: string | null, count: number }

const TargetSchema = z.object({ id: z.string(), workflow: z.string(), collection: z.string(), field: z.string(), definition: DefinitionSchema })
type Target = z.output<typeof TargetSchema>

/**
 * Moves the running records of a workflow to one of its published versions, all of them or none; each state goes where the map
 * says, or stays. For those who set the whole network, who are told numbers only. A dry run counts.
 */
export async function migrate(host: DesignerHost, caller: Caller, version: string, body: MigrateBody): Promise<Migrated> {
  await assertDesigner(host, caller)
  return inAuthoredTransaction(host, caller, async (trx) => {
    await trx.raw('select set_config(\'relais.channel\', \'studio\', true)')
    const target = await readTarget(trx, version)
    const cells = await count(trx, target, body)
    const told = await statesTold(host, { knex: trx, audience: caller.audience, workflow: target })
    if (!body.dry_run) {
      await moveStates(trx, target, body)
      const strange = await moveVersions(trx, target, body)
      if (strange.length > 0) throw new MigrationIncompleteError({ states: strange })
    }
    return { is_done: !body.dry_run, ...tellCells(cells, told, goesTo(target, body)) }
  })
}

function tellCells(counted: readonly Cell[], { tell, untold }: ToldStates, map: Readonly<Record<string, string>>): Omit<Migrated, 'is_done'> {
  // Of states that go nowhere by themselves, those that hold something alone: each asks whoever moves them where to.
  const empty = counted.length === 0 ? [] : untold.flatMap((from): Cell[] => (map[from] === undefined || counted.some(cell => cell.from === from) ? [] : [{ from, to: map[from], count: 0 }]))
  const cells = [...counted, ...empty].toSorted((one, other) => (one.from < other.from ? -1 : 1))
  const say = ({ count, isPartial }: Told) => ({ count, ...(isPartial && { at_least: true as const }) })
  const states = [...Map.groupBy(cells, ({ from }) => from)].map(([from, some]) => ({ from, to: some[0]?.to ?? null, told: tell(from, some.reduce((sum, { count }) => sum + count, 0)) }))
  return { ...say(addTold(states.map(({ told }) => told))), states: states.map(({ told, ...line }) => ({ ...line, ...say(told) })) }
}

async function readTarget(trx: Knex.Transaction, version: string): Promise<Target> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `select v.id, v.workflow, w.collection, w.field, v.definition from workflow_versions v join workflows w on w.id = v.workflow and w.is_enforced
     where v.id = ? and v.status = 'published' for share of w`, [version],
  )
  if (rows[0] === undefined) throw new ForbiddenError()
  return TargetSchema.parse(rows[0])
}

const OTHERS = `o.collection = :collection and o.version <> :id and o.version in (select v.id from workflow_versions v where v.workflow = :workflow) and (:from::uuid is null or o.version = :from::uuid)`

/** Where each state goes. */
const goesTo = ({ definition }: Target, { states }: MigrateBody): Record<string, string> =>
  ({ ...Object.fromEntries(definition.states.map(({ key }) => [key, key])), ...Object.fromEntries(Object.entries(states).filter(([, to]) => definition.states.some(({ key }) => key === to))) })

function bindings(target: Target, body: MigrateBody) {
  const { id, workflow, collection, field } = target
  return { id, workflow, collection, field, from: body.from ?? null, map: JSON.stringify(goesTo(target, body)) }
}

async function count(trx: Knex.Transaction, target: Target, body: MigrateBody): Promise<Cell[]> {
  const { rows } = await trx.raw<{ rows: Cell[] }>(
    `select o.state as "from", :map::jsonb ->> o.state as "to", count(*)::int as count from workflow_objects o where ${OTHERS} group by 1, 2, o.version order by 1`, bindings(target, body),
  )
  return rows
}

/** Writes the states that change; the trigger follows, and takes the day as it was. */
async function moveStates(trx: Knex.Transaction, target: Target, body: MigrateBody): Promise<void> {
  await trx.raw(`select set_config('relais.migration', ?, true)`, [target.id])
  await trx.raw(
    `with moving as (select o.item, :map::jsonb ->> o.state as state from workflow_objects o where ${OTHERS} and :map::jsonb ->> o.state <> o.state),
       said as (
         insert into workflow_events (id, collection, item, version, transition, from_state, to_state, seconds, "user", audience, at, comment)
         select gen_random_uuid(), o.collection, o.item, :id, '@migration', o.state, coalesce(:map::jsonb ->> o.state, o.state), 0, relais_setting('author')::uuid, relais_setting('origin'), clock_timestamp(), null
         from workflow_objects o where ${OTHERS})
     update :collection: r set :field: = moving.state from moving where r.id = moving.item`,
    bindings(target, body),
  )
  await trx.raw(`select set_config('relais.migration', '', true)`)
}

/** Puts the records on the version, and says the states that it does not have: those of the map, or of somebody who moved meanwhile. */
async function moveVersions(trx: Knex.Transaction, target: Target, body: MigrateBody): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { state: string }[] }>(
    `with moved as (update workflow_objects o set version = :id where ${OTHERS} returning o.state) select distinct state from moved order by 1`, bindings(target, body),
  )
  return rows.map(({ state }) => state).filter(state => !target.definition.states.some(({ key }) => key === state))
}
