import { choice, defineCollection, id, integer, m2o, string, text, timestamp, user, uuid } from '../../define.ts'
import { ORIGINS } from '../choices.ts'

/** Every change of state: who, when, by which transition, after how long. Append-only, written by a trigger. */
export const workflow_events = defineCollection({
  collection: 'workflow_events',
  domain: 'workflow',
  label: { fr: 'Passages', en: 'Transitions done' },
  singular: { fr: 'passage', en: 'transition done' },
  icon: 'timeline',
  displayTemplate: '{{transition}} — {{at}}',
  hidden: true,
  access: {},
  fields: {
    id: id(),
    collection: string({ label: { fr: 'Collection', en: 'Collection' }, required: true, readonly: true, maxLength: 64 }),
    item: uuid({ label: { fr: 'Fiche', en: 'Item' }, required: true, readonly: true }),
    version: m2o('workflow_versions', { label: { fr: 'Version', en: 'Version' }, required: true, readonly: true, index: false }),
    transition: string({ label: { fr: 'Passage', en: 'Transition' }, required: true, readonly: true, maxLength: 40 }),
    from_state: string({ label: { fr: 'De', en: 'From' }, required: true, readonly: true, maxLength: 255 }),
    to_state: string({ label: { fr: 'À', en: 'To' }, required: true, readonly: true, maxLength: 255 }),
    seconds: integer({ label: { fr: 'Secondes dans l’étape quittée', en: 'Seconds in the state left' }, required: true, readonly: true }),
    user: user({ label: { fr: 'Par', en: 'By' }, readonly: true, index: false }),
    audience: choice({ label: { fr: 'Origine', en: 'Origin' }, required: true, readonly: true, choices: ORIGINS }),
    at: timestamp({ label: { fr: 'Le', en: 'At' }, required: true, readonly: true }),
    comment: text({ label: { fr: 'Commentaire', en: 'Comment' }, readonly: true, maxLength: 4000 }),
  },
  indexes: [
    { name: 'workflow_events_item_idx', fields: ['collection', 'item', 'at'] },
    { name: 'workflow_events_state_idx', fields: ['collection', 'from_state', 'at'] },
    { name: 'workflow_events_at_idx', fields: ['collection', 'at'] },
  ],
})
