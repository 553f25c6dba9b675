import { randomUUID } from 'node:crypto'
import type { Caller, Host } from '@relais/extension-directory'
import { ForbiddenError, inAuthoredTransaction } from '@relais/extension-directory'
import type { Effect } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { z } from 'zod'
import { EffectUnknownError } from '../errors.ts'
import { EffectSchema } from '../rules/definition.ts'
import { perform } from './perform.ts'
import { MOST_ATTEMPTS, enqueue } from './jobs.ts'

/** Writes down what follows an event and asks for it, in the transaction of the event. What it sets is set already. */
export async function queueEffects(host: Host, trx: Knex.Transaction, { event, effects }: { event: string, effects: readonly Effect[] }): Promise<void> {
  const rows = effects.flatMap((effect, position) => (effect.kind === 'set_field' ? [] : [{ id: randomUUID(), event, position, effect: JSON.stringify(effect), status: 'queued', attempts: 0, queued_at: new Date() }]))
  if (rows.length === 0) return
  await trx('workflow_effects').insert(rows)
  await enqueue(host, trx, rows.map(({ id }) => id))
}

const RowSchema = z.object({ effect: EffectSchema, collection: z.string(), item: z.string(), user: z.string().nullable() })

/**
 * Does an effect, and says whether it is done. The mark « done » is in the same transaction as what was done: a worker that
 * dies in the middle leaves nothing, one that comes twice finds the mark.
 */
export async function runEffect(host: Host, id: string): Promise<boolean> {
  try {
    await host.database.transaction(async (trx) => {
      await trx.raw(`select set_config('relais.origin', 'system', true), set_config('relais.channel', 'workflow', true)`)
      const { rows } = await trx.raw<{ rows: unknown[] }>(
        `select f.effect, e.collection, e.item, e."user" from workflow_effects f join workflow_events e on e.id = f.event
         where f.id = ? and f.status <> 'done' for update of f`,
        [id],
      )
      if (rows[0] === undefined) return
      const { effect, collection, item, user } = RowSchema.parse(rows[0])
      await perform(host, trx, effect, { collection, item, author: user })
      await trx.raw(`update workflow_effects set status = 'done', attempts = attempts + 1, last_error = null, done_at = now() where id = ?`, [id])
    })
    return true
  }
  catch (error: unknown) {
    host.logger.error(error, `The effect ${id} failed`)
    await host.database.raw(
      `update workflow_effects set attempts = attempts + 1, last_error = ?, status = case when attempts + 1 >= ? then 'failed' else status end where id = ?`,
      [reasonOf(error), MOST_ATTEMPTS, id],
    )
    return false
  }
}

const MOST_CHARACTERS = 300
const reasonOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown').slice(0, MOST_CHARACTERS)

/** Asks again for an effect that is not done; administrators only. */
export function replayEffect(host: Host, caller: Caller, id: string): Promise<void> {
  if (caller.audience !== 'admin') throw new ForbiddenError()
  return inAuthoredTransaction(host, caller, async (trx) => {
    const { rows } = await trx.raw<{ rows: unknown[] }>(`update workflow_effects set status = 'queued', attempts = 0 where id = ? and status <> 'done' returning id`, [id])
    if (rows.length === 0) throw new EffectUnknownError()
    await enqueue(host, trx, [id])
  })
}
