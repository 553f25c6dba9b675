import { describe, expect, it } from 'vitest'
import { addDays, ageOn, daysBetween, formatShortDay, isoDay, monthsBetween, relativeDay } from '../../../../../portal/app/utils/when.ts'

describe('calendar days', () => {
  it('gives the day of the reader, not the one of Greenwich', () => {
    const lateEveningInCayenne = new Date('2026-03-02T01:30:00Z')

    expect(isoDay(lateEveningInCayenne, 'America/Cayenne')).toBe('2026-03-01')
    expect(isoDay(lateEveningInCayenne, 'Indian/Reunion')).toBe('2026-03-02')
  })

  it('counts days across a change to summer time', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  })

  it('does not count a month before its day', () => {
    expect(monthsBetween('2026-01-31', '2026-02-28')).toBe(0)
    expect(monthsBetween('2026-01-15', '2026-05-15')).toBe(4)
    expect(monthsBetween('2026-05-15', '2026-01-15')).toBe(-4)
  })
})

describe('formatShortDay', () => {
  it('leaves out the year when it is this one', () => {
    expect(formatShortDay('2026-11-24', '2026-03-01', 'fr')).toBe('24 nov.')
    expect(formatShortDay('2025-11-24', '2026-03-01', 'fr')).toBe('24 nov. 2025')
  })
})

describe('relativeDay', () => {
  it.each([
    ['2026-11-24', 'aujourd’hui'],
    ['2026-11-25', 'demain'],
    ['2026-11-27', 'dans 3 jours'],
    ['2026-10-25', 'il y a 30 jours'],
    ['2026-07-20', 'il y a 4 mois'],
    ['2023-11-24', 'il y a 3 ans'],
  ])('says %s as « %s »', (day, said) => {
    expect(relativeDay(day, '2026-11-24', 'fr')).toBe(said)
  })
})

describe('ageOn', () => {
  it('grows on the birthday and not the day before', () => {
    expect(ageOn('2007-11-24', '2026-11-23')).toBe(18)
    expect(ageOn('2007-11-24', '2026-11-24')).toBe(19)
  })

  it('counts someone born on 29 February', () => {
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17)
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18)
  })
})
