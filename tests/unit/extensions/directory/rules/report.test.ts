import { describe, expect, it } from 'vitest'
import { countReport } from '../../../../../extensions/directory/src/rules/report.ts'
import type { ReportMeasure } from '../../../../../schema/index.ts'

const label = { fr: 'x', en: 'x' }
const measures: ReportMeasure[] = [
  { key: 'rows', label, of: 'rows' }, { key: 'owners', label, of: 'distinct', path: 'owner' }, { key: 'places', label, of: 'sum', path: 'places.available' },
  { key: 'free', label, of: 'positive', path: 'places.available' }, { key: 'unknown', label, of: 'missing', path: 'places.available' },
]
const row = (commune: string | null, owner: string, ...available: (number | null)[]) => ({ owner, site: commune === null ? null : { commune_code: commune }, places: available.map(places => ({ available: places })) })
const count = (...rows: Record<string, unknown>[]) => countReport({ by: 'site.commune_code', measures }, rows)

describe('countReport', () => {
  it('counts nothing of nothing', () => {
    expect(count()).toEqual({ lines: [], total: { rows: 0, owners: 0, places: 0, free: 0, unknown: 0 } })
  })

  it('gathers by département, overseas and Corsica included, and what has no place last', () => {
    const { lines } = count(row(null, 'a', 1), row('97411', 'a', 1), row('2A004', 'a', 1), row('01004', 'a', 1), row('01033', 'b', 1))

    expect(lines.map(({ code, values }) => [code, values['rows']])).toEqual([['01', 2], ['2A', 1], ['974', 1], [null, 1]])
  })

  it('does not count an owner twice, nor an unknown as 0, nor what is below zero as free', () => {
    expect(count(row('75111', 'a', 3, 2), row('75112', 'a', -4), row('75113', 'b', null), row('75114', 'c')).total).toEqual({ rows: 4, owners: 3, places: 1, free: 5, unknown: 2 })
  })

  it('keeps apart the rows where another number is known, and those where it is not', () => {
    const when = (isKnown: boolean): ReportMeasure[] => [{ key: 'taken', label, of: 'sum', path: 'places.reserved', when: { path: 'places.available', isKnown } }]
    const rows = [{ places: [{ available: 3, reserved: 2 }] }, { places: [{ available: null, reserved: 5 }] }, { places: [] }]

    expect([true, false].map(isKnown => countReport({ by: 'site.commune_code', measures: when(isKnown) }, rows).total)).toEqual([{ taken: 2 }, { taken: 5 }])
  })
})
