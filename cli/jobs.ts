import { join } from 'node:path'
import { dataFolder } from './paths.ts'
import { openStorage, sweepUnusedFiles } from './files.ts'
import { archive } from './journal/archive.ts'
import { monthsBefore, retentionMonths } from './journal/retention.ts'
import type { PgBoss } from 'pg-boss'
import type { SqlClient } from '../schema/engine/index.ts'

const INVITATION_KEPT_DAYS = 90

/** A background task: its queue, when it runs (cron, UTC) and what it does. */
export interface Job { queue: string, cron: string, run: (client: SqlClient) => Promise<number> }

async function changed(client: SqlClient, sql: string, values: unknown[]): Promise<number> {
  return (await client.query(sql, values)).rows.length
}

/** Tasks of the product, each idempotent, so that running it twice changes nothing more. */
export const JOBS: Job[] = [
  {
    queue: 'offers.expire', cron: '5 3 * * *',
    run: client => changed(client, 'UPDATE offers SET status = \'archived\' WHERE status IN (\'active\', \'paused\') AND expires_on IS NOT NULL AND open_until <= now() RETURNING id', []),
  },
  {
    // CNIL 2021-122: the journal is kept 6 to 12 months where it can be searched; its archive verifies alone.
    queue: 'journal.archive', cron: '40 4 2 * *',
    run: async client => (await archive(client, { until: monthsBefore(new Date(), retentionMonths()), folder: join(dataFolder(process.env), 'journal') })).lines,
  },
  {
    // An unused invitation is a door left ajar: its row goes once nobody can ask about it.
    queue: 'invitations.purge', cron: '25 3 * * *',
    run: client => changed(client, `DELETE FROM invitations
      WHERE accepted_at IS NULL AND expires_at < now() - make_interval(days => $1) RETURNING id`, [INVITATION_KEPT_DAYS]),
  },
  {
    // The keys of what was sent: a day is enough for whoever sends again after a lost answer.
    queue: 'attempts.purge', cron: '15 * * * *',
    run: client => changed(client, `DELETE FROM relais_private.attempts WHERE begun_at < now() - interval '1 day' RETURNING key`, []),
  },
  {
    // Words of names that were corrected or are gone: nobody is ever proposed them, and they are kept for nothing.
    queue: 'search.forget', cron: '35 3 * * *',
    run: client => changed(client, 'SELECT relais_search_forget() AS word', []),
  },
  {
    // What somebody sent and then did not use is about people all the same: it is not kept for nothing.
    queue: 'files.sweep', cron: '50 3 * * *',
    run: client => sweepUnusedFiles(client, openStorage()),
  },
]

/** Creates the queues and their schedules, and takes their jobs. */
export async function runJobs(boss: PgBoss, client: SqlClient, log: (message: string) => void): Promise<void> {
  for (const { queue, cron, run } of JOBS) {
    await boss.createQueue(queue)
    await boss.schedule(queue, cron)
    await boss.work(queue, async () => {
      log(`${queue} : ${await run(client)} lignes`)
    })
  }
}
