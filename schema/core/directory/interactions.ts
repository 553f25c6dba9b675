import { audit, choice, date, defineCollection, id, m2o, string, text, timestamp, user } from '../../define.ts'
import { notLater } from '../periods.ts'

/** The qualified history of contacts with a partner (ML-57). */
export const interactions = defineCollection({
  collection: 'interactions',
  domain: 'directory',
  label: { fr: 'Échanges', en: 'Interactions' },
  singular: { fr: 'échange', en: 'interaction' },
  icon: 'forum',
  displayTemplate: '{{happened_at}} — {{kind}}',
  access: { adviser: 'write', manager: 'write' },
  tracked: true,
  owner: 'structure',
  fields: {
    id: id(),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, required: true, immutable: true, width: 'half' }),
    contact: m2o('contacts', { label: { fr: 'Contact', en: 'Contact' }, width: 'half' }),
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, required: true, width: 'half' }),
    user: user({ label: { fr: 'Mené par', en: 'Led by' }, required: true, width: 'half' }),
    kind: choice({
      label: { fr: 'Nature', en: 'Kind' }, required: true, width: 'half',
      choices: [
        { value: 'call', label: { fr: 'Appel', en: 'Call' } },
        { value: 'email', label: { fr: 'Courriel', en: 'E-mail' } },
        { value: 'visit', label: { fr: 'Visite', en: 'Visit' } },
        { value: 'meeting', label: { fr: 'Réunion', en: 'Meeting' } },
        { value: 'letter', label: { fr: 'Courrier', en: 'Letter' } },
        { value: 'event', label: { fr: 'Événement', en: 'Event' } },
      ],
    }),
    happened_at: timestamp({ label: { fr: 'Date', en: 'Date' }, required: true, width: 'half', validIf: notLater('happened_at') }),
    summary: text({ label: { fr: 'Compte rendu', en: 'Summary' }, maxLength: 10000 }),
    next_step: string({ label: { fr: 'Suite à donner', en: 'Next step' }, maxLength: 255, width: 'half' }),
    next_step_at: date({ label: { fr: 'À faire le', en: 'Due on' }, width: 'half' }),
    ...audit(),
  },
  indexes: [
    { name: 'interactions_organization_happened_idx', fields: ['organization', 'happened_at'], expression: 'organization, happened_at DESC' },
    { name: 'interactions_structure_next_idx', fields: ['structure', 'next_step_at'] },
  ],
})
