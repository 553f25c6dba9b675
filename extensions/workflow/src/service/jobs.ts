import type { Host } from '@relais/extension-directory'
import type { Knex } from 'knex'
import { PgBoss, fromKnex } from 'pg-boss'

const QUEUE = 'workflow.effects'
const POLLED_S = 2
const BATCH = 20

/** An effect is tried eight times over some hours, then waits for an administrator. */
export const MOST_ATTEMPTS = 8
const RETRIES = { retryLimit: MOST_ATTEMPTS - 1, retryDelay: 30, retryBackoff: true, retryDelayMax: 3600, expireInSeconds: 120 }

let starting: Promise<PgBoss> | null = null

/** The queue of this process, on the connections of Directus; started once, and again when starting failed. */
function started({ database, logger }: Host): Promise<PgBoss> {
  starting ??= start(database, error => logger.error(error, 'The queue of effects')).catch((error: unknown) => {
    starting = null
    throw error
  })
  return starting
}

async function start(database: Knex, onError: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({ db: fromKnex(database), schedule: false })
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(QUEUE, RETRIES)
  return boss
}

/** Asks for effects in the transaction of the caller: without it, nothing was asked. */
export async function enqueue(host: Host, trx: Knex.Transaction, effects: readonly string[]): Promise<void> {
  if (effects.length === 0) return
  const boss = await started(host)
  await boss.insert(QUEUE, effects.map(effect => ({ data: { effect } })), { db: fromKnex(trx) })
}

/** Takes effects as they come; several processes share them. A failure of one leaves the others alone. */
export async function takeEffects(host: Host, run: (effect: string) => Promise<boolean>): Promise<void> {
  const boss = await started(host)
  await boss.work(QUEUE, { perJobResults: true, batchSize: BATCH, pollingIntervalSeconds: POLLED_S }, async (jobs: { id: string, data: { effect: string } }[]) => {
    const results = []
    for (const { id, data } of jobs) results.push({ id, status: await run(data.effect) ? 'completed' as const : 'failed' as const })
    return results
  })
}
