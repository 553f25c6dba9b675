import type { ReportMeasure } from '@relais/schema'
import { departementOf } from './search-params.ts'

type Row = Record<string, unknown>

/** The numbers of one département; `code` is null for rows without a known place. */
export interface ReportLine { code: string | null, values: Record<string, number> }

export interface ReportNumbers { lines: ReportLine[], total: Record<string, number> }

/** The numbers of a report by département, in the order of their codes, and over all of them. */
export function countReport({ by, measures }: { by: string, measures: readonly ReportMeasure[] }, rows: readonly Row[]): ReportNumbers {
  const groups = Map.groupBy(rows, row => territoryOf(valuesAt(row, by.split('.'))[0]))
  const lines = [...groups].map(([code, group]): ReportLine => ({ code, values: measured(measures, group) }))
  return { lines: lines.sort((a, b) => a.code === null ? 1 : b.code === null ? -1 : a.code.localeCompare(b.code)), total: measured(measures, rows) }
}

const territoryOf = (commune: unknown): string | null => typeof commune === 'string' && commune !== '' ? departementOf(commune) : null

function measured(measures: readonly ReportMeasure[], rows: readonly Row[]): Record<string, number> {
  return Object.fromEntries(measures.map(measure => [measure.key, measureOf(measure, rows)]))
}

function measureOf({ of, path, when }: ReportMeasure, every: readonly Row[]): number {
  const rows = when ? every.filter(row => (valuesAt(row, when.path.split('.')).length > 0) === when.isKnown) : every
  const steps = path?.split('.') ?? []
  if (of === 'rows') return rows.length
  if (of === 'missing') return rows.filter(row => valuesAt(row, steps).length === 0).length
  const values = rows.flatMap(row => valuesAt(row, steps))
  if (of === 'distinct') return new Set(values).size
  return values.map(Number).filter(value => Number.isFinite(value) && (of === 'sum' || value > 0)).reduce((sum, value) => sum + value, 0)
}

/** What is known at the end of a path: several values through a list of related rows. */
function valuesAt(value: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap(each => valuesAt(each, [...step === undefined ? [] : [step], ...rest]))
  if (value === null || value === undefined) return []
  if (step === undefined) return [value]
  return typeof value === 'object' ? valuesAt(Reflect.get(value, step), rest) : []
}
