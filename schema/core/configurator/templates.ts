import { audit, choice, defineCollection, id, m2o, string, text } from '../../define.ts'

/** What is written to people when a record moves, for the network, and for one structure in its own words. */
export const templates = defineCollection({
  collection: 'templates',
  domain: 'configurator',
  label: { fr: 'Modèles de message', en: 'Message templates' },
  singular: { fr: 'modèle de message', en: 'message template' },
  note: {
    fr: 'Les messages que les workflows envoient. Une structure peut dire le même message dans ses mots : le modèle de même nom le plus proche est envoyé.',
    en: 'The messages that workflows send. A structure may say the same message in its own words: the nearest template of that name is sent.',
  },
  icon: 'mail',
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
    structure: m2o('structures', {
      label: { fr: 'Structure', en: 'Structure' }, width: 'half', immutable: true, onDelete: 'RESTRICT',
      help: { fr: 'Vide : tout le réseau. Sinon cette structure et celles d’en dessous.', en: 'Empty: the whole network. Otherwise this structure and those below it.' },
    }),
    subject_fr: string({ label: { fr: 'Objet', en: 'Subject in French' }, required: true, maxLength: 120, width: 'half' }),
    subject_en: string({ label: { fr: 'Objet en anglais', en: 'Subject in English' }, maxLength: 120, width: 'half' }),
    message_fr: text({
      label: { fr: 'Message', en: 'Message in French' }, required: true, maxLength: 2000,
      help: { fr: 'Texte simple. Peut citer {{reference}}, {{etape}}, {{etape_precedente}}, {{date}}.', en: 'Plain text. May quote {{reference}}, {{etape}}, {{etape_precedente}}, {{date}}.' },
    }),
    message_en: text({ label: { fr: 'Message en anglais', en: 'Message in English' }, maxLength: 2000 }),
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
    name: 'templates_author_unique', fields: ['key', 'structure', 'kit'], unique: true,
    expression: `key, coalesce(structure, '00000000-0000-0000-0000-000000000000'), coalesce(kit, '')`,
  }],
})
