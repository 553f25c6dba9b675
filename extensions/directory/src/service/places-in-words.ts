import type { Host } from '@relais/extensions/platform'
import { districtOf, readingsOf } from '../rules/place-in-words.ts'
import { departementsIn } from '../rules/regions.ts'
import type { Reading } from '../rules/place-in-words.ts'

interface Place { code: string, name: string, kind: string, departement: string | null, latitude: number | null, longitude: number | null, postal_codes: string[], population: number | null, plain: string }

/** What is looked for once its place is taken out; several places when the words do not say which, and never one that was only guessed. */
interface Understood { text: string, places: Omit<Place, 'population' | 'plain'>[], is_certain: boolean }

/** From here on, a town is better known than any word that is written like it. */
const WELL_KNOWN = 10_000
const MOST_PLACES = 8

/** Reads the place in what somebody typed. */
export async function understandPlace(host: Host, typed: string): Promise<Understood> {
  const readings = readingsOf(typed)
  const found = readings.length > 0 ? await placesOf(host, readings) : []
  for (const reading of readings) {
    const places = found.filter(place => isMeant(reading, place))
    if (places.length === 0) continue
    const distinct = withoutTwins(places)
    const [only] = distinct
    const isKnown = reading.isSaid || reading.postalCode !== null || only?.kind !== 'commune' || (only.population ?? 0) >= WELL_KNOWN
    return { text: reading.what, places: distinct.slice(0, MOST_PLACES).map(shown), is_certain: distinct.length === 1 && isKnown }
  }
  return { text: typed.trim(), places: [], is_certain: false }
}

function isMeant({ names, postalCode, departement, kinds }: Reading, place: Place): boolean {
  if (postalCode !== null) return place.kind === 'commune' && place.postal_codes.includes(postalCode) && (districtOf(postalCode) ?? place.code) === place.code && (names.length === 0 || names.some(name => `${place.plain} `.startsWith(`${name} `)))
  if (departement !== null) return place.kind === 'departement' && place.code === departement
  return names.includes(place.plain) && kinds.some(kind => kind === place.kind)
}

/** A town and the département of its name that it lies in are one place, the town; so are a département and its region. */
function withoutTwins(places: Place[]): Place[] {
  const towns = places.filter(({ kind }) => kind === 'commune')
  return places.filter(({ kind, code }) => kind === 'commune'
    || (kind === 'departement' ? !towns.some(({ departement }) => departement === code) : !places.some(({ code: other }) => departementsIn(code).includes(other))))
}

function shown({ population: _population, plain: _plain, ...place }: Place): Understood['places'][number] {
  return place
}

async function placesOf(host: Host, readings: Reading[]): Promise<Place[]> {
  const { rows } = await host.database.raw<{ rows: Place[] }>(
    `select * from (
       select distinct on (t.kind, t.code) case when t.kind = 'region' then 'R' || t.code else t.code end as code, t.name, t.kind, t.latitude, t.longitude, t.population,
         coalesce(t.postal_codes, '[]'::jsonb) as postal_codes, t.normalized_name as plain,
         case t.kind when 'region' then null when 'departement' then t.code else case when t.code ~ '^9[78]' then left(t.code, 3) else left(t.code, 2) end end as departement
       from territories t
       where t.kind in ('commune', 'departement', 'region')
         and (t.normalized_name = any(:names) or t.postal_codes \\?| :postal or t.kind = 'departement' and t.code = any(:departements))
       order by t.kind, t.code, t.vintage desc
     ) last order by last.population desc nulls last, last.code`,
    {
      names: readings.flatMap(({ names }) => names),
      postal: readings.flatMap(({ postalCode }) => postalCode ?? []),
      departements: readings.flatMap(({ departement }) => departement ?? []),
    },
  )
  return rows
}
