import type { KitReferral } from './define.ts'
import { installedKits } from './registry.ts'

/** How people are sent to offers, by kind, as the kits of this instance say it. */
export function referralTerms(): KitReferral[] {
  return installedKits().flatMap(({ referrals = [] }) => referrals)
}

/** How people are sent to offers of this kind; nothing where no kit says more than the product. */
export function referralTermsOf(kind: string | null): KitReferral | undefined {
  return referralTerms().find(terms => terms.kind === kind)
}
