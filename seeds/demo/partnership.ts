import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import { contactId } from './contacts.ts'
import { CANAL, SEDELLE } from './partners.ts'
import { structureId } from './structures.ts'
import { partnerStaff, staffId } from './users.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { Partner } from './partners.ts'
import type { StructureKeyOfWorld } from './structures.ts'

type Interaction = Required<SeedRow<'interactions'>>

const EXCHANGES: readonly { kind: Interaction['kind'], summary: string, next?: string }[] = [
  { kind: 'call', summary: 'Point sur les places libres. Deux personnes peuvent commencer le mois prochain ; la responsable préfère un courriel avec le CV.', next: 'Envoyer deux candidatures' },
  { kind: 'visit', summary: 'Visite des locaux avec deux collègues. Accueil chaleureux, équipe prête à prendre des stagiaires. Accès en fauteuil à vérifier.', next: 'Envoyer le modèle de convention' },
  { kind: 'email', summary: 'Demande de mise à jour de la fiche : horaires et numéro de téléphone. Réponse promise sous quinze jours.', next: 'Relancer si la fiche n’a pas changé' },
  { kind: 'meeting', summary: 'Réunion de bilan de l’année : neuf orientations, six entrées, trois sorties positives. Le partenaire souhaite être prévenu plus tôt.', next: 'Planifier la réunion du prochain trimestre' },
  { kind: 'event', summary: 'Présence au forum des métiers. Une vingtaine de jeunes rencontrés, quatre prises de contact à suivre.' },
  { kind: 'letter', summary: 'Courrier d’invitation à la commission des partenaires, avec l’ordre du jour et le plan d’accès.' },
  { kind: 'call', summary: 'Appel au sujet d’une personne qui ne vient plus. Le partenaire garde la place une semaine ; le conseiller appelle la personne.', next: 'Rappeler le partenaire' },
]

/** Who answers for partners in each structure; a structure without anybody has no exchange. */
const LEADERS: Partial<Record<StructureKeyOfWorld, readonly string[]>> = {
  'ml-paris': ['conseiller', 'leila.caradec', 'responsable', 'soizic.barreau'],
  'ml-paris-20': ['guillaume.nzinga'],
  'spip-paris': ['mathilde.quercy'],
  'pjj-paris': ['clara.vesoul', 'samba.lebrun'],
  'ml-creuse': ['conseiller2', 'odette.faugeron'],
  'ml-creuse-sud': ['lucien.pradelle'],
  'protection-creuse': ['denis.aucouturier'],
  'ml-reunion': ['conseiller.reunion'],
  'ml-reunion-sud': ['vanessa.ramin'],
  'ml-guyane': ['conseiller.guyane'],
  'ml-guyane-ouest': ['jocelyn.amayota'],
  'ml-guadeloupe': ['conseiller.guadeloupe'],
  'ml-martinique': ['conseiller.martinique'],
  'ml-mayotte': ['conseiller.mayotte'],
  'jeunesse-spm': ['conseiller.saint-pierre-et-miquelon'],
  'jeunesse-nc': ['conseiller.nouvelle-caledonie'],
  'jeunesse-pf': ['conseiller.polynesie'],
}

/** The people of a structure who look after its partners. */
export function leadersOf(structure: StructureKeyOfWorld): readonly string[] {
  return LEADERS[structure] ?? []
}

/** The history of contacts with partners (ML-57): none with a prospect, up to five with the others. */
export function interactionRows(partners: readonly Partner[], calendar: Calendar): SeedRow<'interactions'>[] {
  return partners.flatMap((partner) => {
    const random = randomFor(`interactions ${partner.key}`)
    const leaders = leadersOf(partner.structure)
    const count = partner.status === 'prospect' || leaders.length === 0 ? 0 : random.int(1, 5)
    const { timeZone } = partner.place
    return random.sample(EXCHANGES, count).map(({ kind, summary, next }, index): SeedRow<'interactions'> => {
      const offset = calendar.weekday(-random.int(4, 480))
      return {
        id: uuidOf('interaction', partner.key, index),
        organization: partner.id,
        contact: contactId(partner),
        structure: structureId(partner.structure),
        user: staffId(random.pick(leaders)),
        kind,
        happened_at: calendar.at(offset, random.pick(['09:15', '10:30', '14:00', '16:45']), timeZone),
        summary,
        next_step: next ?? null,
        next_step_at: next ? calendar.day(offset + random.int(7, 30)) : null,
        date_created: calendar.at(offset, '17:30', timeZone),
      }
    })
  })
}

/** What partners commit to beyond their offers (ML-54). */
export function commitmentRows(partners: readonly Partner[], calendar: Calendar): SeedRow<'commitments'>[] {
  return partners.flatMap((partner) => {
    const random = randomFor(`commitments ${partner.key}`)
    const forms = random.sample(partner.family.commitments ?? [], random.int(1, 3))
    return forms.map((form, index): SeedRow<'commitments'> => {
      const from = -random.int(30, 600)
      const isEnded = partner.status === 'archived' || random.chance(0.15)
      return {
        id: uuidOf('commitment', partner.key, index),
        organization: partner.id,
        form,
        capacity: random.chance(0.8) ? random.int(1, 12) : null,
        valid_from: partner.status === 'prospect' ? null : calendar.day(from),
        valid_until: isEnded ? calendar.day(Math.max(from + 20, -random.int(5, 25))) : null,
        status: partner.status === 'prospect' ? 'proposed' : isEnded ? 'ended' : 'active',
        date_created: calendar.at(from, '12:00'),
      }
    })
  })
}

interface Seat { user: string, partner: string, right: 'owner' | 'editor', job: string }

/** `partenaire@` owns one listing, `partenaire2@` edits it and owns another; the others cannot sign in. */
const seats: readonly Seat[] = [
  { user: 'partenaire', partner: CANAL, right: 'owner', job: 'Directrice' },
  { user: 'partenaire2', partner: CANAL, right: 'editor', job: 'Chargé de développement' },
  { user: 'partenaire2', partner: SEDELLE, right: 'owner', job: 'Président' },
  ...partnerStaff.map(({ key, ...seat }) => ({ user: key, ...seat })),
]

/** The account that answers for a partner in its space, if any. */
export function partnerUser(partner: string): string | null {
  const seat = seats.find(candidate => candidate.partner === partner)
  return seat ? staffId(seat.user) : null
}

/** How many days ago a partner with an account last changed its own listing. */
export function partnerUpdateDaysAgo(partner: string): number | null {
  return partnerUser(partner) === null ? null : randomFor(`partner update ${partner}`).int(2, 25)
}

/** Portal accounts of partners and their right on a listing. */
export function organizationMemberRows(partners: readonly Partner[], calendar: Calendar): SeedRow<'organization_members'>[] {
  return seats.map(({ user, partner: key, right, job }, index): SeedRow<'organization_members'> => {
    const partner = partners.find(candidate => candidate.key === key)
    if (!partner) throw new Error(`no partner ${key}`)
    const since = calendar.at(-200 + index * 10, '09:00')
    return { id: uuidOf('organization member', user, key), organization: partner.id, user: staffId(user), right, job_title: job, valid_from: since, date_created: since }
  })
}
