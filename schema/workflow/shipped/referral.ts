import { REFERRAL_STATUSES } from '../../core/cases/referral-statuses.ts'
import type { Definition, Effect, Who } from '../types.ts'
import { statesFrom } from './states.ts'

const senders: Who = { audiences: ['adviser', 'manager', 'prescriber', 'admin'] }
const partner: Who = { organization: true }

/** Both the team and the person learn an answer: where to read it, nothing of it. */
const answered: readonly Effect[] = [
  { kind: 'notify', to: ['team'], subject: { fr: 'Réponse à une orientation', en: 'Answer to a referral' }, message: { fr: 'Un partenaire a répondu à une orientation : ouvrez le dossier pour lire sa réponse.', en: 'A partner has answered a referral: open the file to read the answer.' } },
  { kind: 'notify', to: ['person'], subject: { fr: 'Réponse à votre demande', en: 'Answer to your request' }, message: { fr: 'Une organisation a répondu à une demande faite pour vous : ouvrez votre espace pour lire sa réponse.', en: 'An organisation has answered a request made for you: open your space to read the answer.' } },
]

/** The way of a referral: the partner is told at once and reminded at ten days, and answers, those who sent it follow; without an answer within 30 days of its sending it is over, for both. */
export const referralWorkflow: Definition = {
  states: statesFrom(REFERRAL_STATUSES, { initial: ['proposed', 'sent'], final: ['done', 'refused', 'abandoned', 'expired', 'cancelled'] }),
  transitions: [
    { key: 'send', label: { fr: 'Envoyer', en: 'Send' }, from: ['proposed'], to: 'sent', who: senders },
    { key: 'receive', label: { fr: 'Accuser réception', en: 'Acknowledge' }, from: ['sent'], to: 'received', who: partner },
    { key: 'accept', label: { fr: 'Accepter', en: 'Accept' }, from: ['sent', 'received', 'waiting_list'], to: 'accepted', who: partner, comment: 'optional', effects: answered },
    { key: 'refuse', label: { fr: 'Refuser', en: 'Refuse' }, from: ['sent', 'received', 'waiting_list'], to: 'refused', who: partner, comment: 'optional', effects: answered },
    { key: 'wait', label: { fr: 'Mettre en liste d’attente', en: 'Put on the waiting list' }, from: ['sent', 'received'], to: 'waiting_list', who: partner, comment: 'optional', effects: answered },
    { key: 'start', label: { fr: 'Commencer', en: 'Start' }, from: ['accepted'], to: 'started', who: senders },
    { key: 'finish', label: { fr: 'Terminer', en: 'Finish' }, from: ['started'], to: 'done', who: senders },
    { key: 'complete', label: { fr: 'Dire que c’est terminé', en: 'Say that it is over' }, from: ['accepted', 'started'], to: 'done', who: partner, comment: 'optional' },
    { key: 'abandon', label: { fr: 'Abandonner', en: 'Abandon' }, from: ['accepted', 'started'], to: 'abandoned', who: senders, comment: 'optional' },
    { key: 'cancel', label: { fr: 'Annuler', en: 'Cancel' }, from: ['proposed', 'sent', 'received', 'waiting_list', 'accepted'], to: 'cancelled', who: senders, comment: 'optional' },
    {
      key: 'expire', label: { fr: 'Constater l’absence de réponse', en: 'Expire' }, from: ['sent', 'received'], to: 'expired', who: {},
      timer: { delay: { amount: 30, unit: 'days' }, reminders: [30, 20] },
      effects: [
        {
          kind: 'notify', to: ['team'],
          subject: { fr: 'Orientation sans réponse', en: 'Referral without an answer' },
          message: { fr: 'Le partenaire n’a pas répondu dans le délai : l’orientation est close. Proposez une autre solution à la personne.', en: 'The partner has not answered in time: the referral is over. Offer the person something else.' },
        },
        {
          kind: 'notify', to: ['organization'],
          subject: { fr: 'Orientation close sans réponse', en: 'Referral over without an answer' },
          message: { fr: 'Une orientation reçue n’a pas eu de réponse dans le délai : elle est close, et vous ne voyez plus de qui il s’agissait. Écrivez à la structure qui l’a envoyée si vous pouvez encore accueillir la personne.', en: 'A referral that you received had no answer in time: it is over, and you do not see any more whom it was about. Write to the structure that sent it if you can still take the person.' },
        },
      ],
    },
  ],
}
