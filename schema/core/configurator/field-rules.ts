import { audit, choice, defineCollection, id, m2o, string, text } from '../../define.ts'

/** The rules that local administrators give to fields, in the language of `schema/forms/rules`; the server checks them when they are saved. */
export const field_rules = defineCollection({
  collection: 'field_rules',
  domain: 'configurator',
  label: { fr: 'Règles des champs', en: 'Field rules' },
  singular: { fr: 'règle d’un champ', en: 'field rule' },
  note: {
    fr: 'Quand un champ est affiché, obligatoire ou accepté, et comment il est calculé. Une règle suit le produit à chaque mise à jour.',
    en: 'When a field is shown, required or accepted, and how it is computed. A rule goes through every upgrade of the product.',
  },
  icon: 'rule',
  displayTemplate: '{{collection}}.{{field}} : {{kind}}',
  access: { configurator: 'write' },
  tracked: true,
  fields: {
    id: id(),
    collection: string({ label: { fr: 'Collection', en: 'Collection' }, required: true, maxLength: 64, width: 'half', immutable: true }),
    field: string({ label: { fr: 'Champ', en: 'Field' }, required: true, maxLength: 64, width: 'half', immutable: true }),
    structure: m2o('structures', {
      label: { fr: 'Structure', en: 'Structure' }, width: 'half', immutable: true, onDelete: 'RESTRICT',
      help: { fr: 'Vide : la règle vaut pour tout le réseau.', en: 'Empty: the rule holds for the whole network.' },
    }),
    kind: choice({
      label: { fr: 'Ce que dit la règle', en: 'What the rule says' }, required: true, width: 'half', immutable: true,
      choices: [
        { value: 'shown_if', label: { fr: 'Affiché si', en: 'Shown if' } },
        { value: 'required_if', label: { fr: 'Obligatoire si', en: 'Required if' } },
        { value: 'valid_if', label: { fr: 'Accepté si', en: 'Accepted if' } },
        { value: 'computed', label: { fr: 'Calculé', en: 'Computed' } },
      ],
    }),
    expression: text({
      label: { fr: 'Règle', en: 'Rule' }, required: true, maxLength: 2000,
      help: { fr: 'Par exemple : age(birth_date) < 18 && "housing" in themes.', en: 'For instance: age(birth_date) < 18 && "housing" in themes.' },
    }),
    message_fr: string({
      label: { fr: 'Message en français', en: 'Message in French' }, maxLength: 255, width: 'half',
      help: { fr: 'Ce que la personne lit quand sa réponse est refusée, et comment la corriger.', en: 'What the person reads when the answer is refused, and how to put it right.' },
      shownIf: { kind: { _eq: 'valid_if' } }, requiredIf: { kind: { _eq: 'valid_if' } },
    }),
    message_en: string({ label: { fr: 'Message en anglais', en: 'Message in English' }, maxLength: 255, width: 'half', shownIf: { kind: { _eq: 'valid_if' } } }),
    ...audit(),
  },
  indexes: [{
    name: 'field_rules_layer_unique', fields: ['collection', 'field', 'kind', 'structure'], unique: true,
    expression: `collection, field, kind, coalesce(structure, '00000000-0000-0000-0000-000000000000')`,
  }],
})
