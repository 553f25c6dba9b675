import { audit, boolean, choice, defineCollection, id, m2o, string, text, timestamp, user } from '../../define.ts'
import { notLater } from '../periods.ts'

/** The history of interviews, with date and content (ML-46). */
export const interviews = defineCollection({
  collection: 'interviews',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Entretiens', en: 'Interviews' },
  singular: { fr: 'entretien', en: 'interview' },
  icon: 'record_voice_over',
  displayTemplate: '{{happened_at}} — {{kind}}',
  access: { beneficiary: 'read', adviser: 'write', manager: 'write' },
  tracked: true,
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, onDelete: 'CASCADE' }),
    user: user({ label: { fr: 'Mené par', en: 'Led by' }, required: true, width: 'half' }),
    kind: choice({
      label: { fr: 'Nature', en: 'Kind' }, required: true, default: 'meeting', width: 'half',
      choices: [
        { value: 'meeting', label: { fr: 'Rendez-vous', en: 'Meeting' } },
        { value: 'phone', label: { fr: 'Téléphone', en: 'Phone' } },
        { value: 'visit', label: { fr: 'Visite', en: 'Visit' } },
        { value: 'email', label: { fr: 'Courriel', en: 'E-mail' } },
        { value: 'video', label: { fr: 'Visioconférence', en: 'Video call' } },
        { value: 'workshop', label: { fr: 'Atelier', en: 'Workshop' } },
      ],
    }),
    happened_at: timestamp({ label: { fr: 'Date', en: 'Date' }, required: true, width: 'half', validIf: notLater('happened_at') }),
    place: string({ label: { fr: 'Lieu', en: 'Place' }, maxLength: 150, width: 'half' }),
    summary: text({ label: { fr: 'Compte rendu', en: 'Summary' }, maxLength: 20000 }),
    next_step: string({ label: { fr: 'Suite à donner', en: 'Next step' }, maxLength: 255 }),
    visible_to_beneficiary: boolean({
      label: { fr: 'Visible par la personne', en: 'Visible to the person' }, width: 'half', access: { beneficiary: 'none' },
      help: { fr: 'La personne lira ce compte rendu dans son espace.', en: 'The person will read this summary in their space.' },
    }),
    ...audit(),
  },
  indexes: [
    { name: 'interviews_case_happened_idx', fields: ['case', 'happened_at'], expression: '"case", happened_at DESC' },
    { name: 'interviews_user_happened_idx', fields: ['user', 'happened_at'] },
  ],
})
