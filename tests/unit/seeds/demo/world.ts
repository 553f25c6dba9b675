import { buildWorld } from '../../../../seeds/demo/world.ts'

/** A fixed day, so that a failure is the same tomorrow. */
export const BASE_DATE = new Date('2026-03-12T00:00:00Z')
export const TODAY = '2026-03-12'

/** The demo world that every test of this folder looks at. */
export const world = buildWorld(BASE_DATE)

/** The rows of the world by collection, for checks that hold everywhere. */
export const tables: [collection: string, rows: Record<string, unknown>[]][] =
  Object.entries(world).map(([collection, rows]) => [collection, rows.map(row => ({ ...row }))])
