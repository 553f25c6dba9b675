import type { Measure } from './load.ts'

/** One line of the table and of the file of `--json`; ratios are shares of the admin's p95 and of the throughput by hand. */
export interface BenchResult extends Measure { query: string, audience: string, clients: number, sql_queries: number | null, ratio_admin: number | null, ratio_sql: number | null }

const COLUMNS = ['query', 'audience', 'clients', 'p50 ms', 'p95 ms', 'req/s', 'SQL', 'p95/admin', 'rps/SQL by hand'] as const

/** The head of the table, in Markdown. */
export function header(): string {
  return `| ${COLUMNS.join(' | ')} |\n|${COLUMNS.map((_, index) => (index < 2 ? '---' : '---:')).join('|')}|`
}

const shown = (value: number | null): string => (value === null ? '–' : String(value))

/** One line of the table, in Markdown; answers other than 200 are told after it. */
export function line({ query, audience, clients, p50_ms, p95_ms, rps, sql_queries, ratio_admin, ratio_sql, errors }: BenchResult): string {
  const cells = [query, audience, clients, p50_ms, p95_ms, rps, shown(sql_queries), shown(ratio_admin), ratio_sql === null ? '–' : `${Math.round(ratio_sql * 100)} %`]
  return `| ${cells.join(' | ')} |${errors > 0 ? ` ${errors} erreurs` : ''}`
}
