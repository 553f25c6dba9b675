import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { resolveConfig } from '../directus.config.ts'
import { LOGO_FOLDER, RECORD_FOLDER } from '../schema/access/files.ts'
import type { DirectusConfig } from '../directus.config.ts'
import type { SqlClient } from '../schema/engine/index.ts'
import { readSettings, serverEnvironment } from './settings.ts'

/** Where the contents of files are kept. */
export interface Storage {
  /** How long a file that nothing names is kept, in days. */
  unusedDays: number
  names: () => Promise<Set<string>>
  remove: (name: string) => Promise<void>
}

/** In a container the configuration decides, elsewhere the settings of this installation. */
export function openStorage(config: DirectusConfig = resolveConfig(process.env.NODE_ENV === 'production' ? process.env : serverEnvironment(readSettings()))): Storage {
  const unusedDays = config.RELAIS_UNUSED_FILES_DAYS
  return { unusedDays, ...config.STORAGE_LOCATIONS === 's3' ? inBucket(config) : inFolder(config.STORAGE_LOCAL_ROOT) }
}

function inFolder(folder: string): Omit<Storage, 'unusedDays'> {
  return {
    names: async () => new Set(readNames(folder)),
    remove: async name => rmSync(join(folder, name), { force: true }),
  }
}

/** Nobody has sent anything yet where there is no folder. */
function readNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  }
  catch (error: unknown) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return []
    throw error
  }
}

function inBucket(config: DirectusConfig): Omit<Storage, 'unusedDays'> {
  const { STORAGE_S3_KEY: key, STORAGE_S3_SECRET: secret, STORAGE_S3_BUCKET: bucket = '', STORAGE_S3_REGION: region, STORAGE_S3_ENDPOINT: endpoint } = config
  // Loaded where it is used only: most installations keep their files in a folder.
  const open = async () => new (await import('@directus/storage-driver-s3')).DriverS3({ bucket, forcePathStyle: config.STORAGE_S3_FORCE_PATH_STYLE, ...key && { key }, ...secret && { secret }, ...region && { region }, ...endpoint && { endpoint } })
  const names = async () => {
    const found = new Set<string>()
    for await (const name of (await open()).list()) found.add(name)
    return found
  }
  return { names, remove: async name => (await open()).delete(name) }
}

/** The records whose content is no longer kept; one that never had any is not missing. */
export async function missingFiles(client: SqlClient, storage: Storage): Promise<string[]> {
  const names = await storage.names()
  const { rows } = await client.query('SELECT id, filename_disk FROM directus_files WHERE filesize > 0 ORDER BY uploaded_on DESC')
  return rows.filter(({ filename_disk: name }) => !names.has(String(name))).map(({ id }) => String(id))
}

interface Column { collection: string, field: string }

/** Every column that names a file: those of Directus, ours and those of local administrators. */
async function namingColumns(client: SqlClient): Promise<Column[]> {
  const { rows } = await client.query(`SELECT many_collection AS collection, many_field AS field FROM directus_relations WHERE one_collection = 'directus_files'
      AND EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = many_collection AND column_name = many_field)
    UNION SELECT source.relname, a.attname FROM pg_constraint c JOIN pg_class source ON source.oid = c.conrelid JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
      WHERE c.contype = 'f' AND c.confrelid = 'directus_files'::regclass`)
  return rows.map(({ collection, field }) => ({ collection: String(collection), field: String(field) }))
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * Deletes what somebody sent for a record, or as a logo, when no record names it: neither now, nor in its history, nor in a change that waits
 * for an answer. The row goes first: a content left behind is found by nobody.
 */
export async function sweepUnusedFiles(client: SqlClient, storage: Storage): Promise<number> {
  const unnamed = (await namingColumns(client)).map(({ collection, field }) => `NOT EXISTS (SELECT 1 FROM ${quoted(collection)} n WHERE n.${quoted(field)} = f.id)`)
  const told = ['value_history', 'change_proposals'].map((table) => {
    const columns = table === 'value_history' ? ['value', 'previous_value'] : ['base_value', 'proposed_value']
    return columns.map(column => `f.id::text NOT IN (SELECT ${column} #>> '{}' FROM ${table} WHERE length(${column} #>> '{}') = 36)`).join(' AND ')
  })
  const { rows } = await client.query(`DELETE FROM directus_files f WHERE f.folder = ANY ($1::uuid[]) AND f.uploaded_on < now() - make_interval(days => $2)
    AND ${[...unnamed, ...told].join(' AND ')} RETURNING f.filename_disk`, [[LOGO_FOLDER, RECORD_FOLDER], storage.unusedDays])
  if (rows.length === 0) return 0
  // Directus keeps images made on demand beside the file that they come from, under its name and a sign of their size.
  const stems = new Set(rows.map(({ filename_disk: name }) => stemOf(String(name))))
  for (const name of await storage.names()) if (stems.has(stemOf(name))) await storage.remove(name)
  return rows.length
}

const stemOf = (name: string): string => name.replace(/\.[^.]*$/, '').replace(/__.*$/, '')
