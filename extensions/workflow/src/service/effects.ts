import type { Caller, Host } from '@relais/extensions/platform'
import { ForbiddenError, inAuthoredTransaction } from '@relais/extensions/platform'
import { roleIds } from '@relais/schema/access'
import type { Knex } from 'knex'
import { z } from 'zod'
import type { Settings } from '../env.schema.ts'
import { EffectUnknownError } from '../errors.ts'
import { EffectSchema } from '../rules/definition.ts'
import { perform } from './perform.ts'
import { callWebhook } from './webhooks.ts'
import type { Asked } from './jobs.ts'
import { MOST_ATTEMPTS, enqueue } from './jobs.ts'

/** Asks for what follows an event, which the trigger has written with it, in the same transaction. */
export async function enqueueOf(host: Host, trx: Knex.Transaction, event: string): Promise<void> {
  const { rows } = await trx.raw<{ rows: Asked[] }>(`select id, effect ->> 'kind' as kind from workflow_effects where event = ? order by position`, [event])
  await enqueue(host, trx, rows)
}

const LOST = `status = 'queued' and attempts = 0 and queued_at < now() - interval '2 minutes'`

/** Asks again for effects that nobody took: those of records moved by SQL, or of a queue that was lost. */
export function enqueueLost(host: Host): Promise<void> {
  return host.database.transaction(async (trx) => {
    const { rows } = await trx.raw<{ rows: Asked[] }>(
      `update workflow_effects set queued_at = now() where id in (select id from workflow_effects where ${LOST} order by queued_at limit 500 for update skip locked)
       returning id, effect ->> 'kind' as kind`,
    )
    await enqueue(host, trx, rows)
  })
}

const RowSchema = z.object({
  effect: EffectSchema, collection: z.string(), item: z.string(), user: z.string().nullable(), transition: z.string(), from_state: z.string(), to_state: z.string(), at: z.date(), states: z.array(z.object({ key: z.string(), label: z.object({ fr: z.string(), en: z.string() }) })),
})

const FIND = `select f.effect, e.collection, e.item, e."user", e.transition, e.from_state, e.to_state, e.at, v.definition -> 'states' as states from workflow_effects f join workflow_events e on e.id = f.event join workflow_versions v on v.id = e.version
  where f.id = ? and f.status <> 'done'`
const DONE = `update workflow_effects set status = 'done', attempts = attempts + 1, last_error = null, done_at = now() where id = ?`

/**
 * Does an effect, and says whether it is done. The mark « done » is in the same transaction as what was done: a worker that
 * dies in the middle leaves nothing, one that comes twice finds the mark.
 */
export async function runEffect(host: Host, settings: Settings, id: string): Promise<boolean> {
  try {
    if (await runCall(host, settings, id)) return true
    await host.database.transaction(async (trx) => {
      await trx.raw(`select set_config('relais.origin', 'system', true), set_config('relais.channel', 'workflow', true)`)
      const { rows } = await trx.raw<{ rows: unknown[] }>(`${FIND} for update of f`, [id])
      if (rows[0] === undefined) return
      const { effect, collection, item, user, from_state: from, to_state: to, at, states } = RowSchema.parse(rows[0])
      const labelOf = (state: string) => states.find(({ key }) => key === state)?.label ?? { fr: state, en: state }
      await perform(host, trx, effect, { id, collection, item, author: user, step: { from: labelOf(from), to: labelOf(to), at } })
      await trx.raw(DONE, [id])
    })
    return true
  }
  catch (error: unknown) {
    host.logger.error(error, `The effect ${id} failed`)
    await fail(host, id, reasonOf(error))
    return false
  }
}

/** Keeps why an effect was not done; administrators are told of one that is tried no more. */
async function fail({ database }: Host, id: string, reason: string): Promise<void> {
  await database.raw(
    `with tried as (
       update workflow_effects set attempts = attempts + 1, last_error = :reason, status = case when attempts + 1 >= :most then 'failed' else status end
       where id = :id and status = 'queued' returning event, status)
     insert into directus_notifications (recipient, subject, message, collection, item, status, "timestamp")
     select u.id, case when u.language like 'en%' then 'Effect that failed' else 'Effet en échec' end,
       case when u.language like 'en%' then 'What should have followed a transition could not be done: a template that was retired, an address that does not answer, a record that refuses it. The step itself is done. See why in the workflow, then do the effect again.'
         else 'Ce qui devait suivre un passage n’a pas pu être fait : modèle retiré, adresse qui ne répond pas ou fiche qui le refuse. Le passage, lui, est fait. Lisez pourquoi dans le parcours, puis relancez l’effet.' end,
       e.collection, e.item, 'inbox', now()
     from tried join workflow_events e on e.id = tried.event, directus_users u where tried.status = 'failed' and u.status = 'active' and u.role = :administrators`,
    { id, reason, most: MOST_ATTEMPTS, administrators: roleIds.admin },
  )
}

/** Calls a webhook, outside of any transaction: whoever receives knows a second call by its identifier. */
async function runCall({ database }: Host, settings: Settings, id: string): Promise<boolean> {
  const { rows } = await database.raw<{ rows: unknown[] }>(`${FIND} and f.effect ->> 'kind' = 'call_webhook'`, [id])
  if (rows[0] === undefined) return false
  const { effect, collection, item, transition, from_state: from, to_state: to, at } = RowSchema.parse(rows[0])
  if (effect.kind !== 'call_webhook') return false
  await callWebhook(database, effect.webhook, { id, collection, item, transition, from, to, at }, { settings, now: new Date() })
  await database.raw(DONE, [id])
  return true
}

const MOST_CHARACTERS = 300
/** What went wrong, in the words shown to administrators. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown').slice(0, MOST_CHARACTERS)

/** Asks again for an effect that is not done; administrators only. */
export function replayEffect(host: Host, caller: Caller, id: string): Promise<void> {
  if (caller.audience !== 'admin') throw new ForbiddenError()
  return inAuthoredTransaction(host, caller, async (trx) => {
    const { rows } = await trx.raw<{ rows: Asked[] }>(`update workflow_effects set status = 'queued', attempts = 0, queued_at = now() where id = ? and status <> 'done' returning id, effect ->> 'kind' as kind`, [id])
    if (rows.length === 0) throw new EffectUnknownError()
    await enqueue(host, trx, rows)
  })
}
