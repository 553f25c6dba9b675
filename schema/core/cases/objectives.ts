import { audit, choice, date, defineCollection, id, m2o, o2m, string, text } from '../../define.ts'
import { THEMES } from '../choices.ts'

/** A goal of the plan, with a deadline (ML-03, ML-15). */
export const objectives = defineCollection({
  collection: 'objectives',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Objectifs', en: 'Objectives' },
  singular: { fr: 'objectif', en: 'objective' },
  icon: 'flag',
  displayTemplate: '{{title}}',
  access: { beneficiary: 'read', adviser: 'write', manager: 'write', prescriber: 'read' },
  tracked: true,
  byEffects: true,
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, onDelete: 'CASCADE' }),
    theme: choice({ label: { fr: 'Thème', en: 'Theme' }, required: true, choices: THEMES, width: 'half' }),
    due_on: date({ label: { fr: 'Échéance', en: 'Due on' }, width: 'half' }),
    title: string({ label: { fr: 'Objectif', en: 'Objective' }, required: true, minLength: 3, maxLength: 200 }),
    description: text({ label: { fr: 'Précisions', en: 'Details' }, maxLength: 4000 }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'open', width: 'half',
      choices: [
        { value: 'open', label: { fr: 'En cours', en: 'Open' }, color: '#0369A1' },
        { value: 'reached', label: { fr: 'Atteint', en: 'Reached' }, color: '#15803D' },
        { value: 'abandoned', label: { fr: 'Abandonné', en: 'Abandoned' }, color: '#64748B' },
      ],
    }),
    comment: text({ label: { fr: 'Commentaire', en: 'Comment' }, maxLength: 4000, help: { fr: 'Pourquoi l’objectif a changé.', en: 'Why the objective changed.' } }),
    actions: o2m('actions', 'objective', { label: { fr: 'Actions', en: 'Actions' } }),
    ...audit(),
  },
  indexes: [{ name: 'objectives_case_status_idx', fields: ['case', 'status', 'due_on'] }],
})
