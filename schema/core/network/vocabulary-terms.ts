import { audit, choice, defineCollection, id, integer, m2o, string, text } from '../../define.ts'

/** The vocabularies that the product ships. */
export const VOCABULARIES = ['theme', 'offer_kind', 'service_theme', 'public', 'network', 'service_type', 'access_mode', 'mobilisation_mode', 'mobilised_by', 'fees'] as const

/** The words of the network: themes, kinds, publics, networks; each list keyed by its vocabulary. */
export const vocabulary_terms = defineCollection({
  collection: 'vocabulary_terms',
  domain: 'network',
  label: { fr: 'Vocabulaires', en: 'Vocabularies' },
  singular: { fr: 'terme', en: 'term' },
  icon: 'menu_book',
  displayTemplate: '{{label}}',
  archive: { field: 'status', value: 'retired' },
  sortField: 'sort',
  access: {
    public: 'read', partner: 'read', beneficiary: 'read', adviser: 'read', manager: 'read', prescriber: 'read', configurator: 'write', steering: 'read', service: 'read',
  },
  tracked: true,
  fields: {
    id: id(),
    vocabulary: string({ label: { fr: 'Vocabulaire', en: 'Vocabulary' }, help: { fr: 'Par exemple theme, offer_kind, public, network.', en: 'E.g. theme, offer_kind, public, network.' }, required: true, maxLength: 60, width: 'half' }),
    code: string({ label: { fr: 'Code', en: 'Code' }, required: true, maxLength: 120, width: 'half' }),
    label: string({ label: { fr: 'Libellé', en: 'French label' }, required: true, maxLength: 200, width: 'half' }),
    label_en: string({ label: { fr: 'Libellé anglais', en: 'English label' }, maxLength: 200, width: 'half' }),
    parent: m2o('vocabulary_terms', { label: { fr: 'Terme parent', en: 'Parent term' }, width: 'half' }),
    description: text({ label: { fr: 'Description', en: 'Description' }, maxLength: 1000 }),
    color: string({ label: { fr: 'Couleur', en: 'Colour' }, format: 'color', maxLength: 7, interface: 'select-color', width: 'half' }),
    icon: string({ label: { fr: 'Icône', en: 'Icon' }, maxLength: 60, width: 'half' }),
    sort: integer({ label: { fr: 'Rang', en: 'Rank' }, hidden: true }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'active', width: 'half',
      choices: [
        { value: 'active', label: { fr: 'En usage', en: 'In use' }, color: '#15803D' },
        { value: 'retired', label: { fr: 'Retiré', en: 'Retired' }, color: '#64748B' },
      ],
    }),
    source: string({ label: { fr: 'Source', en: 'Source' }, maxLength: 100, width: 'half' }),
    uri: string({ label: { fr: 'Adresse de référence', en: 'Reference address' }, format: 'url', maxLength: 2083 }),
    ...audit(),
  },
  indexes: [
    { name: 'vocabulary_terms_vocabulary_code_unique', fields: ['vocabulary', 'code'], unique: true },
    { name: 'vocabulary_terms_vocabulary_sort_idx', fields: ['vocabulary', 'status', 'sort'] },
  ],
})
