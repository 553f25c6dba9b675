import { audit, choice, defineCollection, id, string } from '../../define.ts'
import { AUDIENCE_CHOICES } from '../choices.ts'

/** What a local administrator decided for one field and one audience; opens local fields, tightens shipped ones. */
export const field_settings = defineCollection({
  collection: 'field_settings',
  domain: 'access',
  label: { fr: 'Droits par champ', en: 'Field rights' },
  singular: { fr: 'droit sur un champ', en: 'field right' },
  note: {
    fr: 'Ouvre un champ local à un public, ou change la façon dont un champ se publie (directement ou après relecture).',
    en: 'Opens a local field to an audience, or changes how a field is published (at once or after review).',
  },
  icon: 'tune',
  displayTemplate: '{{collection}}.{{field}} — {{audience}} : {{level}}',
  access: { configurator: 'read' },
  tracked: true,
  fields: {
    id: id(),
    collection: string({ label: { fr: 'Collection', en: 'Collection' }, required: true, maxLength: 64, width: 'half' }),
    field: string({ label: { fr: 'Champ', en: 'Field' }, required: true, maxLength: 64, width: 'half' }),
    audience: choice({ label: { fr: 'Public', en: 'Audience' }, required: true, choices: AUDIENCE_CHOICES, width: 'half' }),
    level: choice({
      label: { fr: 'Droit', en: 'Level' }, required: true, default: 'read', width: 'half',
      choices: [
        { value: 'none', label: { fr: 'Ne voit pas', en: 'Does not see it' } },
        { value: 'read', label: { fr: 'Consulte', en: 'Reads' } },
        { value: 'review', label: { fr: 'Propose (relecture par le réseau)', en: 'Proposes (reviewed by the network)' } },
        { value: 'write', label: { fr: 'Modifie directement', en: 'Writes at once' } },
      ],
    }),
    ...audit(),
  },
  indexes: [{ name: 'field_settings_collection_field_audience_unique', fields: ['collection', 'field', 'audience'], unique: true }],
})
