import { audit, choice, date, defineCollection, id, m2o, string, text } from '../../define.ts'
import { SEALED } from '../access-levels.ts'
import { notBefore, notLater } from '../periods.ts'

const read = { partner: 'read', adviser: 'read', manager: 'read' } as const
/** What the partner says when asking, and only then: its endpoint creates, nothing of theirs changes it. */
const asked = { partner: 'write' } as const

/** The right of an organisation to host people, asked, decided, valid for a time and renewed (AT-02). */
export const accreditations = defineCollection({
  collection: 'accreditations',
  domain: 'directory',
  label: { fr: 'Habilitations', en: 'Accreditations' },
  singular: { fr: 'habilitation', en: 'accreditation' },
  icon: 'verified',
  displayTemplate: '{{organization.name}} — {{status}}',
  access: { partner: 'read', adviser: 'write', manager: 'write' },
  tracked: true,
  byEffects: true,
  owner: 'structure',
  fields: {
    id: id(),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, required: true, immutable: true, width: 'half' }),
    structure: m2o('structures', { label: { fr: 'Structure qui instruit', en: 'Deciding structure' }, required: true, immutable: true, width: 'half' }),
    kind: choice({
      label: { fr: 'Pour', en: 'For' }, required: true, immutable: true, width: 'half', access: asked,
      choices: [
        { value: 'tig', label: { fr: 'Accueillir des travaux d’intérêt général', en: 'Hosting community service' } },
        { value: 'integration', label: { fr: 'Insertion par l’activité économique', en: 'Work integration' } },
        { value: 'other', label: { fr: 'Autre', en: 'Other' } },
      ],
    }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'submitted', readonly: true, interface: 'relais-steps', access: read,
      choices: [
        { value: 'submitted', label: { fr: 'Déposée', en: 'Submitted' }, color: '#0369A1' },
        { value: 'instructed', label: { fr: 'En instruction', en: 'Instructed' }, color: '#6D28D9' },
        { value: 'granted', label: { fr: 'Accordée', en: 'Granted' }, color: '#15803D' },
        { value: 'refused', label: { fr: 'Refusée', en: 'Refused' }, color: '#BE123C' },
        { value: 'to_renew', label: { fr: 'À renouveler', en: 'To renew' }, color: '#B45309' },
        { value: 'expired', label: { fr: 'Expirée', en: 'Expired' }, color: '#64748B' },
      ],
    }),
    request: text({
      label: { fr: 'Demande', en: 'Request' }, required: true, maxLength: 10000, access: asked,
      help: { fr: 'Ce que l’organisation propose : lieu, encadrement, nombre de places.', en: 'What the organisation offers: place, supervision, number of places.' },
    }),
    decision_number: string({ label: { fr: 'Numéro de la décision', en: 'Decision number' }, maxLength: 60, width: 'half' }),
    decided_on: date({ label: { fr: 'Décidée le', en: 'Decided on' }, width: 'half', validIf: notLater('decided_on') }),
    valid_until: date({ label: { fr: 'Valable jusqu’au', en: 'Valid until' }, width: 'half', validIf: notBefore('valid_until', 'decided_on') }),
    idempotency_key: string({ label: { fr: 'Clé d’envoi', en: 'Submission key' }, maxLength: 64, hidden: true, readonly: true, access: SEALED }),
    ...audit(),
  },
  indexes: [
    { name: 'accreditations_organization_status_idx', fields: ['organization', 'status'] },
    { name: 'accreditations_structure_status_idx', fields: ['structure', 'status', 'valid_until'] },
    { name: 'accreditations_idempotency_unique', fields: ['organization', 'idempotency_key'], unique: true, where: 'idempotency_key IS NOT NULL' },
  ],
})
