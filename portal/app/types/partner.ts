import type { OriginEntry } from '#shared/types/api'
import type { RecordValues } from '#shared/utils/record-form'

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
  base: unknown
  proposed: unknown
  status: 'pending' | 'accepted' | 'refused' | 'superseded' | 'withdrawn'
  reason: string | null
  date_created: string
  decided_at: string | null
  is_mine: boolean
  proposed_by_name: string | null
}

export interface OfferPlaces {
  id: string
  offer: string
  capacity: number | null
  reserved: number
  outside: number
  over: number
  available: number | null
  confirmed_at: string | null
}

export interface PartnerRecord extends RecordValues { id: string, date_updated?: string | null }

export interface PartnerOffer extends PartnerRecord {
  title: string
  kind: string
  status: string
  places: OfferPlaces | null
  /** Where it takes place. */
  time_zone: string | null
}

export interface PartnerOrganization {
  organization: PartnerRecord
  sites: PartnerRecord[]
  contacts: PartnerRecord[]
  offers: PartnerOffer[]
  pending: Proposal[]
  decisions: Proposal[]
  team: Colleague[]
  right: 'owner' | 'editor' | 'reader'
  /** Other organisations with the SIRET of this one; those that are not published are not named. */
  same_siret: { named: { id: string, name: string }[], has_unnamed: boolean } | null
  history: {
    organizations: Record<string, OriginEntry>
    sites: Record<string, Record<string, OriginEntry>>
    contacts: Record<string, Record<string, OriginEntry>>
    offers: Record<string, Record<string, OriginEntry>>
  }
}

/** What a partner sees of a person oriented to it: what was written down when the referral was made, and nothing once it is over. */
export interface ReceivedReferral {
  id: string
  status: string
  offer: { id: string, title: string, kind: string }
  organization: { id: string, name: string }
  session: { id: string, starts_at: string, ends_at: string | null, time_zone: string | null } | null
  person_display: string | null
  person_age: number | null
  person_phone: string | null
  /** Given on acceptance, where the trade asks for it. */
  person_birth_date: string | null
  /** What the trade asked of those who sent it. */
  answers: Record<string, unknown> | null
  origin_label: string | null
  /** Whom to call about it. */
  sender: { name: string | null, phone: string | null, email: string | null } | null
  message: string | null
  sent_at: string | null
  received_at: string | null
  answered_at: string | null
  answer_comment: string | null
  answer_reason: string | null
}

/** One page of the referrals received; `counts` are of every page. */
export interface ReferralPage { items: ReceivedReferral[], has_more: boolean, counts: Record<'to_answer' | 'listed' | 'accepted' | 'answered', number> }

/** A colleague who looks after the same listing. */
export interface Colleague {
  id: string
  name: string | null
  right: string
  job_title: string | null
  valid_until: string | null
  is_me: boolean
}
