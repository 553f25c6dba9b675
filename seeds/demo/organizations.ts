import { territoryId } from '../reference/territories.ts'
import { fictionLandline, inventedSiren, inventedSiret } from '../lib/identifiers.ts'
import { randomFor } from '../lib/prng.ts'
import { fill, slug } from '../lib/text.ts'
import { partnerUpdateDaysAgo } from './partnership.ts'
import { structureId } from './structures.ts'
import { CANAL } from './partners.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { Partner } from './partners.ts'

const SIZES = ['1-9', '1-9', '10-49', '10-49', '50-249'] as const

const NOTES = [
  'Accueil toujours très bon. Préférer un appel le matin. Ne pas oublier de prévenir quand une personne ne vient pas.',
  'Partenaire solide mais débordé : attendre une réponse sous dix jours et relancer par courriel.',
  'A refusé deux orientations de suite faute de places. Point à faire sur les conditions d’accès avant l’été.',
  'Convention à renouveler. La direction a changé, prévoir une visite de présentation.',
]

/** The SIRET of a partner: a right key, and nobody's. */
export function siretOf({ rank }: Partner): string {
  return inventedSiret(inventedSiren(101 + rank * 7))
}

/** One row a partner. */
export function organizationRows(partners: readonly Partner[], calendar: Calendar): SeedRow<'organizations'>[] {
  return partners.map((partner): SeedRow<'organizations'> => {
    const { family, key, rank, status } = partner
    const random = randomFor(`organization ${key}`)
    const isAssociation = family.kind === 'association'
    const departement = partner.place.departement
    const createdDaysAgo = random.int(240, 730)
    const partnerDaysAgo = partnerUpdateDaysAgo(key)
    const isKnown = status !== 'prospect'
    const confirmedDaysAgo = status === 'to_refresh' ? random.int(200, 240) : random.int(3, 150)
    return {
      id: partner.id,
      name: partner.name,
      alternate_name: random.chance(0.2) ? initials(partner.name) : null,
      legal_name: key === CANAL || (isAssociation && random.chance(0.5)) ? `Association ${partner.name}` : null,
      kind: family.kind,
      siret: siretOf(partner),
      siren: inventedSiren(101 + rank * 7),
      rna: isAssociation && /^\d\d$/.test(departement) && random.chance(0.7) ? `W${departement}9${String(100000 + rank * 37).slice(-6)}` : null,
      naf_code: family.naf,
      naf_version: 'rev2',
      size: random.pick(SIZES),
      themes: [...family.themes],
      networks: networksOf(partner),
      description: fill(family.description, partner.words),
      phone: fictionLandline(1000 + rank),
      email: `contact@${slug(partner.name)}.example`,
      // The listing of the demo partner lacks something, so that the page shows what it asks for.
      website: key !== CANAL && random.chance(0.7) ? `https://${slug(partner.name)}.example` : null,
      hours: random.pick(family.hours),
      status,
      visibility: partner.visibility,
      structure: structureId(partner.structure),
      territory: territoryId('commune', partner.commune.code),
      updated_by_partner_at: partnerDaysAgo === null ? null : calendar.at(-partnerDaysAgo, '18:10'),
      last_confirmed_at: isKnown ? calendar.at(-confirmedDaysAgo, '10:00') : null,
      hosting_potential: random.pick(['unknown', 'low', 'medium', 'high']),
      internal_notes: random.chance(0.35) ? random.pick(NOTES) : null,
      source: random.chance(0.3) ? 'import-2024' : null,
      date_created: calendar.at(-createdDaysAgo, '11:00'),
      date_updated: isKnown ? calendar.at(-Math.min(confirmedDaysAgo, partnerDaysAgo ?? confirmedDaysAgo), '18:10') : null,
    }
  })
}

function networksOf({ family }: Partner): SeedRow<'organizations'>['networks'] {
  return family.networks ? [...family.networks] : null
}

/** `Garage solidaire de la Sédelle` is also known as `GSS`. */
function initials(name: string): string {
  const words = name.split(/[\s’'-]+/).filter(word => /^\p{Lu}/u.test(word) || word.length > 4)
  return words.map(word => word.charAt(0).toUpperCase()).join('').padEnd(2, 'S')
}
