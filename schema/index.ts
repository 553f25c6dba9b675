import * as access from './core/access/index.ts'
import * as casework from './core/cases/index.ts'
import * as configurator from './core/configurator/index.ts'
import * as directory from './core/directory/index.ts'
import * as identity from './core/identity/index.ts'
import * as network from './core/network/index.ts'
import * as workflow from './core/workflow/index.ts'
import { withKits } from './kits/merge.ts'
import { installedKits } from './kits/registry.ts'
import type { CollectionDefinition } from './define.ts'
import type { Kit } from './kits/define.ts'

export * from './define.ts'
export type { Kit, KitReferral, Report, ReportMeasure } from './kits/define.ts'
export { installedKits, setInstalledKits } from './kits/registry.ts'
export { referralTerms, referralTermsOf } from './kits/referrals.ts'
export { ACCESS_MODES, NETWORKS, PUBLICS, THEMES } from './core/choices.ts'
export { PENAL_KINDS, UNNAMED_KINDS } from './core/network/structures.ts'
export { PUBLISHED_STATUSES } from './core/directory/organizations.ts'
export { ENDED_STATUSES, LIVE_STATUSES, PLACE_HOLDING_STATUSES, REFERRAL_STATUSES } from './core/cases/referral-statuses.ts'

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
  transfers: casework.transfers,
  documents: casework.documents,
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
  accreditations: directory.accreditations,
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
  home_pages: configurator.home_pages,
  templates: configurator.templates,
  invitations: identity.invitations,
  access_grants: access.access_grants,
  person_grants: access.person_grants,
  person_structures: access.person_structures,
  structure_scopes: access.structure_scopes,
  value_history: access.value_history,
  local_changes: configurator.local_changes,
  manifest: configurator.manifest,
  kits: configurator.kits,
  workflows: workflow.workflows,
  workflow_versions: workflow.workflow_versions,
  workflow_objects: workflow.workflow_objects,
  workflow_events: workflow.workflow_events,
  workflow_effects: workflow.workflow_effects,
  webhooks: workflow.webhooks,
} as const

/** The declared collections, by name. */
export type Collections = typeof collections
export type CollectionName = keyof Collections

/** Whether a name is one of the product's collections. */
export function isCollectionName(name: string): name is CollectionName {
  return Object.hasOwn(collections, name)
}

let merged: { kits: readonly Kit[], declarations: Record<string, CollectionDefinition> } = { kits: [], declarations: collections }

/** Every collection as this instance has it: the product's, with what its kits add. */
export function declarations(): Record<string, CollectionDefinition> {
  const kits = installedKits()
  if (merged.kits !== kits) merged = { kits, declarations: kits.length ? withKits(collections, kits) : collections }
  return merged.declarations
}

/** The declaration of a collection on this instance, or nothing when the product does not have it. */
export function getCollection(name: string): CollectionDefinition | undefined {
  return isCollectionName(name) ? declarations()[name] : undefined
}
