import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { Box } from './geometry.ts'
import { at, isIn, round, simplify, unwrap } from './geometry.ts'

export type Read = <T>(specifier: string) => T

interface Shape { type: string, id?: string, arcs?: unknown[] }
interface Topology {
  arcs: Position[][]
  objects: { countries: { type: string, geometries: Shape[] } }
  transform: { scale: [number, number], translate: [number, number] }
}

// France and what is French elsewhere; the rest only tells where one is.
const FRENCH_COUNTRIES = new Set(['250', '663', '540', '666', '258', '652', '876'])
const ANTARCTICA = '010'
const NEAR: readonly Box[] = [[-14, 34, 22, 60], [-66, -2, -46, 20], [38, -28, 60, -8], [-62, 44, -50, 52], [160, -25, 172, -12]]
const DEGREES = { french: 0.003, near: 0.03, far: 0.5 }
// Small countries are holes in their neighbours when they are left out.
const SMALLEST_RING_DEGREES = { near: 0.1, far: 0.8 }

/** The arcs that draw the coast and the borders of these countries. */
function arcsOf(shapes: readonly Shape[]): Set<number> {
  return new Set(shapes.flatMap(({ arcs = [] }) => arcs.flat(3)).map((arc) => {
    const number = Number(arc)
    return number < 0 ? ~number : number
  }))
}

function toPoints(arc: readonly Position[], { scale, translate }: Topology['transform']): Position[] {
  let [x, y] = [0, 0]
  return arc.map((step) => {
    const [dx, dy] = at(step)
    x += dx
    y += dy
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
  })
}

/** Simplifies the arcs that shapes share rather than the shapes, so that neighbours still touch. */
function simplifyArcs(world: Topology, french: ReadonlySet<number>): object {
  const arcs = world.arcs.map((arc, index) => {
    const points = toPoints(arc, world.transform)
    const tolerance = french.has(index) ? DEGREES.french : points.some(point => NEAR.some(box => isIn(box, point))) ? DEGREES.near : DEGREES.far
    return simplify(points, tolerance).map(point => at(point).map(round))
  })
  return { ...world, arcs, transform: undefined }
}

function isWide(ring: readonly Position[], isFrench: boolean): boolean {
  if (ring.length < 4) return false
  const [xs, ys] = [ring.map(point => at(point)[0]), ring.map(point => at(point)[1])]
  const isNear = ring.some(point => NEAR.some(box => isIn(box, point)))
  const smallest = isFrench ? 0 : isNear ? SMALLEST_RING_DEGREES.near : SMALLEST_RING_DEGREES.far
  return Math.max(...xs) - Math.min(...xs) > smallest || Math.max(...ys) - Math.min(...ys) > smallest
}

/** A country without the islands that the rough drawing has flattened. */
function withoutSpecks(geometry: Geometry, isFrench: boolean): Geometry | undefined {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []
  const coordinates = polygons.map(rings => rings.map(unwrap).filter(ring => isWide(ring, isFrench))).filter(rings => rings.length > 0)
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : undefined
}

function draw(world: object, countries: object): Feature[] {
  return feature(world, countries).features.filter(({ id }) => id !== ANTARCTICA).flatMap((country): Feature[] => {
    const isFrench = FRENCH_COUNTRIES.has(String(country.id))
    const geometry = withoutSpecks(country.geometry, isFrench)
    return geometry ? [{ type: 'Feature', properties: { fr: isFrench ? 1 : 0 }, geometry }] : []
  })
}

/** The land of the whole world, fine where it is French, and the borders of countries. */
export function readLand(read: Read): { land: FeatureCollection, borders: Feature } {
  const raw = read<Topology>('world-atlas/countries-10m.json')
  const { countries } = raw.objects
  const world = simplifyArcs(raw, arcsOf(countries.geometries.filter(({ id }) => FRENCH_COUNTRIES.has(String(id)))))
  const lines = mesh(world, countries, (a, b) => a !== b)
  return {
    land: { type: 'FeatureCollection', features: draw(world, countries) },
    borders: { type: 'Feature', properties: {}, geometry: { ...lines, coordinates: lines.coordinates.map(unwrap) } },
  }
}
