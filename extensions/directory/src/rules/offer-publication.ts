import { PUBLISHED_STATUSES } from '@relais/schema'

export type OfferStatus = 'active' | 'draft' | 'paused' | 'archived'

/**
 * Status of an offer that a partner creates.
 *
 * It is public at once when the organisation itself is published: a partner is trusted with what it offers, and the
 * listing says « mis à jour par le partenaire ». Otherwise it waits as a draft until an adviser activates the organisation.
 */
export function statusOfNewOffer(organizationStatus: string, wanted: unknown): OfferStatus {
  if (!PUBLISHED_STATUSES.some(own => own === organizationStatus)) return 'draft'
  return wanted === 'draft' || wanted === 'paused' ? wanted : 'active'
}
