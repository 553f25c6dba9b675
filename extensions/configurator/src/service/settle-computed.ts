import { momentsOf } from '@relais/extensions/platform'
import type { PrimaryKey } from '@directus/types'
import type { Form, Values } from '@relais/schema/forms'
import { computeValues } from '@relais/schema/forms'
import { computedChanges } from '../rules/computed.ts'
import { storedValue } from './computed-values.ts'
import type { FormContext, FormStore } from './form-store.ts'
import { declarationOf } from './form-store.ts'
import type { Host } from './host.ts'
import { countRelated } from './related-counts.ts'

export interface Records { collection: string, keys: readonly PrimaryKey[] }

/** A relation whose rows are counted by a computed value of `parent`. */
interface Counted { parent: string, field: string }

/** The parents whose computed values count the rows of this collection. */
async function countedBy({ knex, schema }: FormContext, store: FormStore, collection: string): Promise<Counted[]> {
  const { rules } = await store.modelOf({ knex })
  const computing = new Set(rules.filter(({ kind }) => kind === 'computed').map(rule => rule.collection))
  const relations = schema.relations.filter(relation => relation.collection === collection && computing.has(relation.related_collection ?? '') && declarationOf(relation.related_collection ?? ''))
  const found: Counted[] = []
  for (const { related_collection: parent, field, meta } of relations) {
    const form = parent && await store.serverFormOf({ knex, schema }, parent)
    if (form && meta?.one_field && form.counts.includes(meta.one_field)) found.push({ parent, field })
  }
  return found
}

/** The records that count these rows, as they are attached now; inside a transaction, seen by its own connection. */
export async function parentsOf(context: FormContext, store: FormStore, { collection, keys }: Records): Promise<Records[]> {
  const { knex, schema } = context
  const counted = await countedBy(context, store, collection)
  const primary = schema.collections[collection]?.primary ?? 'id'
  return Promise.all(counted.map(async ({ parent, field }) => {
    const owners: PrimaryKey[] = await knex(collection).whereIn(primary, [...keys]).whereNotNull(field).distinct(field).pluck(field)
    return { collection: parent, keys: owners }
  }))
}

/**
 * Computes these records again, one locked reading at a time, and writes what differs: what was computed before the
 * transaction of a write, or before related rows came and went, is put right.
 */
export async function settleComputed(host: Host, store: FormStore, { collection, keys }: Records): Promise<void> {
  if (keys.length === 0 || !declarationOf(collection)) return
  const schema = await host.getSchema()
  const form = await store.serverFormOf({ knex: host.database, schema }, collection)
  if (form.fields.every(({ computed }) => computed === null)) return
  const primary = schema.collections[collection]?.primary ?? 'id'
  await host.database.transaction(async (trx) => {
    const locked: PrimaryKey[] = await trx(collection).whereIn(primary, [...keys]).orderBy(primary).forUpdate().pluck(primary)
    const rows = await readRows(host, { knex: trx, schema }, form, locked)
    const counts = await countRelated(trx, schema, { collection, lists: form.counts, keys: locked })
    const moments = await momentsOf(trx, collection, rows)
    const computed = moments.map((moment, index) => computeValues(form, { ...rows[index], ...counts[index] }, moment))
    const changes = computedChanges(form, computed, rows).map(change => [change.field.field, storedValue(trx, change, { primary, keys: locked })])
    // Columns alone: nobody changed the record, so neither its author nor its date move.
    if (changes.length > 0) await trx(collection).whereIn(primary, locked).update(Object.fromEntries(changes))
  })
}

async function readRows(host: Host, { knex, schema }: FormContext, { collection, fields }: Form, keys: readonly PrimaryKey[]): Promise<Values[]> {
  // Without accountability: rules read the whole record, whoever wrote it.
  const sudoItems = new host.services.ItemsService(collection, { knex, schema })
  const primary = schema.collections[collection]?.primary ?? 'id'
  const rows: Values[] = await sudoItems.readMany([...keys], { fields: [...new Set([primary, ...fields.map(({ field }) => field)])], limit: -1 }, { emitEvents: false })
  const byKey = new Map(rows.map(row => [String(row[primary]), row]))
  return keys.map(key => byKey.get(String(key)) ?? {})
}

const PAGE = 200

/** Computes every record of a collection again, page by page: what a rule says from today is true of the records that were there. */
export async function settleAll(host: Host, store: FormStore, collection: string): Promise<void> {
  const primary = (await host.getSchema()).collections[collection]?.primary
  if (primary === undefined || !declarationOf(collection)) return
  for (let last: PrimaryKey | null = null; ;) {
    const page = host.database(collection).orderBy(primary).limit(PAGE)
    const keys: PrimaryKey[] = await (last === null ? page : page.where(primary, '>', last)).pluck(primary)
    await settleComputed(host, store, { collection, keys })
    const end = keys.at(-1)
    if (end === undefined || keys.length < PAGE) return
    last = end
  }
}
