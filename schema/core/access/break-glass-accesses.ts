import { audit, defineCollection, id, m2o, text, timestamp, user } from '../../define.ts'

/** Openings of a file outside its team, for a written reason and one day; each becomes a row of `access_grants`. */
export const break_glass_accesses = defineCollection({
  collection: 'break_glass_accesses',
  domain: 'access',
  label: { fr: 'Accès exceptionnels', en: 'Break-glass accesses' },
  singular: { fr: 'accès exceptionnel', en: 'break-glass access' },
  icon: 'emergency',
  displayTemplate: '{{user.last_name}} — {{valid_from}}',
  access: { manager: 'read' },
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, readonly: true, onDelete: 'CASCADE', width: 'half' }),
    user: user({ label: { fr: 'Professionnel', en: 'Professional' }, required: true, readonly: true, onDelete: 'CASCADE', width: 'half' }),
    reason: text({ label: { fr: 'Motif', en: 'Reason' }, required: true, readonly: true, minLength: 20, maxLength: 1000 }),
    valid_from: timestamp({ label: { fr: 'À partir du', en: 'From' }, required: true, readonly: true, width: 'half' }),
    valid_until: timestamp({ label: { fr: 'Jusqu’au', en: 'Until' }, required: true, readonly: true, width: 'half' }),
    seen_by: user({ label: { fr: 'Vu par', en: 'Seen by' }, readonly: true, width: 'half' }),
    seen_at: timestamp({ label: { fr: 'Vu le', en: 'Seen on' }, readonly: true, width: 'half' }),
    ...audit(),
  },
  indexes: [
    { name: 'break_glass_accesses_case_from_idx', fields: ['case', 'valid_from'], expression: '"case", valid_from DESC' },
    { name: 'break_glass_accesses_user_from_idx', fields: ['user', 'valid_from'], expression: '"user", valid_from DESC' },
  ],
})
