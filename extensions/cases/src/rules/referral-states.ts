import type { REFERRAL_STATUSES } from '@relais/schema'
import { LIVE_STATUSES, PLACE_HOLDING_STATUSES } from '@relais/schema'

export type ReferralStatus = (typeof REFERRAL_STATUSES)[number]['value']
export type Actor = 'partner' | 'adviser'

/** Who may move a referral from one state to another; a state without a line is final. */
const MOVES: Readonly<Record<Actor, Partial<Record<ReferralStatus, readonly ReferralStatus[]>>>> = {
  partner: {
    sent: ['received', 'accepted', 'refused', 'waiting_list'],
    received: ['accepted', 'refused', 'waiting_list'],
    waiting_list: ['accepted', 'refused'],
    accepted: ['done'],
    started: ['done'],
  },
  adviser: {
    proposed: ['sent', 'cancelled'],
    sent: ['cancelled'],
    received: ['cancelled'],
    waiting_list: ['cancelled'],
    accepted: ['started', 'abandoned', 'cancelled'],
    started: ['done', 'abandoned'],
  },
}

/** States in which the person is still on the way: a second referral on the same offer would be a duplicate. */
export const RUNNING: readonly ReferralStatus[] = LIVE_STATUSES

const HOLDING: readonly ReferralStatus[] = PLACE_HOLDING_STATUSES

/** Whether an actor may move a referral from one state to another. */
export function canMove(actor: Actor, from: ReferralStatus, to: ReferralStatus): boolean {
  return MOVES[actor][from]?.includes(to) ?? false
}

/** Whether a move takes a place that the referral does not hold yet. */
export function takesPlace(from: ReferralStatus, to: ReferralStatus): boolean {
  return HOLDING.includes(to) && !HOLDING.includes(from)
}
