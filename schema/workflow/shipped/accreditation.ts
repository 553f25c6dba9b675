import { accreditations } from '../../core/directory/accreditations.ts'
import type { Definition, Delay, Who } from '../types.ts'
import { statesFrom } from './states.ts'

const staff: Who = { audiences: ['adviser', 'manager', 'admin'] }
const deciders: Who = { audiences: ['manager', 'admin'] }
/** Looked at every day. */
const daily = { delay: { amount: 1, unit: 'days' } } as const

/** A request is taken up within a month and decided within two more. */
const DEADLINES: Readonly<Record<string, Delay>> = { submitted: { amount: 30, unit: 'days' }, instructed: { amount: 60, unit: 'days' } }

/** The way of an accreditation: submitted, instructed, decided by somebody else, valid until a day, renewed. */
export const accreditationWorkflow: Definition = {
  states: statesFrom(accreditations.fields.status.choices, { initial: ['submitted'], final: ['refused', 'expired'] })
    .map(state => ({ ...state, ...(DEADLINES[state.key] && { deadline: DEADLINES[state.key] }) })),
  transitions: [
    { key: 'instruct', label: { fr: 'Instruire', en: 'Instruct' }, from: ['submitted'], to: 'instructed', who: staff },
    {
      key: 'grant', label: { fr: 'Accorder', en: 'Grant' }, from: ['instructed'], to: 'granted', who: deciders, fields: ['decision_number', 'decided_on', 'valid_until'], comment: 'optional',
      guard: { rule: 'valid_until > today()', message: { fr: 'La date de fin de validité est déjà passée.', en: 'The end of validity is already past.' } },
      fourEyes: { selfApproval: { audiences: ['admin'] } },
    },
    { key: 'refuse', label: { fr: 'Refuser', en: 'Refuse' }, from: ['instructed'], to: 'refused', who: deciders, fields: ['decided_on'], comment: 'required', fourEyes: { selfApproval: { audiences: ['admin'] } } },
    {
      key: 'call_renewal', label: { fr: 'Demander le renouvellement', en: 'Ask for the renewal' }, from: ['granted'], to: 'to_renew', who: staff, timer: daily,
      guard: { rule: 'days_between(today(), valid_until) <= 60', message: { fr: 'L’habilitation est valable encore plus de 60 jours.', en: 'The accreditation is valid for more than 60 days yet.' } },
      effects: [{
        kind: 'notify', to: ['organization', 'managers'],
        subject: { fr: 'Habilitation à renouveler', en: 'Accreditation to renew' },
        message: { fr: 'Une habilitation arrive à son terme dans moins de deux mois.', en: 'An accreditation ends in less than two months.' },
      }],
    },
    {
      key: 'expire', label: { fr: 'Constater la fin de validité', en: 'Expire' }, from: ['to_renew'], to: 'expired', who: {}, timer: daily,
      guard: { rule: 'valid_until < today()', message: { fr: 'L’habilitation est encore valable.', en: 'The accreditation is still valid.' } },
    },
    { key: 'renew', label: { fr: 'Déposer le renouvellement', en: 'Submit the renewal' }, from: ['to_renew', 'expired'], to: 'submitted', who: { ...staff, organization: true }, comment: 'optional' },
  ],
}
