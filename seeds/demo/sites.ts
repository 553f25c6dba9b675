import { territoryId } from '../reference/territories.ts'
import { fictionLandline } from '../lib/identifiers.ts'
import { randomFor } from '../lib/prng.ts'
import { slug } from '../lib/text.ts'
import { uuidOf } from '../lib/uuid.ts'
import { pointIn, streetAddress } from './addresses.ts'
import { CANAL, SEDELLE } from './partners.ts'
import { ofCity } from './places.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { Partner } from './partners.ts'
import type { DemoCommune } from './places.ts'

const ACCESSIBILITY = ['wheelchair', 'parking', 'toilets', 'hearing', 'visual', 'cognitive'] as const
const TRANSPORT = [
  'Arrêt de bus « Mairie », puis cinq minutes à pied.',
  'À dix minutes à pied de la gare. Vélos acceptés dans la cour.',
  'Parking gratuit devant l’entrée. Le car s’arrête à 300 mètres.',
  'Entrée par la cour, au fond à gauche. Un interphone est à hauteur de fauteuil.',
]
const OTHER_SITES = ['Antenne', 'Atelier', 'Permanence', 'Boutique']

/** How many places a partner has: town halls one, the others from one to three. */
function siteCount({ key, familyKey, status }: Partner): number {
  if (key === CANAL || key === SEDELLE) return 2
  if (familyKey === 'townHall' || status === 'prospect') return 1
  const random = randomFor(`sites ${key}`)
  if (!random.chance(0.5)) return 1
  return random.chance(0.25) ? 3 : 2
}

/** The identifiers of the sites of a partner, the main one first. */
export function siteIds(partner: Partner): string[] {
  return Array.from({ length: siteCount(partner) }, (_, index) => uuidOf('site', partner.key, index))
}

/** The places where partners receive people. */
export function siteRows(partners: readonly Partner[], calendar: Calendar): SeedRow<'sites'>[] {
  return partners.flatMap(partner => siteIds(partner).map((id, index) => siteRow(partner, id, index, calendar)))
}

function siteRow(partner: Partner, id: string, index: number, calendar: Calendar): SeedRow<'sites'> {
  const random = randomFor(`site ${partner.key} ${index}`)
  const commune = communeOf(partner, index)
  const createdDaysAgo = random.int(200, 700)
  return {
    id,
    organization: partner.id,
    name: index === 0 ? partner.name : `${OTHER_SITES[(partner.rank + index) % OTHER_SITES.length]} ${placeName(commune)}`,
    is_main: index === 0,
    address: streetAddress(commune, random),
    address_complement: random.chance(0.15) ? random.pick(['Bâtiment B, 2e étage', 'Rez-de-chaussée, porte droite', 'Au fond de la cour']) : null,
    postal_code: commune.postcode,
    city: commune.name,
    commune_code: commune.code,
    territory: territoryId('commune', commune.code),
    ...pointIn(commune, random),
    location_source: random.chance(0.7) ? 'geocoded' : 'manual',
    location_score: Math.round((0.72 + random.next() * 0.26) * 100) / 100,
    phone: index === 0 ? null : fictionLandline(2000 + partner.rank * 3 + index),
    email: index === 0 ? null : `accueil${index + 1}@${slug(partner.name)}.example`,
    hours: index === 0 ? null : random.pick(partner.family.hours),
    accessibility: random.chance(0.75) ? random.sample(ACCESSIBILITY, random.int(1, 3)) : null,
    transport: random.chance(0.5) ? random.pick(TRANSPORT) : null,
    status: partner.status === 'archived' || (index === 2 && random.chance(0.3)) ? 'archived' : 'active',
    date_created: calendar.at(-createdDaysAgo, '11:15'),
  }
}

/** A second site is in another commune of the zone, or in another street of the same one. */
function communeOf(partner: Partner, index: number): DemoCommune {
  const { communes } = partner.place
  const start = communes.indexOf(partner.commune)
  return communes[(start + index * 2) % communes.length] ?? partner.commune
}

/** `de Guéret`, `du 19e`. */
function placeName(commune: DemoCommune): string {
  return commune.code.startsWith('751') ? `du ${Number(commune.code.slice(3))}e` : ofCity(commune)
}
