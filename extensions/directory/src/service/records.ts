import type { Accountability, Query } from '@directus/types'
import type { IsClosed } from '@relais/extension-configurator'
import type { Form } from '@relais/schema/forms'
import type { Knex } from 'knex'
import type { Caller } from '../http/caller.ts'
import type { Host } from '../handlers/types.ts'

export type Row = Record<string, unknown>

/**
 * Items of a collection without Directus permissions, read or written in the name of the caller.
 *
 * Portal audiences have no write permission on these collections: the endpoint has already decided, field by field,
 * what this person may change. The user stays the caller, so that activity and revisions tell the truth.
 */
export async function sudoItems(host: Host, trx: Knex, caller: Caller, collection: string) {
  const schema = await host.getSchema({ database: trx })
  const accountability: Accountability = { ...caller.accountability, admin: true, app: false }
  return new host.services.ItemsService<Row>(collection, { schema, knex: trx, accountability })
}

/**
 * Rows as the API shows them, without Directus permissions.
 *
 * Used only after the endpoint has established that the caller may see these rows; columns come from the caller's form.
 */
export async function sudoRead(host: Host, knex: Knex, collection: string, query: Query): Promise<Row[]> {
  const schema = await host.getSchema({ database: knex })
  const sudoReader = new host.services.ItemsService<Row>(collection, { schema, knex })
  return sudoReader.readByQuery({ limit: -1, ...query })
}

/** Locks one row for the transaction and returns it as the API shows it. */
export async function lockRow(host: Host, trx: Knex.Transaction, collection: string, id: string): Promise<Row | null> {
  const locked = await trx.raw<{ rows: { id: string }[] }>('select id from ?? where id = ? for no key update', [collection, id])
  if (locked.rows.length === 0) return null
  const [row] = await sudoRead(host, trx, collection, { filter: { id: { _eq: id } }, fields: await columnsOf(host, trx, collection) })
  return row ?? null
}

async function columnsOf(host: Host, knex: Knex, collection: string): Promise<string[]> {
  const schema = await host.getSchema({ database: knex })
  const fields = schema.collections[collection]?.fields ?? {}
  return Object.values(fields).filter(field => !field.alias).map(field => field.field)
}

/** Fields that a form gives, with the technical ones that every screen needs. */
export function fieldsOf(form: Form | null, always: readonly string[] = []): string[] {
  return [...new Set(['id', ...always, ...form?.fields.map(field => field.field) ?? []])]
}

/** A row that a statement of ours wrote, without what a local decision closed to its reader. */
export function withoutClosed<T extends object>(row: T, collection: string, isClosed: IsClosed): T {
  const closed = Object.keys(row).filter(name => isClosed(collection, name))
  return closed.length === 0 ? row : { ...row, ...Object.fromEntries(closed.map(name => [name, null])) }
}
