import { describe, expect, it } from 'vitest'
import { AREAS, frameOf } from '../../../../../../portal/app/utils/map/places.ts'

describe('frameOf', () => {
  it('frames the points when they are close', () => {
    expect(frameOf([[5.04, 47.32], [2.35, 48.85]])).toEqual([[2.35, 47.32], [5.04, 48.85]])
  })

  it('shows the territory with most results when they are spread over oceans', () => {
    const frame = frameOf([[55.45, -20.88], [55.5, -21.1], [2.35, 48.85]])

    expect(frame).toEqual(AREAS.find(({ code }) => code === '974')?.bounds)
  })

  it('frames nothing without points', () => {
    expect(frameOf([])).toBeUndefined()
  })
})
