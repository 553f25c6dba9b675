import type { Host } from '@relais/extensions/platform'
import type { Knex } from 'knex'
import { PgBoss, fromKnex } from 'pg-boss'

/** An effect to do, as it is asked of the queue. */
export interface Asked { id: string, kind: string }

const EFFECTS = 'workflow.effects'
/** Requests that leave may wait for their answer: they have a queue of their own, so that nothing waits for them. */
const CALLS = 'workflow.calls'
const SWEEP = 'workflow.sweep'
const EVERY_MINUTE = '* * * * *'
const POLLED_S = 2
const BATCH = 20
const CALLERS = 4

/** An effect is tried eight times over about an hour, then waits for an administrator. */
export const MOST_ATTEMPTS = 8
const RETRIES = { retryLimit: MOST_ATTEMPTS - 1, retryDelay: 30, retryBackoff: true, retryDelayMax: 3600, expireInSeconds: 120 }

// One for the process: a transaction must not wait for a start that needs a connection.
let started: PgBoss | undefined

/** What asks for jobs in this process, on the connections of Directus: that which takes them, from the start of the server. */
async function sender(host: Host): Promise<PgBoss> {
  started ??= await start(host, { schedule: false, supervise: false })
  return started
}

async function start({ database, logger }: Host, options: { schedule: boolean, supervise: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({ db: fromKnex(database), ...options })
  boss.on('error', (error: Error) => logger.error(error, 'The queue of workflows'))
  await boss.start()
  for (const queue of [EFFECTS, CALLS]) await boss.createQueue(queue, RETRIES)
  return boss
}

/** Asks for effects in the transaction of the caller: without it, nothing was asked. */
export async function enqueue(host: Host, trx: Knex.Transaction, effects: readonly Asked[]): Promise<void> {
  if (effects.length === 0) return
  const boss = await sender(host)
  for (const [queue, asked] of [[EFFECTS, effects.filter(({ kind }) => kind !== 'call_webhook')], [CALLS, effects.filter(({ kind }) => kind === 'call_webhook')]] as const) {
    if (asked.length > 0) await boss.insert(queue, asked.map(({ id }) => ({ data: { effect: id } })), { db: fromKnex(trx) })
  }
}

export interface Work {
  /** Does an effect, and says whether it is done. */
  effect: (id: string) => Promise<boolean>
  /** Does what is due by itself. */
  sweep: () => Promise<void>
}

type Job = { id: string, data: { effect: string } }

/** Takes effects as they come, and looks every minute at what is due; several processes share the work. */
export async function takeWork(host: Host, { effect, sweep }: Work): Promise<void> {
  const boss = await start(host, { schedule: true, supervise: true })
  started = boss
  // A failure of one leaves the others alone.
  const take = async (jobs: Job[]) => {
    const results = []
    for (const { id, data } of jobs) results.push({ id, status: await effect(data.effect) ? 'completed' as const : 'failed' as const })
    return results
  }
  await boss.work(EFFECTS, { perJobResults: true, batchSize: BATCH, pollingIntervalSeconds: POLLED_S }, take)
  await boss.work(CALLS, { perJobResults: true, batchSize: 1, localConcurrency: CALLERS, pollingIntervalSeconds: POLLED_S }, take)
  await boss.createQueue(SWEEP, { retryLimit: 0, expireInSeconds: 900 })
  await boss.schedule(SWEEP, EVERY_MINUTE, {})
  await boss.work(SWEEP, { pollingIntervalSeconds: POLLED_S }, sweep)
}
