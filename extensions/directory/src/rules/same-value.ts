import { canonical } from '@relais/schema/forms'

/** Whether two values say the same thing: an absent value, an empty text and an empty list are all "nothing". */
export function isSameValue(a: unknown, b: unknown): boolean {
  return canonical(blankAsNull(a)) === canonical(blankAsNull(b))
}

function blankAsNull(value: unknown): unknown {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return null
  // A timestamp travels with or without milliseconds and zone.
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)) {
    const instant = Date.parse(value)
    return Number.isNaN(instant) ? value : new Date(instant).toISOString()
  }
  return value
}
