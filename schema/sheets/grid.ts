import type { Cell, ValueKind } from './cells.ts'

/** A sheet with its values read: what the formats of spreadsheets write. */
export interface Grid { title: string, headings: readonly string[], kinds: readonly ValueKind[], rows: AsyncIterable<readonly Cell[]> }

const WIDTHS: Readonly<Record<ValueKind, number>> = { text: 28, choice: 22, instant: 18, date: 12, integer: 12, decimal: 12, boolean: 8 }
const WIDEST = 40

/** The width of a column, in letters: known before its values are. */
export function widthOf(heading: string, kind: ValueKind = 'text'): number {
  return Math.max(WIDTHS[kind], Math.min(heading.length + 3, WIDEST))
}
