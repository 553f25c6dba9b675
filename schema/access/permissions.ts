import { AUDIENCES } from '../define.ts'
import type { Audience, CollectionDefinition, Field } from '../define.ts'
import { audiences } from './audiences.ts'
import { layerOf } from './justice.ts'
import { FILE_FIELDS, namedBy, recordFiles } from './files.ts'
import type { RecordFile } from './files.ts'
import { EVERYTHING, any } from './filters.ts'
import { policyFor } from './layers.ts'
import type { RowFilter } from './filters.ts'
import { levelOf, reaches } from './levels.ts'
import type { FieldSetting, LocalField } from './levels.ts'
import { rowRules } from './row-rules.ts'
import { STAFF_FIELDS } from './staff.ts'

export type PermissionAction = 'create' | 'read' | 'update' | 'delete'

/** A row of `directus_permissions`. */
export interface PermissionRow {
  policy: string
  collection: string
  action: PermissionAction
  permissions: RowFilter | null
  validation: RowFilter | null
  presets: Record<string, unknown> | null
  fields: string[] | null
}

interface Scope {
  definition: CollectionDefinition
  audience: Audience
  settings: readonly FieldSetting[]
  names: readonly string[]
  computed: ReadonlySet<string>
  /** The groups of the Studio: it shows none of their fields to somebody without a right on them. */
  groups: readonly string[]
  /** The structure whose fields these are; without one, those of the whole network. */
  structure?: string
}

function isTyped(field: Field | undefined): boolean {
  return !field || (field.type !== 'alias' && !field.primaryKey && !field.readonly)
}

function readable({ definition, audience, settings, names }: Scope): string[] {
  const fields = names.filter(name => name !== 'id' && reaches(levelOf(definition, name, audience, settings), 'read'))
  return fields.length > 0 && names.includes('id') ? ['id', ...fields] : fields
}

/**
 * `review` is not enough here: a reviewed value goes through the endpoint that makes a proposal of it. What is computed
 * is written by whoever writes the rest: the server replaces whatever they send by what the rule gives.
 */
function creatable({ definition, audience, settings, names, computed }: Scope): string[] {
  const typed = names.filter(name => isTyped(definition.fields[name]) && levelOf(definition, name, audience, settings) === 'write')
  return typed.every(name => computed.has(name)) ? [] : names.filter(name => typed.includes(name) || computed.has(name))
}

function updatable(scope: Scope): string[] {
  const { owner, fields } = scope.definition
  return creatable(scope).filter(name => name !== owner && !fields[name]?.immutable)
}

function rowsOf(scope: Scope): PermissionRow[] {
  const { audience, structure, definition: { collection } } = scope
  const rules = rowRules[audience]?.[collection]
  if (!rules) return []
  const row = (action: PermissionAction, fields: string[], rest: Partial<PermissionRow>): PermissionRow =>
    ({ policy: policyFor(audience, structure), collection, action, permissions: EVERYTHING, validation: null, presets: null, fields, ...rest })
  const rows: PermissionRow[] = []
  const usesStudio = audiences.some(known => known.audience === audience && known.appAccess)
  const read = readable(scope)
  if (rules.read) rows.push(row('read', read.length > 0 && usesStudio ? [...read, ...scope.groups] : read, { permissions: rules.read }))
  if (rules.create) rows.push(row('create', creatable(scope), { validation: rules.create.validation ?? null, presets: rules.create.presets ?? null }))
  if (rules.update) rows.push(row('update', updatable(scope), { permissions: rules.update }))
  const useful = rows.filter(({ fields }) => fields !== null && fields.length > 0)
  if (rules.delete && structure === undefined) useful.push(row('delete', [], { permissions: rules.delete, fields: null }))
  return useful
}

/** Collections of Directus itself that some people read, and what of them. */
const SYSTEM_FIELDS = { directus_users: STAFF_FIELDS, directus_files: FILE_FIELDS } as const

const rulesOf = (rule: RowFilter | undefined): RowFilter[] => (rule ? [rule] : [])

function systemRow(collection: keyof typeof SYSTEM_FIELDS, policy: string, rules: readonly RowFilter[]): PermissionRow[] {
  const [first] = rules
  if (!first) return []
  return [{ policy, collection, action: 'read', permissions: rules.length === 1 ? first : any(...rules), validation: null, presets: null, fields: [...SYSTEM_FIELDS[collection]] }]
}

/** A file is read by whoever reads a record that names it, and the field that does. Those of a structure are in its own policy. */
function fileRows(audience: Audience, files: readonly RecordFile[], isRead: (file: RecordFile) => boolean): PermissionRow[] {
  const named = files.flatMap((file) => {
    const rule = rowRules[audience]?.[file.collection]?.read
    return rule && isRead(file) ? [{ structure: file.structure, rule: namedBy(file, rule) }] : []
  })
  return [...Map.groupBy(named, ({ structure }) => structure).set(undefined, named.filter(({ structure }) => structure === undefined))].flatMap(([structure, rules]) =>
    systemRow('directus_files', policyFor(audience, structure), [...structure === undefined ? rulesOf(rowRules[audience]?.directus_files?.read) : [], ...rules.map(({ rule }) => rule)]))
}

/**
 * Every permission of the product, derived from the level of each field and from the row rules: one row per policy,
 * collection and action, nothing written by hand. The fields of a structure are in policies of their own, on the same rows.
 */
export function computePermissions(
  collections: Record<string, CollectionDefinition>,
  settings: readonly FieldSetting[] = [],
  givenFields: readonly LocalField[] = [],
): PermissionRow[] {
  const localFields = givenFields.map(own => ({ ...own, structure: layerOf(collections[own.collection], own) }))
  const files = recordFiles(collections, localFields)
  const isRead = (audience: Audience) => ({ collection, field }: RecordFile): boolean => {
    const definition = collections[collection]
    return definition !== undefined && reaches(levelOf(definition, field, audience, settings), 'read')
  }
  return AUDIENCES.filter(audience => audience !== 'admin').flatMap(audience => [
    ...Object.values(collections).flatMap((definition) => {
      const here = localFields.filter(({ collection }) => collection === definition.collection)
      // Those of the product once, also where nothing says yet that it shipped them.
      const groups = [...new Set([...Object.keys(definition.sections ?? {}).map(key => `section_${key}`), ...definition.hidden ? [] : ['section_local'], ...here.filter(({ isSection }) => isSection).map(({ field }) => field)])]
      const declared = Object.keys(definition.fields).map((field): LocalField => ({ collection: definition.collection, field, structure: layerOf(definition, { collection: definition.collection, field }) }))
      const layers = new Set([undefined, ...[...declared, ...here].map(({ structure }) => structure ?? undefined)])
      return [...layers].flatMap((structure) => {
        const isHere = (own: LocalField): boolean => (own.structure ?? undefined) === structure
        const local = here.filter(isHere)
        const names = [...declared.filter(isHere).map(({ field }) => field), ...local.filter(({ isSection }) => !isSection).map(({ field }) => field)]
        const computed = names.filter(name => definition.fields[name]?.computed !== undefined || local.some(({ field, isComputed }) => field === name && isComputed))
        return rowsOf({ definition, audience, settings, names, computed: new Set(computed), groups: structure === undefined ? groups : [], ...structure === undefined ? {} : { structure } })
      })
    }),
    ...systemRow('directus_users', policyFor(audience), rulesOf(rowRules[audience]?.directus_users?.read)),
    ...fileRows(audience, files, isRead(audience)),
  ])
}
