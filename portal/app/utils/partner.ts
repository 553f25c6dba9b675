import { isEmpty } from '@relais/schema/forms'
import type { Proposal } from '../types/partner.ts'

export type FieldState = 'published' | 'pending' | 'refused' | 'missing'

export interface FieldStateEntry { state: FieldState, proposal: Proposal | null }

/** Where a field of one record stands: waiting for a reviewer, refused last time, online, or never filled in. */
export function fieldState(field: string, item: Record<string, unknown>, proposals: readonly Proposal[]): FieldStateEntry {
  const mine = proposals.filter(proposal => proposal.field === field && proposal.item === item.id)
  const pending = mine.find(proposal => proposal.status === 'pending')
  if (pending) return { state: 'pending', proposal: pending }
  const latest = mine.filter(proposal => proposal.decided_at !== null).sort((left, right) => decidedAt(right).localeCompare(decidedAt(left)))[0]
  if (latest?.status === 'refused') return { state: 'refused', proposal: latest }
  return { state: isEmpty(item[field]) ? 'missing' : 'published', proposal: null }
}

function decidedAt(proposal: Proposal): string {
  return proposal.decided_at ?? ''
}

/** Days after which an offer nobody confirmed is shown as needing a look. */
export const REFRESH_AFTER_DAYS = 90

/** Whether the partner should say if an online offer is still true. */
export function needsRefresh(offer: { status: string, last_confirmed_at?: unknown, date_updated?: unknown, date_created?: unknown }, now: Date): boolean {
  if (offer.status !== 'active') return false
  const last = [offer.last_confirmed_at, offer.date_updated, offer.date_created].find(value => typeof value === 'string')
  if (typeof last !== 'string') return true
  return now.getTime() - new Date(last).getTime() > REFRESH_AFTER_DAYS * 86_400_000
}

/** The capacity to record so that exactly so many places are free now. */
export function capacityFor(freePlaces: number, reserved: number): number {
  return Math.max(0, Math.trunc(freePlaces)) + Math.max(0, reserved)
}
