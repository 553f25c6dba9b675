import { randomFor } from '../lib/prng.ts'
import { fill } from '../lib/text.ts'
import { uuidOf } from '../lib/uuid.ts'
import { partnerFamilies } from './content/partners/index.ts'
import { otherDepartements } from './country.ts'
import { ofCity, toponymsOf, zones } from './places.ts'
import type { FamilyKey } from './content/partners/index.ts'
import type { PartnerFamily } from './content/partners/types.ts'
import type { DemoCommune, Zone, ZoneKey } from './places.ts'
import type { StructureKeyOfWorld } from './structures.ts'

export type PartnerStatus = 'prospect' | 'active' | 'to_refresh' | 'suspended' | 'archived'

/** An invented partner, before it becomes rows. */
export interface Partner {
  id: string
  /** For instance `creuse.garage`. */
  key: string
  rank: number
  name: string
  /** A place of the world that has people of its own, or the rest of the country. */
  zone: ZoneKey | 'elsewhere'
  place: Zone
  familyKey: FamilyKey
  family: PartnerFamily
  commune: DemoCommune
  /** Values of `{of}` and `{ofCity}` in its texts. */
  words: { of: string, ofCity: string }
  structure: StructureKeyOfWorld
  status: PartnerStatus
  visibility: 'public' | 'network' | 'internal'
}

interface Override { name: number, of: string, structure: StructureKeyOfWorld }

/** The partners that the demo accounts look after: always there, always the same. */
const OVERRIDES: Record<string, Override> = {
  'paris.recycling': { name: 2, of: 'du Canal', structure: 'ml-paris' },
  'creuse.garage': { name: 0, of: 'de la Sédelle', structure: 'ml-creuse' },
}

/** Partner whose owner is `partenaire@` and editor `partenaire2@`. */
export const CANAL = 'paris.recycling'
/** Partner whose owner is `partenaire2@`. */
export const SEDELLE = 'creuse.garage'

/** Families that bear the name of their commune, so that they are never in an arrondissement. */
const MUNICIPAL: readonly FamilyKey[] = ['townHall', 'socialAction']

const SOUTH_CREUSE = ['23008', '23030', '23079', '23001']
const SOUTH_REUNION = ['97416', '97422', '97414']

/** The partners of the demo world, in the same order every time: those of its places, then those of every other département. */
export function partners(): Partner[] {
  let rank = 0
  const seats = (prefix: string, place: Zone, zone: Partner['zone']): Partner[] => {
    const seen = new Map<FamilyKey, number>()
    return place.families.map((familyKey, index) => {
      const time = seen.get(familyKey) ?? 0
      seen.set(familyKey, time + 1)
      return partnerOf({ key: time === 0 ? `${prefix}.${familyKey}` : `${prefix}.${familyKey}.${time + 1}`, zone, place, familyKey, index, rank: rank++ })
    })
  }
  return [
    ...zoneKeys.flatMap(key => seats(key, zones[key], key)),
    ...otherDepartements().flatMap(({ departement, zone }) => seats(departement, zone, 'elsewhere')),
  ]
}

const zoneKeys: readonly ZoneKey[] = ['paris', 'creuse', 'reunion', 'guyane', 'guadeloupe', 'martinique', 'mayotte', 'miquelon', 'caledonie', 'polynesie']

interface Seat { key: string, zone: Partner['zone'], place: Zone, familyKey: FamilyKey, index: number, rank: number }

function partnerOf({ key, zone, place, familyKey, index, rank }: Seat): Partner {
  const family = partnerFamilies[familyKey]
  const override = OVERRIDES[key]
  const municipal = place.communes.filter(({ code }) => !code.startsWith('751'))
  const toponyms = toponymsOf(place)
  const seat = override ? toponyms.find(({ of }) => of === override.of) : toponyms[index % toponyms.length]
  const commune = MUNICIPAL.includes(familyKey) ? municipal[index % municipal.length] : seat?.commune
  const template = family.names[override?.name ?? randomFor(`name ${key}`).int(0, family.names.length - 1)]
  if (!commune || !seat || !template) throw new Error(`partner ${key} has no name or no place`)
  const words = { of: seat.of, ofCity: ofCity(commune) }
  // The few partners of a département are what somebody there finds: none of them is away.
  const status = override || zone === 'elsewhere' ? 'active' : statusOf(rank)
  return {
    id: uuidOf('organization', key),
    key,
    rank,
    name: fill(template, words),
    zone,
    place,
    familyKey,
    family,
    commune,
    words,
    structure: override?.structure ?? structureOf({ zone, family: familyKey, commune, rank, departement: place.departement }),
    status,
    visibility: visibilityOf(familyKey, status),
  }
}

/** Most partners are active; a few are at each other moment of a partnership (ML-64). */
function statusOf(rank: number): PartnerStatus {
  if (rank % 17 === 6) return 'to_refresh'
  if (rank % 23 === 15) return 'prospect'
  if (rank % 31 === 10) return 'suspended'
  return rank % 29 === 20 ? 'archived' : 'active'
}

function visibilityOf(family: FamilyKey, status: PartnerStatus): Partner['visibility'] {
  if (status === 'prospect') return 'internal'
  return family === 'careHome' || family === 'guardians' ? 'network' : 'public'
}

// The départements of both mainland regions that have a structure.
const ILE_DE_FRANCE = ['77', '78', '91', '92', '93', '94', '95']
const NOUVELLE_AQUITAINE = ['16', '17', '19', '24', '33', '40', '47', '64', '79', '86', '87']

interface Whose { zone: Partner['zone'], family: FamilyKey, commune: DemoCommune, rank: number, departement: string }

function structureOf({ zone, family, commune, rank, departement }: Whose): StructureKeyOfWorld {
  switch (zone) {
    case 'elsewhere':
      if (ILE_DE_FRANCE.includes(departement)) return 'idf'
      return NOUVELLE_AQUITAINE.includes(departement) ? 'naq' : 'national'
    case 'paris':
      if (family === 'legalHelp') return 'spip-paris'
      if (family === 'careHome') return 'pjj-paris'
      return rank % 4 === 3 ? 'ml-paris-20' : 'ml-paris'
    case 'creuse':
      if (family === 'guardians') return 'protection-creuse'
      return SOUTH_CREUSE.includes(commune.code) ? 'ml-creuse-sud' : 'ml-creuse'
    case 'reunion': return SOUTH_REUNION.includes(commune.code) ? 'ml-reunion-sud' : 'ml-reunion'
    case 'guyane': return commune.code === '97311' ? 'ml-guyane-ouest' : 'ml-guyane'
    case 'guadeloupe': return 'ml-guadeloupe'
    case 'martinique': return 'ml-martinique'
    case 'mayotte': return 'ml-mayotte'
    case 'miquelon': return 'jeunesse-spm'
    case 'caledonie': return 'jeunesse-nc'
    case 'polynesie': return 'jeunesse-pf'
  }
}
