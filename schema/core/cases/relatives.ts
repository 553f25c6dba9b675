import { audit, boolean, choice, defineCollection, id, m2o, string, text } from '../../define.ts'

/** A parent, a guardian, someone to call. */
export const relatives = defineCollection({
  collection: 'relatives',
  domain: 'cases',
  group: 'identity',
  label: { fr: 'Proches', en: 'Relatives' },
  singular: { fr: 'proche', en: 'relative' },
  icon: 'family_restroom',
  displayTemplate: '{{first_name}} {{last_name}}',
  access: { beneficiary: 'read', adviser: 'write', manager: 'write' },
  tracked: true,
  owner: 'person',
  fields: {
    id: id(),
    person: m2o('people', { label: { fr: 'Personne', en: 'Person' }, required: true, onDelete: 'CASCADE' }),
    last_name: string({ label: { fr: 'Nom', en: 'Last name' }, required: true, maxLength: 100, width: 'half' }),
    first_name: string({ label: { fr: 'Prénom', en: 'First name' }, maxLength: 100, width: 'half' }),
    relationship: choice({
      label: { fr: 'Lien', en: 'Relationship' }, required: true, width: 'half',
      choices: [
        { value: 'mother', label: { fr: 'Mère', en: 'Mother' } },
        { value: 'father', label: { fr: 'Père', en: 'Father' } },
        { value: 'guardian', label: { fr: 'Tuteur ou curateur', en: 'Guardian' } },
        { value: 'sibling', label: { fr: 'Frère ou sœur', en: 'Sibling' } },
        { value: 'partner', label: { fr: 'Conjoint', en: 'Partner' } },
        { value: 'child', label: { fr: 'Enfant', en: 'Child' } },
        { value: 'foster_family', label: { fr: 'Famille d’accueil', en: 'Foster family' } },
        { value: 'friend', label: { fr: 'Ami', en: 'Friend' } },
        { value: 'other', label: { fr: 'Autre', en: 'Other' } },
      ],
    }),
    phone: string({ label: { fr: 'Téléphone', en: 'Phone' }, format: 'phone', maxLength: 20, width: 'half' }),
    email: string({ label: { fr: 'Courriel', en: 'E-mail' }, format: 'email', maxLength: 254, width: 'half' }),
    is_legal_representative: boolean({ label: { fr: 'Représentant légal', en: 'Legal representative' }, width: 'half' }),
    is_emergency_contact: boolean({ label: { fr: 'À prévenir en cas d’urgence', en: 'Emergency contact' }, width: 'half' }),
    notes: text({ label: { fr: 'Notes', en: 'Notes' }, maxLength: 2000, access: { beneficiary: 'none' } }),
    ...audit(),
  },
})
