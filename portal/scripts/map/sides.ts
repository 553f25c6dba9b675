import type { FeatureCollection, Position } from 'geojson'
import { at, isInside } from './geometry.ts'

/** Where a name goes from its town: to its right, to its left, above it or below it. */
type Side = 'r' | 'l' | 't' | 'b'
/** The same for a name that may also stand on its town. */
export type Standing = Side | `c${Side}`

type Rings = readonly (readonly Position[])[]
interface Shape { rings: Rings, west: number, south: number, east: number, north: number }

/** How wide a letter of the map is, and its lines, in pixels. */
const LETTER = 6
const LINE = 14
const GAP = 5
/** A name that is this much on land stands where its town is. */
const ENOUGH = 0.9

/** The first zoom that shows a town, as the style of the map has it. */
const zoomOf = (population: number): number => (population >= 150_000 ? 4.5 : population >= 90_000 ? 5 : population >= 30_000 ? 6 : population >= 9000 ? 7 : 8)

/** The land as shapes that are quick to ask. */
export function shapesOf({ features }: FeatureCollection): Shape[] {
  return features.flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [])).map((rings) => {
    const [xs, ys] = [0, 1].map(axis => (rings[0] ?? []).map(point => at(point)[axis] ?? 0)) as [number[], number[]]
    return { rings, west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) }
  })
}

const isOnLand = (land: readonly Shape[], [x, y]: [number, number]): boolean => land.some(({ rings, west, south, east, north }) =>
  x >= west && x <= east && y >= south && y <= north && rings.filter(ring => isInside(ring, [x, y])).length % 2 === 1)

/** How much of a name stands on land when its middle is so many pixels to the right of its town and below it. */
export function landUnder(land: readonly Shape[], { name, place, zoom }: { name: string, place: Position, zoom: number }, [right, down]: [number, number]): number {
  const [longitude, latitude] = at(place)
  const perDegree = 512 * 2 ** zoom / 360
  const width = name.length * LETTER
  const spots = [-0.5, -0.25, 0, 0.25, 0.5].flatMap(across => [-0.5, 0, 0.5].map((up): [number, number] => [
    longitude + (right + across * width) / perDegree,
    latitude - (down + up * LINE) / perDegree * Math.cos(latitude * Math.PI / 180),
  ]))
  return spots.filter(spot => isOnLand(land, spot)).length / spots.length
}

/** Where the name of a town near the coast stands best; null inland, where every side is land. */
export function standingOf(land: readonly Shape[], { name, population, place }: { name: string, population: number, place: Position }): Standing | null {
  const town = { name, place, zoom: zoomOf(population) }
  const [across, down] = [name.length * LETTER / 2 + GAP, LINE / 2 + GAP]
  const middles: [Side, [number, number]][] = [['r', [across, 0]], ['l', [-across, 0]], ['t', [0, -down]], ['b', [0, down]]]
  const sides = middles.map(([side, middle]): [Side, number] => [side, landUnder(land, town, middle)]).toSorted(([, one], [, other]) => other - one)
  const [best] = sides
  if (!best || best[1] === 0 || sides.every(([, share]) => share >= ENOUGH)) return null
  return landUnder(land, town, [0, 0]) >= ENOUGH ? `c${best[0]}` : best[0]
}
