import type { Cell, Column, SheetReader } from './cells.ts'
import { asText, cellOf, headingOf } from './cells.ts'

const BYTE_ORDER_MARK = '\uFEFF'
const END = '\r\n'

/** The first line of a CSV file, as spreadsheets in France read it. */
export function csvHeading(columns: readonly Pick<Column<never>, 'label' | 'kind'>[], reader: SheetReader): string {
  return BYTE_ORDER_MARK + columns.map(column => quoted(headingOf(column, reader))).join(';') + END
}

/** One line of a CSV file: decimal commas, days as 30/11/2026, texts in quotes that no spreadsheet runs. */
export function csvLine<Row>(row: Row, columns: readonly Column<Row>[], reader: SheetReader): string {
  return columns.map(column => written(cellOf(row, column, reader))).join(';') + END
}

const quoted = (text: string): string => `"${asText(text).replaceAll('"', '""')}"`

const written = (cell: Cell): string => (cell?.is === 'text' ? quoted(cell.text) : sayCell(cell))

/** A cell in a sentence: « 27,2 », « 30/11/2026 14:05 », « Oui ». */
export function sayCell(cell: Cell): string {
  if (cell === null) return ''
  if (cell.is === 'text') return cell.text
  return cell.is === 'number' ? String(cell.value).replace('.', ',') : sayWall(cell.wall)
}

/** `2026-11-30T14:05` as « 30/11/2026 14:05 ». */
export function sayWall(wall: string): string {
  const [day = '', hour] = wall.split('T')
  return [day.split('-').reverse().join('/'), ...(hour === undefined ? [] : [hour])].join(' ')
}
