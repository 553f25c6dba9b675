import { audit, choice, defineCollection, id, integer, json, m2o, timestamp } from '../../define.ts'
import type { Definition } from '../../workflow/types.ts'

/** What a workflow says at some time: never changed once published, and kept by the records that began on it. */
export const workflow_versions = defineCollection({
  collection: 'workflow_versions',
  domain: 'workflow',
  label: { fr: 'Versions des parcours', en: 'Workflow versions' },
  singular: { fr: 'version d’un parcours', en: 'workflow version' },
  icon: 'history_edu',
  displayTemplate: '{{workflow.label_fr}}, {{number}}',
  hidden: true,
  access: {},
  tracked: true,
  fields: {
    id: id(),
    workflow: m2o('workflows', { label: { fr: 'Parcours', en: 'Workflow' }, required: true, immutable: true, width: 'half', onDelete: 'CASCADE' }),
    number: integer({ label: { fr: 'Numéro', en: 'Number' }, required: true, min: 1, immutable: true, width: 'half' }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'draft', width: 'half',
      choices: [
        { value: 'draft', label: { fr: 'Brouillon', en: 'Draft' }, color: '#94A3B8' },
        { value: 'published', label: { fr: 'Publiée', en: 'Published' }, color: '#15803D' },
      ],
    }),
    origin: choice({
      label: { fr: 'Écrite par', en: 'Written by' }, required: true, default: 'local', readonly: true, width: 'half',
      choices: [
        { value: 'product', label: { fr: 'Le produit', en: 'The product' } },
        { value: 'local', label: { fr: 'Un administrateur local', en: 'A local administrator' } },
      ],
    }),
    definition: json<Definition>({ label: { fr: 'Définition', en: 'Definition' } }),
    published_at: timestamp({ label: { fr: 'Publiée le', en: 'Published on' }, readonly: true, width: 'half' }),
    ...audit(),
  },
  indexes: [{ name: 'workflow_versions_number_unique', fields: ['workflow', 'number'], unique: true }],
})
