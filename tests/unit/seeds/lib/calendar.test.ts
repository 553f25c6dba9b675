import { describe, expect, it } from 'vitest'
import { ageOn, birthDate, calendarOf, zonedInstant } from '../../../../seeds/lib/calendar.ts'

const calendar = calendarOf(new Date('2026-03-12T17:45:00Z'))

describe('calendarOf', () => {
  it('counts days from the base date, whatever its hour', () => {
    expect(calendar.day(0)).toBe('2026-03-12')
    expect(calendar.day(-12)).toBe('2026-02-28')
  })

  it('moves a week-end to the Monday that follows', () => {
    expect(calendar.day(calendar.weekday(2))).toBe('2026-03-16')
    expect(calendar.day(calendar.weekday(3))).toBe('2026-03-16')
    expect(calendar.day(calendar.weekday(1))).toBe('2026-03-13')
  })
})

describe('zonedInstant', () => {
  it.each([
    ['Europe/Paris', '2026-01-15', '2026-01-15T08:00:00.000Z'],
    ['Europe/Paris', '2026-07-15', '2026-07-15T07:00:00.000Z'],
    ['Indian/Reunion', '2026-07-15', '2026-07-15T05:00:00.000Z'],
    ['America/Cayenne', '2026-07-15', '2026-07-15T12:00:00.000Z'],
    ['Pacific/Tahiti', '2026-07-15', '2026-07-15T19:00:00.000Z'],
  ])('reads nine o’clock in %s on %s', (zone, day, instant) => {
    expect(zonedInstant(day, '09:00', zone)).toBe(instant)
  })
})

describe('birthDate', () => {
  it('gives the age asked for, even on the birthday', () => {
    expect(ageOn(calendar, birthDate(calendar, 19, 0))).toBe(19)
    expect(ageOn(calendar, birthDate(calendar, 19, 364))).toBe(19)
  })

  it('never makes somebody born on 29 February by accident', () => {
    const leapDay = calendarOf(new Date('2028-02-29T00:00:00Z'))

    expect(birthDate(leapDay, 19, 0)).toBe('2009-02-28')
  })
})
