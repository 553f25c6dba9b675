import type { Accountability, Item, PrimaryKey, Query, SchemaOverview } from '@directus/types'
import { isAdministrator } from '@relais/schema/access'
import type { Knex } from 'knex'
import { SortingError } from './errors.ts'

interface Options { knex: Knex, schema: SchemaOverview, accountability: Accountability | null }

/** The part of `ItemsService` that finds the rows to change or to delete by a query, in whichever service of Directus. */
export interface KeyFinder extends Options { collection: string, getKeysByQuery?: (query: Query) => Promise<PrimaryKey[]> }

/** The class that Directus itself uses. */
export interface KeyFinders { prototype: KeyFinder, new (collection: string, options: Options): { readByQuery: (query: Query) => Promise<Item[]> } }

/**
 * Finds the rows to change or to delete with the rights of who asks. Directus looks for them with every right and judges
 * those that it finds: the status then tells whether a row matches, and so what any column of any row holds.
 */
export function guardKeyQueries(ItemsService: KeyFinders): void {
  ItemsService.prototype.getKeysByQuery = async function (query) {
    const { collection, knex, schema, accountability } = this
    const primary = schema.collections[collection]?.primary ?? 'id'
    const rows = await new ItemsService(collection, { knex, schema, accountability }).readByQuery({ ...structuredClone(query), fields: [primary] })
    return rows.map(row => row[primary]).filter(Boolean)
  }
}

/** The part of `UtilsService` that puts a row at the place of another one. */
export interface Sorter { accountability: Accountability | null, sort: (collection: string, places: { item: PrimaryKey, to: PrimaryKey }) => Promise<void> }

/** Leaves the sorting of whole tables to administrators: Directus reads and numbers again every row of one, whosever they are. */
export function guardSorting({ prototype }: { prototype: Sorter }): void {
  const { sort } = prototype
  prototype.sort = async function (collection, places) {
    if (this.accountability && !isAdministrator(this.accountability)) throw new SortingError()
    await sort.call(this, collection, places)
  }
}
