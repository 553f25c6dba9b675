import type { Column, SheetReader } from './cells.ts'
import { cellOf, headingOf } from './cells.ts'
import { csvHeading, csvLine } from './csv.ts'
import type { Grid } from './grid.ts'
import { odsParts } from './ods.ts'
import { xlsxParts } from './xlsx.ts'
import { zip } from './zip.ts'

export type { Column, SheetReader, ValueKind } from './cells.ts'
export { cellOf } from './cells.ts'
export { measureColumns, measureRows } from './measures.ts'
export { csvHeading, csvLine, sayCell } from './csv.ts'

/** The formats of a sheet, the one that keeps most first. */
export const SHEET_FORMATS = ['xlsx', 'ods', 'csv'] as const
export type SheetFormat = (typeof SHEET_FORMATS)[number]

export const SHEET_TYPES: Readonly<Record<SheetFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv; charset=utf-8',
}

/** Rows to write, in a format, for somebody. */
export interface Sheet<Row> { title: string, columns: readonly Column<Row>[], rows: Iterable<Row> | AsyncIterable<Row>, format: SheetFormat, reader: SheetReader }

/** Writes a sheet piece by piece: rows are read as they are taken, and none is kept. */
export async function* writeSheet<Row>({ title, columns, rows, format, reader }: Sheet<Row>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (format === 'csv') return yield* writeCsv(columns, rows, reader)
  const cells = async function* () {
    for await (const row of rows) yield columns.map(column => cellOf(row, column, reader))
  }
  const grid: Grid = { title, headings: columns.map(column => headingOf(column, reader)), kinds: columns.map(({ kind }) => kind), rows: cells() }
  yield* zip(format === 'xlsx' ? xlsxParts(grid) : odsParts(grid))
}

async function* writeCsv<Row>(columns: readonly Column<Row>[], rows: Iterable<Row> | AsyncIterable<Row>, reader: SheetReader): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  yield encoder.encode(csvHeading(columns, reader))
  for await (const row of rows) yield encoder.encode(csvLine(row, columns, reader))
}

/** A sheet as a file of the browser. */
export async function sheetBlob<Row>(sheet: Sheet<Row>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of writeSheet(sheet)) parts.push(part)
  return new Blob(parts, { type: SHEET_TYPES[sheet.format] })
}
