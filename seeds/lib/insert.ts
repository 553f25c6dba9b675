/** What the seeds need of a database client: a `pg` client has it. */
export interface Queryable {
  query: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[], rowCount: number | null }>
}

/** A row to write: column names and JSON values. */
export type Row = Readonly<Record<string, unknown>> | object

export interface InsertOptions {
  /** Columns that say it is the same row: then `update` writes what differs. By default an existing row is left alone. */
  update?: readonly string[]
}

const BATCH_SIZE = 5_000

/** Writes rows in few statements and says how many were written; rows that are already there do not count. */
export async function insertRows(client: Queryable, table: string, rows: readonly Row[], options: InsertOptions = {}): Promise<number> {
  let written = 0
  for (const [columns, group] of groupByColumns(rows)) {
    const statement = insertStatement(table, columns, options)
    for (let start = 0; start < group.length; start += BATCH_SIZE) {
      const { rowCount } = await client.query(statement, [JSON.stringify(group.slice(start, start + BATCH_SIZE))])
      written += rowCount ?? 0
    }
  }
  return written
}

/** Rows that name the same columns go together, so that a column left out takes its default. */
function groupByColumns(rows: readonly Row[]): [string[], Row[]][] {
  const groups = new Map<string, [string[], Row[]]>()
  for (const row of rows) {
    const columns = Object.entries(row).filter(([, value]) => value !== undefined).map(([column]) => column)
    const key = columns.join()
    const group = groups.get(key)
    if (group) group[1].push(row)
    else groups.set(key, [columns, [row]])
  }
  return [...groups.values()]
}

/**
 * Triggers run before a conflict is seen, and cost more than the write: rows that are already there (and right, when
 * they may be updated) are left out first.
 */
function insertStatement(table: string, columns: readonly string[], { update }: InsertOptions): string {
  const names = columns.map(quote).join(', ')
  const head = `insert into ${quote(table)} (${names}) select ${names} from jsonb_populate_recordset(null::${quote(table)}, $1::jsonb) source`
  if (!update) return `${head} where not exists (select 1 from ${quote(table)} known where known.id = source.id) on conflict do nothing`
  const others = columns.filter(column => column !== 'id' && !update.includes(column)).map(quote)
  const of = (row: string, list: readonly string[]) => `row(${list.map(column => `${row}.${column}`).join(', ')})`
  const keys = update.map(quote)
  return `${head} where not exists (select 1 from ${quote(table)} known where ${of('known', keys)} = ${of('source', keys)}`
    + ` and ${of('known', others)} is not distinct from ${of('source', others)})`
    + ` on conflict (${keys.join(', ')}) do update set (${others.join(', ')}) = ${of('excluded', others)}`
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
