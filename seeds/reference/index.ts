import { insertRows } from '../lib/insert.ts'
import { territories } from './territories.ts'
import { vocabularyTerms } from './vocabularies.ts'
import type { Queryable } from '../lib/insert.ts'

export interface SeedReport { collection: string, rows: number, written: number }

/** Loads territories and vocabularies; what is already there and right is left alone. */
export async function loadReference(client: Queryable, onProgress?: (report: SeedReport) => void): Promise<SeedReport[]> {
  const places = territories()
  const terms = vocabularyTerms()
  const reports = [
    { collection: 'territories', rows: places.length, written: await insertRows(client, 'territories', places, { update: ['kind', 'code', 'vintage'] }) },
    // A term may have been renamed or retired by a local administrator: an existing one is never overwritten.
    { collection: 'vocabulary_terms', rows: terms.length, written: await insertRows(client, 'vocabulary_terms', terms) },
  ]
  for (const report of reports) onProgress?.(report)
  return reports
}
