import { defineCollection, id, integer, m2o, string, text, timestamp, user, uuid } from '../../define.ts'

/** Where each record stands in its workflow, and on which version it runs; kept by triggers. */
export const workflow_objects = defineCollection({
  collection: 'workflow_objects',
  domain: 'workflow',
  label: { fr: 'Fiches en parcours', en: 'Records in workflows' },
  singular: { fr: 'fiche en parcours', en: 'record in a workflow' },
  icon: 'conversion_path',
  displayTemplate: '{{collection}} : {{state}}',
  hidden: true,
  access: {},
  fields: {
    id: id(),
    collection: string({ label: { fr: 'Collection', en: 'Collection' }, required: true, readonly: true, maxLength: 64 }),
    item: uuid({ label: { fr: 'Fiche', en: 'Item' }, required: true, readonly: true }),
    version: m2o('workflow_versions', { label: { fr: 'Version', en: 'Version' }, required: true, readonly: true }),
    state: string({ label: { fr: 'Étape', en: 'State' }, required: true, readonly: true, maxLength: 255 }),
    since: timestamp({ label: { fr: 'Depuis', en: 'Since' }, required: true, readonly: true }),
    moved_by: user({ label: { fr: 'Par', en: 'By' }, readonly: true, index: false }),
    deadline_at: timestamp({ label: { fr: 'À terminer avant le', en: 'Due before' }, readonly: true }),
    // Not planned yet: the epoch. Nothing to come: null.
    due_at: timestamp({ label: { fr: 'Prochaine échéance', en: 'Next thing due' }, readonly: true }),
    handled_at: timestamp({ label: { fr: 'Échéances traitées jusqu’au', en: 'Handled until' }, readonly: true }),
    // A delay is over, and nobody can answer: it stays where it is.
    unanswerable_at: timestamp({ label: { fr: 'Sans réponse possible depuis', en: 'Nobody can answer since' }, readonly: true }),
    answerable_since: timestamp({ label: { fr: 'Réponse possible de nouveau depuis', en: 'Somebody can answer again since' }, readonly: true }),
    attempts: integer({ label: { fr: 'Essais', en: 'Attempts' }, required: true, default: 0, readonly: true, min: 0 }),
    last_error: text({ label: { fr: 'Dernière erreur', en: 'Last error' }, readonly: true, maxLength: 1000 }),
  },
  indexes: [
    { name: 'workflow_objects_item_unique', fields: ['collection', 'item'], unique: true },
    { name: 'workflow_objects_state_idx', fields: ['collection', 'state', 'since'] },
    { name: 'workflow_objects_due_idx', fields: ['collection', 'due_at', 'id'], where: 'due_at IS NOT NULL' },
    { name: 'workflow_objects_deadline_idx', fields: ['collection', 'deadline_at'], where: 'deadline_at IS NOT NULL' },
  ],
})
