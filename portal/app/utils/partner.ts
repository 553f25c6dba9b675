import { isEmpty } from '@relais/schema/forms'
import type { EditConflict } from '../../shared/types/api.ts'
import type { OfferPlaces, Proposal } from '../types/partner.ts'
import { addDays, monthsBetween } from '@relais/schema/time'

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

/** Months after which an online offer that nobody confirmed calls for a look; the server counts the same way. */
const REFRESH_AFTER_MONTHS = 6
/** Days before its end when the same question is asked. */
const ENDING_WITHIN_DAYS = 15

interface DatedOffer { status: string, last_confirmed_at?: unknown, date_created?: unknown, expires_on?: unknown }

/** Today where the reader is, and the day that an instant was there. */
interface Days { today: string, dayOf: (instant: string) => string }

/** Whether the partner should say if an online offer is still true. */
export function needsRefresh(offer: DatedOffer, { today, dayOf }: Days): boolean {
  if (offer.status !== 'active') return false
  if (typeof offer.expires_on === 'string' && offer.expires_on < addDays(today, ENDING_WITHIN_DAYS)) return true
  const last = [offer.last_confirmed_at, offer.date_created].find(value => typeof value === 'string')
  return typeof last === 'string' && monthsBetween(dayOf(last), today) >= REFRESH_AFTER_MONTHS
}

type PlacesValues = Pick<OfferPlaces, 'capacity' | 'outside'>

/** The fields of places that differ from what was seen of them. */
export function placesToSend(values: PlacesValues, seen: PlacesValues): (keyof PlacesValues)[] {
  return (['capacity', 'outside'] as const).filter(field => values[field] !== seen[field])
}

/** What is left to send, and what it is sent over, once somebody chose between their places and those entered meanwhile. */
export function afterPlacesConflict(values: PlacesValues, seen: PlacesValues, { conflicts, choices }: {
  conflicts: readonly Pick<EditConflict, 'field' | 'current'>[]
  choices: Readonly<Record<string, 'current' | 'mine'>>
}): { values: PlacesValues, seen: PlacesValues } {
  const theirs = Object.fromEntries(conflicts.map(({ field, current }) => [field, current]))
  const taken = Object.fromEntries(Object.entries(theirs).filter(([field]) => choices[field] === 'current'))
  return { values: { ...values, ...taken }, seen: { ...seen, ...theirs } }
}

/** The capacity to record so that exactly so many places are free now. */
export function capacityFor(freePlaces: number, reserved: number): number {
  return Math.max(0, Math.trunc(freePlaces)) + Math.max(0, reserved)
}
