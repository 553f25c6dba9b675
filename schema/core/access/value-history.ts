import { choice, defineCollection, id, json, string, timestamp, user, uuid } from '../../define.ts'
import { ORIGINS } from '../choices.ts'

/** Every value that a tracked field took: who, when, from where. Append-only, written by a database trigger. */
export const value_history = defineCollection({
  collection: 'value_history',
  domain: 'access',
  label: { fr: 'Historique des valeurs', en: 'Value history' },
  singular: { fr: 'valeur', en: 'value' },
  icon: 'history',
  displayTemplate: '{{collection}} — {{field}} — {{at}}',
  hidden: true,
  access: {},
  fields: {
    id: id(),
    collection: string({ label: { fr: 'Collection', en: 'Collection' }, required: true, readonly: true, maxLength: 64 }),
    item: uuid({ label: { fr: 'Fiche', en: 'Item' }, required: true, readonly: true }),
    field: string({ label: { fr: 'Champ', en: 'Field' }, required: true, readonly: true, maxLength: 64 }),
    value: json({ label: { fr: 'Valeur', en: 'Value' }, readonly: true }),
    previous_value: json({ label: { fr: 'Valeur précédente', en: 'Previous value' }, readonly: true }),
    user: user({ label: { fr: 'Par', en: 'By' }, readonly: true }),
    audience: choice({ label: { fr: 'Origine', en: 'Origin' }, required: true, readonly: true, choices: ORIGINS }),
    at: timestamp({ label: { fr: 'Le', en: 'At' }, required: true, readonly: true }),
    channel: string({ label: { fr: 'Canal', en: 'Channel' }, readonly: true, maxLength: 40 }),
  },
  indexes: [{ name: 'value_history_item_field_idx', fields: ['collection', 'item', 'field', 'at'], expression: 'collection, item, field, at DESC' }],
})
