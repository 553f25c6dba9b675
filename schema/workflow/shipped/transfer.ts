import { transfers } from '../../core/cases/transfers.ts'
import type { Definition } from '../types.ts'
import { statesFrom } from './states.ts'

/** The way of a transfer: the receiving structure is told at once and again at half time; it answers in ten working days, or is taken to have accepted; the file follows. */
export const transferWorkflow: Definition = {
  states: statesFrom(transfers.fields.status.choices, { initial: ['requested'], final: ['accepted', 'refused', 'cancelled'] }),
  transitions: [
    {
      key: 'accept', label: { fr: 'Accepter le transfert', en: 'Accept the transfer' }, from: ['requested'], to: 'accepted', who: { audiences: ['manager', 'admin'] }, comment: 'optional',
      timer: { delay: { amount: 10, unit: 'working_days' }, reminders: [10, 5], remind: ['managers'] },
      effects: [{
        kind: 'notify', to: ['team'],
        subject: { fr: 'Dossier transféré', en: 'File transferred' },
        message: { fr: 'Un dossier dont vous êtes membre de l’équipe a changé de structure.', en: 'A file of which you are a team member has gone to another structure.' },
      }],
    },
    {
      key: 'refuse', label: { fr: 'Refuser le transfert', en: 'Refuse the transfer' }, from: ['requested'], to: 'refused', who: { audiences: ['manager', 'admin'] }, comment: 'required',
      effects: [{
        kind: 'notify', to: ['team'],
        subject: { fr: 'Transfert refusé', en: 'Transfer refused' },
        message: { fr: 'La structure d’accueil n’a pas accepté un transfert : le dossier reste dans votre structure.', en: 'The receiving structure has not accepted a transfer: the file stays in your structure.' },
      }],
    },
    { key: 'cancel', label: { fr: 'Annuler la demande', en: 'Cancel the request' }, from: ['requested'], to: 'cancelled', who: { audiences: ['adviser', 'admin'] }, comment: 'optional' },
  ],
}
