import { describe, expect, it } from 'vitest'
import { sayDate, sayDay, sayDistance, sayHour, sayInstant } from '../../../../../portal/shared/utils/dates.ts'

describe('dates in words', () => {
  it('says an instant in the zone of the place', () => {
    expect(sayInstant('2026-11-24T09:30:00Z', 'fr-FR', 'Europe/Paris')).toBe('mardi 24 novembre 2026 à 10 h 30')
    expect(sayInstant('2026-11-24T09:30:00Z', 'fr-FR', 'Indian/Reunion')).toBe('mardi 24 novembre 2026 à 13 h 30')
  })

  it('says a whole hour without minutes', () => {
    expect(sayHour('2026-11-24T09:00:00Z', 'fr-FR', 'Europe/Paris')).toBe('10 h')
    expect(sayHour('2026-11-24T09:00:00Z', 'en-GB', 'Europe/Paris')).toBe('10:00')
  })

  it.each(['Europe/Paris', 'America/Cayenne', 'Pacific/Noumea', 'Pacific/Tahiti'])('keeps a plain date the same day in %s', (zone) => {
    expect(sayDay('2026-11-24', 'fr-FR', zone)).toBe('mardi 24 novembre 2026')
  })

  it.each([
    ['2026-11-21', 'aujourd’hui'],
    ['2026-11-22', 'demain'],
    ['2026-11-24', 'dans 3 jours'],
    ['2026-09-21', 'il y a 2 mois'],
    ['2024-11-21', 'il y a 2 ans'],
  ])('says how far %s is', (date, expected) => {
    expect(sayDistance(date, 'fr-FR', new Date('2026-11-21T12:00:00Z'))).toBe(expected)
  })

  it('says nothing of a missing or broken date', () => {
    expect([sayDate(null, 'fr-FR'), sayDay('hier', 'fr-FR'), sayInstant(undefined, 'fr-FR')]).toEqual(['', '', ''])
  })
})
