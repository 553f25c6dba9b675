import { audit, defineCollection, id, integer, m2o, timestamp, user } from '../../define.ts'

/** For those who have the places, those who manage and those who steer: the others read what is left. */
const unpublished = { public: 'none', prescriber: 'none', service: 'none' } as const

/** The places of an offer (or of one of its sessions) now; counts are kept by the database from referrals. */
export const offer_places = defineCollection({
  collection: 'offer_places',
  domain: 'directory',
  label: { fr: 'Places', en: 'Places' },
  singular: { fr: 'nombre de places', en: 'places' },
  icon: 'event_seat',
  displayTemplate: '{{available}} / {{capacity}}',
  access: {
    public: 'read', partner: 'write', adviser: 'write', manager: 'write', prescriber: 'read', steering: 'read', service: 'read',
  },
  tracked: true,
  owner: 'offer',
  fields: {
    id: id(),
    offer: m2o('offers', { label: { fr: 'Offre', en: 'Offer' }, required: true, onDelete: 'CASCADE', access: { partner: 'read' } }),
    session: m2o('offer_sessions', { label: { fr: 'Session', en: 'Session' }, immutable: true, onDelete: 'CASCADE', access: { partner: 'read' } }),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, readonly: true, hidden: true, onDelete: 'CASCADE' }),
    capacity: integer({
      label: { fr: 'Nombre de places', en: 'Number of places' }, min: 0, max: 100000, width: 'half',
      help: { fr: 'Vide si vous ne savez pas. Pas moins que les places déjà prises.', en: 'Empty if unknown. Not fewer than the places already taken.' },
    }),
    reserved: integer({ label: { fr: 'Places prises', en: 'Places taken' }, required: true, default: 0, readonly: true, width: 'half' }),
    outside: integer({
      label: { fr: 'Prises hors de Relais', en: 'Taken outside of Relais' }, required: true, default: 0, min: 0, max: 100000, width: 'half', access: unpublished,
      help: { fr: 'Ce que vous suivez sans que Relais le sache : c’est décompté des places libres.', en: 'What you follow without Relais knowing: it is taken from the places left.' },
    }),
    over: integer({ label: { fr: 'Au-delà de la capacité', en: 'Beyond the capacity' }, required: true, default: 0, readonly: true, width: 'half', access: unpublished }),
    withheld: integer({ label: { fr: 'Places non ouvertes (offre suspendue)', en: 'Places not open (suspended offer)' }, required: true, default: 0, readonly: true, width: 'half', access: unpublished }),
    available: integer({ label: { fr: 'Places libres', en: 'Places left' }, readonly: true, width: 'half' }),
    confirmed_at: timestamp({ label: { fr: 'Confirmé le', en: 'Confirmed on' }, readonly: true, width: 'half' }),
    confirmed_by: user({ label: { fr: 'Confirmé par', en: 'Confirmed by' }, readonly: true, width: 'half', access: { public: 'none', partner: 'none', prescriber: 'none', steering: 'none', service: 'none' } }),
    ...audit(),
  },
  indexes: [
    { name: 'offer_places_offer_unique', fields: ['offer'], unique: true, where: 'session IS NULL' },
    { name: 'offer_places_session_unique', fields: ['session'], unique: true, where: 'session IS NOT NULL' },
    { name: 'offer_places_organization_available_idx', fields: ['organization', 'available'] },
  ],
})
