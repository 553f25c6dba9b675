/** Who last wrote a value, when, and from which side of the product. */
export interface ValueEntry { at: string, by: string | null, audience: string | null }

/** The values of one record, as the API hands them over. */
export type RecordValues = Record<string, unknown>

/** What a write may hold. */
export interface RecordChange { values: RecordValues, base: RecordValues }
