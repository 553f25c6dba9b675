/**
 * The declaration language of the product: what a collection is, said once.
 * From these values come the database, the Studio form, the portal form, the SDK types and the access rules.
 */

/** A text in both languages of the product; French is the reference. */
export interface Label { fr: string, en: string }

export const AUDIENCES = [
  'public', 'partner', 'beneficiary', 'adviser', 'manager', 'prescriber', 'configurator', 'steering', 'service', 'admin',
] as const
export type Audience = (typeof AUDIENCES)[number]

/**
 * What an audience may do with a field: not see it, read it, write it after a review, or write it at once.
 */
export const ACCESS_LEVELS = ['none', 'read', 'review', 'write'] as const
export type AccessLevel = (typeof ACCESS_LEVELS)[number]
export type FieldAccess = Partial<Record<Audience, AccessLevel>>

/**
 * What a value is about, by the function that needs to know it: the words in which rights, redaction and the journal speak of
 * a person's file. Only collections about people have groups.
 */
export const FIELD_GROUPS = {
  identity: { label: { fr: 'identité et contact', en: 'identity and contact' } },
  social: { label: { fr: 'social', en: 'social' } },
  justice: { label: { fr: 'justice', en: 'justice' } },
  health: { label: { fr: 'santé', en: 'health' } },
  notes: { label: { fr: 'notes privées', en: 'private notes' } },
} as const satisfies Record<string, { label: Label }>
export type FieldGroup = keyof typeof FIELD_GROUPS

/** A meaning on top of a type, checked by the same module in the portal and on the server (`schema/forms`). */
export const FORMATS = [
  'siren', 'siret', 'rna', 'finess', 'phone', 'email', 'url', 'opening_hours', 'postal_code', 'commune_code',
  'latitude', 'longitude', 'naf', 'color', 'time_zone',
] as const
export type Format = (typeof FORMATS)[number]

export interface Choice<V extends string = string> { value: V, label: Label, color?: string, icon?: string }

/** A closed condition on the other fields of the same form, in the words of a Directus filter. */
export type Condition =
  | { _and: readonly Condition[] }
  | { _or: readonly Condition[] }
  | { [field: string]: ConditionOperators }
export interface ConditionOperators {
  _eq?: string | number | boolean
  _neq?: string | number | boolean
  _in?: readonly (string | number)[]
  _nin?: readonly (string | number)[]
  _contains?: string
  _empty?: boolean
  _nempty?: boolean
}

export type FieldType =
  | 'uuid' | 'string' | 'text' | 'integer' | 'bigInteger' | 'float' | 'decimal' | 'boolean'
  | 'date' | 'time' | 'timestamp' | 'json' | 'hash' | 'alias'

export interface Relation {
  kind: 'm2o' | 'o2m' | 'file'
  /** Related collection; `directus_users` and `directus_files` are allowed. */
  collection: string
  /** For `o2m`: the field of the related collection that points here. */
  via?: string
  onDelete?: 'CASCADE' | 'SET NULL' | 'NO ACTION' | 'RESTRICT'
}

/** What the builders below take. */
export interface FieldOptions {
  label: Label
  /** One sentence shown before the field. */
  help?: Label
  /** Mandatory in every form, and NOT NULL in the database unless `shownIf` or `nullable` says otherwise. */
  required?: boolean
  /** Force NULL to be allowed although `required` (a rule for people, not for the database). */
  nullable?: boolean
  default?: string | number | boolean | readonly unknown[] | Record<string, unknown> | null
  maxLength?: number
  minLength?: number
  min?: number
  max?: number
  format?: Format
  choices?: readonly Choice[]
  /** Section of the form, a key of the collection's `sections`. */
  section?: string
  width?: 'half' | 'full'
  /** Shown (and asked) only when this holds. */
  shownIf?: Condition
  requiredIf?: Condition
  /** A rule (`schema/forms/rules`) that the answer must satisfy, and what is said when it does not. */
  validIf?: { rule: string, message: Label }
  /** A rule that gives the value: set by the server on every write, shown and never asked. */
  computed?: string
  hidden?: boolean
  readonly?: boolean
  /** Chosen when the row is created, never changed afterwards: moving it would move rights. */
  immutable?: boolean
  /** Who reaches a row depends on it, beyond the row rules: what the public sees, or rights that the database derives. */
  opensRows?: boolean
  /** Names a structure to ask it something: any may be named. */
  asksOthers?: boolean
  unique?: boolean
  index?: boolean
  /** People narrow their searches of the directory by it; a closed list of an offer or an organisation. */
  facet?: boolean
  /** Of a facet: the natures of offers whose searches it narrows; all of them without. */
  facetKinds?: readonly string[]
  /** An empty list says « everybody »: a search narrowed by this field keeps it. */
  emptyMeansAll?: boolean
  /** Kit that added it. */
  kit?: string
  /** Differs from the group of its section, or of the collection. */
  group?: FieldGroup
  /** Differs from the collection's `access` for the audiences named. */
  access?: FieldAccess
  /** Directus `special` flags, set by the builders. */
  special?: readonly string[]
  /** Directus interface, set by the builders, and its extra options. */
  interface?: string
  options?: Record<string, unknown>
  onDelete?: Relation['onDelete']
}

/** A declared field. `T` is the type of its value in the SDK and exists only at compile time. */
export interface Field<T = unknown, R extends string | undefined = string | undefined, K extends string = string> extends FieldOptions {
  type: FieldType
  relation?: Relation & { kind: K & Relation['kind'] }
  numericPrecision?: number
  numericScale?: number
  primaryKey?: boolean
  readonly $value?: T
  readonly $related?: R
}

type Nullability<O, T> = O extends { required: true } ? (O extends { shownIf: unknown } | { nullable: true } ? T | null : T) : T | null
type Plain<O, T> = Field<Nullability<O, T>, undefined>

/** Whether the database column accepts NULL. */
export function isNullable(field: Field): boolean {
  if (field.primaryKey) return false
  return !field.required || field.nullable === true || field.shownIf !== undefined
}

export const id = (): Field<string, undefined> => ({
  type: 'uuid', primaryKey: true, label: { fr: 'Identifiant', en: 'Identifier' }, hidden: true, readonly: true, special: ['uuid'], interface: 'input',
})

/** The identifier of a row of a collection that another field names. */
export const uuid = <const O extends FieldOptions>(options: O): Plain<O, string> =>
  ({ interface: 'input', ...options, type: 'uuid' }) as Plain<O, string>

export const string = <const O extends FieldOptions>(options: O): Plain<O, string> =>
  ({ interface: 'input', ...options, type: 'string' }) as Plain<O, string>

export const text = <const O extends FieldOptions>(options: O): Plain<O, string> =>
  ({ interface: 'input-multiline', ...options, type: 'text' }) as Plain<O, string>

export const integer = <const O extends FieldOptions>(options: O): Plain<O, number> =>
  ({ interface: 'input', ...options, type: 'integer' }) as Plain<O, number>

export const float = <const O extends FieldOptions>(options: O): Plain<O, number> =>
  ({ interface: 'input', ...options, type: 'float' }) as Plain<O, number>

export const boolean = <const O extends FieldOptions>(options: O): Field<boolean, undefined> =>
  ({ interface: 'boolean', default: false, ...options, required: true, special: ['cast-boolean'], type: 'boolean' }) as Field<boolean, undefined>

export const date = <const O extends FieldOptions>(options: O): Plain<O, string> =>
  ({ interface: 'datetime', ...options, type: 'date' }) as Plain<O, string>

/** An instant, stored in UTC. */
export const timestamp = <const O extends FieldOptions>(options: O): Plain<O, string> =>
  ({ interface: 'datetime', ...options, type: 'timestamp' }) as Plain<O, string>

/** One value of a list; `choices` is the product's list, local administrators may add to it. */
export const choice = <const O extends FieldOptions & { choices: readonly Choice[] }>(options: O): Plain<O, O['choices'][number]['value']> =>
  ({ interface: 'select-dropdown', ...options, type: 'string' }) as unknown as Plain<O, O['choices'][number]['value']>

/** Several values of a list, stored as a JSON array of strings. */
export const choices = <const O extends FieldOptions & { choices: readonly Choice[] }>(options: O): Plain<O, O['choices'][number]['value'][]> =>
  ({ interface: 'select-multiple-checkbox', ...options, special: ['cast-json'], type: 'json' }) as unknown as Plain<O, O['choices'][number]['value'][]>

export const json = <T = unknown>(options: FieldOptions): Field<T | null, undefined> =>
  ({ interface: 'input-code', options: { language: 'JSON' }, ...options, special: ['cast-json'], type: 'json' }) as Field<T | null, undefined>

/** Many-to-one: a UUID column with a foreign key. */
export const m2o = <const C extends string, const O extends FieldOptions>(collection: C, options: O): Field<Nullability<O, string>, C, 'm2o'> => ({
  interface: 'select-dropdown-m2o', index: true, ...options, type: 'uuid', special: ['m2o'],
  relation: { kind: 'm2o', collection, onDelete: options.onDelete ?? (options.required ? 'RESTRICT' : 'SET NULL') },
}) as unknown as Field<Nullability<O, string>, C, 'm2o'>

/** A Directus user. */
export const user = <const O extends FieldOptions>(options: O): Field<Nullability<O, string>, 'directus_users', 'm2o'> =>
  m2o('directus_users', { interface: 'select-dropdown-m2o', ...options })

/** One-to-many: no column, the mirror of a `m2o` of the related collection. */
export const o2m = <const C extends string>(collection: C, via: string, options: FieldOptions): Field<string[], C, 'o2m'> => ({
  interface: 'list-o2m', ...options, type: 'alias', special: ['o2m'], relation: { kind: 'o2m', collection, via },
}) as unknown as Field<string[], C, 'o2m'>

export const file = <const O extends FieldOptions>(options: O): Field<Nullability<O, string>, 'directus_files', 'm2o'> => ({
  interface: 'file', ...options, type: 'uuid', special: ['file'], relation: { kind: 'file', collection: 'directus_files', onDelete: 'SET NULL' },
}) as unknown as Field<Nullability<O, string>, 'directus_files', 'm2o'>

/** The accounts behind a change are shown by the history, with names, to those who may know them. */
const accountColumn: FieldAccess = { public: 'none', partner: 'none', beneficiary: 'none', prescriber: 'none', steering: 'none', service: 'none' }

/** The four columns that every editable row carries: who created and changed it, and when (UTC). */
export const audit = () => ({
  user_created: { ...user({ label: { fr: 'Créé par', en: 'Created by' }, readonly: true, hidden: true, width: 'half', index: false, access: accountColumn }), special: ['user-created'] },
  date_created: { ...timestamp({ label: { fr: 'Créé le', en: 'Created on' }, readonly: true, hidden: true, width: 'half' }), special: ['date-created'] },
  user_updated: { ...user({ label: { fr: 'Modifié par', en: 'Updated by' }, readonly: true, hidden: true, width: 'half', index: false, access: accountColumn }), special: ['user-updated'] },
  date_updated: { ...timestamp({ label: { fr: 'Modifié le', en: 'Updated on' }, readonly: true, hidden: true, width: 'half' }), special: ['date-updated'] },
})

export interface Index { fields: readonly string[], unique?: boolean, where?: string, using?: 'btree' | 'gin' | 'gist', expression?: string, name: string }

export interface Section { label: Label, help?: Label, /** Differs from the group of the collection. */ group?: FieldGroup }

export interface CollectionDefinition<F extends Record<string, Field> = Record<string, Field>> {
  collection: string
  domain: string
  label: Label
  /** Singular form, used in sentences and buttons. */
  singular: Label
  note?: Label
  icon: string
  displayTemplate?: string
  /** Column holding the life-cycle state, with the value meaning archived. */
  archive?: { field: string, value: string }
  sortField?: string
  hidden?: boolean
  /** Sections of the form, in order. */
  sections?: Record<string, Section>
  /** What its fields are about, unless they or their section say otherwise; local fields too. */
  group?: FieldGroup
  /** Default level of each audience on every field; absent means `none`. */
  access: FieldAccess
  /** Effects of workflows make and change its rows: they give no right, move no record and speak in nobody's name. */
  byEffects?: boolean
  /** Every change of a value is kept in `value_history` by a database trigger. */
  tracked?: boolean
  /** Field whose row decides who may write this one (`case`, `organization`…): the caller must reach that row. */
  owner?: string
  fields: F
  indexes?: readonly Index[]
}

/** The group of a field, declared or local; undefined where rows are about nobody. */
export function groupOf(definition: CollectionDefinition, field: string): FieldGroup | undefined {
  const declared = definition.fields[field]
  return declared?.group ?? definition.sections?.[declared?.section ?? '']?.group ?? definition.group
}

/** Declares a collection; the types of its fields are kept for the SDK. */
export function defineCollection<const F extends Record<string, Field>>(definition: CollectionDefinition<F>): CollectionDefinition<F> {
  return definition
}
