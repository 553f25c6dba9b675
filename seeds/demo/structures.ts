import { territoryId } from '../reference/territories.ts'
import { fictionLandline } from '../lib/identifiers.ts'
import { uuidOf } from '../lib/uuid.ts'
import { zones } from './places.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { ZoneKey } from './places.ts'

interface StructurePlan {
  name: string
  level: 'national' | 'region' | 'local'
  kind: 'mission_locale' | 'spip' | 'pjj' | 'association' | 'court' | 'service'
  parent?: string
  zone: ZoneKey
  /** Code of the commune of the zone where it stands. */
  commune: string
  /** Code of the territory it serves: a région, else a département. */
  region?: string
  departement?: string
  address: string
  color?: string
  justice?: string
}

const PENAL = 'Code de procédure pénale, art. D. 572 : suivi des personnes placées sous main de justice.'
const JUVENILE = 'Code de la justice pénale des mineurs, art. L. 111-3 : mise en œuvre des mesures éducatives.'
const PROTECTION = 'Loi 78-17, art. 46 : mandataire judiciaire à la protection des majeurs.'

const plans = {
  'national': { name: 'Coordination nationale Relais', level: 'national', kind: 'service', zone: 'paris', commune: '75112', address: '14 avenue Daumesnil' },
  'idf': { name: 'Région Île-de-France', level: 'region', kind: 'service', parent: 'national', zone: 'paris', commune: '75113', region: '11', address: '8 rue de Tolbiac' },
  'naq': { name: 'Région Nouvelle-Aquitaine', level: 'region', kind: 'service', parent: 'national', zone: 'creuse', commune: '23096', region: '75', address: '2 avenue de la Gare' },
  'outre-mer': { name: 'Coordination des outre-mer', level: 'region', kind: 'service', parent: 'national', zone: 'reunion', commune: '97411', address: '5 rue Pasteur' },
  'ml-paris': { name: 'Mission locale de Paris', level: 'local', kind: 'mission_locale', parent: 'idf', zone: 'paris', commune: '75119', departement: '75', address: '27 avenue de Flandre', color: '#0F766E' },
  'ml-paris-20': { name: 'Mission locale de Paris, antenne Ménilmontant', level: 'local', kind: 'mission_locale', parent: 'ml-paris', zone: 'paris', commune: '75120', departement: '75', address: '63 rue des Pyrénées', color: '#0F766E' },
  'spip-paris': { name: 'SPIP de Paris', level: 'local', kind: 'spip', parent: 'idf', zone: 'paris', commune: '75118', departement: '75', address: '31 rue Ordener', color: '#334155', justice: PENAL },
  'pjj-paris': { name: 'Service éducatif de milieu ouvert Paris Nord-Est', level: 'local', kind: 'pjj', parent: 'idf', zone: 'paris', commune: '75110', departement: '75', address: '12 rue Louis-Blanc', color: '#7C2D12', justice: JUVENILE },
  'ml-creuse': { name: 'Mission locale de la Creuse', level: 'local', kind: 'mission_locale', parent: 'naq', zone: 'creuse', commune: '23096', departement: '23', address: '9 rue Gambetta', color: '#4D7C0F' },
  'ml-creuse-sud': { name: 'Mission locale de la Creuse, antenne d’Aubusson', level: 'local', kind: 'mission_locale', parent: 'ml-creuse', zone: 'creuse', commune: '23008', departement: '23', address: '4 rue des Écoles', color: '#4D7C0F' },
  'protection-creuse': { name: 'Association Passerelles, protection des majeurs', level: 'local', kind: 'association', parent: 'naq', zone: 'creuse', commune: '23096', departement: '23', address: '22 rue Jean-Jaurès', color: '#6D28D9', justice: PROTECTION },
  'tj-gueret': { name: 'Juge des tutelles de Guéret', level: 'local', kind: 'court', parent: 'naq', zone: 'creuse', commune: '23096', departement: '23', address: '1 place de l’Église', justice: PENAL },
  'ml-reunion': { name: 'Mission locale Nord de La Réunion', level: 'local', kind: 'mission_locale', parent: 'outre-mer', zone: 'reunion', commune: '97411', departement: '974', address: '18 rue Victor-Hugo', color: '#B45309' },
  'ml-reunion-sud': { name: 'Mission locale Sud de La Réunion', level: 'local', kind: 'mission_locale', parent: 'ml-reunion', zone: 'reunion', commune: '97416', departement: '974', address: '40 rue du Marché', color: '#B45309' },
  'ml-guyane': { name: 'Mission locale de Guyane', level: 'local', kind: 'mission_locale', parent: 'outre-mer', zone: 'guyane', commune: '97302', departement: '973', address: '6 rue Lamartine', color: '#15803D' },
  'ml-guyane-ouest': { name: 'Mission locale de Guyane, antenne de l’Ouest', level: 'local', kind: 'mission_locale', parent: 'ml-guyane', zone: 'guyane', commune: '97311', departement: '973', address: '11 rue de la République', color: '#15803D' },
  'ml-guadeloupe': { name: 'Mission locale de Guadeloupe', level: 'local', kind: 'mission_locale', parent: 'outre-mer', zone: 'guadeloupe', commune: '97101', departement: '971', address: '3 rue des Écoles' },
  'ml-martinique': { name: 'Mission locale de Martinique', level: 'local', kind: 'mission_locale', parent: 'outre-mer', zone: 'martinique', commune: '97209', departement: '972', address: '15 rue Lamartine' },
  'ml-mayotte': { name: 'Mission locale de Mayotte', level: 'local', kind: 'mission_locale', parent: 'outre-mer', zone: 'mayotte', commune: '97611', departement: '976', address: '7 rue du Marché' },
  'jeunesse-spm': { name: 'Service insertion de Saint-Pierre-et-Miquelon', level: 'local', kind: 'service', parent: 'outre-mer', zone: 'miquelon', commune: '97502', departement: '975', address: '2 rue du Général-de-Gaulle' },
  'jeunesse-nc': { name: 'Service insertion des jeunes de Nouméa', level: 'local', kind: 'service', parent: 'outre-mer', zone: 'caledonie', commune: '98818', departement: '988', address: '20 rue Gambetta' },
  'jeunesse-pf': { name: 'Service insertion des jeunes de Papeete', level: 'local', kind: 'service', parent: 'outre-mer', zone: 'polynesie', commune: '98735', departement: '987', address: '10 rue de la République' },
} as const satisfies Record<string, StructurePlan>

export type StructureKeyOfWorld = keyof typeof plans

/** The structures of the demo world by key, with the zone each one stands in. */
export const structurePlans: Record<StructureKeyOfWorld, StructurePlan> = plans

/** The identifier of a structure of the demo world. */
export function structureId(key: StructureKeyOfWorld): string {
  return uuidOf('structure', key)
}

/** The operating units: one national, three regional, and the local ones of the ten places. */
export function structureRows(calendar: Calendar): SeedRow<'structures'>[] {
  return Object.entries(structurePlans).map(([key, plan], index) => {
    const zone = zones[plan.zone]
    const place = zone.communes.find(({ code }) => code === plan.commune)
    if (!place) throw new Error(`structure ${key} stands nowhere`)
    return {
      id: uuidOf('structure', key),
      name: plan.name,
      code: key.toUpperCase(),
      level: plan.level,
      kind: plan.kind,
      parent: plan.parent ? uuidOf('structure', plan.parent) : null,
      phone: fictionLandline(100 + index),
      email: `accueil@${key}.example`,
      address: plan.address,
      postal_code: place.postcode,
      city: place.name,
      commune_code: place.code,
      territory: territoryOf(plan),
      latitude: place.latitude,
      longitude: place.longitude,
      time_zone: zone.timeZone,
      color: plan.color ?? null,
      legal_basis_justice: plan.justice !== undefined,
      legal_basis_reference: plan.justice ?? null,
      status: 'active',
      date_created: calendar.at(-900, '09:00'),
    }
  })
}

function territoryOf({ region, departement }: StructurePlan): string | null {
  if (region) return territoryId('region', region)
  return departement ? territoryId('departement', departement) : territoryId('country', '99100')
}
