import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { OfferPlan } from './offers.ts'

/** Days from the base date: one session is over, the others are in the coming weeks. */
const OFFSETS = [-24, 6, 20, 41]

/** The identifier of the n-th session of an offer; the first one is over. */
export function sessionId({ key }: OfferPlan, index: number): string {
  return uuidOf('session', key, index)
}

/** Whether people come on a date, so that places are counted by session too. */
export function hasSessions({ template, status }: OfferPlan): boolean {
  return template.session !== undefined && (status === 'active' || status === 'paused')
}

/** The dated occurrences of offers, in the time zone of the place. */
export function offerSessionRows(plans: readonly OfferPlan[], calendar: Calendar): SeedRow<'offer_sessions'>[] {
  return plans.filter(hasSessions).flatMap(plan => OFFSETS.map((base, index) => sessionRow(plan, base, index, calendar)))
}

function sessionRow(plan: OfferPlan, base: number, index: number, calendar: Calendar): SeedRow<'offer_sessions'> {
  const random = randomFor(`session ${plan.key} ${index}`)
  const { time, minutes } = plan.template.session ?? { time: '09:00', minutes: 60 }
  const { timeZone } = plan.partner.place
  const offset = calendar.weekday(base + random.int(0, 9))
  const starts = calendar.at(offset, time, timeZone)
  const isOver = index === 0
  return {
    id: sessionId(plan, index),
    offer: plan.id,
    site: plan.site,
    starts_at: starts,
    ends_at: new Date(Date.parse(starts) + minutes * 60_000).toISOString(),
    time_zone: timeZone,
    registration_deadline: calendar.at(offset - 2, '18:00', timeZone),
    capacity: plan.capacity,
    waiting_list_capacity: plan.capacity === null ? null : random.int(2, 6),
    location_details: random.chance(0.3) ? random.pick(['Salle du rez-de-chaussée', 'Grande salle, 1er étage', 'Atelier, entrée par la cour']) : null,
    status: isOver ? 'done' : index === 3 && random.chance(0.12) ? 'cancelled' : 'open',
    date_created: calendar.at(-40, '10:00', timeZone),
  }
}
