import { choice, defineCollection, id, json, m2o, string, timestamp, user, uuid } from '../../define.ts'

/** Every change made in the configurator, with what each field was and became: what « Annuler ce changement » goes back to. */
export const local_changes = defineCollection({
  collection: 'local_changes',
  domain: 'configurator',
  label: { fr: 'Changements locaux', en: 'Local changes' },
  singular: { fr: 'changement local', en: 'local change' },
  icon: 'history_edu',
  displayTemplate: '{{collection}}.{{field}} : {{kind}}',
  hidden: true,
  access: {},
  fields: {
    id: id(),
    collection: string({ label: { fr: 'Collection', en: 'Collection' }, required: true, readonly: true, maxLength: 64 }),
    field: string({ label: { fr: 'Champ', en: 'Field' }, required: true, readonly: true, maxLength: 64 }),
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, readonly: true, onDelete: 'CASCADE' }),
    kind: choice({
      label: { fr: 'Changement', en: 'Change' }, required: true, readonly: true,
      choices: [
        { value: 'create', label: { fr: 'Champ ajouté', en: 'Field added' } },
        { value: 'update', label: { fr: 'Champ modifié', en: 'Field changed' } },
        { value: 'move', label: { fr: 'Champ déplacé', en: 'Field moved' } },
        { value: 'merge', label: { fr: 'Choix fusionnés', en: 'Choices merged' } },
        { value: 'retire', label: { fr: 'Champ retiré', en: 'Field retired' } },
        { value: 'restore', label: { fr: 'Champ remis', en: 'Field put back' } },
        { value: 'undo', label: { fr: 'Changement annulé', en: 'Change undone' } },
      ],
    }),
    before: json({ label: { fr: 'Avant', en: 'Before' }, readonly: true }),
    after: json({ label: { fr: 'Après', en: 'After' }, readonly: true }),
    details: json({ label: { fr: 'Précisions', en: 'Details' }, readonly: true }),
    undoes: uuid({ label: { fr: 'Changement annulé', en: 'Change undone' }, readonly: true }),
    author: user({ label: { fr: 'Par', en: 'By' }, readonly: true }),
    at: timestamp({ label: { fr: 'Le', en: 'At' }, required: true, readonly: true }),
  },
  indexes: [
    { name: 'local_changes_at_idx', fields: ['at'] },
    { name: 'local_changes_undoes_unique', fields: ['undoes'], unique: true },
  ],
})
