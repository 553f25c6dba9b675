import { inventedSiret } from '../lib/identifiers.ts'
import { uuidOf } from '../lib/uuid.ts'
import { CANAL, SEDELLE } from './partners.ts'
import { structureId } from './structures.ts'
import { siteIds } from './sites.ts'
import { staffId } from './users.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { PersonPlan } from './people-plans.ts'
import type { Partner } from './partners.ts'

type ProposalRow = SeedRow<'change_proposals'>

interface ProposalPlan {
  partner: string
  by: string
  field: keyof SeedRow<'organizations'>
  /** New value, from the present one. */
  propose: (organization: SeedRow<'organizations'>) => unknown
  /** Value seen by the proposer when it is not the present one: the proposal was accepted since. */
  base?: unknown
  daysAgo: number
  status?: 'accepted' | 'refused' | 'withdrawn' | 'superseded'
  reason?: string
  comment?: string
}

const CANAL_DESCRIPTION = 'Les Ateliers du Canal collectent, réparent et revendent meubles, livres, vêtements et petit électroménager. Vingt-quatre personnes y travaillent en contrat d’insertion, avec une conseillère chaque semaine. La boutique est ouverte à tous du mercredi au samedi. Chaque mois : un café réparation et un atelier CV ouvert aux personnes suivies par la mission locale.'

const present = (field: keyof SeedRow<'organizations'>) => (organization: SeedRow<'organizations'>) => organization[field] ?? null

/** What partners asked to change: waiting, accepted, refused, competing, taken back. */
const plans: readonly ProposalPlan[] = [
  { partner: CANAL, by: 'partenaire', field: 'description', propose: () => CANAL_DESCRIPTION, daysAgo: 1, comment: 'Texte relu par notre équipe.' },
  { partner: CANAL, by: 'partenaire2', field: 'description', propose: ({ description }) => `${description} Un point de dépôt est aussi ouvert le lundi matin.`, daysAgo: 3 },
  { partner: CANAL, by: 'partenaire', field: 'siret', propose: ({ siren }) => inventedSiret(siren ?? '', 2), daysAgo: 2, comment: 'Nous avons changé de siège cet été.' },
  { partner: CANAL, by: 'partenaire', field: 'themes', propose: ({ themes }) => [...(themes ?? []), 'training'], daysAgo: 2 },
  { partner: CANAL, by: 'partenaire2', field: 'legal_name', propose: present('legal_name'), base: 'Association Ateliers Canal', daysAgo: 30, status: 'accepted' },
  { partner: CANAL, by: 'partenaire', field: 'kind', propose: () => 'company', daysAgo: 21, status: 'refused', reason: 'L’agrément de structure d’insertion est en cours : la nature de la fiche ne change pas tant qu’il est valable. Merci de nous prévenir s’il n’est pas renouvelé.' },
  { partner: CANAL, by: 'partenaire2', field: 'name', propose: () => 'ATELIERS DU CANAL 19', daysAgo: 45, status: 'withdrawn' },
  { partner: SEDELLE, by: 'partenaire2', field: 'alternate_name', propose: () => 'Garage Sédelle', daysAgo: 4 },
  { partner: SEDELLE, by: 'partenaire2', field: 'description', propose: ({ description }) => `${description} Depuis septembre, le garage intervient aussi à domicile, dans un rayon de vingt kilomètres autour de La Souterraine.`, daysAgo: 1 },
  { partner: SEDELLE, by: 'partenaire2', field: 'networks', propose: () => ['mobin', 'aci', 'wimoov'], daysAgo: 26, status: 'refused', reason: 'Nous n’avons pas trouvé trace de cette adhésion. Pouvez-vous joindre l’attestation ?' },
  { partner: 'paris.bikes', by: 'fabienne.morvan', field: 'name', propose: ({ name }) => `${name} et compagnie`, daysAgo: 6 },
  { partner: 'paris.bikes', by: 'fabienne.morvan', field: 'rna', propose: () => 'W759100417', daysAgo: 6 },
  { partner: 'paris.drivingSchool', by: 'thierry.bassong', field: 'description', propose: ({ description }) => `${description} Un simulateur de conduite est disponible le mercredi.`, daysAgo: 9 },
  { partner: 'paris.digitalHelp', by: 'alix.perdriel', field: 'themes', propose: () => ['digital', 'training', 'employment'], daysAgo: 2 },
  { partner: 'paris.digitalHelp', by: 'alix.perdriel', field: 'siret', propose: ({ siren }) => inventedSiret(siren ?? '', 3), daysAgo: 14, status: 'superseded' },
  { partner: 'paris.shelter', by: 'rokia.lemoine', field: 'alternate_name', propose: () => 'La Maison', daysAgo: 12 },
  { partner: 'creuse.arts', by: 'gerald.ansquer', field: 'description', propose: ({ description }) => `${description} La salle est chauffée au bois et accessible de plain-pied.`, daysAgo: 5 },
  { partner: 'creuse.farming', by: 'josiane.rougier', field: 'naf_code', propose: () => '88.99B', daysAgo: 8 },
  { partner: 'reunion.recycling', by: 'ludovic.cadet', field: 'description', propose: ({ description }) => `${description} Un camion passe dans les Hauts le premier samedi du mois.`, daysAgo: 3 },
  { partner: 'guyane.trainingBody', by: 'ketty.bonheur', field: 'legal_name', propose: ({ name }) => `${name} SARL`, daysAgo: 7 },
]

/** Who decides for each structure when a proposal has been decided. */
const DECIDERS: Record<string, string> = { [CANAL]: 'conseiller', [SEDELLE]: 'conseiller2' }

/** The review queue: proposals on listings, on a site and on the files of the people who have an account. */
export function changeProposalRows(partners: readonly Partner[], organizations: readonly SeedRow<'organizations'>[], people: readonly PersonPlan[], calendar: Calendar): ProposalRow[] {
  const onListings = plans.map((plan): ProposalRow => {
    const partner = partners.find(({ key }) => key === plan.partner)
    const organization = organizations.find(({ id }) => id === partner?.id)
    if (!partner || !organization) throw new Error(`no partner ${plan.partner}`)
    const isDecided = plan.status === 'accepted' || plan.status === 'refused'
    return {
      id: uuidOf('proposal', plan.partner, plan.field, plan.by),
      collection: 'organizations',
      item: organization.id,
      field: plan.field,
      base_value: plan.base ?? organization[plan.field] ?? null,
      proposed_value: plan.propose(organization),
      status: plan.status ?? 'pending',
      proposed_by: staffId(plan.by),
      proposed_audience: 'partner',
      organization: organization.id,
      person: null,
      structure: structureId(partner.structure),
      comment: plan.comment ?? null,
      reason: plan.reason ?? null,
      decided_by: isDecided ? staffId(DECIDERS[plan.partner] ?? 'conseiller') : null,
      decided_at: isDecided ? calendar.at(-plan.daysAgo + 3, '11:20') : null,
      date_created: calendar.at(-plan.daysAgo, '18:10'),
    }
  })
  return [...onListings, ...siteProposal(partners, calendar), ...personProposals(people, calendar)]
}

function siteProposal(partners: readonly Partner[], calendar: Calendar): ProposalRow[] {
  const canal = partners.find(({ key }) => key === CANAL)
  const site = canal && siteIds(canal).at(-1)
  if (!canal || !site) return []
  return [{
    id: uuidOf('proposal', 'site', site), collection: 'sites', item: site, field: 'status', base_value: 'active', proposed_value: 'archived', status: 'pending',
    proposed_by: staffId('partenaire2'), proposed_audience: 'partner', organization: canal.id, person: null, structure: structureId(canal.structure),
    comment: 'Ce lieu ferme à la fin du mois.', reason: null, decided_by: null, decided_at: null, date_created: calendar.at(-2, '12:30'),
  }]
}

/** The two people with an account corrected their own file: one waits, one was accepted. */
function personProposals(people: readonly PersonPlan[], calendar: Calendar): ProposalRow[] {
  const told = [
    { key: 'usager', field: 'education_level', base: '3', proposed: '4', daysAgo: 5, decider: null, comment: 'J’ai eu mon bac en juillet.' },
    { key: 'usager2', field: 'family_situation', base: 'couple', proposed: 'single', daysAgo: 33, decider: 'conseiller2', comment: null },
  ] as const
  return told.flatMap(({ key, field, base, proposed, daysAgo, decider, comment }): ProposalRow[] => {
    const person = people.find(candidate => candidate.key === key)
    if (!person?.user) return []
    return [{
      id: uuidOf('proposal', key, field), collection: 'people', item: person.id, field, base_value: base, proposed_value: proposed,
      status: decider ? 'accepted' : 'pending', proposed_by: person.user, proposed_audience: 'beneficiary', organization: null, person: person.id,
      structure: structureId(person.structure), comment, reason: null,
      decided_by: decider ? staffId(decider) : null, decided_at: decider ? calendar.at(-daysAgo + 2, '09:30') : null,
      date_created: calendar.at(-daysAgo, '20:15'),
    }]
  })
}
