import type { Accountability } from '@directus/types'
import type { Knex } from 'knex'
import { LocalFieldError, LocalNameError, ProductCollectionError, ProductFieldError } from '../errors.ts'
import type { GuardedField } from '../rules/field-guard.ts'
import { isBadName, LOCAL_GROUP, refuseDeletion } from '../rules/field-guard.ts'
import { declarationOf } from './form-store.ts'

export interface ModelContext { knex: Knex, accountability: Accountability | null }

/** Refuses the deletion of what the product relies on, and of local fields by anything but somebody who means it. */
export async function assertDeletable(context: ModelContext, collection: string, fields: readonly string[]): Promise<void> {
  for (const field of fields) {
    const refusal = refuseDeletion(await describe(context, collection, field))
    if (refusal === 'product') throw new ProductFieldError({ collection, field })
    if (refusal === 'local') throw new LocalFieldError({ collection, field })
  }
}

/** Refuses the name of a new field that a later release of the product may want. */
export async function assertName(context: ModelContext, collection: string, field: string): Promise<void> {
  if (isBadName(await describe(context, collection, field))) throw new LocalNameError({ collection, field })
}

/** Whether the Studio shows a section for the local fields of this collection. */
export async function hasLocalGroup(knex: Knex, collection: string): Promise<boolean> {
  const row: unknown = declarationOf(collection) && await knex('directus_fields').where({ collection, field: LOCAL_GROUP }).first('id')
  return row !== undefined
}

/** Refuses the deletion of the collections of the product. */
export function assertCollectionsDeletable(names: readonly unknown[]): void {
  for (const name of names) {
    if (typeof name === 'string' && declarationOf(name)) throw new ProductCollectionError({ collection: name })
  }
}

async function describe({ knex, accountability }: ModelContext, collection: string, field: string): Promise<GuardedField> {
  const declaration = declarationOf(collection)
  const shipped: unknown = declaration && await knex('manifest').where({ kind: 'field', key: `${collection}.${field}` }).first('id')
  return {
    field,
    isProductCollection: declaration !== undefined,
    isProductField: declaration?.fields[field] !== undefined || shipped !== undefined,
    isAskedBySomebody: accountability !== null,
  }
}

/** A deleted field leaves no decision and no rule behind: another one of the same name would inherit it. */
export async function forgetSettings(knex: Knex, collection: string, fields: readonly string[]): Promise<void> {
  for (const table of ['field_settings', 'field_rules', 'field_layers']) await knex(table).where({ collection }).whereIn('field', [...fields]).delete()
}
