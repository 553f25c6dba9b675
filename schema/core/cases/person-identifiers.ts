import { audit, choice, defineCollection, id, m2o, string } from '../../define.ts'

/** The number of a person in another system; never the NIR, which the law forbids to most of us. */
export const person_identifiers = defineCollection({
  collection: 'person_identifiers',
  domain: 'cases',
  group: 'identity',
  label: { fr: 'Identifiants externes', en: 'External identifiers' },
  singular: { fr: 'identifiant externe', en: 'external identifier' },
  icon: 'fingerprint',
  displayTemplate: '{{kind}} {{value}}',
  access: { adviser: 'write', manager: 'write' },
  tracked: true,
  owner: 'person',
  fields: {
    id: id(),
    person: m2o('people', { label: { fr: 'Personne', en: 'Person' }, required: true, onDelete: 'CASCADE' }),
    kind: choice({
      label: { fr: 'Système', en: 'System' }, required: true, width: 'half',
      choices: [
        { value: 'france_travail', label: { fr: 'France Travail', en: 'France Travail' } },
        { value: 'milo', label: { fr: 'i-milo', en: 'i-milo' } },
        { value: 'appi', label: { fr: 'APPI', en: 'APPI' } },
        { value: 'genesis', label: { fr: 'GENESIS', en: 'GENESIS' } },
        { value: 'parcours', label: { fr: 'PARCOURS', en: 'PARCOURS' } },
        { value: 'caf', label: { fr: 'CAF', en: 'Family benefits office' } },
        { value: 'local', label: { fr: 'Numéro local', en: 'Local number' } },
      ],
    }),
    value: string({ label: { fr: 'Numéro', en: 'Number' }, help: { fr: 'N’enregistrez jamais un numéro de sécurité sociale.', en: 'Never record a social security number.' }, required: true, maxLength: 60, width: 'half' }),
    issued_by: string({ label: { fr: 'Délivré par', en: 'Issued by' }, maxLength: 120, width: 'half' }),
    ...audit(),
  },
  // Of one person only: a number refused because somebody else has it would tell that they are known somewhere in the network.
  indexes: [{ name: 'person_identifiers_person_kind_value_unique', fields: ['person', 'kind', 'value'], unique: true }],
})
