import type { Accountability, SchemaOverview } from '@directus/types'
import { AUDIENCES } from '@relais/schema'
import type { AccessLevel, Audience, Label } from '@relais/schema'
import { levelOf } from '@relais/schema/access'
import { LOCAL_PREFIX } from '@relais/schema/forms'
import type { Knex } from 'knex'
import { LINK_TARGETS, MAX_LOCAL_FIELDS, NEW_TYPES, OPEN_COLLECTIONS } from '../rules/allow-list.ts'
import type { Ceilings } from '../rules/field-changes.ts'
import type { FieldState, States } from '../rules/field-state.ts'
import { versionOf } from '../rules/field-state.ts'
import { declarationOf } from './form-store.ts'
import { openDeclaration, readCollection } from './field-states.ts'
import type { Layer, OpenLayer } from './layers.ts'
import { openLayers } from './layers.ts'

type Levels = Partial<Record<Audience, AccessLevel>>

/** A field as the Configurateur shows it. */
export interface ShownField {
  field: string
  version: string
  origin: 'product' | 'local'
  /** In a structure: it comes from above, only its words, choices, rules and being hidden change here. */
  isInherited: boolean
  kind: string
  state: FieldState
  /** What each audience may do today, what the product gives it, and what it may be given at most. */
  levels: Levels
  shipped: Levels
  ceilings: Ceilings
}

/** A section as the Configurateur shows it, retired and empty ones too, in the order of the forms; `name` is that of its group in the Studio. */
export interface ShownSection { key: string, name: string, version: string, origin: 'product' | 'local', state: FieldState }

export interface ShownChange {
  id: string
  /** Name of the field, or of the group of the section. */
  field: string
  isSection: boolean
  label: Label
  kind: string
  at: string
  author: string | null
  isUndone: boolean
  before: States
  after: States
}

/** What the Configurateur starts from. */
export interface Overview {
  collections: { collection: string, label: Label }[]
  linkTargets: { collection: string, label: Label }[]
  types: readonly string[]
  maxLocalFields: number
  /** What the caller sets: the network first, when it is open to him, then structures from the root down. */
  layers: OpenLayer[]
}

/** A collection with the last changes of its fields and sections. */
export interface ShownCollection {
  collection: string
  label: Label
  sections: ShownSection[]
  fields: ShownField[]
  /** What each audience may do with a local field without any decision, and what it may be given at most. */
  newLevels: Levels
  newCeilings: Ceilings
  changes: ShownChange[]
}

const CHANGES_SHOWN = 50
const named = (name: string) => ({ collection: name, label: declarationOf(name)?.label ?? { fr: name, en: name } })

/** What may be configured, and for whom. */
export async function overviewOf(knex: Knex, caller: Pick<Accountability, 'user' | 'role' | 'roles' | 'admin'>): Promise<Overview> {
  return { layers: await openLayers(knex, caller), collections: OPEN_COLLECTIONS.map(named), linkTargets: LINK_TARGETS.map(named), types: NEW_TYPES, maxLocalFields: MAX_LOCAL_FIELDS }
}

/** The fields of a collection in a layer, with what may be changed of each. */
export async function collectionOf(knex: Knex, schema: SchemaOverview, { collection, layer }: { collection: string, layer: Layer }): Promise<ShownCollection> {
  const { label } = openDeclaration(collection)
  const known = await readCollection(knex, schema, { collection, layer })
  const levels = (name: string, settings: typeof known.settings = []): Levels => Object.fromEntries(AUDIENCES.map(audience => [audience, levelOf(known.declaration, name, audience, settings)]))
  return {
    collection, label,
    sections: known.sections.map(({ key, name, state, isLocal }) => ({ key, name, version: versionOf(state), origin: isLocal ? 'local' : 'product', state })),
    fields: known.fields.map(({ name, state, isLocal, kind, isInherited = false }) => ({
      field: name, version: versionOf(state), origin: isLocal ? 'local' : 'product', isInherited, kind, state, levels: levels(name, known.settings), shipped: levels(name), ceilings: known.ceilings(isLocal ? null : name),
    })),
    newLevels: levels(LOCAL_PREFIX), newCeilings: known.ceilings(null),
    changes: await lastChanges(knex, collection, layer),
  }
}

async function lastChanges(knex: Knex, collection: string, layer: Layer): Promise<ShownChange[]> {
  const { rows } = await knex.raw<{ rows: ShownChange[] }>(`
    SELECT c.id, c.field, c.kind, c.at, c.before, c.after, coalesce(c.details ->> 'type' = 'section', false) AS "isSection",
      coalesce(c.after #> ARRAY[c.field::text, 'label'], c.before #> ARRAY[c.field::text, 'label']) AS label,
      nullif(trim(concat_ws(' ', u.first_name, u.last_name)), '') AS author,
      EXISTS (SELECT 1 FROM local_changes o WHERE o.undoes = c.id) AS "isUndone"
    FROM local_changes c LEFT JOIN directus_users u ON u.id = c.author
    WHERE c.collection = ? AND c.structure IS NOT DISTINCT FROM ? ORDER BY c.at DESC, c.id LIMIT ?`, [collection, layer, CHANGES_SHOWN])
  return rows
}
