import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { landUnder, shapesOf, standingOf } from '../../../../portal/scripts/map/sides.ts'
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

describe('the names of towns', () => {
  interface Town { properties: { n: string, p: number, s?: string }, geometry: { coordinates: number[] } }
  interface Style { layers: { id: string, layout?: Record<string, unknown> }[] }
  const SIZE = 11
  const { features: towns } = JSON.parse(file('towns.json').toString()) as { features: Town[] }
  const land = shapesOf(JSON.parse(file('land.json').toString()))
  const style = JSON.parse(file('style.json').toString()) as Style
  // Of large towns, whose names may stand beyond the disc that covers them, then of the others.
  const [large, others] = z.tuple([z.literal('case'), z.array(z.unknown()), z.array(z.unknown()), z.array(z.unknown())])
    .parse(style.layers.find(({ id }) => id === 'towns')?.layout?.['text-variable-anchor-offset']).slice(2).map(list => z.array(z.unknown()).parse(list))
  const places = (found: unknown) => z.tuple([z.literal('literal'), z.array(z.unknown())]).parse(found)[1]
  /** The places of the name of a town, in their order: its anchor, and how far from the town, in pixels. */
  const tries = (standing: string | undefined, match = large ?? []) => {
    const list = places(standing === undefined ? match.at(-1) : match[match.indexOf(standing, 2) + 1])
    return list.flatMap((anchor, index) => (index % 2 === 0 ? [{ anchor: String(anchor), offset: z.tuple([z.number(), z.number()]).parse(list[index + 1]).map(far => far * SIZE) }] : []))
  }
  const middle = (name: string, { anchor, offset: [x = 0, y = 0] }: ReturnType<typeof tries>[number]): [number, number] => [
    x + name.length * 6 / 2 * (anchor.includes('left') ? 1 : anchor.includes('right') ? -1 : 0), y + 7 * (anchor.includes('top') ? 1 : anchor.includes('bottom') ? -1 : 0),
  ]

  it.each(towns.filter(({ properties: { p } }) => p >= 150_000).map(town => [town.properties.n, town] as const))('stand at their town, on land, over the whole country: %s', (name, { properties: { s }, geometry: { coordinates: place } }) => {
    const [first] = tries(s)
    expect(Math.hypot(...first?.offset ?? [99])).toBeLessThanOrEqual(SIZE / 2)
    // An island is smaller than a name there.
    const isOfIsland = place[0] === undefined || place[0] < -10 || place[0] > 12
    if (first && !isOfIsland) expect(landUnder(land, { name, place, zoom: 4.5 }, middle(name, first))).toBeGreaterThan(0.6)
  })

  it.each([['Bordeaux', 'right'], ['Toulon', 'top'], ['Le Havre', 'right'], ['Brest', 'right'], ['Marseille', 'top'], ['Nice', 'top']])('are never tried towards the open sea: %s', (name, side) => {
    const town = towns.find(({ properties }) => properties.n === name)
    expect(town).toBeDefined()
    expect(tries(town?.properties.s).filter(({ anchor, offset }) => anchor === side && Math.hypot(...offset) > 0)).toEqual([])
  })

  it('never go further than what clears a disc, and half of it for small towns', () => {
    for (const standing of new Set(towns.map(({ properties: { s } }) => s))) {
      for (const { offset } of tries(standing)) expect(Math.hypot(...offset)).toBeLessThanOrEqual(30)
      for (const { offset } of tries(standing, others)) expect(Math.hypot(...offset)).toBeLessThanOrEqual(15)
    }
  })

  it('go beyond a disc on the side of the land alone, near the sea', () => {
    for (const { properties: { s } } of towns.filter(({ properties }) => properties.s !== undefined)) {
      const far = tries(s).filter(({ offset }) => Math.hypot(...offset) > 15)
      expect(far.map(({ anchor }) => anchor)).toEqual([{ r: 'left', l: 'right', t: 'bottom', b: 'top' }[s?.at(-1) ?? '']])
    }
  })

  it('stand where the land says, each town near the sea', () => {
    const few = towns.filter((_, index) => index % 40 === 0)
    expect(few.map(({ properties: { n, p }, geometry: { coordinates: place } }) => standingOf(land, { name: n, population: p, place }) ?? undefined)).toEqual(few.map(({ properties: { s } }) => s))
  })
})
