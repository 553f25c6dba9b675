import type { RecordValues, ValueEntry } from './record'

export interface PartnerOrganizationSummary {
  id: string
  name: string
  status: string
  right: 'owner' | 'editor' | 'reader'
  completeness: number
  missing: string[]
  offers_count: number
  offers_to_refresh: number
  pending_count: number
  referrals_waiting: number
}

/** A change that waits for a reviewer, or that one has decided. */
export interface Proposal {
  id: string
  collection: string
  item: string
  field: string
  base_value: unknown
  proposed_value: unknown
  status: 'pending' | 'accepted' | 'refused' | 'superseded' | 'withdrawn'
  reason: string | null
  comment: string | null
  decided_at: string | null
  decided_by_name?: string | null
  proposed_by_name?: string | null
  date_created: string
}

export interface OfferPlaces {
  id: string
  offer: string
  capacity: number | null
  reserved: number
  available: number | null
  confirmed_at: string | null
}

export interface PartnerRecord extends RecordValues { id: string, date_updated?: string | null }

export interface PartnerOffer extends PartnerRecord {
  title: string
  kind: string
  status: string
  places: OfferPlaces[]
}

export interface PartnerOrganization {
  organization: PartnerRecord
  sites: PartnerRecord[]
  contacts: PartnerRecord[]
  offers: PartnerOffer[]
  pending: Proposal[]
  decisions: Proposal[]
  history: Record<string, Record<string, ValueEntry>>
}

/** What a partner sees of a person oriented to it: what was written down when the referral was made, and nothing else. */
export interface ReceivedReferral {
  id: string
  status: string
  offer: string
  offer_title: string | null
  organization: string
  person_display: string
  person_age: number | null
  person_phone: string | null
  origin_label: string | null
  message: string | null
  sent_at: string | null
  answered_at: string | null
  answer_comment: string | null
  answer_reason: string | null
}

export interface Colleague {
  id: string
  user: { id: string, first_name: string | null, last_name: string | null } | string | null
  right: string
  job_title: string | null
  valid_from: string | null
  valid_until: string | null
}
