export type Values = Readonly<Record<string, unknown>>

/** Whether a value is a plain object, not an array, a date or null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** Whether nothing was entered: null, an empty text or an empty list. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === ''
    || (typeof value === 'string' && value.trim() === '')
    || (Array.isArray(value) && value.length === 0)
}

/** Whether two values say the same thing; an absent value equals null. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

/** A stable text of a value, with the keys of objects in order. */
export function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (isRecord(value)) {
    const keys = Object.keys(value).filter(key => value[key] !== undefined).sort()
    return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
  }
  return JSON.stringify(value ?? null) ?? 'null'
}

/** The key of a related row, given either as a key or as a row. */
export function relatedKey(value: unknown): string | number | null {
  if (isRecord(value)) return relatedKey(value.id)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
