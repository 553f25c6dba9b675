import { audit, boolean, defineCollection, id, string, text } from '../../define.ts'

/** A text with gaps, that a workflow fills for a file. */
export const document_templates = defineCollection({
  collection: 'document_templates',
  domain: 'workflow',
  label: { fr: 'Modèles de documents', en: 'Document templates' },
  singular: { fr: 'modèle de document', en: 'document template' },
  note: {
    fr: 'Des textes dont les parcours remplissent les blancs, écrits entre deux accolades : reference, programme, ouvert_le, prenom, nom, structure, date.',
    en: 'Texts whose gaps, written between two braces, workflows fill: reference, programme, ouvert_le, prenom, nom, structure, date.',
  },
  icon: 'draft',
  displayTemplate: '{{title}}',
  access: {},
  tracked: true,
  fields: {
    id: id(),
    key: string({ label: { fr: 'Clé', en: 'Key' }, required: true, maxLength: 40, unique: true, immutable: true, width: 'half' }),
    is_active: boolean({ label: { fr: 'Actif', en: 'Active' }, default: true, width: 'half' }),
    title: string({ label: { fr: 'Titre du document', en: 'Title of the document' }, required: true, maxLength: 200 }),
    body: text({ label: { fr: 'Texte', en: 'Text' }, required: true, maxLength: 20000 }),
    ...audit(),
  },
})
