import type { Audience } from '@relais/schema'

/** Collections whose fields local administrators may shape. */
export const OPEN_COLLECTIONS = [
  'people', 'cases', 'needs', 'objectives', 'actions', 'interviews', 'milestones', 'referrals', 'relatives',
  'organizations', 'sites', 'contacts', 'offers', 'offer_sessions', 'commitments', 'interactions', 'structures',
] as const

/** Collections that a local field may lead to: none about a person, none of the system. */
export const LINK_TARGETS = ['organizations', 'sites', 'offers', 'structures', 'territories'] as const

/** What may be added. `number` is whole, `decimal` has two digits after the comma. */
export const NEW_TYPES = [
  'text', 'long_text', 'number', 'decimal', 'date', 'boolean', 'choice', 'choices', 'link', 'file', 'address', 'phone', 'email',
] as const
export type NewType = (typeof NEW_TYPES)[number]

export const MAX_LOCAL_FIELDS = 100
export const MAX_SECTIONS = 30
export const MAX_LABEL = 100
export const MAX_HELP = 500
export const MAX_CHOICES = 200
export const MAX_MERGED = 10_000

/** Audiences whose level is chosen; administrators read and write everything. */
export const DECIDED_AUDIENCES = ['public', 'partner', 'beneficiary', 'adviser', 'manager', 'prescriber', 'steering', 'service'] as const satisfies readonly Audience[]

/** Whether the fields of a collection may be shaped here. */
export function isOpenCollection(name: string): boolean {
  return OPEN_COLLECTIONS.some(open => open === name)
}

/** Whether a local field may lead to this collection. */
export function isLinkTarget(name: string): boolean {
  return LINK_TARGETS.some(target => target === name)
}
