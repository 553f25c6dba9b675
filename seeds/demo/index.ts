import { insertRows } from '../lib/insert.ts'
import { untracked } from '../lib/untracked.ts'
import { buildWorld } from './world.ts'
import { tellSince, tellStages } from './stages.ts'
import { structureId } from './structures.ts'
import type { Queryable } from '../lib/insert.ts'
import type { SeedReport } from '../reference/index.ts'
import type { World } from './world.ts'

export interface DemoOptions {
  /** The day the world is told for; today by default. */
  baseDate?: Date
  /** Adds the rows that somebody removed; by default a world that is there is left as people made it. */
  complete?: boolean
  onProgress?: (report: SeedReport) => void
}

/** Writes the demo world; the caller holds the transaction. */
export async function loadDemo(client: Queryable, { baseDate = new Date(), complete = false, onProgress }: DemoOptions = {}): Promise<SeedReport[]> {
  if (!complete && await isLoaded(client)) return []
  return untracked(client, () => writeWorld(client, buildWorld(baseDate), onProgress))
}

async function writeWorld(client: Queryable, world: World, onProgress: DemoOptions['onProgress']): Promise<SeedReport[]> {
  const missing = await missingReferrals(client, world)
  const reports: SeedReport[] = []
  for (const [collection, rows] of Object.entries(world)) {
    // The database wrote a step for the state of each referral: the whole story replaces it.
    if (collection === 'referral_steps') await client.query('delete from referral_steps where referral = any($1::uuid[])', [missing])
    const report = { collection, rows: rows.length, written: await insertRows(client, collection, rows) }
    reports.push(report)
    onProgress?.(report)
  }
  await tellStages(client)
  await tellSince(client, 'transfers', world.transfers)
  await tellSince(client, 'accreditations', world.accreditations)
  return reports
}

/** Whether the demo world was written once. */
async function isLoaded(client: Queryable): Promise<boolean> {
  const { rows } = await client.query('select 1 from structures where id = $1', [structureId('national')])
  return rows.length > 0
}

async function missingReferrals(client: Queryable, { referrals }: World): Promise<string[]> {
  const { rows } = await client.query('select id from referrals where id = any($1::uuid[])', [referrals.map(({ id }) => id)])
  const known = new Set(rows.map(({ id }) => String(id)))
  return referrals.map(({ id }) => id).filter(id => !known.has(id))
}
