import { isDirectusError } from '@directus/errors'
import type { Accountability, PrimaryKey, SchemaOverview } from '@directus/types'
import type { Knex } from 'knex'
import { z } from 'zod'
import type { Host } from './host.ts'

const RowSchema = z.object({ owner: z.union([z.string(), z.number()]), count: z.coerce.number() })

interface Asked { collection: string, lists: readonly string[], keys: readonly PrimaryKey[] }

/** How many related rows each record has, list by list: one count a list, on the connection of the write. */
export async function countRelated(knex: Knex, schema: SchemaOverview, { collection, lists, keys }: Asked): Promise<Record<string, number>[]> {
  const counts = keys.map((): Record<string, number> => Object.fromEntries(lists.map(name => [name, 0])))
  if (keys.length === 0) return counts
  for (const name of lists) {
    const relation = schema.relations.find(({ related_collection: one, meta }) => one === collection && meta?.one_field === name)
    if (!relation) continue
    // Without accountability: a rule counts the rows there are, whoever asks, and tells their number only.
    const rows: unknown[] = await knex(relation.collection).whereIn(relation.field, [...keys]).groupBy(relation.field)
      .select({ owner: relation.field }).count({ count: '*' })
    const found = new Map(rows.map(row => RowSchema.parse(row)).map(({ owner, count }) => [String(owner), count]))
    keys.forEach((key, index) => Object.assign(counts[index] ?? {}, { [name]: found.get(String(key)) ?? 0 }))
  }
  return counts
}

const CountSchema = z.tuple([z.object({ count: z.object({ id: z.coerce.number() }) })])

/** How many related rows of a record its reader reads, list by list: a list that is closed to them is left out. */
export async function countReadable({ services, database: knex }: Host, schema: SchemaOverview, accountability: Accountability, { collection, lists, id }: { collection: string, lists: readonly string[], id: string }): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of lists) {
    const relation = schema.relations.find(({ related_collection: one, meta }) => one === collection && meta?.one_field === name)
    if (!relation) continue
    try {
      const rows: unknown = await new services.ItemsService(relation.collection, { knex, schema, accountability }).readByQuery({ filter: { [relation.field]: { _eq: id } }, aggregate: { count: ['id'] } }, { emitEvents: false })
      counts[name] = CountSchema.parse(rows)[0].count.id
    }
    catch (error: unknown) {
      if (!isDirectusError(error, 'FORBIDDEN')) throw error
    }
  }
  return counts
}
