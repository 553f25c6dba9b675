import type { Caller, Host, Row } from '@relais/extensions/platform'
import { EditConflictError, ForbiddenError, asTransition, inAuthoredTransaction, refuseField } from '@relais/extensions/platform'
import { randomUUID } from 'node:crypto'
import type { Accountability } from '@directus/types'
import { assertOwnReach } from '@relais/extensions/configurator'
import type { Label } from '@relais/schema'
import { getCollection } from '@relais/schema'
import { levelOf } from '@relais/schema/access'
import { messageOf } from '@relais/schema/forms'
import type { Attempt, Refusal, Transition } from '@relais/schema/workflow'
import { includes, isWithinReach, judgeTransition, possible, valueAt } from '@relais/schema/workflow'
import { reasonIn, refusalIn } from '@relais/schema/constraints'
import type { Knex } from 'knex'
import { z } from 'zod'
import { NotYoursError, StateChangedError, TransitionRefusedError, TransitionUnknownError } from '../errors.ts'
import type { TransitionBody } from '../rules/bodies.ts'
import { reasonsOfDocuments } from './documents.ts'
import { enqueueOf } from './effects.ts'
import { assertSentFiles, withFileNames } from './files.ts'
import type { Levels } from './levels.ts'
import { levelsFor, unreadableIn } from './levels.ts'
import type { Place } from './place.ts'
import { assertVisible, countsFor, emptyFilesOf, readPlace } from './place.ts'
import type { Workflow } from './workflow-of.ts'
import { workflowOf } from './workflow-of.ts'

export interface Asked { caller: Caller, collection: string, id: string }
/** What a transition did. */
export interface Moved { id: string, state: string, event: string }

/** The workflow of a collection; one without any answers like an object that is not there. */
export async function heldWorkflow(knex: Knex, collection: string): Promise<Workflow> {
  const workflow = await workflowOf(knex, collection)
  if (!workflow) throw new ForbiddenError()
  return workflow
}

/**
 * Does a transition: in one transaction, under a lock on the object, the checks, the write by the services of Directus, its
 * event and its effects. Of two at once, the second finds another state than the one it saw.
 */
export async function doTransition(host: Host, { caller, collection, id }: Asked, key: string, body: TransitionBody): Promise<Moved> {
  const workflow = await heldWorkflow(host.database, collection)
  await assertVisible(host, host.database, { workflow, caller, id })
  return explained(() => inAuthoredTransaction(host, caller, async (trx) => {
    await trx.raw('select 1 from ?? where id = ? for no key update', [collection, id])
    const place = await readPlace(host, trx, { workflow, caller, id })
    if (place.state !== body.from) throw new StateChangedError({ state: place.state })
    const transition = place.definition.transitions.find(one => one.key === key)
    if (!transition) throw new TransitionUnknownError()
    // Before anything is said of the answers: to whom the step does not belong, they say something of the record.
    if (!includes(transition.who, place.actor)) throw new NotYoursError({ reasons: judgeTransition(transition, attemptOf({ workflow, place, values: {}, comment: null })) })
    const level = await levelsFor(host, trx, { caller, collection })
    const values = answersTo(transition, body, level)
    await assertAsSeen(trx, { collection, id }, { row: place.row, values, base: body.base })
    await assertSentFiles(host, trx, { caller, collection, row: place.row, values })
    await assertOwnReach(host, { knex: trx, schema: await host.getSchema({ database: trx }), accountability: caller.accountability }, { collection, payload: values, current: [place.row] })
    return move(host, trx, { workflow, place, transition, id, accountability: accountabilityOf(caller, workflow), values, unreadable: unreadableIn(transition, level), comment: body.comment || null })
  }))
}

/** Refuses answers written over a value that somebody else changed since the step was opened, under the lock of the record. */
async function assertAsSeen(trx: Knex.Transaction, { collection, id }: { collection: string, id: string }, { row, values, base }: { row: Row, values: Row, base: Row }): Promise<void> {
  if (Object.keys(base).length === 0) return
  const { rows } = await trx.raw<{ rows: { moved: string[] }[] }>('select relais_moved_since(?, ?, ?, ?::jsonb, ?::jsonb) as moved', [collection, 'id', id, JSON.stringify(base), JSON.stringify(values)])
  const moved = rows[0]?.moved ?? []
  if (moved.length === 0) return
  throw new EditConflictError({ conflicts: moved.map(field => ({ field, base: base[field] ?? null, current: row[field] ?? null, mine: values[field] ?? null, by: null, at: null, audience: null })) })
}

/** Says in words what the database refused to a step. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error: unknown) {
    const message = refusedBy(error)
    if (message) throw new TransitionRefusedError({ reasons: [{ code: 'GUARD', message }] }, { cause: error })
    throw error
  }
}

const SaysSchema = z.object({ extensions: z.object({ says: z.object({ fr: z.string(), en: z.string() }) }) })

/** By a statement of ours, or by a service of Directus, which says it already. */
function refusedBy(error: unknown): Label | undefined {
  const parsed = SaysSchema.safeParse(error)
  const said = parsed.success ? parsed.data.extensions.says : refusalIn(error)?.message
  return said && reasonIn(said)
}

/** The answers to what a transition asks, and no other; a definition opens no field, so that each is one that the caller writes. */
function answersTo({ fields = [], files = [] }: Transition, { values }: TransitionBody, level: Levels): Row {
  const asked = [...new Set([...fields, ...files])]
  const stranger = Object.keys(values).find(name => !asked.includes(name))
  if (stranger !== undefined) refuseField(stranger, 'UNKNOWN_FIELD', { fr: `« ${stranger} » n’est pas demandé par ce passage : retirez-le.`, en: `"${stranger}" is not asked by this transition: remove it.` })
  const answered = asked.filter(name => values[name] !== undefined)
  const closed = answered.find(name => level(name) !== 'write')
  if (closed !== undefined) refuseField(closed, 'READ_ONLY', messageOf('READ_ONLY'))
  return Object.fromEntries(answered.map(name => [name, values[name]]))
}

/** Those who may not write the state by themselves do what the definition gives them, field by field, and nothing else. */
function accountabilityOf({ audience, accountability }: Caller, { collection, field }: Workflow): Accountability {
  const declaration = getCollection(collection)
  return declaration && levelOf(declaration, field, audience) === 'write' ? accountability : { ...accountability, admin: true, app: false }
}

/** Where a record goes, with what its endpoint writes by itself. */
export interface Way extends Asked { to: string, values: Row, comment: string | null }

/**
 * Moves a record that the caller has locked, and may act on, to a state, by the transition of its version that leads there for
 * this person; null when none does.
 */
export async function moveTo(host: Host, trx: Knex.Transaction, { caller, collection, id, to, values, comment }: Way): Promise<Moved | null> {
  const workflow = await heldWorkflow(trx, collection)
  const place = await readPlace(host, trx, { workflow, caller, id })
  const ways = possible(place.definition, place.state).filter(one => one.to === to && !one.timer)
  const transition = ways.find(({ who }) => includes(who, place.actor)) ?? ways[0]
  if (!transition) return null
  return move(host, trx, { workflow, place, transition, id, accountability: accountabilityOf(caller, workflow), values, comment })
}

export interface Step {
  workflow: Workflow
  place: Place
  transition: Transition
  id: string
  values: Row
  comment: string | null
  /** Fields that the caller does not read. */
  unreadable?: readonly string[]
  /** In whose name it is written; null is the system, by the delay. */
  accountability: Accountability | null
}

/** Checks a transition of a locked object and writes it, in the transaction of the caller. */
export async function move(host: Host, trx: Knex.Transaction, step: Step): Promise<Moved> {
  const { workflow: { collection, field }, place, transition, id, values, accountability } = step
  await assertAllowed(host, trx, step)
  const event = randomUUID()
  const schema = await host.getSchema({ database: trx })
  // What a version published before today's rules sets out of reach is left as it is: the step itself is done.
  const isDay = (name: string): boolean => schema.collections[collection]?.fields[name]?.type === 'date'
  const now = { now: new Date(), zone: place.zone }
  const set = Object.fromEntries((transition.effects ?? []).flatMap(effect => (effect.kind === 'set_field' && isWithinReach(collection, effect) ? [[effect.field, valueAt(effect.value, now, { isDay: isDay(effect.field) })]] : [])))
  const items = new host.services.ItemsService<Row>(collection, { schema, knex: trx, accountability })
  await asTransition(trx, { item: id, transition: transition.key, event, comment: step.comment }, () => items.updateOne(id, { ...set, ...values, [field]: transition.to }))
  await enqueueOf(host, trx, event)
  return { id, state: transition.to, event }
}

const WHOSE: readonly string[] = ['NOT_YOURS', 'FOUR_EYES']

/** Refuses a step that may not be done now. */
export async function assertAllowed(host: Host, trx: Knex.Transaction, step: Step): Promise<void> {
  const reasons = await reasonsAgainst(host, trx, step)
  if (reasons.some(({ code }) => WHOSE.includes(code))) throw new NotYoursError({ reasons })
  if (reasons.length > 0) throw new TransitionRefusedError({ reasons: await withFileNames(host, trx, step.workflow.collection, reasons) })
}

async function reasonsAgainst(host: Host, trx: Knex, step: Step): Promise<Refusal[]> {
  const { workflow: { collection }, place, transition, id, values, accountability } = step
  const after = { ...place.row, ...values, ...await countsFor(host, trx, { collection, id, transition }) }
  const attempt = attemptOf({ ...step, values: after }, await emptyFilesOf(trx, after, transition.files ?? []))
  const reasons = judgeTransition(transition, accountability === null ? { ...attempt, actor: null } : attempt)
  // By a delay nobody could complete the file: what is missing is said in the document.
  return accountability === null || reasons.length > 0 ? reasons : reasonsOfDocuments(trx, { collection, row: after, transition, audience: place.actor.audience })
}

function attemptOf({ place, workflow, values, comment, unreadable = [] }: Pick<Step, 'place' | 'values' | 'comment' | 'unreadable' | 'workflow'>, emptyFiles: readonly string[] = []): Attempt {
  return { actor: place.actor, state: place.state, values, emptyFiles, unreadable, comment, isElsewhere: workflow.isElsewhere, moment: { now: new Date(), zone: place.zone } }
}
