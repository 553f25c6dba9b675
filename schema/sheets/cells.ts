import type { Label } from '../define.ts'
import { sayZone, wallAt } from '../time/index.ts'

export type ValueKind = 'text' | 'integer' | 'decimal' | 'date' | 'instant' | 'choice' | 'boolean'

/** One column of a sheet, described once for every format. */
export interface Column<Row> {
  label: Label
  kind: ValueKind
  value: (row: Row) => unknown
  /** What the codes of a choice are called. */
  choices?: readonly { value: string | number, label: Label }[] | null
}

/** For whom a sheet is written: their language, and the zone of the place whose hours it says. */
export interface SheetReader { language: 'fr' | 'en', zone: string, now: Date }

/** A cell in the types of spreadsheets. A day is `2026-11-30`, an instant `2026-11-30T14:05` on the clock of the place. */
export type Cell = null | { is: 'text', text: string } | { is: 'number', value: number } | { is: 'day' | 'instant', wall: string }

const WORDS = { fr: { true: 'Oui', false: 'Non' }, en: { true: 'Yes', false: 'No' } } as const

/** Beyond, a spreadsheet rounds: such a number is kept as the text that it was. */
const MOST_FIGURES = 15

/** What a spreadsheet takes for a formula, behind the blanks and the invisible signs that it skips; the wide and small signs of other keyboards too. */
const FORMULA = /^(?:[\t\r\n\0]|[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B])/u

/** A text that a spreadsheet shows as it is when the file says no types. */
export const asText = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** The title of a column; hours say of which place they are. */
export function headingOf({ label, kind }: Pick<Column<never>, 'label' | 'kind'>, { language, zone, now }: SheetReader): string {
  return kind === 'instant' ? `${label[language]} (${sayZone(zone, language, now)})` : label[language]
}

/** What a row has in a column. What is not of its kind stays a text, such as « au moins 5 » among numbers. */
export function cellOf<Row>(row: Row, column: Column<Row>, reader: SheetReader): Cell {
  const value = column.value(row)
  if (value === null || value === undefined || value === '') return null
  return typed(value, column.kind, reader) ?? textCell(say(value, column, reader))
}

const textCell = (text: string): Cell => (text === '' ? null : { is: 'text', text })

function typed(value: unknown, kind: ValueKind, { zone }: SheetReader): Cell {
  if (kind === 'integer' || kind === 'decimal') return numberOf(value)
  if (kind === 'date') return typeof value === 'string' && isDay(value) ? { is: 'day', wall: value } : null
  if (kind !== 'instant') return null
  const wall = value instanceof Date ? wallAt(value.toISOString(), zone) : typeof value === 'string' ? wallAt(value, zone) : ''
  return wall === '' ? null : { is: 'instant', wall }
}

/** The database gives its exact numbers as texts. */
function numberOf(value: unknown): Cell {
  const text = String(value)
  const isExact = /^-?\d+(?:\.\d+)?$/.test(text) && text.replace(/^-?0*\.?0*/, '').replace('.', '').length <= MOST_FIGURES
  return typeof value === 'number' && Number.isFinite(value) ? { is: 'number', value } : typeof value !== 'boolean' && isExact ? { is: 'number', value: Number(text) } : null
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

function say(value: unknown, column: Pick<Column<never>, 'kind' | 'choices'>, reader: SheetReader): string {
  if (Array.isArray(value)) return value.every(one => typeof one !== 'object') ? value.map(one => say(one, column, reader)).join(', ') : JSON.stringify(value)
  if (typeof value === 'boolean') return WORDS[reader.language][`${value}`]
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return column.choices?.find(choice => String(choice.value) === String(value))?.label[reader.language] ?? String(value)
}
