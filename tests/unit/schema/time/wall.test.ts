import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, readWall, sayDate, sayDay, sayHour, sayInstant, sayShortDay, sayZone, wallAt } from '@relais/schema/time'

describe('row 12: a wall clock', () => {
  it('is that of the place, whoever types', () => {
    expect(readWall('2026-11-20T23:30', 'Indian/Reunion')).toEqual({ is: 'once', instant: '2026-11-20T19:30:00.000Z' })
    expect(wallAt('2026-11-20T19:30:00Z', 'Indian/Reunion')).toBe('2026-11-20T23:30')
    expect(wallAt('demain', 'Indian/Reunion')).toBe('')
  })

  it('shows an hour twice when it goes back', () => {
    expect(readWall('2026-10-25T02:30', 'Europe/Paris')).toEqual({ is: 'twice', first: '2026-10-25T00:30:00.000Z', second: '2026-10-25T01:30:00.000Z' })
    expect(instantOf('2026-10-25T02:30', 'Europe/Paris')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('skips an hour when it goes forward', () => {
    expect(readWall('2026-03-08T02:30', 'America/Miquelon')).toEqual({ is: 'skipped', before: '2026-03-08T04:30:00.000Z', after: '2026-03-08T05:30:00.000Z' })
    expect(instantOf('2026-03-08T02:30', 'America/Miquelon')).toBe('2026-03-08T05:30:00.000Z')
  })

  it.each(['', 'demain', '2026-13-01T10:00', '2026-11-20T10:00Z', '2026-11-20T10:00+02:00'])('does not read %j', (text) => {
    expect([readWall(text, 'Europe/Paris'), instantOf(text, 'Europe/Paris')]).toEqual([null, null])
  })

  it('gives back every instant that it shows', () => {
    const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }).map(date => new Date(Math.floor(date.getTime() / 60_000) * 60_000).toISOString())
    const zones = fc.constantFrom('Europe/Paris', 'America/Miquelon', 'Pacific/Marquesas', 'Pacific/Noumea', 'America/Cayenne')

    fc.assert(fc.property(instants, zones, (instant, zone) => {
      const read = readWall(wallAt(instant, zone), zone)
      return read?.is === 'once' ? read.instant === instant : read?.is === 'twice' && [read.first, read.second].includes(instant)
    }))
  })
})

describe('dates in words', () => {
  it('are those of the place', () => {
    expect(sayInstant('2026-11-24T09:30:00Z', 'fr-FR', 'Europe/Paris')).toBe('mardi 24 novembre 2026 à 10 h 30')
    expect(sayInstant('2026-11-24T21:30:00Z', 'fr-FR', 'Indian/Reunion')).toBe('mercredi 25 novembre 2026 à 1 h 30')
    expect(sayInstant('2026-11-24T09:30:00Z', 'en-GB', 'Europe/Paris')).toBe('Tuesday, 24 November 2026 at 10:30')
  })

  it('say « 1er » in French only', () => {
    expect([sayDate('2026-10-01', 'fr-FR', 'Europe/Paris'), sayDay('2026-10-01', 'fr-FR', 'Europe/Paris')]).toEqual(['1er octobre 2026', 'jeudi 1er octobre 2026'])
    expect([sayDate('2026-10-01', 'en-GB', 'Europe/Paris'), sayDate('2026-10-11', 'fr-FR', 'Europe/Paris')]).toEqual(['1 October 2026', '11 octobre 2026'])
    expect(sayShortDay('2026-10-01', 'fr', { zone: 'Europe/Paris', year: '2026' })).toBe('1er oct.')
  })

  it('leave out the year when it is this one', () => {
    expect(sayShortDay('2026-11-24', 'fr', { zone: 'Europe/Paris', year: '2026' })).toBe('24 nov.')
    expect(sayShortDay('2025-11-24', 'fr', { zone: 'Europe/Paris', year: '2026' })).toBe('24 nov. 2025')
  })

  it('say a whole hour without minutes', () => {
    expect([sayHour('2026-11-24T09:00:00Z', 'fr-FR', 'Europe/Paris'), sayHour('2026-11-24T09:00:00Z', 'en-GB', 'Europe/Paris'), sayHour('2026-11-23T23:00:00Z', 'fr-FR', 'Europe/Paris')]).toEqual(['10 h', '10:00', '0 h'])
  })

  it.each(['Europe/Paris', 'America/Cayenne', 'Pacific/Noumea', 'Pacific/Tahiti'])('keep a plain date the same day in %s', (zone) => {
    expect(sayDay('2026-11-24', 'fr-FR', zone)).toBe('mardi 24 novembre 2026')
  })

  it('say nothing of a missing or broken date', () => {
    expect([sayDate(null, 'fr-FR', 'Europe/Paris'), sayDay('hier', 'fr-FR', 'Europe/Paris'), sayInstant(undefined, 'fr-FR', 'Europe/Paris')]).toEqual(['', '', ''])
  })

  it('name the zone as people do', () => {
    expect(sayZone('Indian/Reunion', 'fr-FR', new Date('2026-11-24T09:00:00Z'))).toBe('heure de La Réunion')
  })
})
