import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { resolveConfig } from '../directus.config.ts'
import { databaseOf } from './docker/database.ts'
import { errorLine, reportCrashes } from '../schema/logs.ts'
import { runJobs } from './jobs.ts'
import { readSettings } from './settings.ts'
import type { ClientConfig } from 'pg'

/** In a container the configuration decides, secrets in files included; elsewhere, the settings of this installation. */
function connection(): ClientConfig {
  return process.env.NODE_ENV === 'production' ? databaseOf(resolveConfig(process.env)) : readSettings().database
}

/** Takes background jobs until a signal; several workers share the same queues. */
export async function worker(): Promise<void> {
  const database = connection()
  const pool = new pg.Pool({ ...database, max: 4, application_name: 'relais-worker' })
  const boss = new PgBoss({ ...database, application_name: 'relais-jobs' })
  const log = (message: string) => process.stdout.write(`${new Date().toISOString()} ${message}\n`)
  boss.on('error', error => log(`erreur : ${errorLine(error)}`))
  reportCrashes()
  await boss.start()
  await runJobs(boss, pool, log)
  log('tâches de fond prêtes')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void boss.stop({ graceful: true }).then(() => pool.end()).then(() => process.exit(0))
    })
  }
}
