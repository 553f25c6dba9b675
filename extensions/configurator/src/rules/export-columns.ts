import type { SchemaOverview } from '@directus/types'
import type { Label } from '@relais/schema'
import type { Form } from '@relais/schema/forms'
import { humanise } from '@relais/schema/forms'
import type { Column, SheetReader, ValueKind } from '@relais/schema/sheets'
import { csvHeading, csvLine } from '@relais/schema/sheets'

/** What a list of Directus is made of: its collection, and what fields are called and offer. */
export interface ExportModel {
  collection: string
  schema: Pick<SchemaOverview, 'collections' | 'relations'>
  forms: Readonly<Record<string, Pick<Form, 'fields'>>>
  /** What a declared field that no form asks is called. */
  labelOf: (collection: string, field: string) => Label | undefined
}

type Row = Readonly<Record<string, unknown>>

const KINDS: Readonly<Record<string, ValueKind>> = { integer: 'integer', bigInteger: 'integer', float: 'decimal', decimal: 'decimal', date: 'date', timestamp: 'instant', boolean: 'boolean' }

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
const leadsTo = ({ schema }: ExportModel, collection: string, field: string): string | undefined =>
  schema.relations.find(relation => relation.collection === collection && relation.field === field)?.related_collection ?? undefined

/** Rows of Directus as CSV, in the words of the forms; `fields` says the columns when the rows come in several parts. */
export function exportCsv(rows: readonly unknown[], { model, reader, fields, hasHeading }: { model: ExportModel, reader: SheetReader, fields: readonly string[] | null, hasHeading: boolean }): string {
  const known = rows.filter(isRow)
  const paths = fields ?? [...new Set(known.flatMap(row => pathsOf(row, model, model.collection)))]
  if (paths.length === 0) return ''
  const columns = paths.map(path => columnOf(path, model))
  return (hasHeading ? csvHeading(columns, reader) : '') + known.map(row => csvLine(row, columns, reader)).join('')
}

/** The names of the cells of a row: those of a row that it names too, but not the inside of a value. */
function pathsOf(row: Row, model: ExportModel, collection: string): string[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const target = leadsTo(model, collection, name)
    return target && isRow(value) ? pathsOf(value, model, target).map(inner => `${name}.${inner}`) : [name]
  })
}

/** The column of a path such as `structure.name`. */
function columnOf(path: string, model: ExportModel): Column<Row> {
  const names = path.split('.')
  const owners = names.slice(0, -1).reduce<string[]>((found, name) => [...found, leadsTo(model, found.at(-1) ?? '', name) ?? ''], [model.collection])
  const labels = names.map((name, index) => labelFor(owners[index] ?? '', name, model))
  const [owner, name] = [owners.at(-1) ?? '', names.at(-1) ?? '']
  const choices = fieldOf(owner, name, model)?.choices ?? null
  const kind = choices ? 'choice' : KINDS[model.schema.collections[owner]?.fields[name]?.type ?? ''] ?? 'text'
  const said = (language: 'fr' | 'en') => labels.map(label => label[language]).join(' › ')
  return { label: { fr: said('fr'), en: said('en') }, kind, choices, value: row => names.reduce<unknown>((value, step) => (isRow(value) ? value[step] : undefined), row) }
}

const fieldOf = (collection: string, name: string, { forms }: ExportModel) => forms[collection]?.fields.find(({ field }) => field === name)

const labelFor = (collection: string, name: string, model: ExportModel): Label =>
  fieldOf(collection, name, model)?.label ?? model.labelOf(collection, name) ?? { fr: humanise(name), en: humanise(name) }
