import { randomUUID } from 'node:crypto'
import type { Accountability } from '@directus/types'
import type { Caller, Host, Row } from '@relais/extension-directory'
import { ForbiddenError, asTransition, inAuthoredTransaction, refuseField } from '@relais/extension-directory'
import type { Label } from '@relais/schema'
import { getCollection } from '@relais/schema'
import { levelOf } from '@relais/schema/access'
import type { Refusal, Transition } from '@relais/schema/workflow'
import { includes, judgeTransition, possible } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { NotYoursError, StateChangedError, TransitionRefusedError, TransitionUnknownError } from '../errors.ts'
import type { TransitionBody } from '../rules/bodies.ts'
import { enqueueOf } from './effects.ts'
import { assertSentFiles, withFileNames } from './files.ts'
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
    assertAsked(transition, body)
    await assertSentFiles(host, trx, { caller, collection, row: place.row, values: body.values })
    return move(host, trx, { workflow, place, transition, id, accountability: accountabilityOf(caller, workflow), values: body.values, comment: body.comment || null })
  }))
}

/** Says in words what the database refused to a step. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error: unknown) {
    const message = CONSTRAINTS[String(typeof error === 'object' && error !== null ? Reflect.get(error, 'constraint') : '')]
    if (message) throw new TransitionRefusedError({ reasons: [{ code: 'GUARD', message }] }, { cause: error })
    throw error
  }
}

const CONSTRAINTS: Readonly<Record<string, Label>> = {
  offer_places_not_overbooked: { fr: 'Il n’y a plus de place libre sur cette offre.', en: 'This offer has no place left.' },
  referrals_offer_open: { fr: 'Cette offre n’est plus ouverte.', en: 'This offer is not open any more.' },
}

/** A transition takes the answers that it asks for, and no other. */
function assertAsked({ fields = [], files = [] }: Transition, { values }: TransitionBody): void {
  const stranger = Object.keys(values).find(name => !fields.includes(name) && !files.includes(name))
  if (stranger === undefined) return
  refuseField(stranger, 'UNKNOWN_FIELD', { fr: `« ${stranger} » n’est pas demandé par ce passage : retirez-le.`, en: `"${stranger}" is not asked by this transition: remove it.` })
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
  /** In whose name it is written; null is the system, by the delay. */
  accountability: Accountability | null
}

/** Checks a transition of a locked object and writes it, in the transaction of the caller. */
export async function move(host: Host, trx: Knex.Transaction, step: Step): Promise<Moved> {
  const { workflow: { collection, field }, transition, id, values, accountability } = step
  const reasons = await reasonsAgainst(host, trx, step)
  if (reasons.some(({ code }) => WHOSE.includes(code))) throw new NotYoursError({ reasons })
  if (reasons.length > 0) throw new TransitionRefusedError({ reasons: await withFileNames(host, trx, collection, reasons) })
  const event = randomUUID()
  const set = Object.fromEntries((transition.effects ?? []).flatMap(effect => (effect.kind === 'set_field' ? [[effect.field, effect.value]] : [])))
  const items = new host.services.ItemsService<Row>(collection, { schema: await host.getSchema({ database: trx }), knex: trx, accountability })
  await asTransition(trx, { item: id, transition: transition.key, event, comment: step.comment }, () => items.updateOne(id, { ...set, ...values, [field]: transition.to }))
  await enqueueOf(host, trx, event)
  return { id, state: transition.to, event }
}

const WHOSE: readonly string[] = ['NOT_YOURS', 'FOUR_EYES']
/** What is asked of people only. */
const PERSONAL: readonly string[] = [...WHOSE, 'COMMENT_MISSING', 'COMMENT_NOT_ASKED']

async function reasonsAgainst(host: Host, trx: Knex, { workflow: { collection, isElsewhere }, place, transition, id, values, comment, accountability }: Step): Promise<Refusal[]> {
  const after = { ...place.row, ...values }
  const reasons = judgeTransition(transition, {
    actor: place.actor, state: place.state, comment, isElsewhere, moment: { now: new Date(), zone: place.zone },
    values: { ...after, ...await countsFor(host, trx, { collection, id, transition }) }, emptyFiles: await emptyFilesOf(trx, after, transition.files ?? []),
  })
  return accountability === null ? reasons.filter(({ code }) => !PERSONAL.includes(code)) : reasons
}
