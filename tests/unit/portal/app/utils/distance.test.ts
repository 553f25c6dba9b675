import { describe, expect, it } from 'vitest'
import { kmBetween } from '../../../../../portal/app/utils/distance.ts'

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
