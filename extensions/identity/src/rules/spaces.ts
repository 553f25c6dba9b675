import type { Audience } from '@relais/schema'

export type Space = 'partenaire' | 'usager' | 'conseiller' | 'prescripteur' | 'pilotage'

const SPACES: Partial<Record<Audience, readonly Space[]>> = {
  partner: ['partenaire'],
  beneficiary: ['usager'],
  adviser: ['conseiller', 'prescripteur'],
  manager: ['conseiller', 'prescripteur'],
  prescriber: ['prescripteur'],
  steering: ['pilotage'],
}

/** Spaces of the portal that an audience enters. */
export function spacesOf(audience: Audience): readonly Space[] {
  return SPACES[audience] ?? []
}

/** Whether an audience decides on what partners and people propose. */
export function canReview(audience: Audience): boolean {
  return audience === 'adviser' || audience === 'manager' || audience === 'admin'
}
