import { audit, boolean, defineCollection, id, json, m2o, string } from '../../define.ts'
import type { FieldOverride } from '../../forms/layers.ts'

/** What one structure made of a field for itself and the structures below it: a field of its own, or other words and choices. */
export const field_layers = defineCollection({
  collection: 'field_layers',
  domain: 'configurator',
  label: { fr: 'Champs par structure', en: 'Fields by structure' },
  singular: { fr: 'réglage d’une structure', en: 'setting of a structure' },
  note: {
    fr: 'Un champ propre à une structure, ou ce qu’elle change d’un champ du réseau. Les autres structures n’en voient rien.',
    en: 'A field of one structure, or what it changes of a field of the network. Other structures see nothing of it.',
  },
  icon: 'layers',
  displayTemplate: '{{structure.name}} : {{collection}}.{{field}}',
  hidden: true,
  access: {},
  tracked: true,
  fields: {
    id: id(),
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, required: true, onDelete: 'RESTRICT', width: 'half' }),
    collection: string({ label: { fr: 'Collection', en: 'Collection' }, required: true, maxLength: 64, width: 'half', immutable: true }),
    field: string({ label: { fr: 'Champ', en: 'Field' }, required: true, maxLength: 64, width: 'half', immutable: true }),
    is_own: boolean({ label: { fr: 'Champ propre à la structure', en: 'Field of this structure only' }, width: 'half' }),
    override: json<FieldOverride>({ label: { fr: 'Ce qui change', en: 'What changes' } }),
    ...audit(),
  },
  indexes: [
    { name: 'field_layers_structure_field_unique', fields: ['structure', 'collection', 'field'], unique: true },
    // A field belongs to one structure.
    { name: 'field_layers_own_unique', fields: ['collection', 'field'], unique: true, where: 'is_own' },
  ],
})
