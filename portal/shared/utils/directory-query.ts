import type { ResultType, Territory } from '../types/directory'

/** What a map shows, in degrees. */
export type MapBox = readonly [west: number, south: number, east: number, north: number]

/** What a person asked of the directory, as the address bar says it. */
export interface DirectoryQuery {
  text: string
  type: ResultType
  theme: string
  kind: string
  /** INSEE code of a commune or a département, `R84` for a region. */
  territory: string
  /** Its name, or the words for a position, so that a link shows them at once. */
  place: string
  latitude: number | null
  longitude: number | null
  radiusKm: number | null
  /** What the map showed when it was asked to search there: it stands for a place. */
  box: MapBox | null
  hasPlaces: boolean
  /** `offers.field:value`, at most one a field. */
  facets: string[]
  page: number
  view: 'both' | 'list' | 'map'
}

export const RADII_KM = [5, 10, 20, 50, 100, 200] as const

export const DIRECTORY_PAGE_SIZE = 20

type RawQuery = Record<string, string | null | undefined | (string | null)[]>

function one(query: RawQuery, name: string): string {
  const value = query[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function decimal(text: string, min: number, max: number): number | null {
  if (!/^-?\d{1,4}(?:\.\d{1,6})?$/.test(text)) return null
  const value = Number(text)
  return value >= min && value <= max ? value : null
}

/** `west,south,east,north`, as the search endpoint takes it; anything else is no box. */
function readBox(text: string): MapBox | null {
  const parts = text.split(',')
  const [west = null, south = null, east = null, north = null] = parts.map((part, index) => index % 2 === 0 ? decimal(part, -180, 180) : decimal(part, -90, 90))
  if (parts.length !== 4 || west === null || south === null || east === null || north === null) return null
  return west < east && south < north ? [west, south, east, north] : null
}

/** Reads the address bar; what is not understood is as if it were not there. */
export function readDirectoryQuery(query: RawQuery): DirectoryQuery {
  const page = Number(one(query, 'page'))
  const view = one(query, 'view')
  const latitude = decimal(one(query, 'lat'), -90, 90)
  const longitude = decimal(one(query, 'lng'), -180, 180)
  const hasPoint = latitude !== null && longitude !== null
  const code = (name: string) => /^[\w-]{1,64}$/.test(one(query, name)) ? one(query, name) : ''
  return {
    text: one(query, 'q').slice(0, 200),
    type: one(query, 'type') === 'organization' ? 'organization' : 'offer',
    theme: code('theme'),
    kind: code('kind'),
    territory: /^(?:\d{2,3}|\d{5}|2[AB](?:\d{3})?|R\d{2})$/.test(one(query, 'territory')) ? one(query, 'territory') : '',
    place: one(query, 'place').slice(0, 100),
    latitude: hasPoint ? latitude : null,
    longitude: hasPoint ? longitude : null,
    radiusKm: hasPoint ? decimal(one(query, 'radius'), 1, 500) : null,
    box: readBox(one(query, 'box')),
    hasPlaces: one(query, 'places') === '1',
    facets: [query.facet ?? []].flat().filter(entry => /^(?:offers|organizations)\.[a-z][a-z0-9_]{0,62}:.{1,100}$/u.test(entry ?? '')).map(String).slice(0, 20),
    page: Number.isInteger(page) && page >= 1 && page <= 1000 ? page : 1,
    view: view === 'list' || view === 'map' ? view : 'both',
  }
}

/** Writes the address bar, without what is by default. */
export function writeDirectoryQuery(query: DirectoryQuery): Record<string, string | string[]> {
  const entries: [string, string | number | null | false][] = [
    ['q', query.text],
    ['type', query.type === 'organization' && 'organization'],
    ['theme', query.theme],
    ['kind', query.kind],
    ['territory', query.territory],
    ['place', query.place],
    ['lat', query.latitude],
    ['lng', query.longitude],
    ['radius', query.radiusKm],
    ['box', query.box && query.box.join(',')],
    ['places', query.hasPlaces && '1'],
    ['page', query.page > 1 && query.page],
    ['view', query.view !== 'both' && query.view],
  ]
  const written = Object.fromEntries(entries.flatMap(([name, value]) => value === null || value === false || value === '' ? [] : [[name, String(value)]]))
  return query.facets.length > 0 ? { ...written, facet: query.facets } : written
}

/** The parameters of the search endpoint; a distance replaces the limits of the territory it starts from. */
export function toSearchParams(query: DirectoryQuery): Record<string, string | number | string[]> {
  const { latitude, longitude, radiusKm } = query
  const around = latitude !== null && longitude !== null && (radiusKm !== null || query.territory === '')
  return {
    type: query.type,
    ...query.text !== '' && { q: query.text },
    ...query.theme !== '' && { theme: query.theme },
    ...query.kind !== '' && { kind: query.kind },
    ...query.hasPlaces && { with_places: '1' },
    ...query.facets.length > 0 && { facet: query.facets },
    ...around && { lat: latitude, lng: longitude, ...radiusKm !== null && { radius: radiusKm } },
    ...!around && query.territory !== '' && { territory: query.territory },
    ...query.box && { box: query.box.join(',') },
  }
}

/** Whether anything narrows the directory. */
export function isNarrowed(query: DirectoryQuery): boolean {
  return query.text !== '' || query.theme !== '' || query.kind !== '' || query.territory !== '' || query.latitude !== null || query.box !== null || query.hasPlaces || query.facets.length > 0
}

const NOWHERE = { territory: '', place: '', latitude: null, longitude: null, radiusKm: null, box: null } as const

/** What is asked after a change: a place chosen and what the map shows never limit the search together. */
export function changeQuery(query: DirectoryQuery, changes: Partial<DirectoryQuery>): DirectoryQuery {
  const isElsewhere = 'box' in changes || 'territory' in changes || 'latitude' in changes
  return { ...query, page: 1, ...isElsewhere && NOWHERE, ...changes }
}

const BOX_DECIMALS = 4

/** What a map shows as a box of the address: about ten metres are enough, and the date line is its edge. */
export function toMapBox([west, south, east, north]: MapBox): MapBox | null {
  if (east - west >= 360) return null
  const turns = Math.floor((west + 180) / 360) * 360
  const rounded = (value: number, most: number) => Number(Math.max(-most, Math.min(most, value)).toFixed(BOX_DECIMALS))
  const box: MapBox = [rounded(west - turns, 180), rounded(south, 90), rounded(east - turns, 180), rounded(north, 90)]
  return box[0] < box[2] && box[1] < box[3] ? box : null
}

/** The search at a place that was understood or chosen. */
export function atPlace(place: Territory, radiusKm: number | null): Pick<DirectoryQuery, 'territory' | 'place' | 'latitude' | 'longitude' | 'radiusKm'> {
  const isPoint = place.kind === 'commune' && place.latitude !== null && place.longitude !== null
  return {
    territory: place.code, place: place.name,
    latitude: isPoint ? place.latitude : null, longitude: isPoint ? place.longitude : null, radiusKm: isPoint ? radiusKm ?? 20 : null,
  }
}

/** The next wider search that keeps the words: farther, then everywhere; null when nothing limits the place. */
export function wider({ latitude, radiusKm, territory, box = null }: Pick<DirectoryQuery, 'latitude' | 'radiusKm' | 'territory'> & { box?: MapBox | null }): { radiusKm: number | null, everywhere: boolean } | null {
  if (territory === '' && latitude === null && box === null) return null
  const farther = latitude === null ? undefined : RADII_KM.find(km => km >= 50 && km > (radiusKm ?? 0))
  return { radiusKm: farther ?? null, everywhere: farther === undefined }
}
