import type { OFFER_KINDS, THEMES } from '../../../reference/product-vocabularies.ts'

export type Theme = (typeof THEMES)[number]['code']
export type OfferKind = (typeof OFFER_KINDS)[number]['code']
export type OrganizationKind =
  | 'association' | 'company' | 'social_enterprise' | 'local_authority' | 'state_service' | 'training_body' | 'health' | 'school' | 'justice'

/** What a family of partners offers; texts may hold `{of}` (« de la Sédelle ») and `{city}`. */
export interface OfferTemplate {
  kind: OfferKind
  /** One is chosen, so that two partners of a family do not say it with the same words. */
  titles: readonly string[]
  summary: string
  description: string
  themes: readonly Theme[]
  publics: readonly string[]
  /** Bounds of the number of places; absent when the partner does not count them. */
  places?: readonly [number, number]
  /** A dated activity: when it starts and how long it lasts, in minutes. */
  session?: { time: string, minutes: number }
  ages?: readonly [number | null, number | null]
  fees?: 'paid' | 'conditional'
  feesDetails?: string
  eligibility?: string
  duration?: string
  weeklyHours?: number
  contract?: string
  salary?: string
  rome?: string
  tigHours?: readonly [number, number]
  remote?: boolean
}

/** A family of invented partners that resemble one another. */
export interface PartnerFamily {
  kind: OrganizationKind
  /** With `{of}` or `{city}`. */
  names: readonly string[]
  description: string
  themes: readonly Theme[]
  networks?: readonly string[]
  naf: string
  hours: readonly string[]
  /** Job titles of the people to call. */
  jobs: readonly string[]
  /** Forms of partnership that it may commit to (ML-54). */
  commitments?: readonly string[]
  offers: readonly OfferTemplate[]
}
