import { describe, expect, it } from 'vitest'
import { randomFor } from '../../../../seeds/lib/prng.ts'

describe('randomFor', () => {
  it('draws the same numbers for the same key', () => {
    const [one, other] = [randomFor('a'), randomFor('a')]

    expect(Array.from({ length: 20 }, () => one.next())).toEqual(Array.from({ length: 20 }, () => other.next()))
  })

  it('draws other numbers for another key', () => {
    expect(randomFor('a').next()).not.toBe(randomFor('b').next())
  })

  it('keeps integers between both bounds, which are both drawn', () => {
    const random = randomFor('bounds')

    const drawn = new Set(Array.from({ length: 500 }, () => random.int(3, 6)))

    expect([...drawn].sort()).toEqual([3, 4, 5, 6])
  })

  it('samples distinct elements and never more than there are', () => {
    const sample = randomFor('sample').sample(['a', 'b', 'c'], 5)

    expect([...sample].sort()).toEqual(['a', 'b', 'c'])
  })
})
