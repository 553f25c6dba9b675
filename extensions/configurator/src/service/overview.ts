import type { SchemaOverview } from '@directus/types'
import { AUDIENCES } from '@relais/schema'
import type { AccessLevel, Audience, Label } from '@relais/schema'
import { levelOf } from '@relais/schema/access'
import type { Knex } from 'knex'
import { LINK_TARGETS, MAX_LOCAL_FIELDS, NEW_TYPES, OPEN_COLLECTIONS } from '../rules/allow-list.ts'
import type { Ceilings } from '../rules/field-changes.ts'
import type { FieldState } from '../rules/field-state.ts'
import { versionOf } from '../rules/field-state.ts'
import { declarationOf } from './form-store.ts'
import { openDeclaration, readCollection } from './field-states.ts'

/** A field as the Configurateur shows it. */
export interface ShownField {
  field: string
  version: string
  origin: 'product' | 'local'
  kind: string
  state: FieldState
  /** What each audience may do today, local decisions included, and what it may be given at most. */
  levels: Partial<Record<Audience, AccessLevel>>
  ceilings: Ceilings
}

export interface ShownChange { id: string, collection: string, field: string, label: string, kind: string, at: string, author: string | null, isUndone: boolean, before: unknown, after: unknown }

/** What the Configurateur starts from. */
export interface Overview {
  collections: { collection: string, label: Label }[]
  linkTargets: { collection: string, label: Label }[]
  types: readonly string[]
  maxLocalFields: number
  changes: ShownChange[]
}

export interface ShownCollection { collection: string, label: Label, sections: { key: string, label: Label }[], fields: ShownField[], newCeilings: Ceilings }

const CHANGES_SHOWN = 50
const named = (name: string) => ({ collection: name, label: declarationOf(name)?.label ?? { fr: name, en: name } })

/** The collections open to configuration, and the last changes of all. */
export async function overviewOf(knex: Knex): Promise<Overview> {
  return { collections: OPEN_COLLECTIONS.map(named), linkTargets: LINK_TARGETS.map(named), types: NEW_TYPES, maxLocalFields: MAX_LOCAL_FIELDS, changes: await lastChanges(knex) }
}

/** The fields of a collection, with what may be changed of each. */
export async function collectionOf(knex: Knex, schema: SchemaOverview, collection: string): Promise<ShownCollection> {
  const { label, sections = {} } = openDeclaration(collection)
  const known = await readCollection(knex, schema, collection)
  const levels = (name: string) => Object.fromEntries(AUDIENCES.map(audience => [audience, levelOf(known.declaration, name, audience, known.settings)]))
  return {
    collection, label,
    sections: [...Object.entries(sections).map(([key, section]) => ({ key, label: section.label })), { key: 'local', label: { fr: 'Champs locaux', en: 'Local fields' } }],
    fields: known.fields.map(({ name, state, isLocal, form }) => ({
      field: name, version: versionOf(state), origin: isLocal ? 'local' : 'product', kind: form.kind, state, levels: levels(name), ceilings: known.ceilings(isLocal ? null : name),
    })),
    newCeilings: known.ceilings(null),
  }
}

async function lastChanges(knex: Knex): Promise<ShownChange[]> {
  const { rows } = await knex.raw<{ rows: ShownChange[] }>(`
    SELECT c.id, c.collection, c.field, c.kind, c.at, c.before, c.after,
      coalesce(c.after #>> ARRAY[c.field, 'label', 'fr'], c.before #>> ARRAY[c.field, 'label', 'fr'], c.field) AS label,
      nullif(trim(concat_ws(' ', u.first_name, u.last_name)), '') AS author,
      EXISTS (SELECT 1 FROM local_changes o WHERE o.undoes = c.id) AS "isUndone"
    FROM local_changes c LEFT JOIN directus_users u ON u.id = c.author
    ORDER BY c.at DESC, c.id LIMIT ?`, [CHANGES_SHOWN])
  return rows
}
