/** A value of a column; lists and objects are written as JSON. */
export type Value = string | number | boolean | null | readonly string[]

/** Rows of one table, made one by one while they are sent. */
export interface VolumeTable { table: string, columns: readonly string[], count: number, row: (index: number) => readonly Value[] }

/** Sends lines of the text format of COPY to a table; rejects with the error of the database. */
export type Copy = (table: string, columns: readonly string[], lines: Iterable<string>) => Promise<void>

const CHUNK_ROWS = 500
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function textOf(value: Value): string {
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.replace(/[\\\t\n\r]/g, character => ESCAPED[character] ?? character)
}

/** The rows of a table in the text format of COPY, some hundreds at a time: the memory needed never depends on the size. */
export function* linesOf({ count, row }: VolumeTable): Generator<string> {
  for (let start = 0; start < count; start += CHUNK_ROWS) {
    let chunk = ''
    for (let index = start; index < Math.min(count, start + CHUNK_ROWS); index++) chunk += `${row(index).map(textOf).join('\t')}\n`
    yield chunk
  }
}
