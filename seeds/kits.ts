import { existsSync } from 'node:fs'
import { structureId } from './demo/structures.ts'
import { staffId } from './demo/users.ts'
import { fictionLandline } from './lib/identifiers.ts'
import { insertRows } from './lib/insert.ts'
import { untracked } from './lib/untracked.ts'
import { uuidOf } from './lib/uuid.ts'
import type { DemoContext, DemoRows } from '../schema/kits/demo.ts'
import type { Queryable } from './lib/insert.ts'
import type { StructureKeyOfWorld } from './demo/structures.ts'

const context: DemoContext = {
  id: (...key) => uuidOf('kit', ...key),
  structure: key => structureId(key as StructureKeyOfWorld),
  account: staffId,
  phone: fictionLandline,
}

/** The invented rows of a kit; a kit may have none. */
export async function kitDemoRows(kit: string): Promise<DemoRows> {
  const file = new URL(`../schema/kits/${kit}/demo.ts`, import.meta.url)
  if (!existsSync(file)) return {}
  const module: unknown = await import(file.href)
  if (typeof module !== 'object' || module === null || !('demo' in module) || typeof module.demo !== 'function') return {}
  return module.demo(context)
}

/** Writes the invented rows of a kit; the caller holds the transaction. Says how many were written. */
export function loadKitRows(client: Queryable, rows: DemoRows): Promise<number> {
  return untracked(client, async () => {
    let written = 0
    for (const [table, list] of Object.entries(rows)) written += await insertRows(client, table, list)
    return written
  })
}
