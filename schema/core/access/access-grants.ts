import { choice, defineCollection, id, m2o, timestamp, user, uuid } from '../../define.ts'

/**
 * Who may reach which file, and why: written by database triggers only, tested by every row rule. Two rows of one
 * account on one file never overlap in time, so that joining them counts each file once.
 */
export const access_grants = defineCollection({
  collection: 'access_grants',
  domain: 'access',
  label: { fr: 'Accès aux dossiers', en: 'Access grants' },
  singular: { fr: 'accès', en: 'access grant' },
  icon: 'key',
  displayTemplate: '{{user.last_name}} — {{level}}',
  hidden: true,
  access: {},
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, onDelete: 'CASCADE' }),
    person: m2o('people', { label: { fr: 'Personne', en: 'Person' }, required: true, onDelete: 'CASCADE' }),
    user: user({ label: { fr: 'Compte', en: 'Account' }, required: true, onDelete: 'CASCADE' }),
    level: choice({
      label: { fr: 'Droit', en: 'Level' }, required: true,
      choices: [
        { value: 'read', label: { fr: 'Consulter', en: 'Read' } },
        { value: 'contribute', label: { fr: 'Contribuer', en: 'Contribute' } },
        { value: 'manage', label: { fr: 'Gérer', en: 'Manage' } },
      ],
    }),
    why: choice({
      label: { fr: 'Motif', en: 'Why' }, required: true,
      choices: [
        { value: 'member', label: { fr: 'Membre de l’équipe', en: 'Team member' } },
        { value: 'referent', label: { fr: 'Référent', en: 'Referent' } },
        { value: 'theme', label: { fr: 'Référent thématique', en: 'Theme referent' } },
        { value: 'referral', label: { fr: 'Orientation', en: 'Referral' } },
        { value: 'structure', label: { fr: 'Structure', en: 'Structure' } },
        { value: 'break_glass', label: { fr: 'Accès exceptionnel', en: 'Break-glass access' } },
      ],
    }),
    source_id: uuid({ label: { fr: 'Ligne d’origine', en: 'Source row' } }),
    valid_from: timestamp({ label: { fr: 'À partir du', en: 'From' }, required: true }),
    valid_until: timestamp({ label: { fr: 'Jusqu’au', en: 'Until' } }),
  },
  indexes: [
    { name: 'access_grants_user_case_idx', fields: ['user', 'case', 'valid_from', 'valid_until'] },
    { name: 'access_grants_user_person_idx', fields: ['user', 'person', 'valid_until'] },
    { name: 'access_grants_source_idx', fields: ['source_id', 'why'] },
    { name: 'access_grants_open_unique', fields: ['case', 'user'], unique: true, where: 'valid_until IS NULL' },
  ],
})
