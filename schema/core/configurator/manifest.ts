import { defineCollection, id, json, string } from '../../define.ts'

/** What the product last shipped to this instance, element by element: the base of the three-way merge. */
export const manifest = defineCollection({
  collection: 'manifest',
  domain: 'configurator',
  label: { fr: 'Manifeste', en: 'Manifest' },
  singular: { fr: 'élément livré', en: 'shipped element' },
  icon: 'inventory_2',
  hidden: true,
  access: {},
  fields: {
    id: id(),
    kind: string({ label: { fr: 'Nature', en: 'Kind' }, required: true, maxLength: 40 }),
    key: string({ label: { fr: 'Clé', en: 'Key' }, required: true, maxLength: 255 }),
    release: string({ label: { fr: 'Version', en: 'Release' }, required: true, maxLength: 40 }),
    hash: string({ label: { fr: 'Empreinte', en: 'Hash' }, required: true, maxLength: 64 }),
    definition: json({ label: { fr: 'Définition', en: 'Definition' } }),
  },
  indexes: [{ name: 'manifest_kind_key_unique', fields: ['kind', 'key'], unique: true }],
})
