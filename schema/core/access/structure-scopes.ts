import { choice, defineCollection, id, m2o, timestamp, user } from '../../define.ts'
import { SCOPE_LEVELS } from '../choices.ts'

/**
 * The structures that an account reaches, its own and those below, written by database triggers from memberships. In
 * each family of levels (work, configuration, steering) two rows never overlap in time.
 */
export const structure_scopes = defineCollection({
  collection: 'structure_scopes',
  domain: 'access',
  label: { fr: 'Périmètres', en: 'Structure scopes' },
  singular: { fr: 'périmètre', en: 'structure scope' },
  icon: 'hub',
  displayTemplate: '{{user.last_name}} — {{structure.name}}',
  hidden: true,
  access: {},
  owner: 'structure',
  fields: {
    id: id(),
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, required: true, onDelete: 'CASCADE' }),
    user: user({ label: { fr: 'Compte', en: 'Account' }, required: true, onDelete: 'CASCADE' }),
    level: choice({ label: { fr: 'Droit', en: 'Level' }, required: true, choices: SCOPE_LEVELS }),
    membership: m2o('memberships', { label: { fr: 'Appartenance', en: 'Membership' }, required: true, onDelete: 'CASCADE' }),
    valid_from: timestamp({ label: { fr: 'À partir du', en: 'From' }, required: true }),
    valid_until: timestamp({ label: { fr: 'Jusqu’au', en: 'Until' } }),
  },
  indexes: [
    { name: 'structure_scopes_user_level_idx', fields: ['user', 'level', 'structure'] },
  ],
})
