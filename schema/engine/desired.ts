import { isNullable } from '../define.ts'
import { NOT_JOURNALLED } from '../journal/left-out.ts'
import type { CollectionDefinition, Condition, Field, Index, Label } from '../define.ts'

/** A column as the database must have it. */
export interface ColumnDefinition {
  /** PostgreSQL type, e.g. `character varying(255)`. */
  type: string
  nullable: boolean
  /** SQL expression, or null. */
  default: string | null
  unique: boolean
}

/** The `directus_fields` columns that the product decides, JSON values decoded. */
export interface FieldMeta {
  special: string[] | null
  interface: string | null
  options: Record<string, unknown> | null
  display: string | null
  display_options: Record<string, unknown> | null
  readonly: boolean
  hidden: boolean
  sort: number
  width: string
  translations: { language: string, translation: string }[]
  note: string | null
  conditions: unknown[] | null
  required: boolean
  group: string | null
}

export interface FieldElement { collection: string, field: string, column: ColumnDefinition | null, meta: FieldMeta }

/** The `directus_collections` columns that the product decides. */
export interface CollectionMeta {
  icon: string
  note: string | null
  display_template: string | null
  hidden: boolean
  singleton: boolean
  translations: { language: string, translation: string, singular: string, plural: string }[]
  archive_field: string | null
  archive_value: string | null
  unarchive_value: string | null
  archive_app_filter: boolean
  sort_field: string | null
  accountability: string | null
  group: string | null
  sort: number
}

export interface RelationElement {
  many_collection: string
  many_field: string
  one_collection: string
  one_field: string | null
  onDelete: string
}

export interface IndexElement { name: string, collection: string, sql: string }

/** Columns of the Studio's list, for everybody who did not choose theirs. */
export interface PresetElement { collection: string, fields: string[] }

export interface Desired {
  collections: { collection: string, meta: CollectionMeta }[]
  fields: FieldElement[]
  relations: RelationElement[]
  indexes: IndexElement[]
  presets: PresetElement[]
  tracked: string[]
  journalled: string[]
}

const FIRST_SECTION_SORT = 100
const FIRST_LIST_SORT = 300
const LIST_COLUMNS = 6

const COLUMN_TYPES: Record<string, string> = {
  uuid: 'uuid', text: 'text', integer: 'integer', bigInteger: 'bigint', float: 'double precision', boolean: 'boolean',
  date: 'date', time: 'time without time zone', timestamp: 'timestamp with time zone', json: 'jsonb', hash: 'character varying(255)',
}

function columnType(field: Field): string {
  if (field.type === 'string') return `character varying(${field.maxLength ?? 255})`
  if (field.type === 'decimal') return `numeric(${field.numericPrecision ?? 12},${field.numericScale ?? 2})`
  const type = COLUMN_TYPES[field.type]
  if (!type) throw new Error(`no column type for ${field.type}`)
  return type
}

/** A text as an SQL literal. */
export function quoteLiteral(value: string): string {
  return `'${value.replaceAll('\'', '\'\'')}'`
}

/** A name as an SQL identifier. */
export function quoteIdent(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function columnDefault(field: Field): string | null {
  if (field.primaryKey) return 'gen_random_uuid()'
  if (field.special?.includes('date-created')) return 'CURRENT_TIMESTAMP'
  const value = field.default
  if (value === undefined || value === null) return null
  if (field.type === 'json') return `${quoteLiteral(JSON.stringify(value))}::jsonb`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return quoteLiteral(String(value))
}

function translations(label: Label) {
  return [
    { language: 'fr-FR', translation: label.fr },
    { language: 'en-US', translation: label.en },
  ]
}

function fieldOptions(field: Field): Record<string, unknown> | null {
  const options: Record<string, unknown> = { ...field.options }
  if (field.choices) {
    options.choices = field.choices.map(({ value, label, color, icon }) => ({ text: label.fr, value, color, icon }))
    options.allowOther = false
  }
  if (field.facet) options.facet = true
  if (field.emptyMeansAll) options.empty_means_all = true
  if (field.format) options.format = field.format
  if (field.minLength !== undefined) options.minLength = field.minLength
  if (field.type === 'text' && field.maxLength !== undefined) options.maxLength = field.maxLength
  if (field.min !== undefined) options.min = field.min
  if (field.max !== undefined) options.max = field.max
  if (field.help) options.helpTranslations = [{ language: 'fr-FR', text: field.help.fr }, { language: 'en-US', text: field.help.en }]
  return Object.keys(options).length ? options : null
}

function display(field: Field): { display: string | null, display_options: Record<string, unknown> | null } {
  if (field.choices) {
    const choices = field.choices.map(({ value, label, color }) => ({ text: label.fr, value, background: color ?? null, foreground: null }))
    return { display: 'labels', display_options: { choices, format: field.type === 'json' } }
  }
  if (field.relation?.kind === 'm2o' && field.relation.collection !== 'directus_users') return { display: 'related-values', display_options: null }
  if (field.relation?.collection === 'directus_users') return { display: 'user', display_options: null }
  if (field.type === 'timestamp' || field.type === 'date') return { display: 'datetime', display_options: { relative: false } }
  if (field.type === 'boolean') return { display: 'boolean', display_options: null }
  return { display: null, display_options: null }
}

/** Directus conditions: a conditional field is hidden unless its rule holds; required follows the other rule. */
function conditions(field: Field): unknown[] | null {
  const rules: { name: string, rule: Condition, hidden?: boolean, required?: boolean, readonly?: boolean }[] = []
  if (field.shownIf) rules.push({ name: 'shown_if', rule: field.shownIf, hidden: false, required: field.required ?? false, readonly: false })
  if (field.requiredIf) rules.push({ name: 'required_if', rule: field.requiredIf, hidden: false, required: true, readonly: false })
  return rules.length ? rules : null
}

function fieldMeta(field: Field, sort: number): FieldMeta {
  return {
    special: field.special ? [...field.special] : null,
    interface: field.interface ?? 'input',
    options: fieldOptions(field),
    ...display(field),
    readonly: field.readonly === true || field.computed !== undefined,
    hidden: (field.hidden ?? false) || field.shownIf !== undefined,
    sort,
    width: field.width ?? 'full',
    translations: translations(field.label),
    note: field.help?.fr ?? null,
    conditions: conditions(field),
    required: (field.required ?? false) && !field.shownIf && field.type !== 'boolean' && field.default === undefined,
    group: field.section ? `section_${field.section}` : null,
  }
}

function sectionMeta(label: Label, sort: number, help: Label | undefined, start: 'open' | 'closed' = 'open'): FieldMeta {
  return {
    special: ['alias', 'no-data', 'group'], interface: 'group-detail', options: { start }, display: null, display_options: null,
    readonly: false, hidden: false, sort, width: 'full', translations: translations(label), note: help?.fr ?? null,
    conditions: null, required: false, group: null,
  }
}

function fieldElements(definition: CollectionDefinition): FieldElement[] {
  const { collection } = definition
  const own = Object.entries(definition.fields).map(([name, field], index): FieldElement => ({
    // Lists of related rows stand outside sections: after them, or they would push the form itself out of sight.
    collection, field: name, meta: fieldMeta(field, field.type === 'alias' && !field.section ? FIRST_LIST_SORT + index : index + 1),
    column: field.type === 'alias'
      ? null
      : { type: columnType(field), nullable: isNullable(field), default: columnDefault(field), unique: field.unique ?? false },
  }))
  const sections = Object.entries(definition.sections ?? {}).map(([key, section], index): FieldElement => ({
    collection, field: `section_${key}`, column: null, meta: sectionMeta(section.label, FIRST_SECTION_SORT + index, section.help),
  }))
  const local: FieldElement = {
    collection, field: 'section_local', column: null,
    meta: sectionMeta({ fr: 'Champs locaux', en: 'Local fields' }, FIRST_SECTION_SORT + 99, {
      fr: 'Champs ajoutés par les administrateurs locaux.', en: 'Fields added by local administrators.',
    }),
  }
  return definition.hidden ? [...own, ...sections] : [...own, ...sections, local]
}

function collectionMeta(definition: CollectionDefinition, sort: number): CollectionMeta {
  const { label, singular, archive } = definition
  return {
    icon: definition.icon,
    note: definition.note?.fr ?? null,
    display_template: definition.displayTemplate ?? null,
    hidden: definition.hidden ?? false,
    singleton: false,
    translations: [
      { language: 'fr-FR', translation: label.fr, singular: singular.fr, plural: label.fr },
      { language: 'en-US', translation: label.en, singular: singular.en, plural: label.en },
    ],
    archive_field: archive?.field ?? null,
    archive_value: archive?.value ?? null,
    unarchive_value: archive ? 'active' : null,
    archive_app_filter: true,
    sort_field: definition.sortField ?? null,
    accountability: 'all',
    group: null,
    sort,
  }
}

function relationElements(definitions: CollectionDefinition[]): RelationElement[] {
  const mirrors = new Map<string, string>()
  for (const definition of definitions) {
    for (const [name, field] of Object.entries(definition.fields)) {
      if (field.relation?.kind === 'o2m') mirrors.set(`${field.relation.collection}.${field.relation.via}`, name)
    }
  }
  return definitions.flatMap(definition => Object.entries(definition.fields).flatMap(([name, field]): RelationElement[] => {
    if (!field.relation || field.relation.kind === 'o2m') return []
    return [{
      many_collection: definition.collection, many_field: name, one_collection: field.relation.collection,
      one_field: mirrors.get(`${definition.collection}.${name}`) ?? null, onDelete: field.relation.onDelete ?? 'SET NULL',
    }]
  }))
}

function indexSql(collection: string, index: Index): string {
  const target = index.expression ? `(${index.expression})` : `(${index.fields.map(quoteIdent).join(', ')})`
  const where = index.where ? ` WHERE ${index.where}` : ''
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${quoteIdent(index.name)} ON ${quoteIdent(collection)} USING ${index.using ?? 'btree'} ${target}${where}`
}

function indexElements(definition: CollectionDefinition): IndexElement[] {
  const { collection } = definition
  const single = Object.entries(definition.fields)
    .filter(([, field]) => field.index && field.type !== 'alias')
    .map(([name]) => ({ name: `${collection}_${name}_idx`, collection, sql: indexSql(collection, { name: `${collection}_${name}_idx`, fields: [name] }) }))
  const composite = (definition.indexes ?? []).map(index => ({ name: index.name, collection, sql: indexSql(collection, index) }))
  return [...single, ...composite]
}

/** The first short, visible values: what tells one row from another in a list. */
function presetElement({ collection, fields }: CollectionDefinition): PresetElement {
  const short = Object.entries(fields).filter(([, field]) => !field.hidden && !field.shownIf && !['alias', 'text', 'json'].includes(field.type))
  return { collection, fields: short.slice(0, LIST_COLUMNS).map(([name]) => name) }
}

/** The Studio lists accounts by their e-mail, which colleagues do not read: without columns of ours, that list would be refused. */
const COLLEAGUES: PresetElement = { collection: 'directus_users', fields: ['first_name', 'last_name', 'title'] }

/** Everything that the declarations ask of the database and of Directus, as plain comparable data. */
export function desiredState(collections: Record<string, CollectionDefinition>): Desired {
  const definitions = Object.values(collections)
  return {
    collections: definitions.map((definition, index) => ({ collection: definition.collection, meta: collectionMeta(definition, index + 1) })),
    fields: definitions.flatMap(fieldElements),
    relations: relationElements(definitions),
    indexes: definitions.flatMap(indexElements),
    presets: [...definitions.filter(({ hidden }) => !hidden).map(presetElement), COLLEAGUES],
    tracked: definitions.filter(definition => definition.tracked).map(({ collection }) => collection),
    journalled: definitions.filter(({ collection }) => !(collection in NOT_JOURNALLED)).map(({ collection }) => collection),
  }
}
