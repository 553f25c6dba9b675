import { fictionLandline } from '../lib/identifiers.ts'
import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import { programmes } from './content/casework/programmes.ts'
import { caseUrgency, dayAgo } from './case-plans.ts'
import { structureId } from './structures.ts'
import { staffId } from './users.ts'
import { zones } from './places.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { CasePlan } from './case-plans.ts'
import type { Partner } from './partners.ts'

type CaseRow = SeedRow<'cases'>

const REFERRERS = ['Mme Vasseur', 'M. Delhomme', 'Mme Akrich', 'M. Lebœuf', 'Mme Tavernier', 'M. Sékou', 'Mme Grondin', 'M. Pouget']

/** Kinds of referrers that a partner of the directory may be. */
const PARTNER_KINDS: Partial<Record<string, readonly string[]>> = {
  association: ['shelter', 'arts', 'civic', 'listening'],
  health: ['healthCentre', 'listening'],
  social_service: ['socialAction'],
  school: ['secondChance', 'apprenticeship'],
}

/** One row a file. */
export function caseRows(plans: readonly CasePlan[], partners: readonly Partner[], calendar: Calendar): CaseRow[] {
  return plans.map(plan => caseRow(plan, partners, calendar))
}

function caseRow(plan: CasePlan, partners: readonly Partner[], calendar: Calendar): CaseRow {
  const { person, programme, status } = plan
  const random = randomFor(`${plan.key} values`)
  const story = programmes[programme]
  const urgency = caseUrgency(plan)
  const isClosed = status === 'closed'
  const isBare = plan.lastContactDaysAgo === null
  const next = isClosed ? null : nextOffset(plan, random.int(-6, 24))
  return {
    id: plan.id,
    person: person.id,
    structure: structureId(plan.structure),
    programme,
    reference: `${plan.structure.toUpperCase()}-${String(plan.rank).padStart(4, '0')}`,
    status,
    referent: staffId(plan.referent),
    opened_on: calendar.day(-plan.openedDaysAgo),
    closed_on: dayAgo(calendar, plan.closedDaysAgo),
    closing_reason: isClosed ? random.pick(story.closing) : null,
    legal_basis: story.legalBasis,
    ...originValues(plan, partners),
    urgency: isClosed ? 'none' : urgency.level,
    urgency_themes: isClosed || urgency.level === 'none' ? null : urgency.themes,
    summary: isBare || status === 'reception' ? null : summaryOf(plan, random.pick(story.summaries)),
    next_step: next === null ? null : isBare ? 'Premier rendez-vous' : random.pick(story.nextSteps),
    next_step_on: next === null ? null : calendar.day(calendar.weekday(next)),
    last_contact_on: dayAgo(calendar, plan.lastContactDaysAgo),
    date_created: calendar.at(-plan.openedDaysAgo, '10:00', zones[person.zone].timeZone),
    date_updated: isBare ? null : calendar.at(-(plan.lastContactDaysAgo ?? 0), '17:00', zones[person.zone].timeZone),
  }
}

/** The next step of somebody who was seen yesterday is not last week. */
function nextOffset({ lastContactDaysAgo }: CasePlan, offset: number): number {
  return lastContactDaysAgo !== null && offset <= -lastContactDaysAgo ? 2 : offset
}

function summaryOf({ person }: CasePlan, summary: string): string {
  if (person.key === 'usager') return 'CEJ depuis quatre mois. Très régulière aux ateliers. Projet : travailler dans la vente ou l’accueil. L’hébergement chez une amie se termine : la recherche d’une chambre en résidence est la priorité.'
  if (person.key === 'usager2') return 'Habite à La Souterraine chez ses parents, sans permis. Veut entrer en formation de mécanique. Une location de scooter lui permettrait d’aller au centre de formation.'
  return summary
}

function originValues({ programme, person, key }: CasePlan, partners: readonly Partner[]): Partial<CaseRow> {
  const random = randomFor(`${key} origin`)
  const kind = random.pick(programmes[programme].referredBy)
  if (kind === 'self' || kind === 'family') return { referred_by_kind: kind }
  const families = PARTNER_KINDS[kind]
  const partner = families && partners.find(({ zone, familyKey, status }) => zone === person.zone && status === 'active' && families.includes(familyKey))
  return {
    referred_by_kind: kind,
    referred_by_organization: partner?.id ?? null,
    referred_by_name: random.chance(0.7) ? random.pick(REFERRERS) : null,
    referred_by_phone: random.chance(0.6) ? fictionLandline(9000 + person.rank) : null,
  }
}

type Function = Required<SeedRow<'case_members'>>['function']

/** What the one who follows a file is called, by programme. */
const FUNCTIONS: Partial<Record<string, Function>> = { protection: 'educator', guardianship: 'guardian' }

/** The team of each file: the referent, sometimes a colleague, a theme referent or the prescriber. */
export function caseMemberRows(plans: readonly CasePlan[], calendar: Calendar): SeedRow<'case_members'>[] {
  return plans.flatMap((plan) => {
    const random = randomFor(`${plan.key} team`)
    const since = plan.openedDaysAgo
    const team: { user: string, role: Function, from: number, until?: number }[] = [
      { user: plan.referent, role: FUNCTIONS[plan.programme] ?? 'referent', from: since },
    ]
    const isOpen = plan.closedDaysAgo === null
    if (isOpen && plan.structure === 'ml-paris') {
      if (plan.needs.some(({ theme, urgency }) => theme === 'housing' && urgency === 'high')) team.push({ user: 'soizic.barreau', role: 'co_referent', from: Math.min(since, 60) })
      if (plan.person.structure === 'spip-paris') team.push({ user: 'prescripteur', role: 'prescriber', from: since })
      else if (since > 200 && random.chance(0.25)) team.push({ user: 'paul.etchart', role: 'reader', from: since, until: 120 })
      else if (plan.referent === 'conseiller' && random.chance(0.12)) team.push({ user: 'leila.caradec', role: 'co_referent', from: Math.min(since, 45) })
    }
    return team.map(({ user, role, from, until }): SeedRow<'case_members'> => ({
      id: uuidOf('case member', plan.key, user),
      case: plan.id,
      user: staffId(user),
      function: role,
      valid_from: calendar.day(-from),
      valid_until: until === undefined ? null : calendar.day(-until),
      date_created: calendar.at(-from, '10:05'),
    }))
  })
}
