import { randomUUID } from 'node:crypto'
import type { Caller, Host, Row } from '@relais/extension-directory'
import { ForbiddenError, inAuthoredTransaction, refuseField, sudoItems } from '@relais/extension-directory'
import type { Transition } from '@relais/schema/workflow'
import { judgeTransition } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { NotYoursError, StateChangedError, TransitionRefusedError, TransitionUnknownError } from '../errors.ts'
import type { TransitionBody } from '../rules/bodies.ts'
import { whileMoving } from '../rules/moving.ts'
import { queueEffects } from './effects.ts'
import type { Place } from './place.ts'
import { assertVisible, countsFor, emptyFilesOf, readPlace } from './place.ts'
import type { Workflow } from './workflow-of.ts'
import { workflowOf } from './workflow-of.ts'

export interface Asked { caller: Caller, collection: string, id: string }
/** What a transition did. */
export interface Moved { id: string, state: string, event: string }

/** The workflow of a collection; one without any answers like an object that is not there. */
export async function heldWorkflow(host: Host, collection: string): Promise<Workflow> {
  const workflow = await workflowOf(host.database, collection)
  if (!workflow) throw new ForbiddenError()
  return workflow
}

/**
 * Does a transition: in one transaction, under a lock on the object, the checks, the write by the services of Directus, its
 * event and its effects. Of two at once, the second finds another state than the one it saw.
 */
export async function doTransition(host: Host, { caller, collection, id }: Asked, key: string, body: TransitionBody): Promise<Moved> {
  const workflow = await heldWorkflow(host, collection)
  await assertVisible(host, host.database, { workflow, caller, id })
  return inAuthoredTransaction(host, caller, async (trx) => {
    await trx.raw('select 1 from ?? where id = ? for no key update', [collection, id])
    const place = await readPlace(host, trx, { workflow, caller, id })
    if (place.state !== body.from) throw new StateChangedError({ state: place.state })
    const transition = place.definition.transitions.find(one => one.key === key)
    if (!transition) throw new TransitionUnknownError()
    assertAsked(transition, body)
    await assertAllowed(host, trx, { workflow, place, transition, body, id })
    const event = randomUUID()
    await write(host, trx, { caller, workflow, transition, body, id, event })
    await queueEffects(host, trx, { event, effects: transition.effects ?? [] })
    return { id, state: transition.to, event }
  })
}

/** A transition takes the answers that it asks for, and no other. */
function assertAsked({ fields = [], files = [] }: Transition, { values }: TransitionBody): void {
  const stranger = Object.keys(values).find(name => !fields.includes(name) && !files.includes(name))
  if (stranger === undefined) return
  refuseField(stranger, 'UNKNOWN_FIELD', { fr: `« ${stranger} » n’est pas demandé par ce passage : retirez-le.`, en: `"${stranger}" is not asked by this transition: remove it.` })
}

interface Step { workflow: Workflow, place: Place, transition: Transition, body: TransitionBody, id: string }

async function assertAllowed(host: Host, trx: Knex, { workflow: { collection }, place, transition, body, id }: Step): Promise<void> {
  const values = { ...place.row, ...body.values }
  const reasons = judgeTransition(transition, {
    actor: place.actor, state: place.state, comment: body.comment || null, moment: { now: new Date(), zone: place.zone },
    values: { ...values, ...await countsFor(host, trx, { collection, id, transition }) }, emptyFiles: await emptyFilesOf(trx, values, transition.files ?? []),
  })
  if (reasons.some(({ code }) => code === 'NOT_YOURS' || code === 'FOUR_EYES')) throw new NotYoursError({ reasons })
  if (reasons.length > 0) throw new TransitionRefusedError({ reasons })
}

/** Audiences that write records by themselves; the others may do what the definition gives them, and nothing else. */
const WRITERS: readonly string[] = ['adviser', 'manager', 'admin']

interface Write { caller: Caller, workflow: Workflow, transition: Transition, body: TransitionBody, id: string, event: string }

async function write(host: Host, trx: Knex.Transaction, { caller, workflow: { collection, field }, transition, body, id, event }: Write): Promise<void> {
  const set = Object.fromEntries((transition.effects ?? []).flatMap(effect => (effect.kind === 'set_field' ? [[effect.field, effect.value]] : [])))
  const items = WRITERS.includes(caller.audience)
    ? new host.services.ItemsService<Row>(collection, { schema: await host.getSchema({ database: trx }), knex: trx, accountability: caller.accountability })
    // The definition says that this person takes the step: it opened it, field by field.
    : await sudoItems(host, trx, caller, collection)
  // Read by the trigger that lets the state through and writes the event.
  const tell = (settings: Record<string, string>) => trx.raw(`select ${Object.keys(settings).map(name => `set_config('relais.${name}', ?, true)`).join(', ')}`, Object.values(settings))
  await tell({ transition: transition.key, event, comment: body.comment ?? '' })
  await whileMoving({ collection, item: id }, () => items.updateOne(id, { ...set, ...body.values, [field]: transition.to }))
  await tell({ transition: '', event: '', comment: '' })
}
