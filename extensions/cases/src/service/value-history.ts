import type { Caller, Host } from '@relais/extensions/platform'
import { DISPLAY_NAME, ForbiddenError } from '@relais/extensions/platform'
import { ErrorCode, isDirectusError } from '@directus/errors'
import { formOf } from '@relais/extensions/directory'
import type { Audience } from '@relais/schema'
import { getCollection } from '@relais/schema'
import type { FormField } from '@relais/schema/forms'
import type { NamedValues } from './value-names.ts'
import { withNames } from './value-names.ts'

const CHANGES_SHOWN = 500
/** Who reads the past of what is about people: those who work on it. What the others are shown today was not theirs to read before (a note, a number taken back). */
const READERS_OF_FILES: readonly Audience[] = ['adviser', 'manager', 'prescriber', 'admin']

interface Change extends NamedValues { field: string, value: unknown, previous_value: unknown, at: Date, by: string | null, audience: string | null }
interface LatestChange extends Change { item: string, changes: number }

/** Lines of before this rule say of an empty list that it was no value, and the other way round: they tell of no change. */
const TOLD = 'relais_told(h.value) is distinct from relais_told(h.previous_value)'

type Latest = Record<string, Omit<LatestChange, 'field' | 'item'>>

/** Latest change of each field that the caller may read on a record they may read. */
export async function readHistory(host: Host, caller: Caller, collection: string, id: string): Promise<{ fields: Latest }> {
  const { items } = await readHistories(host, caller, collection, [id])
  const fields = items[id]
  if (!fields) throw new ForbiddenError()
  return { fields }
}

/** The same for several records of a collection; those that are missing or somebody else's are left out. */
export async function readHistories(host: Host, caller: Caller, collection: string, ids: readonly string[]): Promise<{ items: Record<string, Latest> }> {
  const { keys, fields } = await readable(host, caller, collection, ids)
  const { rows } = await host.database.raw<{ rows: LatestChange[] }>(
    `select distinct on (h.item, h.field) h.item, h.field, h.value, h.previous_value, h.at, h.audience, ${DISPLAY_NAME} as by,
       count(*) over (partition by h.item, h.field)::int as changes
     from value_history h left join directus_users u on u.id = h."user"
     where h.collection = ? and h.item = any(?) and h.field = any(?) and ${TOLD}
     order by h.item, h.field, h.at desc`,
    [collection, keys, fields.map(({ field }) => field)],
  )
  const items: Record<string, Latest> = Object.fromEntries(keys.map(key => [key, {}]))
  for (const { item, field, ...change } of await withNames(host, caller, fields, rows)) Object.assign(items[item] ?? {}, { [field]: change })
  return { items }
}

/** Every change of one field, latest first. */
export async function readFieldHistory(host: Host, caller: Caller, record: { collection: string, id: string }, field: string): Promise<{ field: string, changes: Omit<Change, 'field'>[] }> {
  const { keys, fields } = await readable(host, caller, record.collection, [record.id])
  const known = fields.filter(({ field: name }) => name === field)
  if (keys.length === 0 || known.length === 0) throw new ForbiddenError()
  const { rows } = await host.database.raw<{ rows: Change[] }>(
    `select h.field, h.value, h.previous_value, h.at, h.audience, ${DISPLAY_NAME} as by
     from value_history h left join directus_users u on u.id = h."user"
     where h.collection = ? and h.item = ? and h.field = ? and ${TOLD} order by h.at desc limit ${CHANGES_SHOWN}`,
    [record.collection, record.id, field],
  )
  return { field, changes: (await withNames(host, caller, known, rows)).map(({ field: _, ...change }) => change) }
}

/** Directus itself proves the access to the records; the caller's form gives the fields. */
async function readable(host: Host, caller: Caller, collection: string, ids: readonly string[]): Promise<{ keys: string[], fields: readonly FormField[] }> {
  const { tracked, domain } = getCollection(collection) ?? {}
  if (!tracked || (domain === 'cases' && !READERS_OF_FILES.includes(caller.audience))) throw new ForbiddenError()
  const items = new host.services.ItemsService(collection, { schema: await host.getSchema(), knex: host.database, accountability: caller.accountability })
  try {
    const rows = await items.readByQuery({ filter: { id: { _in: [...ids] } }, fields: ['id'], limit: ids.length })
    const form = await formOf(host, collection, caller)
    return { keys: rows.map(({ id }) => String(id)), fields: form.fields }
  }
  catch (error: unknown) {
    if (isDirectusError(error, ErrorCode.Forbidden)) throw new ForbiddenError()
    throw error
  }
}
