import { choice, defineCollection, id, m2o, timestamp, user } from '../../define.ts'

/** The strongest right of an account on a person, over all their files: `access_grants` without repetition. */
export const person_grants = defineCollection({
  collection: 'person_grants',
  domain: 'access',
  label: { fr: 'Accès aux personnes', en: 'Person grants' },
  singular: { fr: 'accès à une personne', en: 'person grant' },
  icon: 'key',
  displayTemplate: '{{user.last_name}} — {{level}}',
  hidden: true,
  access: {},
  owner: 'person',
  fields: {
    id: id(),
    person: m2o('people', { label: { fr: 'Personne', en: 'Person' }, required: true, onDelete: 'CASCADE' }),
    user: user({ label: { fr: 'Compte', en: 'Account' }, required: true, onDelete: 'CASCADE', index: false }),
    level: choice({
      label: { fr: 'Droit', en: 'Level' }, required: true,
      choices: [
        { value: 'read', label: { fr: 'Consulter', en: 'Read' } },
        { value: 'contribute', label: { fr: 'Contribuer', en: 'Contribute' } },
        { value: 'manage', label: { fr: 'Gérer', en: 'Manage' } },
      ],
    }),
    valid_from: timestamp({ label: { fr: 'À partir du', en: 'From' }, required: true }),
    valid_until: timestamp({ label: { fr: 'Jusqu’au', en: 'Until' } }),
  },
  indexes: [
    { name: 'person_grants_user_person_idx', fields: ['user', 'person', 'valid_until'] },
    { name: 'person_grants_open_unique', fields: ['person', 'user'], unique: true, where: 'valid_until IS NULL' },
  ],
})
