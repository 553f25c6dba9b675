import { defineCollection, id, m2o, string, timestamp, user, uuid } from '../../define.ts'

/** Where each record stands in its workflow, and on which version it runs; kept by triggers. */
export const workflow_objects = defineCollection({
  collection: 'workflow_objects',
  domain: 'workflow',
  label: { fr: 'Fiches en parcours', en: 'Records in workflows' },
  singular: { fr: 'fiche en parcours', en: 'record in a workflow' },
  icon: 'conversion_path',
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
  },
  indexes: [
    { name: 'workflow_objects_item_unique', fields: ['collection', 'item'], unique: true },
    { name: 'workflow_objects_state_idx', fields: ['collection', 'state', 'since'] },
  ],
})
