import { audit, choice, choices, defineCollection, file, id, m2o, o2m, string, text, timestamp } from '../../define.ts'
import { SEALED, STAFF_ONLY } from '../access-levels.ts'
import { NETWORKS, THEMES } from '../choices.ts'

const reviewed = { partner: 'review' } as const
const partnerWrites = { partner: 'write' } as const
const notPublic = { public: 'none' } as const

/** A listing in one of these states is published: to ask for a refresh hides nothing. */
export const PUBLISHED_STATUSES = ['active', 'to_refresh'] as const

/** The partner: who it is, what it does, and who in the network looks after its listing. */
export const organizations = defineCollection({
  collection: 'organizations',
  domain: 'directory',
  label: { fr: 'Organisations', en: 'Organisations' },
  singular: { fr: 'organisation', en: 'organisation' },
  note: { fr: 'Les partenaires du réseau : associations, entreprises, collectivités, services.', en: 'The partners of the network: associations, companies, authorities, services.' },
  icon: 'domain',
  displayTemplate: '{{name}}',
  archive: { field: 'status', value: 'archived' },
  sections: {
    identity: { label: { fr: 'Identité', en: 'Identity' } },
    activity: { label: { fr: 'Activité', en: 'Activity' }, help: { fr: 'Ce que le public lit pour savoir si l’organisation peut l’aider.', en: 'What people read to know whether the organisation can help.' } },
    contact: { label: { fr: 'Coordonnées', en: 'Contact details' } },
    follow_up: { label: { fr: 'Suivi du partenariat', en: 'Partnership' } },
    network: { label: { fr: 'Réservé au réseau', en: 'Network only' } },
  },
  access: {
    public: 'read', partner: 'read', beneficiary: 'none', adviser: 'write', manager: 'write', prescriber: 'read', configurator: 'read', steering: 'read', service: 'read',
  },
  tracked: true,
  owner: 'structure',
  fields: {
    id: id(),
    name: string({
      label: { fr: 'Nom', en: 'Name' }, required: true, minLength: 3, maxLength: 150, section: 'identity', access: reviewed,
      help: { fr: 'Le nom sous lequel le public vous connaît.', en: 'The name people know you by.' },
    }),
    alternate_name: string({ label: { fr: 'Sigle ou autre nom', en: 'Acronym or other name' }, maxLength: 150, section: 'identity', width: 'half', access: reviewed }),
    legal_name: string({ label: { fr: 'Dénomination légale', en: 'Legal name' }, maxLength: 255, section: 'identity', width: 'half', access: reviewed }),
    kind: choice({
      label: { fr: 'Nature', en: 'Kind' }, required: true, section: 'identity', width: 'half', access: reviewed,
      choices: [
        { value: 'association', label: { fr: 'Association', en: 'Association' } },
        { value: 'company', label: { fr: 'Entreprise', en: 'Company' } },
        { value: 'social_enterprise', label: { fr: 'Structure d’insertion par l’activité économique', en: 'Social enterprise' } },
        { value: 'local_authority', label: { fr: 'Collectivité', en: 'Local authority' } },
        { value: 'state_service', label: { fr: 'Service de l’État', en: 'State service' } },
        { value: 'training_body', label: { fr: 'Organisme de formation', en: 'Training body' } },
        { value: 'health', label: { fr: 'Établissement de santé', en: 'Health establishment' } },
        { value: 'school', label: { fr: 'Établissement scolaire', en: 'School' } },
        { value: 'justice', label: { fr: 'Service ou établissement de la justice', en: 'Justice service' } },
        { value: 'other', label: { fr: 'Autre', en: 'Other' } },
      ],
    }),
    siret: string({
      label: { fr: 'SIRET', en: 'SIRET' }, format: 'siret', maxLength: 14, section: 'identity', width: 'half', access: reviewed, index: true,
      help: { fr: '14 chiffres, sur votre avis de situation.', en: '14 digits, on your INSEE statement.' },
    }),
    siren: string({ label: { fr: 'SIREN', en: 'SIREN' }, format: 'siren', maxLength: 9, section: 'identity', width: 'half', access: reviewed, index: true }),
    rna: string({
      label: { fr: 'Numéro RNA', en: 'RNA number' }, format: 'rna', maxLength: 10, section: 'identity', width: 'half', access: reviewed,
      shownIf: { kind: { _in: ['association', 'social_enterprise', 'training_body', 'other'] } },
      help: { fr: 'Pour une association : W suivi de 9 chiffres.', en: 'For an association: W and 9 digits.' },
    }),
    finess: string({
      label: { fr: 'Numéro FINESS', en: 'FINESS number' }, format: 'finess', maxLength: 9, section: 'identity', width: 'half', access: reviewed,
      shownIf: { kind: { _in: ['health', 'association', 'local_authority', 'other'] } },
    }),
    naf_code: string({ label: { fr: 'Code NAF', en: 'NAF code' }, format: 'naf', maxLength: 6, section: 'identity', width: 'half', access: reviewed }),
    naf_version: choice({
      label: { fr: 'Nomenclature NAF', en: 'NAF version' }, section: 'identity', width: 'half', default: 'rev2', access: reviewed, shownIf: { naf_code: { _nempty: true } },
      choices: [
        { value: 'rev2', label: { fr: 'NAF rév. 2', en: 'NAF rev. 2' } },
        { value: '2025', label: { fr: 'NAF 2025', en: 'NAF 2025' } },
      ],
    }),
    size: choice({
      label: { fr: 'Effectif', en: 'Size' }, section: 'identity', width: 'half', access: partnerWrites,
      choices: [
        { value: '0', label: { fr: 'Sans salarié', en: 'No employee' } },
        { value: '1-9', label: { fr: '1 à 9', en: '1 to 9' } },
        { value: '10-49', label: { fr: '10 à 49', en: '10 to 49' } },
        { value: '50-249', label: { fr: '50 à 249', en: '50 to 249' } },
        { value: '250+', label: { fr: '250 et plus', en: '250 and more' } },
      ],
    }),
    logo: file({ label: { fr: 'Logo', en: 'Logo' }, section: 'identity', width: 'half', access: partnerWrites }),
    themes: choices({ label: { fr: 'Thèmes', en: 'Themes' }, choices: THEMES, section: 'activity', access: reviewed }),
    networks: choices({ label: { fr: 'Réseaux', en: 'Networks' }, choices: NETWORKS, section: 'activity', access: reviewed, interface: 'select-multiple-dropdown' }),
    description: text({
      label: { fr: 'Description', en: 'Description' }, minLength: 50, maxLength: 10000, section: 'activity', access: reviewed,
      help: { fr: 'En mots simples : ce que vous faites, pour qui, comment. De 50 à 10 000 caractères.', en: 'In plain words: what you do, for whom, how. 50 to 10,000 characters.' },
    }),
    phone: string({ label: { fr: 'Téléphone', en: 'Phone' }, format: 'phone', maxLength: 20, section: 'contact', width: 'half', access: partnerWrites }),
    email: string({ label: { fr: 'Courriel', en: 'E-mail' }, format: 'email', maxLength: 254, section: 'contact', width: 'half', access: partnerWrites }),
    website: string({ label: { fr: 'Site web', en: 'Website' }, format: 'url', maxLength: 2083, section: 'contact', access: partnerWrites }),
    hours: string({
      label: { fr: 'Horaires d’accueil', en: 'Opening hours' }, format: 'opening_hours', maxLength: 500, section: 'contact', access: partnerWrites,
      help: { fr: 'Par exemple : Mo-Fr 08:30-12:30,13:30-17:00.', en: 'E.g. Mo-Fr 08:30-12:30,13:30-17:00.' },
    }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'active', section: 'follow_up', interface: 'relais-steps', access: notPublic,
      choices: [
        { value: 'prospect', label: { fr: 'À prospecter', en: 'Prospect' }, color: '#0369A1' },
        { value: 'active', label: { fr: 'Active', en: 'Active' }, color: '#15803D' },
        { value: 'to_refresh', label: { fr: 'À actualiser', en: 'To refresh' }, color: '#B45309' },
        { value: 'suspended', label: { fr: 'Suspendue', en: 'Suspended' }, color: '#BE123C' },
        { value: 'archived', label: { fr: 'Archivée', en: 'Archived' }, color: '#64748B' },
      ],
    }),
    visibility: choice({
      label: { fr: 'Visible par', en: 'Visible to' }, required: true, default: 'public', section: 'follow_up', width: 'half', access: notPublic,
      choices: [
        { value: 'public', label: { fr: 'Tout le monde', en: 'Everyone' } },
        { value: 'network', label: { fr: 'Le réseau', en: 'The network' } },
        { value: 'internal', label: { fr: 'La structure seulement', en: 'The structure only' } },
      ],
    }),
    structure: m2o('structures', {
      label: { fr: 'Structure référente', en: 'Referring structure' }, required: true, section: 'follow_up', width: 'half', access: notPublic,
      help: { fr: 'La structure du réseau qui tient cette fiche à jour.', en: 'The structure of the network that looks after this listing.' },
    }),
    restricted_to: m2o('structures', { label: { fr: 'Réservée à', en: 'Restricted to' }, readonly: true, hidden: true, access: SEALED }),
    territory: m2o('territories', { label: { fr: 'Territoire', en: 'Territory' }, section: 'follow_up', width: 'half' }),
    last_confirmed_at: timestamp({ label: { fr: 'Confirmée le', en: 'Confirmed on' }, section: 'follow_up', width: 'half' }),
    updated_by_partner_at: timestamp({ label: { fr: 'Mise à jour par le partenaire le', en: 'Updated by the partner on' }, readonly: true, section: 'follow_up', width: 'half' }),
    hosting_potential: choice({
      label: { fr: 'Potentiel d’accueil', en: 'Hosting potential' }, section: 'network', width: 'half', access: STAFF_ONLY,
      help: { fr: 'Pour prospecter : chance que l’organisation accueille une personne.', en: 'For prospecting: how likely the organisation is to host someone.' },
      choices: [
        { value: 'unknown', label: { fr: 'Inconnu', en: 'Unknown' } },
        { value: 'low', label: { fr: 'Faible', en: 'Low' } },
        { value: 'medium', label: { fr: 'Moyen', en: 'Medium' } },
        { value: 'high', label: { fr: 'Fort', en: 'High' } },
      ],
    }),
    internal_notes: text({ label: { fr: 'Notes internes', en: 'Internal notes' }, maxLength: 10000, section: 'network', access: STAFF_ONLY }),
    source: string({ label: { fr: 'Source', en: 'Source' }, maxLength: 60, hidden: true, readonly: true, access: { public: 'none', partner: 'none' } }),
    source_id: string({ label: { fr: 'Identifiant dans la source', en: 'Identifier in the source' }, maxLength: 120, hidden: true, readonly: true, access: { public: 'none', partner: 'none' } }),
    source_url: string({ label: { fr: 'Page dans la source', en: 'Page in the source' }, format: 'url', maxLength: 2083, hidden: true, readonly: true }),
    // Searching an organisation whatever the accents goes through this column, so those who search must be able to read it.
    normalized_name: string({ label: { fr: 'Nom normalisé', en: 'Normalised name' }, maxLength: 600, hidden: true, readonly: true, access: { ...SEALED, adviser: 'read', manager: 'read' } }),
    sites: o2m('sites', 'organization', { label: { fr: 'Lieux', en: 'Locations' } }),
    contacts: o2m('contacts', 'organization', { label: { fr: 'Contacts', en: 'Contacts' }, access: { public: 'none', configurator: 'none', steering: 'none', service: 'none' } }),
    offers: o2m('offers', 'organization', { label: { fr: 'Offres', en: 'Offers' } }),
    commitments: o2m('commitments', 'organization', { label: { fr: 'Engagements', en: 'Commitments' }, access: notPublic }),
    interactions: o2m('interactions', 'organization', { label: { fr: 'Échanges', en: 'Interactions' }, access: STAFF_ONLY }),
    members: o2m('organization_members', 'organization', { label: { fr: 'Comptes du partenaire', en: 'Partner accounts' }, access: { ...SEALED, adviser: 'read', manager: 'read' } }),
    ...audit(),
  },
  indexes: [
    { name: 'organizations_structure_status_idx', fields: ['structure', 'status', 'date_updated'], expression: 'structure, status, date_updated DESC NULLS LAST' },
    { name: 'organizations_status_visibility_idx', fields: ['status', 'visibility', 'normalized_name'] },
    { name: 'organizations_name_trgm_idx', fields: ['normalized_name'], using: 'gin', expression: 'normalized_name gin_trgm_ops' },
    { name: 'organizations_themes_idx', fields: ['themes'], using: 'gin' },
    { name: 'organizations_source_unique', fields: ['source', 'source_id'], unique: true, where: 'source_id IS NOT NULL' },
  ],
})
