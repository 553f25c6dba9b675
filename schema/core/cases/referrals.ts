import { audit, choice, date, defineCollection, id, integer, m2o, o2m, string, text, timestamp, user } from '../../define.ts'
import { SEALED } from '../access-levels.ts'
import { REFERRAL_STATUSES } from './referral-statuses.ts'

const shown = { partner: 'read', beneficiary: 'read', prescriber: 'read' } as const
const withPartner = { partner: 'read', beneficiary: 'read', prescriber: 'read' } as const
const snapshot = { partner: 'read', prescriber: 'read' } as const

/** A person referred to an offer; what the partner sees of the person is copied here and nothing else (ML-55). */
export const referrals = defineCollection({
  collection: 'referrals',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Orientations', en: 'Referrals' },
  singular: { fr: 'orientation', en: 'referral' },
  icon: 'send',
  displayTemplate: '{{offer.title}} — {{status}}',
  access: { adviser: 'read', manager: 'read' },
  tracked: true,
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, access: { beneficiary: 'read', prescriber: 'read' } }),
    person: m2o('people', { label: { fr: 'Personne', en: 'Person' }, readonly: true, hidden: true, access: { prescriber: 'read' } }),
    need: m2o('needs', { label: { fr: 'Besoin', en: 'Need' }, width: 'half', access: { prescriber: 'read' } }),
    offer: m2o('offers', { label: { fr: 'Offre', en: 'Offer' }, required: true, width: 'half', access: shown }),
    session: m2o('offer_sessions', { label: { fr: 'Session', en: 'Session' }, width: 'half', access: shown }),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, readonly: true, hidden: true, access: shown }),
    // The name of the structure alone may say that the person is followed by justice: partners read `origin_label`.
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, readonly: true, hidden: true, access: { ...shown, partner: 'none' } }),
    status: choice({ label: { fr: 'État', en: 'Status' }, required: true, default: 'proposed', readonly: true, interface: 'relais-steps', choices: REFERRAL_STATUSES, access: shown }),
    message: text({ label: { fr: 'Message au partenaire', en: 'Message to the partner' }, maxLength: 4000, access: withPartner, help: { fr: 'Le partenaire lira ce message. N’y mettez rien de confidentiel.', en: 'The partner will read this message. Put nothing confidential in it.' } }),
    person_display: string({ label: { fr: 'Personne (vue du partenaire)', en: 'Person (as the partner sees them)' }, maxLength: 120, readonly: true, access: snapshot }),
    person_phone: string({ label: { fr: 'Téléphone (vu du partenaire)', en: 'Phone (as the partner sees it)' }, format: 'phone', maxLength: 20, readonly: true, access: snapshot }),
    person_age: integer({ label: { fr: 'Âge', en: 'Age' }, min: 0, max: 130, readonly: true, access: snapshot }),
    person_birth_date: date({ label: { fr: 'Date de naissance (vue du partenaire)', en: 'Date of birth (as the partner sees it)' }, readonly: true, access: snapshot, help: { fr: 'Donnée à l’acceptation, là où le métier la demande.', en: 'Given on acceptance, where the trade asks for it.' } }),
    origin_label: string({ label: { fr: 'Orienté par', en: 'Referred by' }, maxLength: 200, readonly: true, access: snapshot }),
    sent_at: timestamp({ label: { fr: 'Envoyée le', en: 'Sent on' }, readonly: true, width: 'half', access: shown }),
    received_at: timestamp({ label: { fr: 'Reçue le', en: 'Received on' }, readonly: true, width: 'half', access: shown }),
    answered_at: timestamp({ label: { fr: 'Réponse le', en: 'Answered on' }, readonly: true, width: 'half', access: shown }),
    answered_by: user({ label: { fr: 'Réponse de', en: 'Answered by' }, readonly: true, width: 'half' }),
    answer_reason: choice({
      label: { fr: 'Motif', en: 'Reason' }, readonly: true, width: 'half', access: shown,
      choices: [
        { value: 'full', label: { fr: 'Complet', en: 'Full' } },
        { value: 'not_eligible', label: { fr: 'Conditions non remplies', en: 'Not eligible' } },
        { value: 'outside_zone', label: { fr: 'Hors zone', en: 'Outside the area' } },
        { value: 'unreachable', label: { fr: 'Personne injoignable', en: 'Person unreachable' } },
        { value: 'declined', label: { fr: 'Refus de la personne', en: 'Declined by the person' } },
        { value: 'closed', label: { fr: 'Offre fermée', en: 'Offer closed' } },
        { value: 'other', label: { fr: 'Autre', en: 'Other' } },
      ],
    }),
    answer_comment: text({ label: { fr: 'Réponse du partenaire', en: 'Partner’s answer' }, maxLength: 4000, readonly: true, access: withPartner }),
    started_on: date({ label: { fr: 'Commencée le', en: 'Started on' }, readonly: true, width: 'half', access: shown }),
    ended_on: date({ label: { fr: 'Terminée le', en: 'Ended on' }, readonly: true, width: 'half', access: shown }),
    outcome: text({ label: { fr: 'Résultat', en: 'Outcome' }, maxLength: 4000, readonly: true, access: { prescriber: 'read' } }),
    steps: o2m('referral_steps', 'referral', { label: { fr: 'Étapes', en: 'Steps' }, access: withPartner }),
    idempotency_key: string({ label: { fr: 'Clé d’envoi', en: 'Submission key' }, maxLength: 64, hidden: true, readonly: true, access: SEALED }),
    ...audit(),
  },
  indexes: [
    { name: 'referrals_case_status_idx', fields: ['case', 'status', 'date_created'], expression: '"case", status, date_created DESC' },
    { name: 'referrals_organization_status_idx', fields: ['organization', 'status', 'sent_at'], expression: 'organization, status, sent_at DESC NULLS LAST' },
    { name: 'referrals_offer_status_idx', fields: ['offer', 'status'] },
    { name: 'referrals_structure_status_idx', fields: ['structure', 'status', 'date_updated'], expression: 'structure, status, date_updated DESC NULLS LAST' },
    { name: 'referrals_idempotency_unique', fields: ['case', 'idempotency_key'], unique: true, where: 'idempotency_key IS NOT NULL' },
  ],
})
