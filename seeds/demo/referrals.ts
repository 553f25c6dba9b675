import { UNNAMED_KINDS } from '../../schema/index.ts'
import { ageOn } from '../lib/calendar.ts'
import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import { partnerUser } from './partnership.ts'
import { needId } from './plan-of-action.ts'
import { sessionId } from './offer-sessions.ts'
import { structureId, structurePlans } from './structures.ts'
import { staffId } from './users.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { ReferralPlan, ReferralStatus } from './referral-plans.ts'

type ReferralRow = SeedRow<'referrals'>
type StepRow = SeedRow<'referral_steps'>

const NEUTRAL_ORIGIN = 'Autre service prescripteur'

const MESSAGES = [
  'Bonjour, cette personne est disponible dès la semaine prochaine et très motivée. Merci de la contacter par SMS.',
  'Bonjour, pourriez-vous proposer un premier rendez-vous ? Je reste joignable pour toute question.',
  'Personne ponctuelle, qui a besoin d’explications simples. Merci de me dire si une place se libère.',
  'Suite à notre échange, voici la demande. Les pièces vous seront apportées au premier rendez-vous.',
]
const ACCEPTED = ['Nous attendons la personne à l’accueil, avec une pièce d’identité.', 'C’est d’accord. Premier rendez-vous fixé par téléphone avec elle.', 'Place réservée. Merci de confirmer sa venue la veille.']
const WAITING = ['Nous sommes complets. La personne est inscrite sur la liste d’attente, en deuxième position.', 'Pas de place avant le mois prochain ; nous la rappellerons.']
const REFUSALS = [
  { reason: 'full', comment: 'Le groupe est complet et la liste d’attente aussi. Ne pas hésiter à reproposer au prochain trimestre.' },
  { reason: 'not_eligible', comment: 'Les conditions d’accès ne sont pas remplies : il faut être inscrit à France Travail depuis un mois.' },
  { reason: 'unreachable', comment: 'Trois appels et deux SMS sans réponse.' },
  { reason: 'declined', comment: 'Après la visite, la personne a préféré une autre solution.' },
  { reason: 'outside_zone', comment: 'La commune est hors de notre secteur ; voir avec la structure voisine.' },
] as const
const OUTCOMES = ['Parcours suivi jusqu’au bout. Attestation remise.', 'Bonne expérience : le partenaire propose une suite.', 'Objectif atteint, la personne est satisfaite.']

/** The way to each state: each step, in order, with the shortest wait in days after the one before. */
const PATHS: Record<ReferralStatus, readonly (readonly [status: ReferralStatus, wait: number])[]> = {
  proposed: [['proposed', 0]],
  sent: [['sent', 0]],
  received: [['sent', 0], ['received', 1]],
  accepted: [['sent', 0], ['received', 1], ['accepted', 3]],
  refused: [['sent', 0], ['received', 1], ['refused', 3]],
  waiting_list: [['sent', 0], ['received', 1], ['waiting_list', 3]],
  started: [['sent', 0], ['received', 1], ['accepted', 3], ['started', 10]],
  done: [['sent', 0], ['received', 1], ['accepted', 3], ['started', 10], ['done', 30]],
  abandoned: [['sent', 0], ['received', 1], ['accepted', 3], ['started', 10], ['abandoned', 8]],
  expired: [['sent', 0], ['expired', 30]],
  cancelled: [['sent', 0], ['cancelled', 4]],
}

const TIMES: Record<ReferralStatus, string> = {
  proposed: '10:50', sent: '11:00', received: '09:20', accepted: '14:10', refused: '15:40', waiting_list: '14:30',
  started: '09:00', done: '17:00', abandoned: '16:00', expired: '03:00', cancelled: '12:00',
}

interface Step { status: ReferralStatus, offset: number, at: string, user: string | null, audience: Required<StepRow>['audience'] }

/** The steps of a referral, oldest first. */
function stepsOf(plan: ReferralPlan, calendar: Calendar): Step[] {
  const { timeZone } = plan.offer.partner.place
  let offset = -plan.createdDaysAgo
  return PATHS[plan.status].map(([status, wait]): Step => {
    offset += wait
    return { status, offset, at: calendar.at(offset, TIMES[status], timeZone), ...authorOf(status, plan) }
  })
}

function authorOf(status: ReferralStatus, { case: file, offer }: ReferralPlan): Pick<Step, 'user' | 'audience'> {
  switch (status) {
    case 'received':
    case 'accepted':
    case 'refused':
    case 'waiting_list':
      return { user: partnerUser(offer.partner.key), audience: 'partner' }
    case 'expired':
      return { user: null, audience: 'system' }
    default:
      return { user: staffId(file.referent), audience: file.referent === 'prescripteur' ? 'prescriber' : 'adviser' }
  }
}

/** One row a referral, with what the partner sees of the person. */
export function referralRows(plans: readonly ReferralPlan[], calendar: Calendar): ReferralRow[] {
  return plans.map((plan): ReferralRow => {
    const { case: file, offer, session, status } = plan
    const random = randomFor(`referral ${plan.key} values`)
    const steps = stepsOf(plan, calendar)
    const stepAt = (wanted: ReferralStatus) => steps.find(step => step.status === wanted)
    const answer = stepAt('accepted') ?? stepAt('refused') ?? stepAt('waiting_list')
    const need = file.needs.find(({ theme }) => offer.template.themes.includes(theme))
    return {
      id: plan.id,
      case: file.id,
      person: file.person.id,
      need: need ? needId(file, need.theme) : null,
      offer: offer.id,
      session: session === null ? null : sessionId(offer, session),
      organization: offer.partner.id,
      structure: structureId(file.structure),
      status,
      message: status === 'proposed' || random.chance(0.25) ? null : random.pick(MESSAGES),
      ...snapshotOf(plan, calendar),
      sent_at: stepAt('sent')?.at ?? null,
      received_at: stepAt('received')?.at ?? null,
      answered_at: answer?.at ?? null,
      answered_by: answer?.user ?? null,
      ...answerValues(answer?.status, plan),
      started_on: dayOf(stepAt('started'), calendar),
      ended_on: dayOf(stepAt('done') ?? stepAt('abandoned'), calendar),
      outcome: status === 'done' ? random.pick(OUTCOMES) : status === 'abandoned' ? 'La personne ne s’est plus présentée après la deuxième semaine.' : null,
      user_created: staffId(file.referent),
      date_created: steps[0]?.at ?? null,
      date_updated: steps.at(-1)?.at ?? null,
    }
  })
}

function dayOf(step: Step | undefined, calendar: Calendar): string | null {
  return step ? calendar.day(step.offset) : null
}

function answerValues(status: ReferralStatus | undefined, { key }: ReferralPlan): Partial<ReferralRow> {
  const random = randomFor(`referral ${key} answer`)
  if (status === 'accepted') return { answer_reason: null, answer_comment: random.pick(ACCEPTED) }
  if (status === 'waiting_list') return { answer_reason: 'full', answer_comment: random.pick(WAITING) }
  if (status !== 'refused') return { answer_reason: null, answer_comment: null }
  const { reason, comment } = random.pick(REFUSALS)
  return { answer_reason: reason, answer_comment: comment }
}

function snapshotOf({ case: { person, structure }, key }: ReferralPlan, calendar: Calendar): Partial<ReferralRow> {
  const { kind, name } = structurePlans[structure]
  const isSensitive = UNNAMED_KINDS.some(unnamed => unnamed === kind)
  const [initial = ''] = [...person.lastName]
  const sharesPhone = !isSensitive && !person.edge?.isBare && randomFor(`phone ${key}`).chance(0.8)
  return {
    person_display: `${person.edge?.preferred ?? person.firstName} ${initial.toLocaleUpperCase('fr')}.`,
    person_age: person.edge?.isBare ? null : ageOn(calendar, person.birthDate),
    person_phone: sharesPhone ? person.phone : null,
    origin_label: isSensitive ? NEUTRAL_ORIGIN : name,
  }
}

/** Every step of every referral, with its author. */
export function referralStepRows(plans: readonly ReferralPlan[], calendar: Calendar): StepRow[] {
  return plans.flatMap(plan => stepsOf(plan, calendar).map((step): StepRow => ({
    id: uuidOf('referral step', plan.key, step.status),
    referral: plan.id,
    status: step.status,
    at: step.at,
    user: step.user,
    audience: step.audience,
    comment: answerValues(step.status, plan).answer_comment ?? null,
  })))
}
