import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { DEFAULT_ZONE, ZONE_OF_CODE, addDays, ageOn, dayAt, daysBetween, isTimeZone, monthsBetween, startOfDay, today, tryAddDays, zoneOfCommune } from '@relais/schema/time'
import { territoryOf } from '@relais/schema/workflow'
import { z } from 'zod'

const communes = z.array(z.object({ code: z.string(), nom: z.string() })).parse(createRequire(import.meta.url)('@etalab/decoupage-administratif/data/communes.json'))

describe('the day of a place', () => {
  it('is not the one of Greenwich', () => {
    expect(dayAt('2026-03-02T01:30:00Z', 'America/Cayenne')).toBe('2026-03-01')
    expect(dayAt(new Date('2026-03-01T23:30:00Z'), 'Pacific/Noumea')).toBe('2026-03-02')
    expect(today({ now: new Date('2026-11-30T23:30:00Z'), zone: 'Pacific/Tahiti' })).toBe('2026-11-30')
    expect(dayAt('hier', 'Europe/Paris')).toBeNull()
  })

  it('starts at its first instant, also where midnight is skipped', () => {
    expect(startOfDay('2026-03-30', 'Europe/Paris')).toBe('2026-03-29T22:00:00.000Z')
    expect(startOfDay('2026-11-24', 'Indian/Reunion')).toBe('2026-11-23T20:00:00.000Z')
    expect(startOfDay('2026-04-24', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z')
  })

  it('is counted across a change to summer time', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect([tryAddDays('2026-03-28', 1e9), tryAddDays('9999-12-31', 1), tryAddDays('2026-03-28', -1)]).toEqual([null, null, '2026-03-27'])
  })

  it('ends a month only on its day', () => {
    expect([monthsBetween('2026-01-31', '2026-02-28'), monthsBetween('2026-01-15', '2026-05-15'), monthsBetween('2026-05-15', '2026-01-15')]).toEqual([0, 4, -4])
  })

  it('makes people older on their birthday, on 1 March when there is no 29 February', () => {
    expect([ageOn('2007-11-24', '2026-11-23'), ageOn('2007-11-24', '2026-11-24')]).toEqual([18, 19])
    expect([ageOn('2008-02-29', '2026-02-28'), ageOn('2008-02-29', '2026-03-01')]).toEqual([17, 18])
    expect(ageOn('2027-01-01', '2026-03-01')).toBeNull()
  })
})

describe('the zone of a commune', () => {
  it.each([
    ['75111', 'Europe/Paris'], ['2A004', 'Europe/Paris'], ['97411', 'Indian/Reunion'], ['97302', 'America/Cayenne'], ['97502', 'America/Miquelon'], ['98818', 'Pacific/Noumea'],
    ['98735', 'Pacific/Tahiti'], ['98731', 'Pacific/Marquesas'], ['98719', 'Pacific/Gambier'], ['97701', 'America/St_Barthelemy'], ['97127', 'America/Marigot'],
  ])('%s is %s', (code, zone) => {
    expect(zoneOfCommune(code)).toBe(zone)
  })

  it('is known for each of them, and said by its name for the islands that have their own hour', () => {
    expect(communes.filter(({ code }) => !isTimeZone(zoneOfCommune(code) ?? ''))).toEqual([])
    const named = communes.filter(({ code }) => ['Pacific/Marquesas', 'Pacific/Gambier'].includes(zoneOfCommune(code) ?? '')).map(({ nom }) => nom)
    expect(named.sort()).toEqual(['Fatu-Hiva', 'Gambier', 'Hiva-Oa', 'Nuku-Hiva', 'Tahuata', 'Ua-Huka', 'Ua-Pou'])
  })

  it('is unknown without a code', () => {
    expect([zoneOfCommune(null), zoneOfCommune('')]).toEqual([null, null])
  })

  it('is the same for the database', () => {
    const read = (name: string) => readFileSync(new URL(`../../../../schema/migrations/${name}`, import.meta.url), 'utf8')
    const sql = read('0190-time-of-the-place.sql')
    const body = sql.slice(sql.indexOf('relais_zone_of_commune'), sql.indexOf('relais_place_of'))
    const lists = [...body.matchAll(/code (?:IN \(([^)]+)\)|= ('\d{5}')) THEN '([^']+)'/g)].flatMap(([, several, one, zone]) => (several ?? one ?? '').split(', ').map(code => [code.replaceAll('\'', ''), zone]))
    const prefixes = [...body.matchAll(/WHEN '(\d{3})' THEN '([^']+)'/g)].map(([, code, zone]) => [code, zone])

    expect(Object.fromEntries([...lists, ...prefixes])).toEqual(ZONE_OF_CODE)
    expect(read('0005-structure-scopes.sql')).toContain(`SELECT '${DEFAULT_ZONE}'`)
  })
})

describe('the database', () => {
  it('counts no day of its own', () => {
    const folder = new URL('../../../../schema/migrations/', import.meta.url)
    const guilty = readdirSync(folder).filter(name => /current_date|now\(\)::date/i.test(readFileSync(new URL(name, folder), 'utf8')))

    expect(guilty).toEqual([])
  })

  it('is asked for no day of its own by the tests either, which would fail in the evening only', () => {
    const folder = new URL('../../../../tests/', import.meta.url)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts') && !name.endsWith('days.test.ts'))
    const guilty = files.filter(name => /current_date|now\(\)::date/i.test(readFileSync(new URL(name, folder), 'utf8')))

    expect(guilty).toEqual([])
  })
})

describe('the public holidays of a place', () => {
  it.each([
    ['Europe/Paris', '67482', 'alsace_moselle'], ['Europe/Paris', '57000', 'alsace_moselle'], ['Europe/Paris', '75111', 'france'], ['Europe/Paris', null, 'france'],
    ['Pacific/Noumea', '98818', 'nouvelle_caledonie'], ['Pacific/Marquesas', '98731', 'polynesie'], ['Pacific/Wallis', null, 'wallis_et_futuna'], ['America/Miquelon', null, 'saint_pierre_et_miquelon'],
  ])('in %s, %s, are those of %s', (zone, commune, territory) => {
    expect(territoryOf({ zone, commune })).toBe(territory)
  })
})
