import type { FieldRelation, RowFilter } from '@relais/schema/access'
import { followsFromFile, quoteName, rowSql } from '@relais/schema/access'
import type { ReadRights, ReadRule } from '@relais/extensions/access'
import { utc } from './statement.ts'

interface ReadField { field: string, type: string, alias: boolean, special: string[] }

/** What the statements need to know of the data model; the schema of Directus is one. */
export interface ReadModel {
  collections: Record<string, { fields: Record<string, ReadField> }>
  relations: { collection: string, field: string, related_collection: string | null, meta: { one_field: string | null } | null }[]
}

/** What to read of a row: some or all of its own columns, the rows it names and the rows that name it. */
export interface Shape {
  /** Names of columns; absent means every readable one. */
  columns?: readonly string[]
  one?: Record<string, Shape>
  many?: Record<string, Shape & { order: string, limit?: number }>
}

/** SQL of the account that asks. */
const USER = '$1::uuid'

/** Writes SQL that gives a caller the fields and rows that Directus would, in its formats. */
export class RowJson {
  private readonly schema: ReadModel
  private readonly rights: ReadRights
  private aliases = 0

  constructor(schema: ReadModel, rights: ReadRights) {
    this.schema = schema
    this.rights = rights
  }

  /** Whether the caller may read a column of at least some rows. */
  canRead(collection: string, field: string): boolean {
    const rules = this.rights.rulesOf?.(collection)
    return !rules || rules.some(rule => shows(rule, field))
  }

  /** The condition under which the caller reads a row of a table. */
  rows(collection: string, alias: string, purpose: 'search' | 'check', parent?: { field: string, collection: string }): string {
    const rules = this.rights.rulesOf?.(collection)
    if (!rules) return 'true'
    return this.either(rules, collection, alias, purpose, parent)
  }

  /** The condition under which the caller may change a row that they read. */
  changes(collection: string, alias: string): string {
    const rules = this.rights.changesOf?.(collection)
    const [only, ...others] = rules ?? []
    // Whoever changes all that they read needs no second look.
    if (!rules || (only && others.length === 0 && JSON.stringify(only.rows) === JSON.stringify(this.onlyRule(collection)))) return 'true'
    return this.either(rules, collection, alias, 'check')
  }

  /** The condition under which a row that the caller reads shows them this column. */
  shown(collection: string, alias: string, field: string, parent?: { field: string, collection: string }): string {
    const rules = this.rights.rulesOf?.(collection) ?? []
    const showing = rules.filter(rule => shows(rule, field))
    return showing.length === rules.length ? 'true' : this.either(showing, collection, alias, 'check', parent)
  }

  /** A column to filter or to order by: nothing in a row that does not show it, whose place must not tell what it holds. */
  value(collection: string, alias: string, field: string, parent?: { field: string, collection: string }): string {
    return onlyIf(this.shown(collection, alias, field, parent), `${alias}.${quoteName(field)}`)
  }

  /** The select list of a row: `"id", …, (select …) as "person"`. */
  columns(collection: string, alias: string, shape: Shape, parent?: { field: string, collection: string }): string {
    const own = shape.columns ?? Object.values(this.fieldsOf(collection)).filter(field => !field.alias && !shape.one?.[field.field]).map(({ field }) => field)
    return [
      ...own.filter(field => this.canRead(collection, field)).map(field => `${this.guarded(collection, alias, field, parent)} as ${quoteName(field)}`),
      ...Object.entries(shape.one ?? {}).filter(([field]) => this.canRead(collection, field)).map(([field, inner]) => `${this.one(collection, alias, field, inner)} as ${quoteName(field)}`),
      ...Object.entries(shape.many ?? {}).filter(([field]) => this.canRead(collection, field)).flatMap(([field, inner]) => this.many(collection, alias, field, inner)),
    ].join(', ')
  }

  private one(collection: string, alias: string, field: string, shape: Shape): string {
    const relation = this.relationOf(collection, field)
    const inner = this.nextAlias()
    if (relation?.kind !== 'one') throw new Error(`${collection}.${field} names no row`)
    const columns = this.columns(relation.collection, inner, shape)
    // Nothing of the row itself is the caller's to read: the key alone, as Directus gives it.
    if (columns === '') return this.value(collection, alias, field)
    const from = `from ${quoteName(relation.collection)} ${inner} where ${inner}.id = ${alias}.${quoteName(field)} and ${this.isPersonOfFile(collection, field) ? 'true' : this.rows(relation.collection, inner, 'check')}`
    return onlyIf(this.shown(collection, alias, field), `(select row_to_json(x) from (select ${columns} ${from}) x)`)
  }

  /** The person of a file that passed its own rule: looking for their rights again would find the same ones. */
  private isPersonOfFile(collection: string, field: string): boolean {
    const [files, people] = [this.onlyRule('cases'), this.onlyRule('people')]
    return collection === 'cases' && field === 'person' && files !== undefined && people !== undefined && followsFromFile(files, people)
  }

  private many(collection: string, alias: string, field: string, { order, limit, ...shape }: Shape & { order: string, limit?: number }): string[] {
    const relation = this.relationOf(collection, field)
    if (relation?.kind !== 'many') throw new Error(`${collection}.${field} names no rows`)
    const inner = this.nextAlias()
    const parent = { field: relation.via, collection }
    const columns = this.columns(relation.collection, inner, shape, parent)
    if (columns === '') return []
    const where = `${inner}.${quoteName(relation.via)} = ${alias}.id and ${this.rows(relation.collection, inner, 'check', parent)}`
    const rows = `select ${columns} from ${quoteName(relation.collection)} ${inner} where ${where} order by ${order.replaceAll(/@\.(\w+)/g, (_, column: string) => this.value(relation.collection, inner, column, parent))}${limit === undefined ? '' : ` limit ${limit}`}`
    return [`${onlyIf(this.shown(collection, alias, field), `(select coalesce(json_agg(row_to_json(x)), '[]'::json) from (${rows}) x)`)} as ${quoteName(field)}`]
  }

  /** A column that only some of the caller's rules show is empty in the rows of the others, as with Directus. */
  private guarded(collection: string, alias: string, field: string, parent?: { field: string, collection: string }): string {
    return onlyIf(this.shown(collection, alias, field, parent), written(alias, this.fieldsOf(collection)[field], field))
  }

  private either(rules: readonly ReadRule[], collection: string, alias: string, purpose: 'search' | 'check', parent?: { field: string, collection: string }): string {
    if (rules.length === 0) return 'false'
    const passed = parent && this.onlyRule(parent.collection)
    const conditions = rules.map(({ rows }) => rowSql(rows, { collection, alias, purpose, ...(parent && passed && { known: { field: parent.field, filter: passed } }) }, {
      user: USER, relationOf: (of, field) => this.relationOf(of, field),
    }))
    return conditions.length === 1 ? `(${conditions[0]})` : `(${conditions.map(condition => `(${condition})`).join(' or ')})`
  }

  private onlyRule(collection: string): RowFilter | undefined {
    const rules = this.rights.rulesOf?.(collection)
    return rules?.length === 1 ? rules[0]?.rows : undefined
  }

  private relationOf(collection: string, field: string): FieldRelation | undefined {
    for (const relation of this.schema.relations) {
      if (relation.collection === collection && relation.field === field && relation.related_collection) return { kind: 'one', collection: relation.related_collection }
      if (relation.related_collection === collection && relation.meta?.one_field === field) return { kind: 'many', collection: relation.collection, via: relation.field }
    }
    return undefined
  }

  private fieldsOf(collection: string): Record<string, ReadField> {
    return this.schema.collections[collection]?.fields ?? {}
  }

  private nextAlias(): string {
    return `t${this.aliases++}`
  }
}

const onlyIf = (condition: string, value: string): string => (condition === 'true' ? value : `case when ${condition} then ${value} end`)

function shows({ fields }: ReadRule, field: string): boolean {
  return fields.has('*') || fields.has(field)
}

/** A column in the words of the API of Directus: UTC instants with milliseconds, exact numbers as text, secrets masked. */
function written(alias: string, field: ReadField | undefined, name: string): string {
  const column = `${alias}.${quoteName(name)}`
  if (!field) throw new Error(`no column ${name}`)
  if (field.special.includes('conceal') || field.type === 'hash') return `case when ${column} is not null then '**********' end`
  if (field.special.includes('cast-csv') || field.type === 'csv') return `to_json(string_to_array(${column}, ','))`
  if (field.type === 'timestamp') return utc(column)
  if (field.type === 'dateTime') return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS')`
  if (field.type === 'decimal' || field.type === 'bigInteger') return `${column}::text`
  return column
}
