import type { RegisterFunctions } from '@directus/types'
import { placed } from '../rules/field-guard.ts'
import { assertCollectionsDeletable, assertDeletable, assertName, hasLocalGroup } from '../service/model-guard.ts'
import { assertUnused } from '../service/rule-guard.ts'

interface NewField { field: string, type?: string | null, meta?: Record<string, unknown> | null }

/**
 * Keeps the data model of the product whole, and local fields out of the way of its releases. These filters also run
 * during a raw `schema apply`, where nobody is signed in.
 */
export function registerModelGuard({ filter }: Pick<RegisterFunctions, 'filter'>): void {
  filter<NewField>('fields.create', async (field, { collection }, { database, accountability }) => {
    await assertName({ knex: database, accountability }, collection, field.field)
    return placed(field, await hasLocalGroup(database, collection))
  })

  filter<string[]>('fields.delete', async (fields, { collection }, { database, accountability }) => {
    await assertDeletable({ knex: database, accountability }, collection, fields)
    await assertUnused(database, collection, fields)
    return fields
  })

  filter<unknown[]>('collections.delete', (names) => {
    assertCollectionsDeletable(names)
    return names
  })
}
