import { audit, boolean, choice, choices, defineCollection, id, m2o, string } from '../../define.ts'
import { SEALED } from '../access-levels.ts'
import { THEMES } from '../choices.ts'

/** A person to call at a partner. */
export const contacts = defineCollection({
  collection: 'contacts',
  domain: 'directory',
  label: { fr: 'Contacts', en: 'Contacts' },
  singular: { fr: 'contact', en: 'contact' },
  icon: 'contact_phone',
  displayTemplate: '{{first_name}} {{last_name}}',
  archive: { field: 'status', value: 'archived' },
  access: { partner: 'write', adviser: 'write', manager: 'write', prescriber: 'read' },
  tracked: true,
  owner: 'organization',
  fields: {
    id: id(),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, required: true, access: { partner: 'read' } }),
    site: m2o('sites', { label: { fr: 'Lieu', en: 'Location' }, width: 'half' }),
    first_name: string({ label: { fr: 'Prénom', en: 'First name' }, maxLength: 100, width: 'half' }),
    last_name: string({ label: { fr: 'Nom', en: 'Last name' }, required: true, maxLength: 100, width: 'half' }),
    job_title: string({ label: { fr: 'Fonction', en: 'Job title' }, maxLength: 150, width: 'half' }),
    phone: string({ label: { fr: 'Téléphone', en: 'Phone' }, format: 'phone', maxLength: 20, width: 'half' }),
    email: string({ label: { fr: 'Courriel', en: 'E-mail' }, format: 'email', maxLength: 254, width: 'half' }),
    themes: choices({ label: { fr: 'Thèmes suivis', en: 'Themes' }, choices: THEMES }),
    preferred_channel: choice({
      label: { fr: 'Moyen préféré', en: 'Preferred channel' }, width: 'half',
      choices: [
        { value: 'phone', label: { fr: 'Téléphone', en: 'Phone' } },
        { value: 'email', label: { fr: 'Courriel', en: 'E-mail' } },
        { value: 'letter', label: { fr: 'Courrier', en: 'Letter' } },
      ],
    }),
    is_public: boolean({
      label: { fr: 'Visible du public', en: 'Visible to the public' }, width: 'half', opensRows: true,
      help: { fr: 'Montre ce contact sur la page publique de l’organisation.', en: 'Shows this contact on the public page of the organisation.' },
    }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'active', width: 'half',
      choices: [
        { value: 'active', label: { fr: 'En poste', en: 'In post' }, color: '#15803D' },
        { value: 'archived', label: { fr: 'Parti', en: 'Left' }, color: '#64748B' },
      ],
    }),
    idempotency_key: string({ label: { fr: 'Clé d’envoi', en: 'Submission key' }, maxLength: 64, hidden: true, readonly: true, access: SEALED }),
    ...audit(),
  },
  indexes: [
    { name: 'contacts_organization_status_idx', fields: ['organization', 'status'] },
    { name: 'contacts_idempotency_unique', fields: ['organization', 'idempotency_key'], unique: true, where: 'idempotency_key IS NOT NULL' },
  ],
})
