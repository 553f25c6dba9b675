import { ErrorCode, isDirectusError } from '@directus/errors'
import type { Caller, Host } from '@relais/extension-directory'
import { DISPLAY_NAME, ForbiddenError, formOf } from '@relais/extension-directory'
import { getCollection } from '@relais/schema'

const CHANGES_SHOWN = 500

interface Change { field: string, value: unknown, previous_value: unknown, at: Date, by: string | null, audience: string | null }
interface LatestChange extends Change { changes: number }

/** Latest change of each field that the caller may read on a record they may read. */
export async function readHistory(host: Host, caller: Caller, collection: string, id: string): Promise<{ fields: Record<string, Omit<LatestChange, 'field'>> }> {
  const fields = await readableFields(host, caller, collection, id)
  const { rows } = await host.database.raw<{ rows: LatestChange[] }>(
    `select distinct on (h.field) h.field, h.value, h.previous_value, h.at, h.audience, ${DISPLAY_NAME} as by,
       count(*) over (partition by h.field)::int as changes
     from value_history h left join directus_users u on u.id = h."user"
     where h.collection = ? and h.item = ? and h.field = any(?)
     order by h.field, h.at desc`,
    [collection, id, fields],
  )
  return { fields: Object.fromEntries(rows.map(({ field, ...change }) => [field, change])) }
}

/** Every change of one field, latest first. */
export async function readFieldHistory(host: Host, caller: Caller, record: { collection: string, id: string }, field: string): Promise<{ field: string, changes: Omit<Change, 'field'>[] }> {
  const fields = await readableFields(host, caller, record.collection, record.id)
  if (!fields.includes(field)) throw new ForbiddenError()
  const { rows } = await host.database.raw<{ rows: Omit<Change, 'field'>[] }>(
    `select h.value, h.previous_value, h.at, h.audience, ${DISPLAY_NAME} as by
     from value_history h left join directus_users u on u.id = h."user"
     where h.collection = ? and h.item = ? and h.field = ? order by h.at desc limit ${CHANGES_SHOWN}`,
    [record.collection, record.id, field],
  )
  return { field, changes: rows }
}

/** Directus itself proves the access to the record; the caller's form gives the fields. */
async function readableFields(host: Host, caller: Caller, collection: string, id: string): Promise<string[]> {
  if (!getCollection(collection)?.tracked) throw new ForbiddenError()
  const items = new host.services.ItemsService(collection, { schema: await host.getSchema(), knex: host.database, accountability: caller.accountability })
  try {
    await items.readOne(id, { fields: ['id'] })
  }
  catch (error: unknown) {
    if (isDirectusError(error, ErrorCode.Forbidden)) throw new ForbiddenError()
    throw error
  }
  const form = await formOf(host, collection, caller.audience)
  return form.fields.map(field => field.field)
}
