import { audit, choice, date, defineCollection, id, m2o, string } from '../../define.ts'
import { THEMES } from '../choices.ts'
import { notLater } from '../periods.ts'

/** A dated obligation or step placed on the timeline (PJ-02). */
export const milestones = defineCollection({
  collection: 'milestones',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Échéances', en: 'Milestones' },
  singular: { fr: 'échéance', en: 'milestone' },
  icon: 'timeline',
  displayTemplate: '{{title}}',
  access: { beneficiary: 'read', adviser: 'write', manager: 'write' },
  tracked: true,
  byEffects: true,
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, onDelete: 'CASCADE' }),
    title: string({ label: { fr: 'Échéance', en: 'Milestone' }, required: true, minLength: 3, maxLength: 200, help: { fr: 'La personne la lit dans son espace.', en: 'The person reads it in their space.' } }),
    kind: choice({
      label: { fr: 'Nature', en: 'Kind' }, required: true, default: 'optional', width: 'half',
      choices: [
        { value: 'mandatory', label: { fr: 'Obligatoire', en: 'Mandatory' } },
        { value: 'optional', label: { fr: 'Facultative', en: 'Optional' } },
        { value: 'conditional', label: { fr: 'Sous condition', en: 'Conditional' } },
      ],
    }),
    theme: choice({ label: { fr: 'Thème', en: 'Theme' }, choices: THEMES, width: 'half' }),
    due_on: date({ label: { fr: 'Prévue le', en: 'Due on' }, required: true, width: 'half' }),
    done_on: date({ label: { fr: 'Faite le', en: 'Done on' }, width: 'half', shownIf: { status: { _eq: 'done' } }, requiredIf: { status: { _eq: 'done' } }, validIf: notLater('done_on') }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'planned', width: 'half',
      choices: [
        { value: 'planned', label: { fr: 'Prévue', en: 'Planned' }, color: '#0369A1' },
        { value: 'done', label: { fr: 'Faite', en: 'Done' }, color: '#15803D' },
        { value: 'late', label: { fr: 'En retard', en: 'Late' }, color: '#BE123C' },
        { value: 'cancelled', label: { fr: 'Annulée', en: 'Cancelled' }, color: '#64748B' },
      ],
    }),
    ...audit(),
  },
  indexes: [{ name: 'milestones_case_due_idx', fields: ['case', 'due_on'] }],
})
