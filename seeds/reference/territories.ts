import { uuidOf } from '../lib/uuid.ts'
import { COG_VINTAGE, officialGeography } from './communes.ts'
import { communeCoordinates } from './coordinates.ts'
import type { Coordinates } from './coordinates.ts'
import type { Division, Epci, OfficialCommune, OfficialGeography } from './communes.ts'

export type TerritoryKind = 'country' | 'region' | 'departement' | 'epci' | 'commune'

export interface Territory {
  id: string
  code: string
  name: string
  kind: TerritoryKind
  parent: string | null
  vintage: number
  latitude: number | null
  longitude: number | null
  population: number | null
  postal_codes: string[]
}

/** INSEE code of France in the list of countries. */
const FRANCE = '99100'

/** Where collectivities without a seat of their own are shown. */
const REMOTE: Record<string, Coordinates> = {
  984: { latitude: -49.35, longitude: 70.2167 },
  989: { latitude: 10.3, longitude: -109.2167 },
}

/** The identifier of a territory, the same in the reference data and in the demo world. */
export function territoryId(kind: TerritoryKind, code: string, vintage = COG_VINTAGE): string {
  return uuidOf('territory', kind, code, vintage)
}

/** Every territory of the official geographic code: country, regions, départements and collectivities, EPCI, communes. */
export function territories(): Territory[] {
  const geography = officialGeography()
  const points = communeCoordinates(geography)
  const population = populations(geography)
  const departementOf = new Map(geography.communes.map(({ code, departement }) => [code, departement]))
  const toRow = (kind: TerritoryKind, code: string, name: string, parent: string | null, point?: Coordinates): Territory => ({
    id: territoryId(kind, code),
    code,
    name,
    kind,
    parent,
    vintage: COG_VINTAGE,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    population: population.get(`${kind} ${code}`) ?? null,
    postal_codes: [],
  })
  const seat = ({ code, chefLieu }: Division) => REMOTE[code] ?? points.get(chefLieu)
  // Collectivities stand in both lists of the official code: we keep them once, as départements of the country.
  const isRegion = ({ zone }: Division) => zone !== 'com'

  return [
    toRow('country', FRANCE, 'France', null, points.get('75056')),
    ...geography.regions.filter(isRegion).map(region => toRow('region', region.code, region.nom, territoryId('country', FRANCE), seat(region))),
    ...geography.departements.map(departement =>
      toRow('departement', departement.code, departement.nom, parentOfDepartement(departement), seat(departement))),
    ...geography.epci.map(epci => toRow('epci', epci.code, epci.nom, parentOfEpci(epci, departementOf), points.get(epci.membres[0]?.code ?? ''))),
    ...geography.communes.map(commune => ({
      ...toRow('commune', commune.code, commune.nom, parentOfCommune(commune), points.get(commune.code)),
      postal_codes: commune.codesPostaux ?? [],
    })),
  ]
}

function parentOfDepartement({ zone, region }: Division): string {
  return zone === 'com' || !region ? territoryId('country', FRANCE) : territoryId('region', region)
}

/** An EPCI may cross a border: it hangs from the département of its first member, the most populous one. */
function parentOfEpci({ membres }: Epci, departementOf: Map<string, string | undefined>): string | null {
  const departement = departementOf.get(membres[0]?.code ?? '')
  return departement ? territoryId('departement', departement) : null
}

function parentOfCommune({ type, commune, departement }: OfficialCommune): string | null {
  if (type === 'arrondissement-municipal' && commune) return territoryId('commune', commune)
  return departement ? territoryId('departement', departement) : null
}

function populations({ communes, departements, epci }: OfficialGeography): Map<string, number> {
  const totals = new Map<string, number>()
  const add = (key: string, value: number) => totals.set(key, (totals.get(key) ?? 0) + value)
  const regionOf = new Map(departements.map(({ code, region }) => [code, region]))
  for (const { code, type, departement = '', population } of communes) {
    if (population === undefined) continue
    add(`commune ${code}`, population)
    // Arrondissements are already counted in their commune.
    if (type === 'arrondissement-municipal') continue
    add(`departement ${departement}`, population)
    add(`region ${regionOf.get(departement) ?? ''}`, population)
    add(`country ${FRANCE}`, population)
  }
  for (const { code, populationTotale } of epci) {
    if (populationTotale !== undefined) add(`epci ${code}`, populationTotale)
  }
  return totals
}
