import { getCollection } from '@relais/schema'

/** How the rows of a table `x`, that name a record by `item`, lead to the structure that follows it. */
export interface MeasuredPlace { join: string, structure: string }

/** The record leads to its structure by itself, or by its file; null when it does not, and is not measured. */
export function measuredPlace(collection: string): MeasuredPlace | null {
  const fields = getCollection(collection)?.fields ?? {}
  if ('structure' in fields) return { join: `join "${collection}" r on r.id = x.item`, structure: 'r.structure' }
  if ('case' in fields) return { join: `join "${collection}" r on r.id = x.item join cases c on c.id = r."case"`, structure: 'c.structure' }
  return null
}
