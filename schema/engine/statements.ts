import { quoteIdent } from './desired.ts'

export interface Statement { sql: string, values?: unknown[] }

const JSON_PROPERTIES = new Set(['options', 'display_options', 'translations', 'conditions', 'permissions', 'validation', 'presets', 'tiles'])

function encode(property: string, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (JSON_PROPERTIES.has(property)) return JSON.stringify(value)
  if (Array.isArray(value)) return value.join(',')
  return value
}

function whereSql(where: Record<string, unknown>, from = 0): { sql: string, values: unknown[] } {
  const values: unknown[] = []
  const sql = Object.entries(where).map(([name, value]) => (value === null ? `${quoteIdent(name)} IS NULL` : `${quoteIdent(name)} = $${from + values.push(value)}`))
  return { sql: sql.join(' AND '), values }
}

/** An INSERT of one row, its JSON columns encoded. */
export function insertStatement(table: string, row: object): Statement {
  const entries = Object.entries(row)
  return {
    sql: `INSERT INTO ${quoteIdent(table)} (${entries.map(([name]) => quoteIdent(name)).join(', ')}) VALUES (${entries.map((_, index) => `$${index + 1}`).join(', ')})`,
    values: entries.map(([name, value]) => encode(name, value)),
  }
}

/** An UPDATE of the rows that have the values of `where`. */
export function updateStatement(table: string, row: object, where: Record<string, unknown>): Statement {
  const entries = Object.entries(row)
  const condition = whereSql(where, entries.length)
  return {
    sql: `UPDATE ${quoteIdent(table)} SET ${entries.map(([name], index) => `${quoteIdent(name)} = $${index + 1}`).join(', ')} WHERE ${condition.sql}`,
    values: [...entries.map(([name, value]) => encode(name, value)), ...condition.values],
  }
}

/** A DELETE of the rows that have the values of `where`. */
export function deleteStatement(table: string, where: Record<string, unknown>): Statement {
  const condition = whereSql(where)
  return { sql: `DELETE FROM ${quoteIdent(table)} WHERE ${condition.sql}`, values: condition.values }
}

/** The values that a row has now for the properties about to be written. */
export function valuesOf(row: object, updates: object): Record<string, unknown> {
  const known: Record<string, unknown> = { ...row }
  return Object.fromEntries(Object.keys(updates).map(name => [name, known[name] ?? null]))
}
