import { loadDemo } from './demo/index.ts'
import { kitDemoRows, loadKitRows } from './kits.ts'
import { loadReference } from './reference/index.ts'
import type { DemoOptions } from './demo/index.ts'
import type { Queryable } from './lib/insert.ts'
import type { ReferenceOptions, SeedReport } from './reference/index.ts'

export type { DemoOptions } from './demo/index.ts'
export type { Queryable } from './lib/insert.ts'
export type { ReferenceOptions, SeedReport } from './reference/index.ts'

/** Loads territories and vocabularies in one transaction; a second run writes nothing. */
export function seedReference(client: Queryable, options: ReferenceOptions = {}): Promise<SeedReport[]> {
  return inTransaction(client, () => loadReference(client, options))
}

/** Loads the demo world in one transaction; a world that is already there is left as it is. */
export function seedDemo(client: Queryable, options: DemoOptions = {}): Promise<SeedReport[]> {
  return inTransaction(client, () => loadDemo(client, options))
}

/** Loads the invented rows of a kit in one transaction; a second run writes nothing. Says how many were written. */
export async function seedKitDemo(client: Queryable, kit: string): Promise<number> {
  const rows = await kitDemoRows(kit)
  return inTransaction(client, () => loadKitRows(client, rows))
}

async function inTransaction<T>(client: Queryable, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  }
  catch (error: unknown) {
    await client.query('rollback')
    throw error
  }
}
