import pg from 'pg'
import postgres from 'postgres'
import { once } from 'node:events'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { seedVolume } from '../seeds/volume/index.ts'
import { UserError } from './errors.ts'
import { installPrivileged } from './postgres.ts'
import { bootstrapDirectus, postgresService, prepareDatabase, withDatabase } from './stack.ts'
import { Supervisor } from './supervisor.ts'
import type { Copy } from '../seeds/volume/index.ts'
import { readSettings } from './settings.ts'
import type { Settings } from './settings.ts'

type Say = (message: string) => void

/** The database that holds a scale unless another is named. */
export function volumeDatabase(scale: number): string {
  return scale === 1 ? 'relais_volume' : `relais_volume_${String(scale).replace('.', '_')}`
}

/** The same settings on another database. */
export function onDatabase(settings: Settings, database: string): Settings {
  return { ...settings, database: { ...settings.database, database } }
}

async function answers({ database }: Settings): Promise<boolean> {
  const client = new pg.Client({ ...database, database: 'postgres' })
  try {
    await client.connect()
    return true
  }
  catch (error: unknown) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return false
    throw error
  }
  finally {
    await client.end().catch(() => undefined)
  }
}

/** Does the work with the PostgreSQL of this installation, started for it when nothing else runs it. */
export async function withPostgres<T>(settings: Settings, work: () => Promise<T>): Promise<T> {
  if (settings.externalDatabase || await answers(settings)) return work()
  const supervisor = new Supervisor(join(settings.data, 'bench'), () => undefined)
  try {
    // With the database of the product: the one of the volume is made by whoever fills it.
    await supervisor.start(await postgresService(onDatabase(settings, readSettings().database.database)))
    return await work()
  }
  finally {
    await supervisor.stop()
  }
}

/** The mark that a database of volume carries once it is whole. */
const markOf = (scale: number) => `relais volume ${scale}`

/** The mark of a database, or undefined when there is no such database. */
async function readMark(settings: Settings): Promise<string | undefined> {
  return withDatabase(onDatabase(settings, 'postgres'), async (client) => {
    const { rows } = await client.query<{ mark: string | null }>(`select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`, [settings.database.database])
    return rows[0] && (rows[0].mark ?? '')
  })
}

async function recreate(settings: Settings): Promise<void> {
  const { user, database } = settings.database
  const name = pg.escapeIdentifier(database)
  // The application is not allowed to make databases.
  const asAdministrator = { ...settings, database: { ...settings.database, ...settings.administrator } }
  await withDatabase(onDatabase(asAdministrator, 'postgres'), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} owner ${pg.escapeIdentifier(user)}`)
  })
  await withDatabase(asAdministrator, client => installPrivileged(client, user))
}

/** Sends lines by COPY: `postgres` speaks it, `pg` does not. */
export function copyTo(sql: postgres.Sql): Copy {
  return async (table, columns, lines) => {
    const writable = await sql`copy ${sql(table)} (${sql([...columns])}) from stdin`.writable()
    await pipeline(Readable.from(lines), writable)
    if (!writable.closed) await once(writable, 'close')
  }
}

/** Whether the database already holds this scale, whole. */
export async function hasVolume(settings: Settings, scale: number): Promise<boolean> {
  return await readMark(settings) === markOf(scale)
}

/** Makes the database anew with the demo world and the volume beside it; what it held is lost. */
export async function createVolume(settings: Settings, { scale, force }: { scale: number, force: boolean }, say: Say): Promise<void> {
  if (await readMark(settings) !== undefined && !force) {
    throw new UserError('DATABASE_EXISTS', `La base « ${settings.database.database} » existe déjà : rien n’a été modifié. Ajoutez --force pour la remplacer, ou choisissez un autre nom avec --database.`)
  }
  await recreate(settings)
  await bootstrapDirectus(settings)
  say('monde de démonstration')
  await prepareDatabase(settings, () => undefined)
  const sql = postgres({ ...settings.database, max: 1, onnotice: () => undefined })
  try {
    await withDatabase(settings, client => seedVolume(client, { scale, baseDate: new Date(), copy: copyTo(sql), say }))
  }
  finally {
    await sql.end()
  }
  await withDatabase(settings, client => client.query(`comment on database ${pg.escapeIdentifier(settings.database.database)} is ${pg.escapeLiteral(markOf(scale))}`))
}
