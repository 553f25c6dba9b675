import { insertRows } from '../lib/insert.ts'
import { untracked } from '../lib/untracked.ts'
import { COG_VINTAGE } from './communes.ts'
import { territories } from './territories.ts'
import { vocabularyTerms } from './vocabularies.ts'
import type { Queryable } from '../lib/insert.ts'

export interface SeedReport { collection: string, rows: number, written: number }

export interface ReferenceOptions {
  /** Reads the sources again even when every territory of the vintage is there. */
  refresh?: boolean
  onProgress?: (report: SeedReport) => void
}

/** Territories of the vintage; reading 30 MB of sources at each start to write nothing would take seconds. */
export const TERRITORY_COUNT = 36_397

/** Loads territories and vocabularies; what is already there and right is left alone. */
export async function loadReference(client: Queryable, { refresh = false, onProgress }: ReferenceOptions = {}): Promise<SeedReport[]> {
  const reports = await untracked(client, async () => [await loadTerritories(client, refresh), await loadTerms(client)])
  for (const report of reports) onProgress?.(report)
  return reports
}

async function loadTerritories(client: Queryable, refresh: boolean): Promise<SeedReport> {
  const { rows: [counted] } = await client.query('select count(*)::int as total from territories where vintage = $1', [COG_VINTAGE])
  if (!refresh && counted?.total === TERRITORY_COUNT) return { collection: 'territories', rows: TERRITORY_COUNT, written: 0 }
  const rows = territories()
  return { collection: 'territories', rows: rows.length, written: await insertRows(client, 'territories', rows, { update: ['kind', 'code', 'vintage'] }) }
}

/** A term may have been renamed or retired by a local administrator: an existing one is never overwritten. */
async function loadTerms(client: Queryable): Promise<SeedReport> {
  const rows = vocabularyTerms()
  return { collection: 'vocabulary_terms', rows: rows.length, written: await insertRows(client, 'vocabulary_terms', rows) }
}
