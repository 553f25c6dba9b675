import type { Values } from '@relais/schema/forms'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const sizeOf = (value: unknown): number => Array.isArray(value) ? value.length : 0

/** How many related rows there will be after a write that brings some of them along, given how many there are. */
export function countAfter(sent: unknown, before: number): number {
  if (Array.isArray(sent)) return sent.length
  return isRecord(sent) ? Math.max(0, before + sizeOf(sent.create) - sizeOf(sent.delete)) : before
}

/** The numbers of related rows after a write, list by list. */
export function countsAfter(payload: Values, before: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(before).map(([name, count]) => [name, countAfter(payload[name], count)]))
}
