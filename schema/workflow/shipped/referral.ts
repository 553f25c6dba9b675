import { REFERRAL_STATUSES } from '../../core/cases/referral-statuses.ts'
import type { Definition, Who } from '../types.ts'
import { statesFrom } from './states.ts'

const senders: Who = { audiences: ['adviser', 'manager', 'prescriber', 'admin'] }
const partner: Who = { organization: true }

/** The way of a referral: the partner answers, those who sent it follow; without an answer in 30 days it is over. */
export const referralWorkflow: Definition = {
  states: statesFrom(REFERRAL_STATUSES, { initial: ['proposed', 'sent'], final: ['done', 'refused', 'abandoned', 'expired', 'cancelled'] }),
  transitions: [
    { key: 'send', label: { fr: 'Envoyer', en: 'Send' }, from: ['proposed'], to: 'sent', who: senders },
    { key: 'receive', label: { fr: 'Accuser réception', en: 'Acknowledge' }, from: ['sent'], to: 'received', who: partner },
    { key: 'accept', label: { fr: 'Accepter', en: 'Accept' }, from: ['sent', 'received', 'waiting_list'], to: 'accepted', who: partner, comment: 'optional' },
    { key: 'refuse', label: { fr: 'Refuser', en: 'Refuse' }, from: ['sent', 'received', 'waiting_list'], to: 'refused', who: partner, comment: 'optional' },
    { key: 'wait', label: { fr: 'Mettre en liste d’attente', en: 'Put on the waiting list' }, from: ['sent', 'received'], to: 'waiting_list', who: partner, comment: 'optional' },
    { key: 'start', label: { fr: 'Commencer', en: 'Start' }, from: ['accepted'], to: 'started', who: senders },
    { key: 'finish', label: { fr: 'Terminer', en: 'Finish' }, from: ['started'], to: 'done', who: senders },
    { key: 'complete', label: { fr: 'Dire que c’est terminé', en: 'Say that it is over' }, from: ['accepted', 'started'], to: 'done', who: partner, comment: 'optional' },
    { key: 'abandon', label: { fr: 'Abandonner', en: 'Abandon' }, from: ['accepted', 'started'], to: 'abandoned', who: senders, comment: 'optional' },
    { key: 'cancel', label: { fr: 'Annuler', en: 'Cancel' }, from: ['proposed', 'sent', 'received', 'waiting_list', 'accepted'], to: 'cancelled', who: senders, comment: 'optional' },
    {
      key: 'expire', label: { fr: 'Constater l’absence de réponse', en: 'Expire' }, from: ['sent', 'received'], to: 'expired', who: {},
      timer: { delay: { amount: 30, unit: 'days' }, reminders: [20] },
      effects: [{
        kind: 'notify', to: ['team'],
        subject: { fr: 'Orientation sans réponse', en: 'Referral without an answer' },
        message: { fr: 'Le partenaire n’a pas répondu en 30 jours : l’orientation est close. Proposez une autre solution à la personne.', en: 'The partner has not answered in 30 days: the referral is over. Offer the person something else.' },
      }],
    },
  ],
}
