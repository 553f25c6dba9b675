import type { REFERRAL_STATUSES } from '@relais/schema'
import { LIVE_STATUSES, PLACE_HOLDING_STATUSES } from '@relais/schema'

export type ReferralStatus = (typeof REFERRAL_STATUSES)[number]['value']

/** States in which the person is still on the way: a second referral on the same offer would be a duplicate. */
export const RUNNING: readonly ReferralStatus[] = LIVE_STATUSES

const HOLDING: readonly ReferralStatus[] = PLACE_HOLDING_STATUSES

/** Whether a move takes a place that the referral does not hold yet. */
export function takesPlace(from: ReferralStatus, to: ReferralStatus): boolean {
  return HOLDING.includes(to) && !HOLDING.includes(from)
}
