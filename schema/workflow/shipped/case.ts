import { cases } from '../../core/cases/cases.ts'
import type { Definition, Delay, Who } from '../types.ts'
import { statesFrom } from './states.ts'

const team: Who = { audiences: ['adviser', 'manager', 'admin'] }
const deciders: Who = { audiences: ['manager', 'admin'], functions: ['referent', 'co_referent'] }

/** A first appointment within a week, a diagnosis within three, a suspension looked at again after a quarter. */
const DEADLINES: Readonly<Record<string, Delay>> = {
  reception: { amount: 5, unit: 'working_days' }, diagnosis: { amount: 15, unit: 'working_days' }, suspended: { amount: 60, unit: 'working_days' },
}

/** The way of a file: reception, diagnosis, support, suspended, closed, reopened. */
export const caseWorkflow: Definition = {
  states: statesFrom(cases.fields.status.choices, { initial: ['reception'], final: ['closed'] })
    .map(state => ({ ...state, ...(DEADLINES[state.key] && { deadline: DEADLINES[state.key] }) })),
  transitions: [
    { key: 'start_diagnosis', label: { fr: 'Commencer le diagnostic', en: 'Start the diagnosis' }, from: ['reception'], to: 'diagnosis', who: team },
    { key: 'start_support', label: { fr: 'Commencer l’accompagnement', en: 'Start the support' }, from: ['reception', 'diagnosis'], to: 'support', who: team },
    {
      key: 'suspend', label: { fr: 'Suspendre', en: 'Suspend' }, from: ['diagnosis', 'support'], to: 'suspended', who: team, comment: 'required',
      effects: [{ kind: 'create_milestone', title: 'Point sur la suspension', dueIn: { amount: 60, unit: 'working_days' } }],
    },
    { key: 'resume', label: { fr: 'Reprendre', en: 'Resume' }, from: ['suspended'], to: 'support', who: team, comment: 'optional' },
    {
      key: 'close', label: { fr: 'Clore', en: 'Close' }, from: ['reception', 'diagnosis', 'support', 'suspended'], to: 'closed', who: team,
      fields: ['closed_on', 'closing_reason'], comment: 'optional',
      effects: [{
        kind: 'notify', to: ['team'],
        subject: { fr: 'Dossier clos', en: 'File closed' },
        message: { fr: 'Un dossier dont vous êtes membre de l’équipe vient d’être clos.', en: 'A file of which you are a team member has just been closed.' },
      }],
    },
    {
      key: 'reopen', label: { fr: 'Rouvrir', en: 'Reopen' }, from: ['closed'], to: 'support', who: deciders, comment: 'required',
      effects: [{ kind: 'set_field', field: 'closed_on', value: null }, { kind: 'set_field', field: 'closing_reason', value: null }],
    },
  ],
}
