import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import { fullOffers, holdsPlace } from './referral-plans.ts'
import { leadersOf } from './partnership.ts'
import { staffId } from './users.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { OfferPlan } from './offers.ts'
import type { ReferralPlan } from './referral-plans.ts'

/**
 * The places of each offer as a whole; those of a dated session are written by the database from its capacity, and the
 * counts too: they are here so that tests can compare.
 */
export function offerPlaceRows(offers: readonly OfferPlan[], referrals: readonly ReferralPlan[], calendar: Calendar): SeedRow<'offer_places'>[] {
  const full = fullOffers(referrals)
  const taken = new Map<string, number>()
  for (const { offer, session, status } of referrals) {
    // Sessions that state a capacity count their own people.
    const countsHere = session === null || offer.capacity === null
    if (countsHere && holdsPlace(status)) taken.set(offer.id, (taken.get(offer.id) ?? 0) + 1)
  }
  return offers.map((offer): SeedRow<'offer_places'> => {
    const random = randomFor(`places ${offer.key}`)
    const capacity = full.get(offer.id) ?? offer.capacity
    const reserved = taken.get(offer.id) ?? 0
    const [leader] = leadersOf(offer.partner.structure)
    const isConfirmed = capacity !== null && random.chance(0.8)
    return {
      id: uuidOf('places', offer.key),
      offer: offer.id,
      organization: offer.partner.id,
      capacity,
      reserved,
      available: capacity === null ? null : capacity - reserved,
      confirmed_at: isConfirmed ? calendar.at(-random.int(1, 40), '09:40') : null,
      confirmed_by: isConfirmed && leader ? staffId(leader) : null,
      date_created: calendar.at(-random.int(41, 60), '09:40'),
    }
  })
}
