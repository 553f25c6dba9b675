import { stdnum } from 'stdnum'
import { describe, expect, it } from 'vitest'
import { fictionLandline, fictionMobile, inventedSiren, inventedSiret } from '../../../../seeds/lib/identifiers.ts'
import { uuidOf } from '../../../../seeds/lib/uuid.ts'

describe('inventedSiren and inventedSiret', () => {
  it.each([1, 101, 4321, 9999])('gives numbers with a right key for rank %i', (rank) => {
    const siren = inventedSiren(rank)

    expect(stdnum.FR?.siren?.validate(siren).isValid).toBe(true)
    expect(stdnum.FR?.siret?.validate(inventedSiret(siren, 12)).isValid).toBe(true)
  })

  it('refuses a rank that would leave the range of nobody', () => {
    expect(() => inventedSiren(10_000)).toThrow(RangeError)
  })
})

describe('fiction phones', () => {
  it('stay in the ranges that are never given to anybody', () => {
    expect(fictionLandline(7)).toBe('+33199000007')
    expect(fictionMobile(12_345)).toBe('+33639982345')
  })
})

describe('uuidOf', () => {
  it('gives the same identifier for the same key, in the shape of version 5', () => {
    expect(uuidOf('person', 12)).toBe(uuidOf('person', 12))
    expect(uuidOf('person', 12)).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(uuidOf('person', 12)).not.toBe(uuidOf('person', 13))
  })
})
