import { audit, choice, date, defineCollection, id, m2o, text } from '../../define.ts'
import { THEMES, URGENCIES } from '../choices.ts'
import { notLater } from '../periods.ts'

/** Something the person needs, by theme and urgency; may be written on an incomplete file (ML-16). */
export const needs = defineCollection({
  collection: 'needs',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Besoins', en: 'Needs' },
  singular: { fr: 'besoin', en: 'need' },
  icon: 'priority_high',
  displayTemplate: '{{theme}}',
  access: { beneficiary: 'read', adviser: 'write', manager: 'write', prescriber: 'read' },
  tracked: true,
  byEffects: true,
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, onDelete: 'CASCADE' }),
    theme: choice({ label: { fr: 'Thème', en: 'Theme' }, required: true, choices: THEMES, width: 'half', opensRows: true }),
    urgency: choice({ label: { fr: 'Urgence', en: 'Urgency' }, required: true, default: 'low', choices: URGENCIES, width: 'half' }),
    description: text({ label: { fr: 'Besoin', en: 'Need' }, required: true, maxLength: 4000, help: { fr: 'Ce dont la personne a besoin, dans ses mots si possible.', en: 'What the person needs, in their words if possible.' } }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'open', width: 'half', opensRows: true,
      choices: [
        { value: 'open', label: { fr: 'À traiter', en: 'Open' }, color: '#B45309' },
        { value: 'in_progress', label: { fr: 'En cours', en: 'In progress' }, color: '#0369A1' },
        { value: 'met', label: { fr: 'Satisfait', en: 'Met' }, color: '#15803D' },
        { value: 'abandoned', label: { fr: 'Abandonné', en: 'Abandoned' }, color: '#64748B' },
      ],
    }),
    identified_on: date({ label: { fr: 'Repéré le', en: 'Identified on' }, required: true, width: 'half', validIf: notLater('identified_on') }),
    origin: choice({
      label: { fr: 'Exprimé par', en: 'Expressed by' }, width: 'half',
      choices: [
        { value: 'person', label: { fr: 'La personne', en: 'The person' } },
        { value: 'adviser', label: { fr: 'Le conseiller', en: 'The adviser' } },
        { value: 'partner', label: { fr: 'Un partenaire', en: 'A partner' } },
        { value: 'relative', label: { fr: 'Un proche', en: 'A relative' } },
      ],
    }),
    resolution: text({ label: { fr: 'Réponse apportée', en: 'Resolution' }, maxLength: 4000, shownIf: { status: { _in: ['met', 'abandoned'] } } }),
    ...audit(),
  },
  indexes: [
    { name: 'needs_case_status_idx', fields: ['case', 'status', 'urgency'] },
    { name: 'needs_theme_status_idx', fields: ['theme', 'status'] },
  ],
})
