import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { seedDemo, seedReference } from '../seeds/index.ts'
import { UserError, systemCode } from './errors.ts'
import { ROOT } from './paths.ts'
import { Postgres } from './postgres.ts'
import { applySchema } from './restore-points.ts'
import { serverEnvironment } from './settings.ts'
import type { ChildProcess } from 'node:child_process'
import type { Service } from './supervisor.ts'
import type { Settings } from './settings.ts'

const READY_TIMEOUT_MS = 120_000

/** A connection to the database of this run, not yet open. */
export function connect({ database }: Settings): pg.Client {
  return new pg.Client({ ...database, application_name: 'relais' })
}

/** Runs `work` with one connection, closed afterwards. */
export async function withDatabase<T>(settings: Settings, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = connect(settings)
  // A connection cut in the middle makes the query under way fail, and that is enough.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  }
  finally {
    await client.end()
  }
}

function runNode(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
}

async function untilOk(url: string, what: string): Promise<void> {
  const started = Date.now()
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
      if (response.ok) return
    }
    catch {
      // Not there yet.
    }
    if (Date.now() - started > READY_TIMEOUT_MS) throw new UserError('NOT_READY', `${what} ne répond pas sur ${url} après deux minutes : voyez son journal dans le dossier logs.`)
    await new Promise(resolve => setTimeout(resolve, 150))
  }
}

/** A port already taken ends in a sentence that says which variable changes it. */
export async function assertPortFree(port: number, name: string, variable: string): Promise<void> {
  for (const host of ['127.0.0.1', '::']) {
    await new Promise<void>((resolve, reject) => {
      const server = createServer()
      server.once('error', (error: unknown) => {
        if (systemCode(error) !== 'EADDRINUSE') return resolve()
        reject(new UserError('PORT_BUSY', `Le port ${port} (${name}) est déjà utilisé par un autre programme. Arrêtez-le, ou choisissez un autre port : ${variable}=${port + 1} npm start.`))
      })
      server.listen(port, host, () => server.close(() => resolve()))
    })
  }
}

/** The embedded PostgreSQL as a service, its cluster created when missing. */
export async function postgresService(settings: Settings, options: { disposable?: boolean } = {}): Promise<Service> {
  const { user, password, database } = settings.database
  const postgres = await Postgres.prepare({
    folder: join(settings.data, 'postgres'), port: settings.databasePort, user, password, administrator: settings.administrator, database, log: () => undefined, ...options,
  })
  return { name: 'postgres', spawn: () => postgres.spawn(), ready: () => postgres.ready(), signal: 'SIGINT' }
}

async function hasDirectus(settings: Settings): Promise<boolean> {
  return withDatabase(settings, async (client) => {
    const { rows } = await client.query('SELECT to_regclass(\'directus_users\') IS NOT NULL AS found')
    return rows[0]?.found === true
  })
}

// Not directus/cli.js, which asks the npm registry for a newer version at every start: nothing may leave the machine.
const DIRECTUS_CLI = join(ROOT, 'node_modules', '@directus', 'api', 'dist', 'cli', 'run.js')

function directusEnvironment(settings: Settings): NodeJS.ProcessEnv {
  return { ...serverEnvironment(settings), CONFIG_PATH: join(ROOT, 'directus.config.mjs') }
}

/** Creates Directus's own tables, once. */
export async function bootstrapDirectus(settings: Settings): Promise<boolean> {
  for (const folder of ['logs', 'uploads']) mkdirSync(join(settings.data, folder), { recursive: true })
  if (await hasDirectus(settings)) return false
  const child = runNode([DIRECTUS_CLI, 'bootstrap', '--skipAdminInit'], directusEnvironment(settings))
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => { output += chunk.toString() })
  child.stderr?.on('data', (chunk: Buffer) => { output += chunk.toString() })
  const status = await new Promise<number | null>(resolve => child.on('close', resolve))
  if (status !== 0) throw new UserError('BOOTSTRAP', `Directus n’a pas pu créer ses tables :\n${output.trim().split('\n').slice(-15).join('\n')}`)
  return true
}

/** Schema, reference data and demo world; each is a no-op when nothing changed. */
export async function prepareDatabase(settings: Settings, say: (message: string) => void, options: { demo: boolean } = { demo: true }): Promise<void> {
  await withDatabase(settings, async (client) => {
    const { changes, divergences } = await applySchema(client, settings.data)
    if (changes.length) say(`Schéma : ${changes.length} changements appliqués`)
    for (const { key, property, winner } of divergences) say(`  ${key} (${property}), changé ici et par la version : ${winner === 'local' ? 'la valeur locale' : 'celle de la version'} est gardée`)
    const reference = await seedReference(client)
    const demo = options.demo ? await seedDemo(client) : []
    // The contact that the licence of Directus asks for; a real operator names theirs in the Studio.
    if (options.demo) await client.query('UPDATE directus_settings SET project_owner = $1 WHERE project_owner IS NULL', ['admin@relais.example'])
    // Without fresh statistics the first searches take seconds instead of milliseconds.
    if ([...reference, ...demo].some(({ written }) => written > 0)) await client.query('ANALYZE')
  })
}

/** The local OpenID Connect provider as a service. */
export function identityService(settings: Settings): Service {
  return {
    name: 'identity',
    spawn: () => runNode(['--disable-warning=ExperimentalWarning', join(ROOT, 'cli', 'identity', 'main.ts')], serverEnvironment(settings)),
    ready: () => untilOk(`http://localhost:${settings.identityPort}/realms/relais/.well-known/openid-configuration`, 'Le fournisseur d’identité local'),
  }
}

/** Directus as a service. */
export function directusService(settings: Settings): Service {
  return {
    name: 'directus',
    spawn: () => runNode([DIRECTUS_CLI, 'start'], directusEnvironment(settings)),
    ready: () => untilOk(`http://localhost:${settings.directusPort}/server/ping`, 'Directus'),
  }
}

/** Background jobs, as in production but on the same machine. */
export function workerService(settings: Settings): Service {
  return {
    name: 'worker',
    spawn: () => runNode(['--disable-warning=ExperimentalWarning', join(ROOT, 'cli', 'main.ts'), 'worker'], serverEnvironment(settings)),
    ready: async () => undefined,
  }
}

/** The built portal as a service. */
export function portalService(settings: Settings): Service {
  // The portal holds no secret: it speaks HTTP to Directus with the caller's own token.
  const env = {
    ...process.env, PORT: String(settings.portalPort), HOST: settings.listen, NITRO_HOST: settings.listen, NODE_ENV: 'production', NITRO_PORT: String(settings.portalPort),
    NUXT_DIRECTUS_URL: `http://localhost:${settings.directusPort}`, NUXT_PUBLIC_IDENTITY_URL: settings.identityUrl, NUXT_PUBLIC_PORTAL_URL: settings.portalUrl,
    NUXT_PUBLIC_STUDIO_URL: settings.directusUrl,
  }
  return {
    name: 'portal',
    spawn: () => runNode([join(ROOT, 'portal', '.output', 'server', 'index.mjs')], env),
    ready: () => untilOk(`http://localhost:${settings.portalPort}/healthz`, 'Le portail'),
  }
}
