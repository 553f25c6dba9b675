import { describe, expect, it } from 'vitest'
import { linesOf, periodOf, tellStays, toldMonths, yearsOf } from '../../../../../extensions/workflow/src/rules/measures.ts'
import { mergeStates } from '../../../../../extensions/workflow/src/rules/states.ts'

const today = '2026-11-22'

describe('periodOf', () => {
  it('is the last twelve months by default', () => {
    expect(periodOf({ months: 2 }, today)).toMatchObject({ from: '2026-10', to: '2026-11' })
    expect(periodOf({}, today)).toEqual({ from: '2025-12', to: '2026-11', since: '2025-12-01', until: '2026-12-01' })
  })

  it('ends where the next year begins', () => {
    expect(periodOf({ from: '2025-12', to: '2025-12' }, today)).toMatchObject({ since: '2025-12-01', until: '2026-01-01' })
  })

  it.each([{ from: '2026-03', to: '2026-02' }, { from: '2010-01', to: '2026-02' }])('is refused for %j', (asked) => {
    expect(periodOf(asked, today)).toBeNull()
  })
})

describe('the stays that are told', () => {
  const inMonth = (month: string, stays: number, structure = 'a') => ({ structure, state: 's', month, stays })
  const told = (from: string, to: string, least: number, rows = [inMonth('2026-01', 3), inMonth('2026-02', 20), inMonth('2026-03', 4)]) =>
    tellStays(rows, { from, to }, least).map(({ runs }) => runs.map(({ count }) => count))

  it('are those of each month for whoever reads the records', () => {
    expect(told('2026-01', '2026-02', 1)).toEqual([[3, 20]])
  })

  it('are not those of one month by the difference of two periods', () => {
    expect([told('2026-01', '2026-02', 5), told('2026-02', '2026-02', 5), told('2026-01', '2026-01', 5)]).toEqual([[[23]], [[null]], [[null]]])
  })

  it('leave out what is left at the end of a year, and what is of no month of the period', () => {
    expect([told('2026-01', '2026-12', 5), told('2025-01', '2025-12', 5), told('2025-01', '2026-02', 5)]).toEqual([[[23, null]], [], [[23]]])
  })

  it('name the months whose length is told', () => {
    expect(toldMonths(tellStays([inMonth('2026-01', 3), inMonth('2026-02', 20), inMonth('2026-03', 4)], { from: '2026-01', to: '2026-12' }, 5)).map(({ month }) => month)).toEqual(['2026-01', '2026-02'])
  })

  it('are counted over the whole years of a period, so that where it begins changes nothing', () => {
    expect(yearsOf({ from: '2025-12', to: '2026-03' })).toEqual({ since: '2025-01-01', until: '2027-01-01' })
  })
})

describe('linesOf', () => {
  const DAY_S = 86_400
  const none = { stays: [], lengths: [], present: [] }
  const run = (count: number | null) => ({ from: 0, until: 1, count })

  it('puts stays beside the records that are there, in days', () => {
    const lengths = [{ structure: 'a', state: 's', is_total: false, median: 2.34 * DAY_S, p90: 8 * DAY_S }]
    const lines = linesOf({ stays: [{ structure: 'a', state: 's', runs: [run(6)] }], lengths, present: [{ structure: 'a', state: 's', present: 9, late: 2 }] }, 1)

    expect(lines[0]).toEqual({ structure: 'a', state: 's', stays: 6, median_days: 2.3, p90_days: 8, present: 9, late: 2 })
  })

  it.each([
    [4, 0, null, null], [9, 2, 9, null], [9, 0, 9, 0], [9, 9, 9, 9], [9, 6, 9, null], [12, 6, 12, 6],
  ])('tells of %d records there, %d of them late, %s and %s, and no zero in the total for what is hidden', (present, late, told, toldLate) => {
    const lines = linesOf({ ...none, present: [{ structure: 'a', state: 's', present, late }] }, 5)

    expect(lines.map(line => [line.structure, line.present, line.late])).toEqual([['a', told, toldLate], [null, told, toldLate]])
  })

  it('says that a total is of what is told', () => {
    const present = [{ structure: 'a', state: 's', present: 35, late: 0 }, { structure: 'b', state: 's', present: 1, late: 1 }, { structure: 'c', state: 't', present: 9, late: 5 }]
    const total = linesOf({ ...none, present }, 5).filter(({ structure }) => structure === null)

    expect(total).toEqual([expect.objectContaining({ state: 's', present: 35, late: null, at_least: ['present'] }), expect.objectContaining({ state: 't', present: 9, late: null })])
  })

  it('says so of the stays of a structure whose period cuts a run', () => {
    expect(linesOf({ ...none, stays: [{ structure: 'a', state: 's', runs: [run(8), run(null)] }] }, 5)[0]).toMatchObject({ stays: 8, at_least: ['stays'] })
  })
})

describe('mergeStates', () => {
  const state = (key: string, kind: 'initial' | 'ordinary' | 'final', name = key) => ({ key, kind, label: { fr: name, en: name } })

  it('adds the states of older versions, in the words of the latest, the final ones at the end', () => {
    const merged = mergeStates([
      { states: [state('a', 'initial', 'Nouveau'), state('z', 'final')], transitions: [] },
      { states: [state('a', 'initial', 'Ancien'), state('m', 'ordinary'), state('z', 'final')], transitions: [] },
    ])

    expect(merged.map(({ key, label }) => `${key} ${label.fr}`)).toEqual(['a Nouveau', 'm m', 'z z'])
  })
})
