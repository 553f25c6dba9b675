import { audit, choice, defineCollection, id, m2o, string, text } from '../../define.ts'

/** What workflows write when a record moves, a message to people or a document of the file, for the network, and for one structure in its own words. */
export const templates = defineCollection({
  collection: 'templates',
  domain: 'configurator',
  label: { fr: 'Modèles', en: 'Templates' },
  singular: { fr: 'modèle', en: 'template' },
  note: {
    fr: 'Les messages que les workflows envoient et les documents qu’ils rédigent. Une structure peut dire le même texte dans ses mots : le modèle de même nom le plus proche est pris.',
    en: 'The messages that workflows send and the documents that they write. A structure may say the same text in its own words: the nearest template of that name is taken.',
  },
  icon: 'draft',
  displayTemplate: '{{key}} : {{subject_fr}}',
  archive: { field: 'status', value: 'retired' },
  access: { configurator: 'write' },
  tracked: true,
  fields: {
    id: id(),
    key: string({
      label: { fr: 'Nom', en: 'Name' }, required: true, immutable: true, maxLength: 60, width: 'half',
      help: { fr: 'Ce que les workflows citent : rappel_bilan.', en: 'What workflows quote: review_reminder.' },
    }),
    kind: choice({
      label: { fr: 'Sert à', en: 'Used for' }, required: true, immutable: true, default: 'message', width: 'half',
      choices: [
        { value: 'message', label: { fr: 'Message envoyé', en: 'Message sent' }, color: '#0369A1' },
        { value: 'document', label: { fr: 'Document du dossier (PDF)', en: 'Document of the file (PDF)' }, color: '#7E22CE' },
      ],
    }),
    structure: m2o('structures', {
      label: { fr: 'Structure', en: 'Structure' }, width: 'half', immutable: true, onDelete: 'RESTRICT',
      help: { fr: 'Vide : tout le réseau. Sinon cette structure et celles d’en dessous.', en: 'Empty: the whole network. Otherwise this structure and those below it.' },
    }),
    subject_fr: string({
      label: { fr: 'Objet ou titre', en: 'Subject or title in French' }, required: true, maxLength: 200, width: 'half',
      help: { fr: '120 caractères pour un message, 200 pour un document.', en: '120 characters for a message, 200 for a document.' },
    }),
    subject_en: string({ label: { fr: 'Objet ou titre en anglais', en: 'Subject or title in English' }, maxLength: 200, width: 'half' }),
    message_fr: text({
      label: { fr: 'Texte', en: 'Text in French' }, required: true, maxLength: 20_000,
      help: {
        fr: 'Texte simple. Un message peut citer {{reference}}, {{etape}}, {{etape_precedente}}, {{date}} ; un document {{reference}}, {{programme}}, {{ouvert_le}}, {{prenom}}, {{nom}}, {{structure}}, {{date}}. Dans un document, une ligne vide sépare les paragraphes et « ## » commence un titre.',
        en: 'Plain text. A message may quote {{reference}}, {{etape}}, {{etape_precedente}}, {{date}}; a document {{reference}}, {{programme}}, {{ouvert_le}}, {{prenom}}, {{nom}}, {{structure}}, {{date}}. In a document, an empty line parts paragraphs and “##” begins a heading.',
      },
    }),
    message_en: text({ label: { fr: 'Texte en anglais', en: 'Text in English' }, maxLength: 20_000 }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'active', width: 'half',
      choices: [
        { value: 'active', label: { fr: 'En service', en: 'In use' }, color: '#15803D' },
        { value: 'retired', label: { fr: 'Retiré', en: 'Retired' }, color: '#64748B' },
      ],
    }),
    kit: string({ label: { fr: 'Kit', en: 'Kit' }, readonly: true, maxLength: 40, width: 'half' }),
    ...audit(),
  },
  indexes: [{
    name: 'templates_kind_unique', fields: ['kind', 'key', 'structure', 'kit'], unique: true,
    expression: `kind, key, coalesce(structure, '00000000-0000-0000-0000-000000000000'), coalesce(kit, '')`,
  }],
})
