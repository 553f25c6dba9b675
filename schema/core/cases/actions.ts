import { audit, boolean, choice, date, defineCollection, float, id, m2o, string, text, timestamp, user } from '../../define.ts'
import { THEMES } from '../choices.ts'

/** One step of the plan: who does what, before when; the person ticks their own (ML-69). */
export const actions = defineCollection({
  collection: 'actions',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Actions', en: 'Actions' },
  singular: { fr: 'action', en: 'action' },
  icon: 'task_alt',
  displayTemplate: '{{title}}',
  access: { beneficiary: 'read', adviser: 'write', manager: 'write', prescriber: 'read' },
  tracked: true,
  byEffects: true,
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, onDelete: 'CASCADE' }),
    objective: m2o('objectives', { label: { fr: 'Objectif', en: 'Objective' }, width: 'half' }),
    theme: choice({ label: { fr: 'Thème', en: 'Theme' }, required: true, choices: THEMES, width: 'half' }),
    title: string({ label: { fr: 'Action', en: 'Action' }, required: true, minLength: 3, maxLength: 200 }),
    description: text({ label: { fr: 'Précisions', en: 'Details' }, maxLength: 4000 }),
    responsible: choice({
      label: { fr: 'À faire par', en: 'To be done by' }, required: true, default: 'beneficiary', width: 'half',
      choices: [
        { value: 'beneficiary', label: { fr: 'La personne', en: 'The person' } },
        { value: 'adviser', label: { fr: 'Le conseiller', en: 'The adviser' } },
        { value: 'partner', label: { fr: 'Un partenaire', en: 'A partner' } },
      ],
    }),
    due_on: date({ label: { fr: 'À faire avant le', en: 'Due on' }, width: 'half' }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'todo', width: 'half',
      choices: [
        { value: 'todo', label: { fr: 'À faire', en: 'To do' }, color: '#B45309' },
        { value: 'doing', label: { fr: 'En cours', en: 'In progress' }, color: '#0369A1' },
        { value: 'done', label: { fr: 'Faite', en: 'Done' }, color: '#15803D' },
        { value: 'cancelled', label: { fr: 'Annulée', en: 'Cancelled' }, color: '#64748B' },
      ],
    }),
    done_at: timestamp({ label: { fr: 'Faite le', en: 'Done on' }, readonly: true, width: 'half' }),
    done_by: user({ label: { fr: 'Cochée par', en: 'Ticked by' }, readonly: true, width: 'half' }),
    hours: float({ label: { fr: 'Durée (heures)', en: 'Hours' }, min: 0, max: 200, width: 'half', help: { fr: 'Durée prévue de l’action.', en: 'Expected length of the action.' } }),
    visible_to_beneficiary: boolean({ label: { fr: 'Visible par la personne', en: 'Visible to the person' }, default: true, width: 'half', access: { beneficiary: 'none' } }),
    ...audit(),
  },
  indexes: [
    { name: 'actions_case_status_idx', fields: ['case', 'status', 'due_on'] },
    { name: 'actions_due_idx', fields: ['due_on'], where: 'status IN (\'todo\', \'doing\')' },
  ],
})
