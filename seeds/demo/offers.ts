import { randomFor } from '../lib/prng.ts'
import { fill } from '../lib/text.ts'
import { uuidOf } from '../lib/uuid.ts'
import { CANAL, SEDELLE } from './partners.ts'
import { siteIds } from './sites.ts'
import { structureId } from './structures.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { Random } from '../lib/prng.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { OfferTemplate } from './content/partners/types.ts'
import type { Partner } from './partners.ts'

export type OfferRow = SeedRow<'offers'>

/** An offer before it becomes rows. */
export interface OfferPlan {
  id: string
  key: string
  partner: Partner
  template: OfferTemplate
  site: string
  status: 'draft' | 'active' | 'paused' | 'archived'
  /** Number of places, null when the partner does not count them. */
  capacity: number | null
  isExpired: boolean
}

/** The one offer of the demo partner that nobody has confirmed for months. */
const STALE_OFFER = `${CANAL}.3`

const WITH_WEEKLY_HOURS = ['service', 'workshop', 'job', 'training', 'immersion', 'tig_post']
const WITH_POSITIONS = ['job', 'tig_post', 'immersion']
const SERVICE_TYPES = { service: 'accompagnement', workshop: 'atelier', training: 'formation' } as const

const OFFERS_ELSEWHERE = 2

/** What a partner may offer: the rest of the country only has to be found everywhere. */
function offeredBy({ key, zone, family }: Partner): { template: OfferTemplate, index: number }[] {
  const offers = family.offers.map((template, index) => ({ template, index }))
  return zone === 'elsewhere' ? randomFor(`offered ${key}`).sample(offers, OFFERS_ELSEWHERE) : offers
}

/** The offers of every partner: nearly all those of its family. */
export function offerPlans(partners: readonly Partner[]): OfferPlan[] {
  return partners.filter(({ status }) => status !== 'prospect').flatMap((partner) => {
    const sites = siteIds(partner)
    return offeredBy(partner).flatMap(({ template, index }): OfferPlan[] => {
      const key = `${partner.key}.${index}`
      const random = randomFor(`offer plan ${key}`)
      if (!isLookedAfter(partner) && random.chance(0.06)) return []
      const status = isLookedAfter(partner) ? 'active' : statusOf(partner, random)
      return [{
        id: uuidOf('offer', key),
        key,
        partner,
        template,
        site: random.pick(sites),
        status,
        capacity: template.places && (isLookedAfter(partner) || random.chance(0.88)) ? random.int(...template.places) : null,
        isExpired: status === 'active' && !isLookedAfter(partner) && template.kind === 'job' && random.chance(0.1),
      }]
    })
  })
}

/** The listings of the demo accounts have every offer of their family, open, under the name that the guides use. */
function isLookedAfter({ key }: Partner): boolean {
  return key === CANAL || key === SEDELLE
}

function statusOf({ status }: Partner, random: Random): OfferPlan['status'] {
  if (status === 'archived') return 'archived'
  if (status === 'suspended') return 'paused'
  const draw = random.next()
  if (draw < 0.03) return 'draft'
  if (draw < 0.07) return 'archived'
  return draw < 0.12 ? 'paused' : 'active'
}

/** One row an offer. */
export function offerRows(plans: readonly OfferPlan[], calendar: Calendar): OfferRow[] {
  return plans.map(plan => offerRow(plan, calendar))
}

function offerRow(plan: OfferPlan, calendar: Calendar): OfferRow {
  const { template, partner, key } = plan
  const random = randomFor(`offer ${key}`)
  const { kind, ages = [null, null] } = template
  const isStale = partner.status === 'to_refresh' || key === STALE_OFFER
  const createdDaysAgo = isStale ? random.int(240, 420) : random.int(20, 420)
  const confirmedDaysAgo = isStale ? random.int(190, 230) : Math.min(createdDaysAgo, random.int(2, 120))
  return {
    id: plan.id,
    organization: partner.id,
    structure: structureId(partner.structure),
    site: plan.site,
    kind,
    service_type: kind === 'service' || kind === 'workshop' || kind === 'training' ? SERVICE_TYPES[kind] : null,
    title: isLookedAfter(partner) ? template.titles[0] : random.pick(template.titles),
    summary: template.summary,
    description: fill(template.description, partner.words),
    themes: [...template.themes],
    publics: [...template.publics],
    eligibility: template.eligibility ?? null,
    min_age: ages[0],
    max_age: ages[1],
    zone_codes: random.chance(0.75) ? [partner.place.departement] : null,
    access_modes: template.remote ? ['en-presentiel', 'a-distance'] : ['en-presentiel'],
    mobilisation: random.sample(['telephoner', 'envoyer-un-courriel', 'se-presenter'] as const, random.int(1, 2)),
    mobilisable_by: template.eligibility || random.chance(0.4) ? ['professionnels'] : ['professionnels', 'usagers'],
    fees: template.fees ?? 'free',
    fees_details: template.feesDetails ?? null,
    duration: template.duration ?? null,
    weekly_hours: template.weeklyHours !== undefined && WITH_WEEKLY_HOURS.includes(kind) ? template.weeklyHours : null,
    ...jobValues(plan),
    ...placeValues(plan),
    status: plan.status,
    visibility: partner.visibility === 'public' ? 'public' : 'network',
    expires_on: expiryOf(plan, random, calendar),
    last_confirmed_at: calendar.at(-confirmedDaysAgo, '15:00'),
    date_created: calendar.at(-createdDaysAgo, '14:00'),
    date_updated: calendar.at(-confirmedDaysAgo, '15:00'),
  }
}

function jobValues({ template, capacity }: OfferPlan): Partial<OfferRow> {
  const { kind } = template
  return {
    contract_type: kind === 'job' ? template.contract ?? 'other' : null,
    salary: kind === 'job' ? template.salary ?? null : null,
    rome_code: template.rome ?? null,
    positions: WITH_POSITIONS.includes(kind) && capacity ? capacity : null,
    tig_hours: template.tigHours ? template.tigHours[1] : null,
    certification: kind === 'training' && template.duration === '2 ans' ? 'CAP' : null,
  }
}

function placeValues({ template: { kind, titles }, partner }: OfferPlan): Partial<OfferRow> {
  return {
    accommodation: kind === 'care_place' ? (partner.familyKey === 'socialRental' || /Appartement|Studio/.test(titles[0] ?? '') ? 'diffuse' : 'collective') : null,
    gender_accepted: kind === 'care_place' ? 'all' : null,
    guardianship_kinds: kind === 'guardianship' ? (titles[0]?.includes('sauvegarde') ? ['sauvegarde'] : ['curatelle', 'tutelle']) : null,
    surface_m2: kind === 'premises' ? 45 : null,
  }
}

/** Jobs and dated activities end; the rest stays until somebody says otherwise. */
function expiryOf({ template, isExpired }: OfferPlan, random: Random, calendar: Calendar): string | null {
  if (isExpired) return calendar.day(-random.int(1, 20))
  return template.kind === 'job' ? calendar.day(random.int(25, 120)) : null
}
