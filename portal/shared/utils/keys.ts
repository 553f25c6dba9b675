const KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a value is the bare key of a row. */
export const isKey = (value: unknown): value is string => typeof value === 'string' && KEY.test(value)
