import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { isInside, middleOf, sharedLines, simplify, unwrap } from '../../../../portal/scripts/map/geometry.ts'

const west = [[0, 0], [1, 0], [1, 1], [1, 2], [0, 2], [0, 0]]
const east = [[1, 0], [2, 0], [2, 2], [1, 2], [1, 1], [1, 0]]
const file = (name: string) => readFileSync(new URL(`../../../../portal/public/map/${name}`, import.meta.url))

describe('sharedLines', () => {
  it('draws once what two shapes share, and nothing of their outside', () => {
    expect(sharedLines([west, east])).toEqual([[[1, 0], [1, 1], [1, 2]]])
  })

  it('cuts the lines where a third shape begins', () => {
    const [lower, upper] = [[[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]], [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]]

    expect(sharedLines([west, lower, upper])).toEqual([[[1, 0], [1, 1]], [[1, 1], [1, 2]], [[2, 1], [1, 1]]])
  })
})

describe('shapes', () => {
  it('keep their corners and lose what strays less than the tolerance', () => {
    expect(simplify([[0, 0], [1, 0.001], [2, 0], [2, 2]], 0.01)).toEqual([[0, 0], [2, 0], [2, 2]])
  })

  it('go on past the date line', () => {
    expect(unwrap([[179, 0], [-179, 0], [178, 1]])).toEqual([[179, 0], [181, 0], [178, 1]])
  })

  it('know what they hold, and their middle', () => {
    expect([isInside(west, [0.5, 1]), isInside(west, [1.5, 1])]).toEqual([true, false])
    expect(middleOf(west)).toEqual({ area: 2, middle: [0.5, 1] })
  })
})

describe('the background that ships', () => {
  const first = ['style', 'land', 'borders', 'departements', 'waters', 'towns'].map(name => file(`${name}.json`))

  it('travels in less than 250 kB before the first view, whatever the encoding', () => {
    expect(first.reduce((sum, content) => sum + brotliCompressSync(content).length, 0)).toBeLessThan(250_000)
    expect(first.reduce((sum, content) => sum + gzipSync(content).length, 0)).toBeLessThan(250_000)
  })

  it('names the 101 départements', () => {
    const { features } = JSON.parse(file('departements.json').toString()) as { features: { properties: { c?: string } }[] }

    expect(new Set(features.flatMap(({ properties }) => properties.c ?? [])).size).toBe(101)
  })
})
