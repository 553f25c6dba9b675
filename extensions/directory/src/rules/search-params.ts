import { PUBLISHED_STATUSES } from '@relais/schema'
import { z } from 'zod'
import { departementsIn } from './regions.ts'

export const PAGE_MAX = 1000
export const LIMIT_MAX = 50
export const TOTAL_MAX = 1000
const RADIUS_MAX_KM = 500
const DEFAULT_RADIUS_KM = 30

const CodeSchema = z.string().trim().min(1).max(64).regex(/^[a-z0-9_-]+$/i)

/** `offers.field:value`, once for each value; several values of one field widen the search. */
const FacetSchema = z.string().max(200).regex(/^(?:offers|organizations)\.[a-z][a-z0-9_]{0,62}:.+$/u)
const MAX_FACETS = 20

// A query string only carries texts; an empty one means "not asked".
const blankAsAbsent = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsAbsent, schema.optional())
const numberText = (schema: z.ZodNumber) => z.preprocess(value => (typeof value === 'string' && /^-?\d{1,9}(?:\.\d{1,12})?$/.test(value.trim()) ? Number(value) : value), schema)

const BOX = /^-?\d{1,3}(?:\.\d{1,6})?(?:,-?\d{1,3}(?:\.\d{1,6})?){3}$/

/** `west,south,east,north` in degrees: what a map shows. */
const BoxSchema = z.string().trim().max(60).regex(BOX).transform(text => text.split(',').map(Number))
  .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]))
  .refine(([west, south, east, north]) => west >= -180 && west < east && east <= 180 && south >= -90 && south < north && north <= 90)

const filters = {
  q: optional(z.string().trim().max(200)),
  theme: optional(CodeSchema),
  kind: optional(CodeSchema),
  territory: optional(z.string().trim().toUpperCase().regex(/^(?:\d{2,3}|2[AB]|\d{5}|2[AB]\d{3}|R\d{2})$/)),
  lat: optional(numberText(z.number().min(-90).max(90))),
  lng: optional(numberText(z.number().min(-180).max(180))),
  radius: optional(numberText(z.number().min(0.1).max(RADIUS_MAX_KM))),
  with_places: optional(z.enum(['0', '1'])),
  /** From the nearest to the farthest, whatever the words; no distance is then too far. */
  sort: optional(z.enum(['distance'])),
  facet: z.preprocess(value => (typeof value === 'string' ? [value] : value), z.array(FacetSchema).max(MAX_FACETS).optional()),
}

/** The page asked, from 1, and its size. */
export const paging = {
  page: optional(numberText(z.number().int().min(1).max(PAGE_MAX))),
  limit: optional(numberText(z.number().int().min(1).max(LIMIT_MAX))),
}

const TypeSchema = z.enum(['offer', 'organization'])

type Located = { lat?: number | undefined, lng?: number | undefined, radius?: number | undefined }

// Half a point, or a radius around nothing, would silently return the whole country.
function requirePoint(value: Located, context: z.RefinementCtx): void {
  for (const name of ['lat', 'lng'] as const) {
    const other = name === 'lat' ? value.lng : value.lat
    if (value[name] === undefined && (other !== undefined || value.radius !== undefined)) {
      context.addIssue({ code: 'invalid_type', expected: 'number', path: [name], input: undefined })
    }
  }
}

export const MapSchema = z.strictObject({ type: optional(TypeSchema), ...filters }).superRefine(requirePoint)
export const SearchSchema = z.strictObject({ type: optional(TypeSchema), box: optional(BoxSchema), ...filters, ...paging }).superRefine(requirePoint)
export const NetworkSearchSchema = z.strictObject({ ...filters, ...paging }).superRefine(requirePoint)
export const TerritorySchema = z.strictObject({ q: z.string().trim().min(1).max(80) })
export const PlacesSchema = z.strictObject({ q: z.string().trim().min(1).max(200) })

type MapParams = z.output<typeof MapSchema>
type Box = z.output<typeof BoxSchema>

/** One of the values of a field, whose audience may read it. */
export interface Facet {
  collection: 'offers' | 'organizations'
  field: string
  storage: 'list' | 'words' | 'value'
  values: string[]
  /** Kinds of the rows whose empty list says « everybody »; absent when it says nothing. */
  openKinds?: string[]
}

/** What the search statement needs, whoever asks. */
export interface Criteria {
  types: readonly ('offer' | 'organization')[]
  visibilities: readonly string[]
  /** States of the organisations shown. */
  statuses: readonly string[]
  /** Account that also reaches what the structures of its scope keep to themselves. */
  viewer: string | null
  withPlaces: boolean
  facets: readonly Facet[]
  text: string | null
  theme: string | null
  kind: string | null
  /** Beginnings of the commune codes of the territory asked. */
  communes: string[] | null
  /** Codes that an offer's zone may name to cover the territory. */
  zones: string[] | null
  point: { latitude: number, longitude: number, radiusKm: number | null } | null
  /** What the map shows: only the sites in it are found. */
  box?: Box | undefined
  /** From the nearest to the farthest, whatever the words. */
  byDistance: boolean
  /** Fields that a local decision closed to whoever asks: nothing is found by them, nor told of them. */
  isClosed: (collection: string, field: string) => boolean
}

/** Turns checked parameters into search criteria. */
export function toCriteria(params: MapParams & { box?: Box | undefined }, scope: Pick<Criteria, 'visibilities'> & Partial<Criteria>): Criteria {
  const { lat, lng } = params
  return {
    types: params.type ? [params.type] : ['offer', 'organization'],
    statuses: PUBLISHED_STATUSES,
    viewer: null,
    withPlaces: params.with_places === '1',
    facets: [],
    text: params.q ?? null,
    theme: params.theme ?? null,
    kind: params.kind ?? null,
    communes: params.territory ? communePrefixes(params.territory) : null,
    zones: params.territory ? zoneCodes(params.territory) : null,
    point: lat === undefined || lng === undefined
      ? null
      : { latitude: lat, longitude: lng, radiusKm: params.radius ?? (params.territory || params.q || params.sort ? null : DEFAULT_RADIUS_KM) },
    box: params.box,
    byDistance: params.sort === 'distance',
    isClosed: () => false,
    ...scope,
  }
}

// The three communes divided into municipal arrondissements, whose addresses carry the arrondissement's code.
const ARRONDISSEMENTS: Record<string, string[]> = { 75056: ['751'], 69123: ['6938'], 13055: ['132'] }

/** Beginnings of the commune codes that lie in a commune, a département or a region. */
export function communePrefixes(territory: string): string[] {
  const departements = departementsIn(territory)
  return departements.length > 0 ? departements : [territory, ...ARRONDISSEMENTS[territory] ?? []]
}

/** The département of a commune code, overseas included. */
export function departementOf(commune: string): string {
  return /^9[78]/.test(commune) ? commune.slice(0, 3) : commune.slice(0, 2)
}

function zoneCodes(territory: string): string[] {
  if (territory.startsWith('R')) return departementsIn(territory)
  return territory.length === 5 ? [territory, departementOf(territory)] : [territory]
}
