import { spawn } from 'node:child_process'
import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../../cli/ephemeral.ts'
import { ROOT } from '../../../cli/paths.ts'
import { Postgres, installPrivileged } from '../../../cli/postgres.ts'
import { readSettings } from '../../../cli/settings.ts'
import { bootstrapDirectus, prepareDatabase, withDatabase } from '../../../cli/stack.ts'
import { plan } from '../../../schema/engine/index.ts'
import { stack } from '../../support/stack.ts'
import type { ChildProcess } from 'node:child_process'
import type { Settings } from '../../../cli/settings.ts'

const portOf = (url: string) => new URL(url).port
const data = mkdtempSync(join(tmpdir(), 'relais-first-'))
let settings: Settings
let server: ChildProcess

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGINT')
  await gone
}

/** A cluster as `npm start` made it at first: the application is its only role, and a superuser. */
async function makeFirstVersion(): Promise<void> {
  const { user, password, database } = settings.database
  const first = await Postgres.prepare({
    folder: join(data, 'postgres'), port: settings.databasePort, user: 'nobody-yet', password: 'x', administrator: { user, password }, database: 'postgres', log: () => undefined, disposable: true,
  })
  const child = first.spawn()
  const client = new pg.Client({ ...settings.database, database: 'postgres' })
  for (let connected = false, tries = 0; !connected; tries += 1) {
    const attempt = new pg.Client({ ...settings.database, database: 'postgres' })
    connected = await attempt.connect().then(() => true, () => false)
    await attempt.end().catch(() => undefined)
    if (tries > 300) throw new Error('no PostgreSQL')
    if (!connected) await new Promise(resolve => setTimeout(resolve, 100))
  }
  await client.connect()
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`)
  await client.query(`CREATE DATABASE volume`)
  await client.query(`ALTER ROLE ${pg.escapeIdentifier(user)} SET plan_cache_mode = force_custom_plan`)
  await client.end()
  // Later versions installed the journal there with the only role there was.
  await withDatabase(settings, one => installPrivileged(one, user))
  await bootstrapDirectus(settings)
  await prepareDatabase(settings, () => undefined, { demo: false })
  await stop(child)
}

const today = () => Postgres.prepare({
  folder: join(data, 'postgres'), port: settings.databasePort, user: settings.database.user, password: settings.database.password, administrator: settings.administrator, database: settings.database.database, log: () => undefined, disposable: true,
})

function doctor(): Promise<{ status: number | null, stdout: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli', 'main.ts'), 'doctor'], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, RELAIS_DATA: data, DB_PORT: String(settings.databasePort), PORTAL_PORT: portOf(stack.portalUrl), PORT: portOf(stack.directusUrl), IDENTITY_PORT: portOf(stack.identityUrl) },
  })
  let stdout = ''
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString() })
  return new Promise(resolve => child.on('close', status => resolve({ status, stdout })))
}

const asApplication = <T extends pg.QueryResultRow>(sql: string) => withDatabase(settings, async client => (await client.query<T>(sql)).rows)

describe('an installation of the first version, once started by this one', () => {
  beforeAll(async () => {
    // PostgreSQL runs as another user when the tests run as root.
    chmodSync(data, 0o755)
    settings = readSettings({ RELAIS_DATA: data, DB_PORT: String(await freePort()), PORT: String(await freePort()) })
    await makeFirstVersion()
    const postgres = await today()
    server = postgres.spawn()
    await postgres.ready()
  }, 180_000)

  afterAll(async () => {
    await stop(server)
    rmSync(data, { recursive: true, force: true })
  })

  it('gives its application no power of a superuser, and no role but its own', async () => {
    expect(await asApplication('SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS roles FROM pg_roles r WHERE rolname = current_user'))
      .toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false, roles: 0 }])
    expect(await asApplication('SELECT rolname FROM pg_roles WHERE rolcanlogin ORDER BY 1')).toEqual([{ rolname: 'postgres' }, { rolname: 'relais' }])
  })

  it('keeps the journal, and the files of the machine, out of its reach', async () => {
    for (const sql of ['DELETE FROM relais_journal.entries', 'UPDATE relais_journal.chains SET position = 0', 'SET ROLE relais_journal', 'SET ROLE postgres', 'DROP SCHEMA relais_journal CASCADE', 'SELECT pg_read_file(\'postgresql.conf\')', 'SET session_replication_role = replica', 'CREATE ROLE other SUPERUSER']) {
      await expect(asApplication(sql), sql).rejects.toMatchObject({ code: '42501' })
    }
    expect(await asApplication('SELECT relais_journal.append(\'{"kind": "read", "channel": "portal"}\') IS NULL AS written')).toHaveLength(1)
  })

  it('keeps what it owned: its databases, its tables, its functions, and the next upgrade has nothing to do', async () => {
    expect(await asApplication(`SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND pg_get_userbyid(c.relowner) <> 'relais'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`)).toEqual([])
    expect(await asApplication(`SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND pg_get_userbyid(p.proowner) <> 'relais'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`)).toEqual([])
    expect(await asApplication('SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = \'relais\' ORDER BY 1')).toEqual([{ datname: 'relais' }, { datname: 'volume' }])
    expect((await withDatabase(settings, client => plan(client))).changes).toEqual([])
    expect(await asApplication('CREATE TABLE later (id int)')).toEqual([])
    expect(await asApplication('DROP TABLE later')).toEqual([])
  })

  it('is found whole by relais doctor', async () => {
    const { status, stdout } = await doctor()

    expect(stdout).toContain('hors de portée de l’application')
    expect(stdout).not.toContain('✖')
    expect(status).toBe(0)
  })

  it('is changed once: the next start finds nothing to do', async () => {
    await stop(server)
    const postgres = await today()
    server = postgres.spawn()
    await postgres.ready()

    expect(await asApplication('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([{ rolsuper: false }])
  })
})
