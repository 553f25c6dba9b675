import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { layerAbove, stageStyle } from '../../../../../../portal/app/utils/map/staged-style.ts'

const shipped: Parameters<typeof stageStyle>[0] = JSON.parse(readFileSync(new URL('../../../../../../portal/public/map/style.json', import.meta.url), 'utf8'))

describe('the style that ships', () => {
  const { first, later } = stageStyle(shipped)

  it('draws the land before anything else is asked', () => {
    expect(Object.keys(first.sources)).toEqual(['land'])
    expect(first.layers.map(({ id }) => id)).toEqual(['sea', 'land', 'france', 'coast'])
  })

  it('loses nothing of what comes later, and leaves the villages to who comes near', () => {
    expect(later.map(({ id, zoom }) => [id, zoom > 0])).toEqual([['borders', false], ['departements', false], ['waters', false], ['towns', false], ['villages', true]])
    expect([...first.layers, ...later.flatMap(({ layers }) => layers)]).toHaveLength(shipped.layers.length)
  })

  it('has every layer of the dark theme', () => {
    const { metadata } = shipped
    const dark = typeof metadata === 'object' && metadata !== null && 'relais:dark' in metadata ? Object.keys(metadata['relais:dark'] as object) : []

    expect(dark.sort()).toEqual(shipped.layers.map(({ id }) => id).sort())
  })
})

describe('stageStyle', () => {
  it('draws whole a style that says nothing of what may wait', () => {
    const { first, later } = stageStyle({ ...shipped, metadata: undefined })

    expect(first).toEqual({ ...shipped, metadata: undefined })
    expect(later).toEqual([])
  })
})

describe('layerAbove', () => {
  it('puts a layer where the style has it, under the results', () => {
    expect(layerAbove(shipped, 'rivers', ['sea', 'land', 'france', 'coast', 'clusters'])).toBe('coast')
    expect(layerAbove(shipped, 'towns', ['sea', 'land', 'france', 'coast', 'clusters', 'pins'])).toBe('clusters')
    expect(layerAbove(shipped, 'towns', ['sea'])).toBeUndefined()
  })
})
