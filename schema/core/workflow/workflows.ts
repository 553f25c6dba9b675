import { audit, boolean, defineCollection, id, o2m, string } from '../../define.ts'

/** A state machine over the records of one collection; what it says is in its versions. */
export const workflows = defineCollection({
  collection: 'workflows',
  domain: 'workflow',
  label: { fr: 'Parcours', en: 'Workflows' },
  singular: { fr: 'parcours', en: 'workflow' },
  note: {
    fr: 'Les étapes d’une fiche et qui la fait passer de l’une à l’autre. Le serveur refuse tout autre changement d’étape.',
    en: 'The states of a record and who moves it from one to another. The server refuses any other change of state.',
  },
  icon: 'account_tree',
  displayTemplate: '{{label_fr}}',
  hidden: true,
  access: {},
  tracked: true,
  fields: {
    id: id(),
    key: string({ label: { fr: 'Clé', en: 'Key' }, required: true, maxLength: 40, unique: true, immutable: true, width: 'half' }),
    collection: string({ label: { fr: 'Collection', en: 'Collection' }, required: true, maxLength: 64, immutable: true, width: 'half' }),
    field: string({ label: { fr: 'Champ de l’étape', en: 'State field' }, required: true, maxLength: 64, immutable: true, width: 'half' }),
    label_fr: string({ label: { fr: 'Nom en français', en: 'Name in French' }, required: true, maxLength: 120, width: 'half' }),
    label_en: string({ label: { fr: 'Nom en anglais', en: 'Name in English' }, required: true, maxLength: 120, width: 'half' }),
    is_enforced: boolean({
      label: { fr: 'Appliqué', en: 'Enforced' }, width: 'half',
      help: { fr: 'L’étape des fiches ne change plus que par les passages de ce parcours.', en: 'The state of records only changes by the transitions of this workflow.' },
    }),
    versions: o2m('workflow_versions', 'workflow', { label: { fr: 'Versions', en: 'Versions' } }),
    ...audit(),
  },
  indexes: [{ name: 'workflows_enforced_unique', fields: ['collection', 'field'], unique: true, where: 'is_enforced' }],
})
