import type pg from 'pg'
import type { Statement } from '@relais/extensions/cases'

interface PlanNode { 'Node Type': string, 'Relation Name'?: string, 'Plans'?: PlanNode[], 'Alias'?: string, 'Filter'?: string }

/** A table read from end to end by a statement, with its number of rows. */
export interface BigScan { table: string, rows: number }

/** Rows from which reading a whole table is a mistake. */
const BIG_TABLE_ROWS = 2_000

function scannedIn(node: PlanNode): string[] {
  const own = node['Node Type'] === 'Seq Scan' && node['Relation Name'] !== undefined ? [node['Relation Name']] : []
  return [...own, ...(node.Plans ?? []).flatMap(scannedIn)]
}

/** The big tables that PostgreSQL would read whole for a statement. */
export async function bigScans(client: pg.Client, { text, values }: Statement): Promise<BigScan[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (format json) ${text}`, values)
  const tables = [...new Set(rows.flatMap(row => row['QUERY PLAN'].flatMap(({ Plan }) => scannedIn(Plan))))]
  const sizes = await client.query<BigScan>('select relname as "table", reltuples::int as rows from pg_class where relkind = \'r\' and relname = any($1)', [tables])
  return sizes.rows.filter(({ rows: size }) => size >= BIG_TABLE_ROWS)
}

/** The plan of a statement as PostgreSQL prints it, with its times. */
export async function explain(client: pg.Client, { text, values }: Statement): Promise<string> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`, values)
  return rows.map(row => row['QUERY PLAN']).join('\n')
}
