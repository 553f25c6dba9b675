import type { SeedRow } from '../../../lib/rows.ts'

type Organization = Required<SeedRow<'organizations'>>
type Offer = Required<SeedRow<'offers'>>

export type Theme = Offer['themes'][number]
export type OfferKind = Offer['kind']

/** What a family of partners offers; texts may hold `{of}` (« de la Sédelle »). */
export interface OfferTemplate {
  kind: OfferKind
  /** One is chosen, so that two partners of a family do not say it with the same words. */
  titles: readonly string[]
  summary: string
  description: string
  themes: readonly Theme[]
  publics: readonly NonNullable<Offer['publics']>[number][]
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
  contract?: NonNullable<Offer['contract_type']>
  salary?: string
  rome?: string
  tigHours?: readonly [number, number]
  remote?: boolean
}

/** A family of invented partners that resemble one another. */
export interface PartnerFamily {
  kind: Organization['kind']
  /** With `{of}` (« de la Sédelle ») or `{ofCity}` (« d’Aubusson »). */
  names: readonly string[]
  description: string
  themes: readonly Theme[]
  networks?: readonly NonNullable<Organization['networks']>[number][]
  naf: string
  hours: readonly string[]
  /** Job titles of the people to call. */
  jobs: readonly string[]
  /** Forms of partnership that it may commit to (ML-54). */
  commitments?: readonly Required<SeedRow<'commitments'>>['form'][]
  offers: readonly OfferTemplate[]
}
