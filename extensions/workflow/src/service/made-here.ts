import type { Caller } from '@relais/extensions/platform'
import { inAuthoredTransaction } from '@relais/extensions/platform'
import { randomUUID } from 'node:crypto'
import { addTold } from '@relais/extensions/access'
import { whileShowing } from '@relais/extensions/configurator'
import type { Definition } from '@relais/schema/workflow'
import { shippedWorkflows } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { WorkflowBusyError, WorkflowNotReadyError, WorkflowStrangersError, WorkflowUnknownError } from '../errors.ts'
import type { NewWorkflowBody } from '../rules/bodies.ts'
import { keyFor } from '../rules/drawing.ts'
import type { DesignerHost } from './drafts.ts'
import { assertDesigner, sudoItems } from './drafts.ts'
import { assertHoldable } from './holdable.ts'
import { statesTold } from './told-states.ts'
import type { ToldStates } from './told-states.ts'
import { forgetWorkflows } from './workflow-of.ts'
import type { KnownWorkflow } from './workflows.ts'

/** Begins a workflow on a field: a draft with a state for each of its choices. Nothing is held yet. */
export async function createWorkflow(host: DesignerHost, caller: Caller, { collection, field, label }: NewWorkflowBody): Promise<{ key: string }> {
  await assertDesigner(host, caller)
  return inAuthoredTransaction(host, caller, async (trx) => {
    await trx.raw('select set_config(\'relais.channel\', \'studio\', true), pg_advisory_xact_lock(hashtext(\'relais.workflows\'))')
    const states = await assertHoldable(host, trx, { collection, field })
    const rows: { key: string }[] = await trx('workflows').select('key')
    const [id, key] = [randomUUID(), keyFor(label.fr, rows.map(row => row.key))]
    await (await sudoItems(host, caller, trx, 'workflows')).createOne({ id, key, collection, field, label_fr: label.fr, label_en: label.en, is_enforced: false })
    const definition: Definition = { states, transitions: [] }
    await (await sudoItems(host, caller, trx, 'workflow_versions')).createOne({ id: randomUUID(), workflow: id, number: 1, status: 'draft', origin: 'local', definition })
    return { key }
  })
}

/** What applying a workflow does to the records there are. */
export interface Applying {
  is_done: boolean
  /** Null where there are too few for whoever does not read them; so of the others. */
  records: number | null
  /** Whether what is not told would add to `records`. */
  at_least?: true
  /** Records that say no state: they would begin at `start`. */
  empty: number | null
  start: string
  /** Values that no state has, and how many records hold them: nothing is applied while there are any. */
  unknown: { state: string, records: number | null }[]
}

interface Work { host: DesignerHost, caller: Caller, workflow: KnownWorkflow }

const LOCK_WAIT = '5s'

/**
 * Holds the records of a collection to the workflow, from now on and on every channel; a dry run counts. Each begins on the
 * version in force, all of them or none.
 */
export async function applyWorkflow({ host, caller, workflow }: Work, { isDry }: { isDry: boolean }): Promise<Applying> {
  await assertDesigner(host, caller)
  const { id, key, collection, field, published } = workflow
  if (workflow.is_enforced) throw new WorkflowNotReadyError({ reason: 'ALREADY_APPLIED' })
  if (!published) throw new WorkflowNotReadyError({ reason: 'NOT_PUBLISHED' })
  await assertHoldable(host, host.database, { collection, field, key })
  const { collections } = await host.getSchema()
  const usual = collections[collection]?.fields[field]?.defaultValue ?? null
  const beginnings = published.states.filter(({ kind }) => kind === 'initial').map(own => own.key)
  if (usual !== null && !beginnings.includes(String(usual))) throw new WorkflowNotReadyError({ reason: 'DEFAULT_NOT_INITIAL' })
  const start = beginnings[0] ?? ''
  const tellAll = async (knex: Knex, rows: readonly StateCount[]) => tellStates(rows, published, await statesTold(host, { knex, audience: caller.audience, workflow }))
  if (isDry) return { is_done: false, start, ...await tellAll(host.database, await countStates(host.database, workflow)) }
  return alone(async () => {
    const done = await whileShowing({ host, teller: host.emitter }, caller.accountability, { collection, field, interface: 'relais-steps' }, async (trx) => {
      await trx.raw('select set_config(\'lock_timeout\', ?, true)', [LOCK_WAIT])
      await assertStill(trx, id, false)
      // Nobody writes between the count and the hold.
      await trx.raw('lock table ?? in share row exclusive mode', [collection])
      const rows = await countStates(trx, workflow)
      const counted = await tellAll(trx, rows)
      if (counted.unknown.length > 0) throw new WorkflowStrangersError({ unknown: counted.unknown })
      if (rows.some(({ state }) => state === null)) await trx.raw('update ?? set ?? = ? where ?? is null', [collection, field, start, field])
      await trx('workflow_objects').where({ collection }).delete()
      await (await sudoItems(host, caller, trx, 'workflows')).updateOne(id, { is_enforced: true })
      return counted
    })
    forgetWorkflows()
    return { is_done: true, start, ...done }
  })
}

/** Lets the records go, for a reason that the journal keeps: their field is written freely again. */
export async function releaseWorkflow({ host, caller, workflow }: Work, reason: string): Promise<void> {
  await assertDesigner(host, caller)
  const { id, key, collection, field } = workflow
  if (shippedWorkflows.some(shipped => shipped.key === key)) throw new WorkflowNotReadyError({ reason: 'OF_PRODUCT' })
  if (!workflow.is_enforced) throw new WorkflowNotReadyError({ reason: 'NOT_APPLIED' })
  await alone(() => whileShowing({ host, teller: host.emitter }, caller.accountability, { collection, field, interface: null }, async (trx) => {
    await trx.raw('select set_config(\'lock_timeout\', ?, true), set_config(\'relais.comment\', ?, true)', [LOCK_WAIT, reason])
    await assertStill(trx, id, true)
    await (await sudoItems(host, caller, trx, 'workflows')).updateOne(id, { is_enforced: false })
    await trx.raw('select relais_release_workflow(?)', [collection])
  }))
  forgetWorkflows()
}

/** Removes a workflow that no record ever followed, with its draft and its versions. */
export async function removeWorkflow({ host, caller, workflow }: Work): Promise<void> {
  await assertDesigner(host, caller)
  const { id, key } = workflow
  if (shippedWorkflows.some(shipped => shipped.key === key)) throw new WorkflowNotReadyError({ reason: 'OF_PRODUCT' })
  await inAuthoredTransaction(host, caller, async (trx) => {
    await trx.raw('select set_config(\'relais.channel\', \'studio\', true)')
    const { rows: [found] } = await trx.raw<{ rows: { is_applied: boolean, is_used: boolean }[] }>(
      `select coalesce(w.is_enforced, false) as is_applied,
         exists (select 1 from workflow_versions v where v.workflow = w.id and exists (select 1 from workflow_events e where e.version = v.id)) as is_used
       from workflows w where w.id = ? for update`, [id])
    if (!found) throw new WorkflowUnknownError()
    if (found.is_applied) throw new WorkflowNotReadyError({ reason: 'STILL_APPLIED' })
    if (found.is_used) throw new WorkflowNotReadyError({ reason: 'USED' })
    await (await sudoItems(host, caller, trx, 'workflows')).deleteOne(id)
  })
  forgetWorkflows()
}

/** Refuses when somebody else did it meanwhile. */
async function assertStill(trx: Knex, id: string, isEnforced: boolean): Promise<void> {
  const { rows } = await trx.raw<{ rows: unknown[] }>('select 1 from workflows where id = ? and coalesce(is_enforced, false) = ? for update', [id, isEnforced])
  if (rows.length === 0) throw new WorkflowNotReadyError({ reason: isEnforced ? 'NOT_APPLIED' : 'ALREADY_APPLIED' })
}

interface StateCount { state: string | null, records: number }

async function countStates(knex: Knex, { collection, field }: KnownWorkflow): Promise<StateCount[]> {
  const { rows } = await knex.raw<{ rows: StateCount[] }>('select ?? as state, count(*)::int as records from ?? group by 1 order by 1', [field, collection])
  return rows
}

/**
 * States that the workflow does not know are named, since nothing else says what to mend: each holds a record at least. That tells how
 * many each holds where all the records of the network are in such states, as many as there are records; nowhere else.
 */
function tellStates(rows: readonly StateCount[], { states }: Definition, { tell, untold }: ToldStates): Omit<Applying, 'is_done' | 'start'> {
  const { count, isPartial } = addTold(rows.map(({ state, records }) => tell(state, records)))
  const empty = untold.length > 0 ? null : tell(null, rows.find(({ state }) => state === null)?.records ?? 0).count
  const unknown = rows.flatMap(({ state, records }) => (state === null || states.some(({ key }) => key === state) ? [] : [{ state, records: tell(state, records).count }]))
  return { records: count, ...(isPartial && { at_least: true }), empty, unknown }
}

const LOCK_NOT_AVAILABLE = '55P03'

/** Says in words that somebody is writing these records for longer than one waits. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error: unknown) {
    if (typeof error === 'object' && error !== null && Reflect.get(error, 'code') === LOCK_NOT_AVAILABLE) throw new WorkflowBusyError(undefined, { cause: error })
    throw error
  }
}
