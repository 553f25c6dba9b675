import { all, any, CURRENT_USER, EVERYTHING, inScope, memberOf } from '../filters.ts'
import type { AudienceRules, CollectionRules } from '../row-rules.ts'

const views: CollectionRules = {
  read: any({ user: CURRENT_USER }, all({ is_shared: { _eq: true } }, inScope(['structure']))),
  create: { presets: { user: '$CURRENT_USER' } },
  // What is shared is changed by who works there still; whoever left may only take it back.
  update: all({ user: CURRENT_USER }, any({ structure: { _null: true } }, inScope(['structure']))),
  delete: { user: CURRENT_USER },
}

/** Proposals about partners; those about a person are read through the file's own endpoint. */
const directoryProposals: CollectionRules = {
  read: all({ person: { _null: true } }, inScope(['structure'], ['contribute', 'manage'])),
}

/** Rules of the network, and of the structures that the account configures. */
const rulesInSight = any({ structure: { _null: true } }, inScope(['structure'], ['configure']))

/** Views, proposals and settings. */
export const configurationRules: AudienceRules = {
  adviser: { saved_views: views, change_proposals: directoryProposals },
  manager: { saved_views: views, change_proposals: directoryProposals },
  partner: { change_proposals: { read: memberOf(['organization']) } },
  beneficiary: { change_proposals: { read: { proposed_by: CURRENT_USER } } },
  configurator: {
    field_settings: { read: EVERYTHING },
    kits: { read: EVERYTHING },
    // The server's hook says for which structures.
    field_rules: { read: rulesInSight, create: {}, update: rulesInSight, delete: rulesInSight },
    home_pages: { read: rulesInSight, create: {}, update: rulesInSight, delete: rulesInSight },
    templates: { read: rulesInSight, create: {}, update: rulesInSight, delete: rulesInSight },
  },
}
