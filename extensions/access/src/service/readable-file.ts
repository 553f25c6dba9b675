import type { Accountability, ApiExtensionContext, PrimaryKey, SchemaOverview } from '@directus/types'
import { RECORD_FOLDER, isAdministrator, isLent, isLogo } from '@relais/schema/access'
import type { Knex } from 'knex'
import { FileForbiddenError } from '../errors.ts'

interface Write {
  payload: unknown
  collection: string
  /** The records that it changes; null for a new one. */
  keys: readonly PrimaryKey[] | null
  database: Knex
  schema: SchemaOverview | null
  accountability: Accountability | null
}

/** The fields of a collection that name a file, local ones too. */
export function fileFields({ relations }: SchemaOverview, collection: string): string[] {
  return relations.filter(relation => relation.collection === collection && relation.related_collection === 'directus_files').map(({ field }) => field)
}

/**
 * Refuses to point a record at a file that its author cannot read: the foreign key would tell which ids exist. A file of a
 * record is moreover one that its author sent for a record: naming it gives it to whoever reads the record, and a logo would
 * be everybody's. Rights that an endpoint lends to somebody change nothing to it; a proposal that is accepted is its author's.
 */
export async function assertReadableFile(services: ApiExtensionContext['services'], write: Write): Promise<unknown> {
  const { payload, collection, schema, accountability } = write
  if (accountability === null || isAdministrator(accountability) || schema === null) return payload
  for (const field of fileFields(schema, collection)) {
    const id: unknown = Reflect.get(Object(payload), field)
    if (id === undefined || id === null) continue
    // A file made or changed on the way, as a nested object, does not go through the rule of uploads.
    if (typeof id !== 'string') throw new FileForbiddenError()
    if (isLogo(collection, field)) {
      const files = new services.FilesService({ schema, accountability: { ...accountability, admin: false } })
      await files.readOne(id, { fields: ['id'] }).catch(() => { throw new FileForbiddenError() })
    }
    else if (!await isKept(write, field, id) && !await isSentForRecord(write.database, id, await authorOf(write.database, accountability))) throw new FileForbiddenError()
  }
  return payload
}

/** Who sends the file: whoever writes or, when our own code writes, the person to whom it attributes the values. */
async function authorOf(knex: Knex, accountability: Accountability): Promise<string | null> {
  if (!isLent(accountability)) return accountability.user
  const { rows } = await knex.raw<{ rows: { author: string | null }[] }>(`select relais_setting('author') as author`)
  return rows[0]?.author ?? accountability.user
}

async function isKept({ database, collection, keys }: Write, field: string, id: string): Promise<boolean> {
  if (keys === null || keys.length === 0) return false
  const rows: unknown[] = await database(collection).whereIn('id', [...keys]).whereRaw('??::text = ?', [field, id]).select('id')
  return rows.length === keys.length
}

/** Whether somebody sent this file for a record, and it holds something. */
export async function isSentForRecord(knex: Knex, id: string, user: string | null): Promise<boolean> {
  const found: unknown = await knex('directus_files').whereRaw('id::text = ?', [id]).where({ uploaded_by: user, folder: RECORD_FOLDER }).where('filesize', '>', 0).first('id')
  return user !== null && found !== undefined
}
