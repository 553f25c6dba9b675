import { audit, defineCollection, file, id, m2o, string, text } from '../../define.ts'

/** A document written from a template for a file, kept as it was written: its text, and the PDF of it. */
export const documents = defineCollection({
  collection: 'documents',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Documents', en: 'Documents' },
  singular: { fr: 'document', en: 'document' },
  icon: 'description',
  displayTemplate: '{{title}}',
  access: { adviser: 'read', manager: 'read' },
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, immutable: true, onDelete: 'CASCADE' }),
    template: m2o('templates', { label: { fr: 'Modèle', en: 'Template' }, readonly: true, width: 'half' }),
    title: string({ label: { fr: 'Titre', en: 'Title' }, required: true, readonly: true, maxLength: 200, width: 'half' }),
    body: text({ label: { fr: 'Texte', en: 'Text' }, required: true, readonly: true, maxLength: 40000 }),
    file: file({ label: { fr: 'Fichier', en: 'File' }, readonly: true, index: true }),
    ...audit(),
  },
})
