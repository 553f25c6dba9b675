import type { Audience } from '@relais/schema'
import type { Knex } from 'knex'

/** Whether a local decision closed a field of a collection. */
export type IsClosed = (collection: string, field: string) => boolean

/** How long the decisions that were read are believed: another instance may have changed them. */
const LIVED_MS = 250

interface Reading { at: number, names: Promise<ReadonlyMap<string, ReadonlySet<string>>> }
let reading: Reading | null = null

async function read(knex: Knex): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows: { collection: string, field: string, audience: string }[] = await knex('field_settings').where({ level: 'none' }).select('collection', 'field', 'audience')
  return new Map([...Map.groupBy(rows, ({ audience }) => audience)].map(([audience, own]) => [audience, new Set(own.map(({ collection, field }) => `${collection}.${field}`))]))
}

/**
 * The fields that local administrators closed to an audience, for the answers that statements of ours write column by column:
 * what is closed in the forms is closed there too. Never asked inside a transaction, which would wait for another connection.
 */
export async function closedTo(knex: Knex, audience: Audience): Promise<IsClosed> {
  if (!reading || Date.now() - reading.at >= LIVED_MS) {
    const fresh: Reading = { at: Date.now(), names: read(knex) }
    fresh.names.catch(() => { if (reading === fresh) reading = null })
    reading = fresh
  }
  const closed = (await reading.names).get(audience)
  return (collection, field) => closed?.has(`${collection}.${field}`) === true
}

/** A row that a statement of ours wrote, without what a local decision closed to its reader. */
export function withoutClosed<T extends object>(row: T, collection: string, isClosed: IsClosed): T {
  const closed = Object.keys(row).filter(name => isClosed(collection, name))
  return closed.length === 0 ? row : { ...row, ...Object.fromEntries(closed.map(name => [name, null])) }
}
