import * as access from './core/access/index.ts'
import * as casework from './core/cases/index.ts'
import * as configurator from './core/configurator/index.ts'
import * as directory from './core/directory/index.ts'
import * as identity from './core/identity/index.ts'
import * as network from './core/network/index.ts'
import type { CollectionDefinition } from './define.ts'

export * from './define.ts'
export { ACCESS_MODES, NETWORKS, PUBLICS, THEMES } from './core/choices.ts'
export { LIVE_STATUSES, PLACE_HOLDING_STATUSES, REFERRAL_STATUSES } from './core/cases/referral-statuses.ts'

/** Every collection of the product, in the order of the Studio's menu. */
export const collections = {
  people: casework.people,
  cases: casework.cases,
  case_members: casework.case_members,
  needs: casework.needs,
  objectives: casework.objectives,
  actions: casework.actions,
  interviews: casework.interviews,
  milestones: casework.milestones,
  referrals: casework.referrals,
  referral_steps: casework.referral_steps,
  relatives: casework.relatives,
  person_identifiers: casework.person_identifiers,
  organizations: directory.organizations,
  sites: directory.sites,
  contacts: directory.contacts,
  offers: directory.offers,
  offer_sessions: directory.offer_sessions,
  offer_places: directory.offer_places,
  commitments: directory.commitments,
  interactions: directory.interactions,
  organization_members: directory.organization_members,
  change_proposals: access.change_proposals,
  break_glass_accesses: access.break_glass_accesses,
  saved_views: configurator.saved_views,
  structures: network.structures,
  memberships: network.memberships,
  vocabulary_terms: network.vocabulary_terms,
  territories: network.territories,
  field_settings: access.field_settings,
  field_rules: configurator.field_rules,
  field_layers: configurator.field_layers,
  invitations: identity.invitations,
  access_grants: access.access_grants,
  person_grants: access.person_grants,
  person_structures: access.person_structures,
  structure_scopes: access.structure_scopes,
  value_history: access.value_history,
  local_changes: configurator.local_changes,
  manifest: configurator.manifest,
} as const

/** The declared collections, by name. */
export type Collections = typeof collections
export type CollectionName = keyof Collections

/** Whether a name is one of the product's collections. */
export function isCollectionName(name: string): name is CollectionName {
  return Object.hasOwn(collections, name)
}

/** The declaration of a collection, or nothing when the product does not have it. */
export function getCollection(name: string): CollectionDefinition | undefined {
  return isCollectionName(name) ? collections[name] : undefined
}
