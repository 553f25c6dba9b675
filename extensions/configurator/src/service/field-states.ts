import type { SchemaOverview } from '@directus/types'
import type { AccessLevel, Audience, CollectionDefinition, Field } from '@relais/schema'
import { ACCESS_LEVELS, collections } from '@relais/schema'
import { JUSTICE, isOpenTo, reaches, rowRules, shippedLevel } from '@relais/schema/access'
import type { FieldKind, Form, FormField } from '@relais/schema/forms'
import { LOCAL_PREFIX, overridesOf } from '@relais/schema/forms'
import type { Knex } from 'knex'
import { DECIDED_AUDIENCES, isLinkTarget, isOpenCollection } from '../rules/allow-list.ts'
import type { Ceilings, KnownCollection, KnownField, KnownSection } from '../rules/field-changes.ts'
import type { FieldState, States } from '../rules/field-state.ts'
import { refusal } from '../rules/refusals.ts'
import { refusalError } from '../errors.ts'
import { createFormStore, declarationOf } from './form-store.ts'
import type { Layer } from './layers.ts'
import { withinOf } from './layers.ts'
import type { LiveModel } from './live-fields.ts'

/** A field, or a section of the form, with what is needed to write it and to show it. */
export interface ReadField extends KnownField {
  kind: FieldKind | 'section'
  /** Directus type of the column, `alias` for a section. */
  type: FormField['type'] | 'alias'
  /** Options of the Studio as they are, what we do not know included. */
  options: Record<string, unknown>
  /** What it is above the structure that is configured, when it comes from there. */
  inherited?: FieldState
}
export interface ReadSection extends ReadField, KnownSection {}
export interface ReadCollection extends KnownCollection {
  declaration: CollectionDefinition
  fields: readonly ReadField[]
  sections: readonly ReadSection[]
  settings: LiveModel['settings']
}

/** The declaration of a collection open to configuration; refused otherwise. */
export function openDeclaration(collection: string): CollectionDefinition {
  const declaration = isOpenCollection(collection) ? declarationOf(collection) : undefined
  if (!declaration) throw refusalError(refusal('COLLECTION_NOT_OPEN', { collection }).refusal)
  return declaration
}

/** The fields of a collection in a layer, as they are at this moment on this connection. */
export async function readCollection(knex: Knex, schema: SchemaOverview, { collection, layer }: { collection: string, layer: Layer }): Promise<ReadCollection> {
  const declaration = openDeclaration(collection)
  const store = createFormStore({ ttlMs: MOMENT_MS, now: Date.now })
  const within = await withinOf(knex, layer)
  const above = within.slice(0, -1)
  const form = await store.serverFormOf({ knex, schema }, collection, { within })
  const formAbove = layer === null ? null : await store.serverFormOf({ knex, schema }, collection, { within: above })
  const model = await store.modelOf({ knex })
  const stored = new Map(model.fields.get(collection)?.map(row => [row.field, row]))
  const fields = form.fields.flatMap((field): ReadField[] => {
    const row = stored.get(field.field)
    const declared = declaration.fields[field.field]
    if (!row || declared?.hidden || declared?.primaryKey) return []
    const fromAbove = formAbove?.fields.find(other => other.field === field.field)
    const layers = model.layers.filter(own => own.collection === collection && own.field === field.field)
    return [{
      ...(fromAbove ? { isInherited: true, inherited: stateOf(fromAbove, row, declared, { model, layers, within: above }) } : {}),
      takenChoices: layers.flatMap(({ override }) => override?.choices?.map(({ value }) => String(value)) ?? []),
      ...(field.local && field.relation && isLinkTarget(field.relation.collection) ? { leadsTo: field.relation.collection } : {}),
      isEmptyNo: field.kind === 'boolean' && field.default === false,
      name: field.field, kind: field.kind, type: field.type, options: row.options ?? {}, isLocal: field.local,
      isRequired: declared?.required === true && !declared.shownIf, isConditional: declared?.shownIf !== undefined,
      hasChoices: field.kind === 'choice' || (field.kind === 'choices' && field.choices !== null),
      state: stateOf(field, row, declared, { model, layers, within }),
    }]
  })
  const columns = Object.keys(schema.collections[collection]?.fields ?? {})
  return {
    declaration, fields, settings: model.settings,
    unseenNames: model.layers.filter(own => own.isOwn && own.collection === collection && !within.includes(own.structure)).map(({ field }) => field),
    names: [...new Set([...columns, ...stored.keys(), ...Object.keys(declaration.fields)])],
    sections: sectionsOf(form.sections, stored),
    ceilings: name => ceilingsOf(declaration, name),
    unreadable: unreadableOf,
  }
}

/** One reading serves the whole answer. */
export const MOMENT_MS = 60_000

type StoredField = NonNullable<ReturnType<LiveModel['fields']['get']>>[number]

interface Seen { model: LiveModel, layers: LiveModel['layers'], within: readonly string[] }

function stateOf(field: FormField, row: StoredField, declared: Field | undefined, { model: { settings, rules }, layers, within }: Seen): FieldState {
  const isMine = ({ collection, field: name }: { collection: string, field: string }): boolean => collection === row.collection && name === row.field
  const isRetired = field.local && row.options?.retired === true
  const hiddenHere = overridesOf(field.field, layers, within).findLast(({ hidden }) => hidden !== undefined)?.hidden
  return {
    label: field.label, help: field.help, section: field.section, sort: row.sort, width: field.width,
    hidden: hiddenHere ?? (row.hidden && !isRetired && declared?.shownIf === undefined),
    retired: isRetired,
    choices: field.choices?.map(({ value, label, retired = false }) => ({ value, label, retired })) ?? null,
    levels: Object.fromEntries(settings.filter(isMine).map(({ audience, level }) => [audience, level])),
    rules: rules.filter(rule => isMine(rule) && (rule.structure ?? null) === (within.findLast(structure => structure !== JUSTICE.id) ?? null)).map(({ kind, expression, message }) => ({ kind, expression, message })).sort((one, other) => one.kind.localeCompare(other.kind)),
  }
}

const SECTION_PREFIX = 'section_'

/** The sections of a form, with the groups of the Studio that they are. */
function sectionsOf(sections: Form['sections'], stored: ReadonlyMap<string, StoredField>): ReadSection[] {
  return sections.flatMap(({ key, label, help }): ReadSection[] => {
    const row = stored.get(`${SECTION_PREFIX}${key}`) ?? stored.get(key)
    if (!row?.special.includes('group')) return []
    const isLocal = row.field.startsWith(LOCAL_PREFIX)
    const retired = isLocal && row.options?.retired === true
    return [{
      key, name: row.field, kind: 'section', type: 'alias', options: row.options ?? {}, isLocal, isRequired: false, isConditional: false, hasChoices: false,
      state: { label, help, section: null, sort: row.sort, width: 'full', hidden: row.hidden && !retired, retired, choices: null, levels: {}, rules: [] },
    }]
  })
}

/** A field or a section by its name. */
export function bearerOf({ fields, sections }: Pick<ReadCollection, 'fields' | 'sections'>, name: string): ReadField | undefined {
  return fields.find(field => field.name === name) ?? sections.find(section => section.name === name)
}

/** The states of some fields or sections, null for those that are not there. */
export function statesOf(known: Pick<ReadCollection, 'fields' | 'sections'>, names: readonly string[]): States {
  return Object.fromEntries(names.map(name => [name, bearerOf(known, name)?.state ?? null]))
}

/** Who proposes may be let write at once; nobody goes beyond what the product opens of the collection. */
function ceilingsOf(declaration: CollectionDefinition, name: string | null): Ceilings {
  const declared = name === null ? undefined : declaration.fields[name]
  return Object.fromEntries(DECIDED_AUDIENCES.flatMap((audience): [Audience, AccessLevel][] => {
    if (!isOpenTo(declaration, audience)) return []
    const shipped = (declared ? [declared] : Object.values(declaration.fields)).map(field => shippedLevel(declaration, field, audience))
    const level = ACCESS_LEVELS.findLast(each => shipped.includes(each)) ?? 'none'
    return level === 'none' ? [] : [[audience, reaches(level, 'review') ? 'write' : level]]
  }))
}

/** The audiences for which a link to this list would be empty: none of its fields, or none of its rows, is theirs to read. */
function unreadableOf(collection: string): ReturnType<NonNullable<KnownCollection['unreadable']>> {
  const declaration = declarationOf(collection)
  const isSeen = (audience: Audience): boolean => declaration !== undefined && isOpenTo(declaration, audience) && rowRules[audience]?.[collection]?.read !== undefined
  const labelOf = (audience: Audience): string => collections.field_settings.fields.audience.choices?.find(({ value }) => value === audience)?.label.fr ?? audience
  return { label: declaration?.label.fr ?? collection, audiences: DECIDED_AUDIENCES.filter(audience => !isSeen(audience)).map(value => ({ value, label: labelOf(value) })) }
}
