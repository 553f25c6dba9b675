import { describe, expect, it } from 'vitest'
import { farFrom, kmBetween } from '../../../../../portal/app/utils/distance.ts'

const PARIS = { lat: 48.8589, lng: 2.347 }
const SAINT_DENIS = { lat: -20.8823, lng: 55.4504 }

describe('kmBetween', () => {
  it('measures as the server does, on the sphere of earthdistance', () => {
    // select earth_distance(ll_to_earth(48.8589, 2.347), ll_to_earth(-20.8823, 55.4504)) / 1000
    expect(kmBetween({ lat: 0, lng: 0 }, { lat: 0, lng: 180 })).toBeCloseTo(Math.PI * 6378.168, 6)
    expect(kmBetween(PARIS, { lat: 45.7578, lng: 4.832 })).toBeCloseTo(392.6, 0)
    expect(Math.round(kmBetween(PARIS, SAINT_DENIS))).toBeGreaterThan(9_000)
  })

  it('is nothing from a place to itself, and the same both ways', () => {
    expect(kmBetween(PARIS, PARIS)).toBe(0)
    expect(kmBetween(PARIS, SAINT_DENIS)).toBeCloseTo(kmBetween(SAINT_DENIS, PARIS), 9)
  })
})

describe('farFrom', () => {
  const at = (latitude: number | null, longitude: number | null, postalCode: string | null) => ({ latitude, longitude, postal_code: postalCode })
  const BOBIGNY = { lat: 48.9063, lng: 2.4453 }
  const MAMOUDZOU = at(-12.78, 45.23, '97600')

  it.each([
    ['of a person of Seine-Saint-Denis for an offer of Mamoudzou', BOBIGNY, '93008', MAMOUDZOU, { km: expect.closeTo(8000, -3) }],
    ['of a person whose commune is not found, by its code', null, '93008', MAMOUDZOU, { km: null }],
    ['of an offer that is not on the map yet', BOBIGNY, '93008', at(null, null, '97600'), { km: null }],
    ['between two islands of one code of the post', null, '97105', at(null, null, '97200'), { km: null }],
    ['from the mainland to Corsica', { lat: 43.3, lng: 5.38 }, '13055', at(41.93, 8.74, '20000'), { km: expect.any(Number) }],
  ] as const)('row 25: asks %s', (_, home, commune, there, asked) => {
    expect(farFrom(home, commune, there)).toEqual(asked)
  })

  it.each([
    ['close to home, in another département', BOBIGNY, '93008', at(48.8594, 2.3765, '75011')],
    ['in the same Corsica, wherever in it', null, '2A004', at(null, null, '20200')],
    ['in the same territory overseas', null, '97411', at(null, null, '97400')],
    ['of a person whose home is not known', null, null, MAMOUDZOU],
    ['of an offer of nowhere', BOBIGNY, '93008', at(null, null, null)],
  ] as const)('asks nothing of what is %s', (_, home, commune, there) => {
    expect(farFrom(home, commune, there)).toBeNull()
  })
})
