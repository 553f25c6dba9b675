import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDelay, addWorkingDays, isWorkingDay } from '@relais/schema/workflow'

describe('working days', () => {
  it.each([
    '2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25',
    '2025-04-21', '2024-05-09', '2024-05-20', '2027-03-29', '2038-04-26', '2026-03-14', '2026-03-15',
  ])('are not the public holidays, Saturdays nor Sundays: %s', (day) => {
    expect(isWorkingDay(day)).toBe(false)
  })

  it.each([
    ['mayotte', '2026-04-27'], ['martinique', '2026-05-22'], ['guadeloupe', '2026-05-27'], ['guyane', '2026-06-10'], ['saint_barthelemy', '2026-10-09'], ['saint_martin', '2026-05-28'],
    ['alsace_moselle', '2026-04-03'], ['reunion', '2027-12-20'],
  ] as const)('are those of the place: %s, %s', (territory, day) => {
    expect([isWorkingDay(day, territory), isWorkingDay(day)]).toEqual([false, true])
  })

  it.each([['2026-04-03', 1, '2026-04-07'], ['2026-05-07', 1, '2026-05-11'], ['2026-12-24', 5, '2027-01-04'], ['2026-04-07', -1, '2026-04-03'], ['2026-03-14', 0, '2026-03-14']])('go from %s by %d to %s', (day, amount, expected) => {
    expect(addWorkingDays(day, amount)).toBe(expected)
  })

  it('come and go the same way from a working day', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10)).filter(day => isWorkingDay(day))

    fc.assert(fc.property(days, fc.integer({ min: 0, max: 400 }), (day, amount) => addWorkingDays(addWorkingDays(day, amount), -amount) === day))
  })

  it('are not those of the calendar', () => {
    expect(addDelay('2026-02-27', { amount: 10, unit: 'days' })).toBe('2026-03-09')
    expect(addDelay('2026-02-27', { amount: 10, unit: 'working_days' })).toBe('2026-03-13')
  })
})
