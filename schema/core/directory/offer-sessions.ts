import { audit, choice, defineCollection, id, integer, m2o, string, timestamp } from '../../define.ts'
import { notBefore } from '../periods.ts'

/** A dated occurrence of an offer, with its own capacity and waiting list (ML-40). */
export const offer_sessions = defineCollection({
  collection: 'offer_sessions',
  domain: 'directory',
  label: { fr: 'Sessions', en: 'Sessions' },
  singular: { fr: 'session', en: 'session' },
  icon: 'event',
  displayTemplate: '{{starts_at}}',
  access: {
    public: 'read', partner: 'write', adviser: 'write', manager: 'write', prescriber: 'read', steering: 'read', service: 'read',
  },
  tracked: true,
  owner: 'offer',
  fields: {
    id: id(),
    offer: m2o('offers', { label: { fr: 'Offre', en: 'Offer' }, required: true, onDelete: 'CASCADE', access: { partner: 'read' } }),
    site: m2o('sites', { label: { fr: 'Lieu', en: 'Location' }, width: 'half' }),
    starts_at: timestamp({ label: { fr: 'Début', en: 'Start' }, required: true, width: 'half' }),
    ends_at: timestamp({ label: { fr: 'Fin', en: 'End' }, width: 'half', validIf: notBefore('ends_at', 'starts_at') }),
    time_zone: string({ label: { fr: 'Fuseau horaire du lieu', en: 'Time zone of the place' }, help: { fr: 'Vide : celui du lieu, ou de l’organisation.', en: 'Empty: that of the location, or of the organisation.' }, format: 'time_zone', maxLength: 64, width: 'half' }),
    registration_deadline: timestamp({
      label: { fr: 'Inscription jusqu’au', en: 'Register until' }, width: 'half',
      validIf: { rule: 'is_empty(starts_at) || registration_deadline <= starts_at', message: { fr: 'L’inscription se termine après le début : corrigez l’une des deux dates.', en: 'Registration ends after the start: correct one of the two dates.' } },
    }),
    capacity: integer({ label: { fr: 'Places', en: 'Places' }, help: { fr: 'Vide : nombre inconnu.', en: 'Empty: unknown.' }, min: 0, max: 100000, width: 'half' }),
    waiting_list_capacity: integer({ label: { fr: 'Places en liste d’attente', en: 'Waiting list places' }, min: 0, max: 100000, width: 'half' }),
    location_details: string({ label: { fr: 'Lieu précis', en: 'Exact place' }, maxLength: 255 }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'open', width: 'half',
      choices: [
        { value: 'open', label: { fr: 'Ouverte', en: 'Open' }, color: '#15803D' },
        { value: 'full', label: { fr: 'Complète', en: 'Full' }, color: '#B45309' },
        { value: 'cancelled', label: { fr: 'Annulée', en: 'Cancelled' }, color: '#BE123C' },
        { value: 'done', label: { fr: 'Terminée', en: 'Done' }, color: '#64748B' },
      ],
    }),
    ...audit(),
  },
  indexes: [{ name: 'offer_sessions_offer_starts_idx', fields: ['offer', 'starts_at'] }],
})
