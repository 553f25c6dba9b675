import { fetchOutside } from '@relais/extensions/platform'
import { PUBLISHED_STATUSES } from '@relais/schema'
import { isInFrance } from '@relais/schema/forms'
import type { Knex } from 'knex'
import { z } from 'zod'

/** Sites asked about in one run, and the reliability below which a person places the site (scores of the national address base go from 0 to 1). */
const BATCH = 50
const LEAST_SCORE = 0.7
const TIMEOUT_MS = 10_000
const MOST_BYTES = 200_000
const LONGEST_QUESTION = 200

/** What it answers when it finds something wrong in the address itself; a missing page or a refused key says nothing of it. */
const OF_THE_ADDRESS = new Set([400, 413, 414, 422])

/** A street or a hamlet is a place; a whole commune is not one where people are received. */
const PRECISE = new Set(['housenumber', 'street', 'locality'])

/** The answer of `/search`: GeoJSON (RFC 7946), longitude first. https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage */
const AnswerSchema = z.object({
  features: z.array(z.object({
    geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
    properties: z.object({ score: z.number(), type: z.string() }),
  })),
})

interface Address { id: string, address: string, postal_code: string, city: string, commune_code: string | null }

interface Position { latitude: number, longitude: number, score: number }

export interface Geocoder {
  /** Address of the service, before `/search`; without it nothing is asked. */
  url: string | undefined
  send?: typeof fetchOutside
}

/**
 * Asks where the sites are whose address has not been asked yet, and writes what is precise and sure enough. Only addresses that
 * everybody may read leave: those of people never do, nor those of a place kept to the network, nor of a listing that is not published. A service that does not answer ends the run: the next one asks again, in no order, so that an
 * address that it never answers keeps back none of the others.
 *
 * @returns how many sites were placed
 */
export async function placeSites(knex: Knex, { url, send = fetchOutside }: Geocoder): Promise<number> {
  if (url === undefined) return 0
  const { rows } = await knex.raw<{ rows: Address[] }>(
    `select s.id, s.address, s.postal_code, s.city, s.commune_code from sites s join organizations o on o.id = s.organization and o.visibility = 'public' and o.status = any(:published)
     where s.status = 'active' and s.location_asked_at is null and s.latitude is null and s.longitude is null and s.address is not null and not exists (
       select 1 from field_settings f where f.collection = 'sites' and f.field in ('address', 'postal_code', 'city') and f.audience = 'public' and f.level = 'none')
     order by random() limit ${BATCH}`,
    { published: [...PUBLISHED_STATUSES] },
  )
  let placed = 0
  for (const site of rows) placed += await write(knex, site, await ask(url, site, send))
  return placed
}

async function ask(url: string, { address, postal_code: postalCode, city, commune_code: commune }: Address, send: typeof fetchOutside): Promise<Position | null> {
  const question = new URLSearchParams({
    q: `${address} ${postalCode} ${city}`.slice(0, LONGEST_QUESTION), limit: '1',
    ...(commune === null ? { postcode: postalCode } : { citycode: commune }),
  })
  const answer = await send(`${url.replace(/\/$/, '')}/search?${question}`, { allowed: [new URL(url).origin], timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES })
  // What it finds wrong in one address says nothing of the next ones.
  if (OF_THE_ADDRESS.has(answer.status)) return null
  if (!answer.ok) throw new Error(`the geocoding service answered ${answer.status}`)
  const [found] = AnswerSchema.parse(await answer.json()).features
  if (!found || found.properties.score < LEAST_SCORE || !PRECISE.has(found.properties.type)) return null
  const [longitude, latitude] = found.geometry.coordinates
  return isInFrance(latitude, longitude) ? { latitude, longitude, score: Math.min(found.properties.score, 1) } : null
}

/** Nothing is written over what somebody changed meanwhile. */
async function write(knex: Knex, { id, address, postal_code: postalCode, city }: Address, position: Position | null): Promise<number> {
  const { rowCount } = await knex.raw<{ rowCount: number }>(
    `update sites set location_asked_at = now(), latitude = :latitude, longitude = :longitude, location_source = :source, location_score = :score
     where id = :id and location_asked_at is null and latitude is null and longitude is null and (address, postal_code, city) = (:address, :postalCode, :city)`,
    { id, address, postalCode, city, latitude: position?.latitude ?? null, longitude: position?.longitude ?? null, source: position && 'geocoded', score: position?.score ?? null },
  )
  return position === null ? 0 : rowCount
}
