import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { requireBrowser } from '../../cli/browser.ts'
import { ensureBuilt } from '../../cli/build.ts'
import { freePort, freePorts } from '../../cli/ephemeral.ts'
import { readSettings, serverEnvironment } from '../../cli/settings.ts'
import {
  bootstrapDirectus, directusService, identityService, portalService, postgresService, prepareDatabase,
} from '../../cli/stack.ts'
import { Supervisor } from '../../cli/supervisor.ts'
import { assertDiscreetLogs } from './log-canaries.ts'
import type { Settings } from '../../cli/settings.ts'
import type { Service } from '../../cli/supervisor.ts'
import type { TestProject } from 'vitest/node'

/** What every test of a running product needs to know. */
export interface StackInfo {
  portalUrl: string
  directusUrl: string
  identityUrl: string
  database: { host: string, port: number, user: string, password: string, database: string }
  /** Superuser of the cluster, which no server of the product knows. */
  administrator: { user: string, password: string }
  data: string
  secret: string
  browser: string
  /** The one `host:port` of the local network that workflows may call, on which a test may listen. */
  internalHost: string
  /** Every host that one of the servers tried to reach. */
  networkLog: string
}

declare module 'vitest' {
  interface ProvidedContext { stack: StackInfo }
}

const say = (message: string) => process.stderr.write(`  ${message}\n`)

/** The servers started from here on say which hosts they reach. */
function watchNetwork(log: string) {
  process.env.WATCHED_NETWORK_LOG = log
  process.env.NODE_OPTIONS = `--import ${new URL('watch-network.mjs', import.meta.url).href}`
}

/** A copy that nobody connects to, from which a test makes itself a database in a second. */
async function keepTemplate({ database }: Settings) {
  const client = new pg.Client({ ...database, database: 'postgres' })
  await client.connect()
  await client.query(`CREATE DATABASE relais_template TEMPLATE ${pg.escapeIdentifier(database.database)}`)
  await client.end()
}

/** Boots the real product once for all the tests of the run, on free ports and throw-away data, with the identity provider given. */
export async function bootProduct(project: TestProject, identity?: (settings: Settings) => Service) {
  // The servers are where the tests say: nothing may depend on it.
  process.env.TZ = project.config.env['TZ'] ?? 'Etc/UTC'
  const data = mkdtempSync(join(tmpdir(), 'relais-test-'))
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(data, 0o755)
  // Tests of the limiter set their own; the others must not meet it.
  const internalHost = `127.0.0.2:${await freePort()}`
  // Those that compare our answers with those of Directus ask it by addresses that are closed as shipped.
  if (project.name === 'stack') process.env.RELAIS_OPEN_DIRECTUS = 'true'
  // The logs are those of production: they are searched at the end for what they must not hold.
  Object.assign(process.env, { RELAIS_DATA: data, LOG_LEVEL: 'info', LOG_STYLE: 'raw', RELAIS_WEBHOOK_INTERNAL_HOSTS: internalHost, RATE_LIMITER_ENABLED: 'false', RATE_LIMITER_GLOBAL_ENABLED: 'false', ...await freePorts() })
  const settings = readSettings()
  const supervisor = new Supervisor(data, say)
  const browser = requireBrowser(say)
  await ensureBuilt(say)
  const prepare = async () => {
    await supervisor.start(await postgresService(settings, { disposable: true }))
    await bootstrapDirectus(settings)
    await prepareDatabase(settings, say)
    await keepTemplate(settings)
  }
  // A foreign provider takes as long to start as the database to fill.
  await Promise.all([prepare(), identity && supervisor.start(identity(settings))])
  const networkLog = join(data, 'network.log')
  watchNetwork(networkLog)
  await Promise.all([...(identity ? [] : [identityService(settings)]), directusService(settings), portalService(settings)].map(service => supervisor.start(service)))
  delete process.env.NODE_OPTIONS
  project.provide('stack', {
    portalUrl: settings.portalUrl, directusUrl: settings.directusUrl, identityUrl: settings.identityUrl,
    database: settings.database, administrator: settings.administrator, data, secret: serverEnvironment(settings).SECRET ?? '', browser, internalHost, networkLog,
  })
  return async () => {
    await supervisor.stop()
    try {
      assertDiscreetLogs(join(data, 'logs'))
    }
    finally {
      rmSync(data, { recursive: true, force: true })
    }
  }
}

/** The product as `npm start` runs it, with the embedded provider. */
export default async function setup(project: TestProject) {
  return bootProduct(project)
}
