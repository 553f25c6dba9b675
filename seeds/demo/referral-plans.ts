import { LIVE_STATUSES, PLACE_HOLDING_STATUSES } from '../../schema/index.ts'
import { ageOn } from '../lib/calendar.ts'
import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import { hasSessions } from './offer-sessions.ts'
import { CANAL, SEDELLE } from './partners.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { Random } from '../lib/prng.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { CasePlan } from './case-plans.ts'
import type { OfferPlan } from './offers.ts'
import type { ZoneKey } from './places.ts'

export type ReferralStatus = Required<SeedRow<'referrals'>>['status']

/** A referral before it becomes rows. */
export interface ReferralPlan {
  id: string
  key: string
  case: CasePlan
  offer: OfferPlan
  /** Rank of the session of the offer, null when the offer has none. */
  session: number | null
  status: ReferralStatus
  /** Days since it was written; every later step has happened since. */
  createdDaysAgo: number
}

/** Days that the story of each state takes from the first day to the last step. */
const STORY_DAYS: Record<ReferralStatus, readonly [number, number]> = {
  proposed: [1, 6],
  sent: [1, 9],
  received: [4, 14],
  accepted: [9, 26],
  refused: [9, 160],
  waiting_list: [9, 45],
  started: [32, 80],
  done: [75, 240],
  abandoned: [40, 200],
  expired: [34, 150],
  cancelled: [8, 120],
}
const STATUSES: readonly ReferralStatus[] = [
  'proposed', 'sent', 'sent', 'received', 'received', 'accepted', 'accepted', 'started', 'started', 'done', 'done', 'done', 'refused', 'refused', 'waiting_list', 'abandoned', 'expired', 'cancelled',
]
const FINAL: readonly ReferralStatus[] = ['done', 'done', 'refused', 'abandoned', 'expired', 'cancelled']

/** Referrals that the partner accounts must find in their space, by listing, rank of the offer in its family and state. */
const EXPECTED: readonly { partner: string, zone: ZoneKey, seats: readonly (readonly [offer: number, status: ReferralStatus])[] }[] = [
  {
    partner: CANAL,
    zone: 'paris',
    seats: [[2, 'sent'], [0, 'sent'], [5, 'sent'], [2, 'received'], [4, 'received'], [0, 'accepted'], [1, 'refused'], [2, 'waiting_list'], [4, 'started'], [5, 'done'], [0, 'abandoned'], [1, 'expired'], [3, 'cancelled'], [1, 'proposed'], [2, 'accepted']],
  },
  {
    partner: SEDELLE,
    zone: 'creuse',
    seats: [[0, 'sent'], [1, 'received'], [0, 'accepted'], [3, 'started'], [2, 'refused'], [0, 'done'], [1, 'waiting_list'], [2, 'sent']],
  },
]

/** What the two people with an account were referred to, by family of partner and rank of the offer. */
const TOLD: Record<string, readonly (readonly [partner: string, offer: number, status: ReferralStatus])[]> = {
  usager: [['paris.youngWorkers', 0, 'received'], [CANAL, 2, 'accepted'], ['paris.shelter', 0, 'refused'], ['paris.bikes', 2, 'done']],
  usager2: [[SEDELLE, 1, 'received'], [SEDELLE, 2, 'accepted'], ['creuse.healthCentre', 0, 'done']],
}

const isLive = (status: ReferralStatus) => LIVE_STATUSES.some(live => live === status)
/** Whether a referral in this state takes a place. */
export const holdsPlace = (status: ReferralStatus) => PLACE_HOLDING_STATUSES.some(holding => holding === status)

/** Chooses who is referred to what; no offer ever takes more people than it has places. */
export function referralPlans(cases: readonly CasePlan[], offers: readonly OfferPlan[], calendar: Calendar): ReferralPlan[] {
  const book = new Book(calendar)
  const open = offers.filter(({ status, isExpired, partner }) => status === 'active' && !isExpired && (partner.status === 'active' || partner.status === 'to_refresh'))
  for (const [person, seats] of Object.entries(TOLD)) {
    const plan = cases.find(({ person: { key } }) => key === person)
    for (const [partner, rank, status] of seats) book.take(plan, offerOf(open, partner, rank), status)
  }
  for (const { partner, zone, seats } of EXPECTED) {
    const candidates = cases.filter(({ person, status, openedDaysAgo }) => person.zone === zone && status === 'support' && openedDaysAgo > 245 && !person.user && !person.edge)
    seats.forEach(([rank, status], index) => {
      const offer = offerOf(open, partner, rank)
      const able = candidates.filter(plan => offer && book.isEligible(plan, offer))
      book.take(able[(index * 5) % Math.max(1, able.length)], offer, status)
    })
  }
  for (const plan of cases) book.fill(plan, open)
  return book.plans
}

function offerOf(offers: readonly OfferPlan[], partner: string, rank: number): OfferPlan | undefined {
  return offers.find(({ key }) => key === `${partner}.${rank}`)
}

/** Keeps count of the places as referrals are written. */
class Book {
  readonly plans: ReferralPlan[] = []
  private readonly taken = new Map<string, number>()
  private readonly pairs = new Set<string>()
  private readonly calendar: Calendar

  constructor(calendar: Calendar) {
    this.calendar = calendar
  }

  /** Zero to three referrals for a file, on the themes of its needs. */
  fill(plan: CasePlan, offers: readonly OfferPlan[]): void {
    if (plan.status === 'reception' || plan.person.user || plan.lastContactDaysAgo === null) return
    const random = randomFor(`referrals ${plan.key}`)
    const fitting = offers.filter(offer => this.fits(plan, offer))
    for (const offer of random.sample(fitting, random.pick([0, 0, 1, 1, 1, 2, 2, 3]))) {
      this.take(plan, offer, random.pick(plan.closedDaysAgo === null ? STATUSES : FINAL))
    }
  }

  /** Writes a referral; when no place is left the person waits, and a story too long for the file is told shorter. */
  take(plan: CasePlan | undefined, offer: OfferPlan | undefined, wanted: ReferralStatus): void {
    if (!plan || !offer || this.pairs.has(pairOf(plan, offer))) return
    const random = randomFor(`referral ${plan.key} ${offer.key}`)
    const end = plan.closedDaysAgo ?? 0
    const possible = plan.openedDaysAgo - end - 1
    const short = STORY_DAYS[wanted][0] > possible ? 'sent' : wanted
    if (STORY_DAYS[short][0] > possible || (isLive(short) && plan.closedDaysAgo !== null)) return

    const isOver = !isLive(short)
    const session = hasSessions(offer) ? (isOver ? 0 : random.int(1, 2)) : null
    const place = `${offer.id} ${session}`
    const isFull = offer.capacity !== null && (this.taken.get(place) ?? 0) >= offer.capacity
    const status = holdsPlace(short) && isFull ? 'waiting_list' : short
    const [shortest, longest] = STORY_DAYS[status]
    if (shortest > possible) return
    if (holdsPlace(status)) this.taken.set(place, (this.taken.get(place) ?? 0) + 1)
    this.pairs.add(pairOf(plan, offer))
    const key = `${plan.key} ${offer.key}`
    this.plans.push({
      id: uuidOf('referral', key), key, case: plan, offer, session, status,
      createdDaysAgo: end + random.int(shortest, Math.min(longest, possible)),
    })
  }

  private fits(plan: CasePlan, offer: OfferPlan): boolean {
    const { partner, template } = offer
    const isNeeded = template.themes.some(theme => plan.needs.some(need => need.theme === theme))
    const isLookedAfter = partner.key === CANAL || partner.key === SEDELLE
    const isSentence = template.kind === 'tig_post'
    return partner.zone === plan.person.zone && isNeeded && !isLookedAfter && template.kind !== 'guardianship'
      && (!isSentence || plan.programme === 'tig' || plan.programme === 'spip_followup') && this.isEligible(plan, offer)
  }

  isEligible({ person, ...plan }: CasePlan, offer: OfferPlan): boolean {
    const [youngest, oldest] = offer.template.ages ?? [null, null]
    const age = ageOn(this.calendar, person.birthDate)
    const isFree = !this.pairs.has(pairOf({ ...plan, person }, offer))
    return isFree && (youngest === null || age >= youngest) && (oldest === null || age <= oldest)
  }
}

function pairOf({ person }: Pick<CasePlan, 'person'>, { id }: OfferPlan): string {
  return `${person.id} ${id}`
}

/** Offers whose last place has just gone: their capacity is what is taken (one in four of those that have a referral). */
export function fullOffers(plans: readonly ReferralPlan[]): Map<string, number> {
  const taken = new Map<string, number>()
  for (const { offer, session, status } of plans) {
    if (session === null && holdsPlace(status) && offer.capacity !== null) taken.set(offer.id, (taken.get(offer.id) ?? 0) + 1)
  }
  const lookedAfter = new Set(plans.filter(({ offer }) => offer.partner.key === CANAL || offer.partner.key === SEDELLE).map(({ offer }) => offer.id))
  return new Map([...taken].filter(([id]) => !lookedAfter.has(id) && isChosen(id)))
}

function isChosen(id: string): boolean {
  const random: Random = randomFor(`full ${id}`)
  return random.chance(0.25)
}
