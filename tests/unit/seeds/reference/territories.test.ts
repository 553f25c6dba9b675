import { beforeAll, describe, expect, it } from 'vitest'
import { isInFrance, isValidCommuneCode } from '../../../../schema/forms/index.ts'
import { TERRITORY_COUNT } from '../../../../seeds/reference/index.ts'
import { territories } from '../../../../seeds/reference/territories.ts'
import type { Territory } from '../../../../seeds/reference/territories.ts'

let all: Territory[]
const find = (kind: Territory['kind'], code: string) => all.find(territory => territory.kind === kind && territory.code === code)

beforeAll(() => {
  all = territories()
}, 60_000)

describe('territories', () => {
  it('holds every level of the official geographic code', () => {
    const count = (kind: Territory['kind']) => all.filter(territory => territory.kind === kind).length

    expect({ country: count('country'), region: count('region'), departement: count('departement') }).toEqual({ country: 1, region: 18, departement: 109 })
    expect(count('epci')).toBeGreaterThan(1_200)
    expect(count('commune')).toBeGreaterThan(34_900)
    expect(all).toHaveLength(TERRITORY_COUNT)
  })

  it('names each territory once and hangs it from another one', () => {
    const ids = new Set(all.map(({ id }) => id))

    expect(ids.size).toBe(all.length)
    expect(all.filter(({ parent }) => parent !== null && !ids.has(parent))).toEqual([])
    expect(all.filter(({ parent }) => parent === null).map(({ name }) => name)).toEqual(['France'])
  })

  it('keeps codes as the forms accept them, with their leading zeros and Corsican letters', () => {
    const refused = all.filter(({ kind, code }) => kind === 'commune' && !isValidCommuneCode(code))

    expect(refused).toEqual([])
    expect(find('commune', '01001')?.name).toBe('L\'Abergement-Clémenciat')
    expect(find('commune', '2A004')?.name).toBe('Ajaccio')
  })

  it.each([
    ['75119', 48.88, 2.38, '75019'],
    ['23096', 46.17, 1.87, '23000'],
    ['97411', -20.88, 55.45, '97400'],
    ['97302', 4.94, -52.33, '97300'],
    ['97611', -12.78, 45.23, '97600'],
    ['98818', -22.27, 166.45, '98800'],
    ['98735', -17.53, -149.57, '98714'],
    ['97502', 46.78, -56.18, '97500'],
  ])('puts %s where it is', (code, latitude, longitude, postcode) => {
    const commune = find('commune', code)

    expect(commune?.latitude).toBeCloseTo(latitude, 1)
    expect(commune?.longitude).toBeCloseTo(longitude, 1)
    expect(commune?.postal_codes).toContain(postcode)
  })

  it('knows where nearly all communes are, and none of them out of France', () => {
    const communes = all.filter(({ kind }) => kind === 'commune')
    const placed = communes.filter(({ latitude }) => latitude !== null)
    const lost = placed.filter(({ latitude, longitude, code }) => !code.startsWith('984') && !code.startsWith('989') && !isInFrance(latitude ?? 0, longitude ?? 0))

    expect(placed.length / communes.length).toBeGreaterThan(0.98)
    expect(lost).toEqual([])
  })

  it('does not count twice the people of an arrondissement', () => {
    expect(find('departement', '75')?.population).toBe(find('commune', '75056')?.population)
    expect(find('country', '99100')?.population).toBeGreaterThan(66_000_000)
  })
})
