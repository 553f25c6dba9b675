import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../../seeds/lib/calendar.ts'
import { linesOf } from '../../../seeds/volume/copy.ts'
import { directoryTables } from '../../../seeds/volume/directory.ts'
import { fileTables, referentOf } from '../../../seeds/volume/files.ts'
import { keyOf } from '../../../seeds/volume/keys.ts'
import { networkTables } from '../../../seeds/volume/network.ts'
import { sizesAt } from '../../../seeds/volume/sizes.ts'
import type { VolumeWorld } from '../../../seeds/volume/world.ts'

function aWorld(scale: number, day = '2026-03-02'): VolumeWorld {
  return {
    sizes: sizesAt(scale), calendar: calendarOf(new Date(day)), home: 'home', region: 'region', adviser: 'adviser', prescriber: 'prescriber',
    partner: { organization: 'organization', offer: 'offer' },
    places: [{ code: '23096', name: 'Guéret', postalCode: '23000', latitude: 46.17, longitude: 1.87 }],
  }
}

const tablesOf = (world: VolumeWorld) => [...networkTables(world), ...directoryTables(world), ...fileTables(world)]
const digest = (world: VolumeWorld) => {
  const hash = createHash('sha256')
  for (const table of tablesOf(world)) for (const line of linesOf(table)) hash.update(line)
  return hash.digest('hex')
}

describe('the world of volume', () => {
  it('has the sizes of the budgets at full scale, five million events included', () => {
    const counts = Object.fromEntries(tablesOf(aWorld(1)).map(({ table, count }) => [table, count]))

    expect(counts).toMatchObject({ people: 250_000, cases: 500_000, organizations: 30_000, offers: 31_000, directus_users: 3_000, structures: 299 })
    expect(['needs', 'objectives', 'actions', 'interviews', 'milestones', 'referrals', 'referral_steps'].reduce((sum, table) => sum + (counts[table] ?? 0), 0)).toBe(5_000_000)
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses the scale %s', (scale) => {
    expect(() => sizesAt(scale)).toThrow(RangeError)
  })

  it('is the same each time for a day, and another for another day', () => {
    expect(digest(aWorld(0.001))).toBe(digest(aWorld(0.001)))
    expect(digest(aWorld(0.001))).not.toBe(digest(aWorld(0.001, '2026-03-03')))
  })

  it('gives every row a key of its own', () => {
    const keys = new Set<string>()
    for (let index = 0; index < 50_000; index++) keys.add(keyOf('case', index))

    expect(keys.size).toBe(50_000)
    expect(keyOf('case', 7)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('gives the demo adviser 300 files at each scale', () => {
    for (const scale of [0.02, 0.1]) {
      const world = aWorld(scale)
      let files = 0
      for (let file = 0; file < world.sizes.cases; file++) if (referentOf(world, file) === world.adviser) files += 1
      expect(files).toBe(300)
    }
  })

  it('writes what COPY would misread in its own way', () => {
    const [line] = linesOf({ table: 't', columns: ['a', 'b', 'c', 'd'], count: 1, row: () => ['a\tb\n\\', null, true, ['x']] })

    expect(line).toBe('a\\tb\\n\\\\\t\\N\tt\t["x"]\n')
  })
})
