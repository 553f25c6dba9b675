import { afterEach, describe, expect, it } from 'vitest'
import type { Knex } from 'knex'
import { installedKits, setInstalledKits } from '@relais/schema'
import { loadKits } from '../../../../../extensions/configurator/src/service/kits.ts'

const kit = (key: string) => ({ key, definition: JSON.stringify({ key, release: '1.0.0', label: { fr: key, en: key }, description: { fr: '', en: '' }, collections: {} }) })
const holding = (rows: object[]) => (() => ({ orderBy: () => ({ select: () => Promise.resolve(rows) }) })) as unknown as Knex

afterEach(() => setInstalledKits([]))

describe('the kits of an instance', () => {
  it('are read once, until one changes', async () => {
    const told: string[] = []
    const read = (...keys: string[]) => loadKits(holding(keys.map(kit)), name => told.push(name))
    expect([await read('alpha'), await read('alpha'), await read('alpha', 'beta')]).toEqual([true, false, true])
    expect([installedKits().map(({ key }) => key), told]).toEqual([['alpha', 'beta'], []])
  })

  it('leave out, and tell, the row that is no kit', async () => {
    const told: string[] = []
    const rows = [kit('alpha'), { key: 'torn', definition: 'cnff0' }, { key: 'empty', definition: '{}' }]
    expect(await loadKits(holding(rows), name => told.push(name))).toBe(true)
    expect([installedKits().map(({ key }) => key), told]).toEqual([['alpha'], ['torn', 'empty']])
    expect(await loadKits(holding(rows), name => told.push(name))).toBe(false)
  })
})
