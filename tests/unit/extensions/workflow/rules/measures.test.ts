import { describe, expect, it } from 'vitest'
import { linesOf, periodOf } from '../../../../../extensions/workflow/src/rules/measures.ts'
import { mergeStates } from '../../../../../extensions/workflow/src/rules/states.ts'

const now = new Date('2026-11-22T10:00:00Z')

describe('periodOf', () => {
  it('is the last twelve months by default', () => {
    expect(periodOf({}, now)).toEqual({ from: '2025-12', to: '2026-11', since: '2025-12-01', until: '2026-12-01' })
  })

  it('ends where the next year begins', () => {
    expect(periodOf({ from: '2025-12', to: '2025-12' }, now)).toMatchObject({ since: '2025-12-01', until: '2026-01-01' })
  })

  it.each([{ from: '2026-03', to: '2026-02' }, { from: '2010-01', to: '2026-02' }])('is refused for %j', (asked) => {
    expect(periodOf(asked, now)).toBeNull()
  })
})

describe('linesOf', () => {
  const DAY_S = 86_400
  const stays = [
    { structure: 'a', state: 's', is_total: false, stays: 6, median: 2.34 * DAY_S, p90: 8 * DAY_S },
    { structure: 'b', state: 's', is_total: false, stays: null, median: null, p90: null },
    { structure: null, state: 's', is_total: true, stays: 6, median: 2.34 * DAY_S, p90: 8 * DAY_S },
  ]

  it('puts stays beside the records that are there, in days', () => {
    expect(linesOf(stays, [{ structure: 'a', state: 's', present: 9, late: 2 }], 1)).toContainEqual({ structure: 'a', state: 's', stays: 6, median_days: 2.3, p90_days: 8, present: 9, late: 2 })
  })

  it.each([
    [4, 0, null, null], [9, 2, 9, null], [9, 0, 9, 0], [9, 9, 9, 9], [9, 6, 9, null], [12, 6, 12, 6],
  ])('tells of %d records there, %d of them late, %s and %s', (present, late, told, toldLate) => {
    const lines = linesOf([], [{ structure: 'a', state: 's', present, late }], 5)

    expect(lines.map(line => [line.structure, line.present, line.late])).toEqual([['a', told, toldLate], [null, told ?? 0, toldLate ?? 0]])
  })

  it('keeps what is hidden out of the totals', () => {
    const lines = linesOf([], [{ structure: 'a', state: 's', present: 4, late: 0 }, { structure: 'b', state: 's', present: 7, late: 0 }], 5)

    expect(lines.find(({ structure }) => structure === null)?.present).toBe(7)
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
