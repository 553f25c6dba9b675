import { randomFor } from '../lib/prng.ts'
import { fill } from '../lib/text.ts'
import { uuidOf } from '../lib/uuid.ts'
import { partnerFamilies } from './content/partners/index.ts'
import { ofCity, toponymsOf, zones } from './places.ts'
import type { FamilyKey } from './content/partners/index.ts'
import type { PartnerFamily } from './content/partners/types.ts'
import type { DemoCommune, ZoneKey } from './places.ts'
import type { StructureKeyOfWorld } from './structures.ts'

export type PartnerStatus = 'prospect' | 'active' | 'to_refresh' | 'suspended' | 'archived'

/** An invented partner, before it becomes rows. */
export interface Partner {
  id: string
  /** For instance `creuse.garage`. */
  key: string
  rank: number
  name: string
  zone: ZoneKey
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

/** The partners of the demo world, in the same order every time. */
export function partners(): Partner[] {
  let rank = 0
  return Object.entries(zones).flatMap(([zoneKey, zone]) => {
    const seen = new Map<FamilyKey, number>()
    return zone.families.map((familyKey, index): Partner => {
      const time = seen.get(familyKey) ?? 0
      seen.set(familyKey, time + 1)
      const key = time === 0 ? `${zoneKey}.${familyKey}` : `${zoneKey}.${familyKey}.${time + 1}`
      return partnerOf({ key, zoneKey: zoneKeyOf(zoneKey), familyKey, index, rank: rank++ })
    })
  })
}

function zoneKeyOf(key: string): ZoneKey {
  const found = zoneKeys.find(zone => zone === key)
  if (!found) throw new Error(`unknown zone ${key}`)
  return found
}
const zoneKeys: readonly ZoneKey[] = ['paris', 'creuse', 'reunion', 'guyane', 'guadeloupe', 'martinique', 'mayotte', 'miquelon', 'caledonie', 'polynesie']

interface Seat { key: string, zoneKey: ZoneKey, familyKey: FamilyKey, index: number, rank: number }

function partnerOf({ key, zoneKey, familyKey, index, rank }: Seat): Partner {
  const zone = zones[zoneKey]
  const family = partnerFamilies[familyKey]
  const override = OVERRIDES[key]
  const municipal = zone.communes.filter(({ code }) => !code.startsWith('751'))
  const toponyms = toponymsOf(zone)
  const seat = override ? toponyms.find(({ of }) => of === override.of) : toponyms[index % toponyms.length]
  const commune = MUNICIPAL.includes(familyKey) ? municipal[index % municipal.length] : seat?.commune
  const template = family.names[override?.name ?? randomFor(`name ${key}`).int(0, family.names.length - 1)]
  if (!commune || !seat || !template) throw new Error(`partner ${key} has no name or no place`)
  const words = { of: seat.of, ofCity: ofCity(commune) }
  const status = override ? 'active' : statusOf(rank)
  return {
    id: uuidOf('organization', key),
    key,
    rank,
    name: fill(template, words),
    zone: zoneKey,
    familyKey,
    family,
    commune,
    words,
    structure: override?.structure ?? structureOf(zoneKey, familyKey, commune, rank),
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

function structureOf(zone: ZoneKey, family: FamilyKey, commune: DemoCommune, rank: number): StructureKeyOfWorld {
  switch (zone) {
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
