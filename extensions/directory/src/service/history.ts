import { DISPLAY_NAME } from '@relais/extensions/platform'
import type { Knex } from 'knex'

/** Who gave a value its present form, and when. */
export interface Origin { at: Date, by: string | null, audience: string | null }

/** Latest change of each field of some records: `{ [item]: { [field]: origin } }`. */
export async function latestChanges(
  knex: Knex, collection: string, items: readonly string[], fields: readonly string[],
): Promise<Record<string, Record<string, Origin>>> {
  if (items.length === 0 || fields.length === 0) return {}
  const found = await knex.raw<{ rows: (Origin & { item: string, field: string })[] }>(
    `select distinct on (h.item, h.field) h.item, h.field, h.at, h.audience, ${DISPLAY_NAME} as by
     from value_history h left join directus_users u on u.id = h."user"
     where h.collection = ? and h.item = any(?) and h.field = any(?)
     order by h.item, h.field, h.at desc`,
    [collection, [...items], [...fields]],
  )
  const changes: Record<string, Record<string, Origin>> = {}
  for (const { item, field, at, by, audience } of found.rows) {
    changes[item] ??= {}
    changes[item][field] = { at, by, audience }
  }
  return changes
}
