import type { Choice } from '../../define.ts'

/** Every state of a referral, from the proposal to its end (ML-31, ML-55). */
export const REFERRAL_STATUSES = [
  { value: 'proposed', label: { fr: 'Proposée', en: 'Proposed' }, color: '#94A3B8' },
  { value: 'sent', label: { fr: 'Envoyée', en: 'Sent' }, color: '#0369A1' },
  { value: 'received', label: { fr: 'Reçue', en: 'Received' }, color: '#0369A1' },
  { value: 'accepted', label: { fr: 'Acceptée', en: 'Accepted' }, color: '#15803D' },
  { value: 'refused', label: { fr: 'Refusée', en: 'Refused' }, color: '#BE123C' },
  { value: 'waiting_list', label: { fr: 'En liste d’attente', en: 'On the waiting list' }, color: '#B45309' },
  { value: 'started', label: { fr: 'Commencée', en: 'Started' }, color: '#15803D' },
  { value: 'done', label: { fr: 'Terminée', en: 'Done' }, color: '#0F766E' },
  { value: 'abandoned', label: { fr: 'Abandonnée', en: 'Abandoned' }, color: '#64748B' },
  { value: 'expired', label: { fr: 'Sans réponse', en: 'Expired' }, color: '#64748B' },
  { value: 'cancelled', label: { fr: 'Annulée', en: 'Cancelled' }, color: '#64748B' },
] as const satisfies readonly Choice[]

/** A referral in one of these states holds a place of the offer. */
export const PLACE_HOLDING_STATUSES = ['sent', 'received', 'accepted', 'started'] as const

/** A referral in one of these states is over: the partner no longer reads whom it was about. */
export const ENDED_STATUSES = ['refused', 'done', 'abandoned', 'expired', 'cancelled'] as const

/** A referral in one of these states is not over: the same person cannot be referred again to the same offer. */
export const LIVE_STATUSES = ['proposed', 'sent', 'received', 'accepted', 'waiting_list', 'started'] as const
