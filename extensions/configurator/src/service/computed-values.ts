import type { PrimaryKey } from '@directus/types'
import type { FormField } from '@relais/schema/forms'
import { isSame } from '@relais/schema/forms'
import type { Knex } from 'knex'
import type { ComputedChange } from '../rules/computed.ts'

const COLUMN_TYPES: Partial<Record<FormField['type'], string>> = {
  integer: 'integer', bigInteger: 'bigint', float: 'double precision', decimal: 'numeric', boolean: 'boolean', date: 'date', timestamp: 'timestamptz', dateTime: 'timestamp', time: 'time',
}

interface Rows { primary: string, keys: readonly PrimaryKey[] | null }

/** What to store in a computed column: one value, or, when the rows of one change differ, the value of each by its key. */
export function storedValue(knex: Knex, { field, values }: ComputedChange, { primary, keys }: Rows): unknown {
  const [first] = values
  if (keys === null || values.every(value => isSame(value, first))) return first ?? null
  const type = COLUMN_TYPES[field.type] ?? 'text'
  const cases = keys.map(() => `WHEN ??::text = ? THEN ?::${type}`).join(' ')
  // Directus keeps the first binding in its history of a change made of SQL: the rows differ, so it says nothing there.
  const raw = knex.raw(`CASE WHEN ?::text IS NOT NULL THEN NULL ${cases} END`, [null, ...keys.flatMap((key, index) => [primary, String(key), bindable(values[index])])])
  // Those who hear of the change get no SQL.
  return Object.defineProperty(raw, 'toJSON', { value: () => null })
}

function bindable(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
