/** One error of a JSON answer of the API. */
export interface ApiErrorItem {
  message: string
  extensions: Record<string, unknown> & { code: string }
}

/** A field that two people changed at once, as `EDIT_CONFLICT` tells it. */
export interface EditConflict {
  field: string
  base: unknown
  current: unknown
  mine: unknown
  by: string | null
  at: string | null
  audience: string | null
}

/** Who last wrote a value, when and from where. */
export interface OriginEntry {
  value?: unknown
  previous_value?: unknown
  /** Of a link, what it names and named; null where the reader may not know. */
  value_name?: string | null
  previous_name?: string | null
  at: string | null
  by: string | null
  audience: string | null
  changes?: number
}
