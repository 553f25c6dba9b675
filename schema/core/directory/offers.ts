import { audit, boolean, choice, choices, date, defineCollection, float, id, integer, json, m2o, o2m, string, text, timestamp } from '../../define.ts'
import { SEALED } from '../access-levels.ts'
import { ACCESS_MODES, MOBILISATION_MODES, PUBLICS, THEMES } from '../choices.ts'
import { notBefore } from '../periods.ts'

const notPublic = { public: 'none' } as const
const partnerReads = { partner: 'read' } as const

/** What a partner offers: service, job, training, post, place… one collection, the fields follow the kind. */
export const offers = defineCollection({
  collection: 'offers',
  domain: 'directory',
  label: { fr: 'Offres', en: 'Offers' },
  singular: { fr: 'offre', en: 'offer' },
  icon: 'local_offer',
  displayTemplate: '{{title}}',
  archive: { field: 'status', value: 'archived' },
  sections: {
    summary: { label: { fr: 'L’offre', en: 'The offer' } },
    audience: { label: { fr: 'Pour qui', en: 'Who it is for' } },
    practical: { label: { fr: 'En pratique', en: 'In practice' } },
    specific: { label: { fr: 'Selon la nature de l’offre', en: 'Depending on the kind' } },
    contact: { label: { fr: 'Contact pour cette offre', en: 'Contact for this offer' } },
    publication: { label: { fr: 'Publication', en: 'Publication' } },
  },
  access: {
    public: 'read', partner: 'write', adviser: 'write', manager: 'write', prescriber: 'read', configurator: 'read', steering: 'read', service: 'read',
  },
  tracked: true,
  owner: 'organization',
  fields: {
    id: id(),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, required: true, section: 'summary', width: 'half', access: partnerReads }),
    site: m2o('sites', { label: { fr: 'Lieu', en: 'Location' }, section: 'summary', width: 'half' }),
    kind: choice({
      label: { fr: 'Nature', en: 'Kind' }, required: true, section: 'summary', width: 'half',
      choices: [
        { value: 'service', label: { fr: 'Service ou accompagnement', en: 'Service or support' }, icon: 'support' },
        { value: 'workshop', label: { fr: 'Atelier', en: 'Workshop' }, icon: 'groups' },
        { value: 'job', label: { fr: 'Emploi', en: 'Job' }, icon: 'work' },
        { value: 'training', label: { fr: 'Formation', en: 'Training' }, icon: 'school' },
        { value: 'immersion', label: { fr: 'Immersion ou stage', en: 'Work immersion or placement' }, icon: 'visibility' },
        { value: 'tig_post', label: { fr: 'Poste de travail d’intérêt général', en: 'Community-service post' }, icon: 'handyman' },
        { value: 'care_place', label: { fr: 'Place en établissement ou service', en: 'Care place' }, icon: 'night_shelter' },
        { value: 'guardianship', label: { fr: 'Mesure de protection', en: 'Guardianship' }, icon: 'shield_person' },
        { value: 'premises', label: { fr: 'Locaux ou atelier', en: 'Premises' }, icon: 'warehouse' },
      ],
    }),
    service_type: choice({
      label: { fr: 'Type de service', en: 'Type of service' }, section: 'summary', width: 'half', shownIf: { kind: { _in: ['service', 'workshop', 'training'] } },
      choices: [
        { value: 'accompagnement', label: { fr: 'Accompagnement', en: 'Support' } },
        { value: 'aide-financiere', label: { fr: 'Aide financière', en: 'Financial aid' } },
        { value: 'aide-materielle', label: { fr: 'Aide matérielle', en: 'Material aid' } },
        { value: 'atelier', label: { fr: 'Atelier', en: 'Workshop' } },
        { value: 'formation', label: { fr: 'Formation', en: 'Training' } },
        { value: 'information', label: { fr: 'Information', en: 'Information' } },
      ],
    }),
    title: string({ label: { fr: 'Titre', en: 'Title' }, required: true, minLength: 3, maxLength: 150, section: 'summary' }),
    summary: string({ label: { fr: 'En une phrase', en: 'In one sentence' }, maxLength: 280, section: 'summary', help: { fr: 'Ce que la personne y gagne, en mots simples.', en: 'What the person gets, in plain words.' } }),
    description: text({ label: { fr: 'Description', en: 'Description' }, minLength: 20, maxLength: 10000, section: 'summary' }),
    themes: choices({ label: { fr: 'Thèmes', en: 'Themes' }, required: true, choices: THEMES, section: 'summary' }),
    inclusion_themes: json<string[]>({
      label: { fr: 'Thématiques détaillées', en: 'Detailed themes' }, section: 'summary', interface: 'tags', access: { partner: 'none', prescriber: 'none' },
      help: { fr: 'Codes du référentiel data·inclusion.', en: 'Codes of the data·inclusion list.' },
    }),
    publics: choices({ label: { fr: 'Publics', en: 'Who it is for' }, choices: PUBLICS, section: 'audience' }),
    publics_details: string({ label: { fr: 'Précisions sur les publics', en: 'Details' }, maxLength: 1000, section: 'audience' }),
    eligibility: text({ label: { fr: 'Conditions d’accès', en: 'Conditions of access' }, maxLength: 4000, section: 'audience' }),
    min_age: integer({ label: { fr: 'Âge minimum', en: 'Minimum age' }, min: 0, max: 120, section: 'audience', width: 'half' }),
    max_age: integer({ label: { fr: 'Âge maximum', en: 'Maximum age' }, min: 0, max: 120, section: 'audience', width: 'half' }),
    zone_codes: json<string[]>({
      label: { fr: 'Zone d’éligibilité', en: 'Eligible area' }, section: 'audience', interface: 'tags',
      help: { fr: 'Codes INSEE de communes, départements ou intercommunalités. Vide : partout.', en: 'INSEE codes of communes, départements or intermunicipal bodies. Empty: everywhere.' },
    }),
    access_modes: choices({ label: { fr: 'Modes d’accueil', en: 'How it takes place' }, choices: ACCESS_MODES, section: 'practical', width: 'half' }),
    mobilisation: choices({ label: { fr: 'Comment y accéder', en: 'How to get it' }, choices: MOBILISATION_MODES, section: 'practical', width: 'half' }),
    mobilisable_by: choices({
      label: { fr: 'Mobilisable par', en: 'Who may ask for it' }, section: 'practical', width: 'half',
      choices: [
        { value: 'professionnels', label: { fr: 'Les professionnels', en: 'Professionals' } },
        { value: 'usagers', label: { fr: 'Les personnes elles-mêmes', en: 'People themselves' } },
      ],
    }),
    mobilisation_details: string({ label: { fr: 'Précisions', en: 'Details' }, maxLength: 1000, section: 'practical' }),
    fees: choice({
      label: { fr: 'Frais', en: 'Fees' }, section: 'practical', width: 'half', default: 'free',
      choices: [
        { value: 'free', label: { fr: 'Gratuit', en: 'Free' } },
        { value: 'paid', label: { fr: 'Payant', en: 'Paid' } },
        { value: 'conditional', label: { fr: 'Gratuit sous conditions', en: 'Free under conditions' } },
      ],
    }),
    fees_details: string({
      label: { fr: 'Précisions sur les frais', en: 'Details on fees' }, maxLength: 1000, section: 'practical',
      shownIf: { fees: { _in: ['paid', 'conditional'] } }, requiredIf: { fees: { _in: ['paid', 'conditional'] } },
    }),
    starts_on: date({ label: { fr: 'Commence le', en: 'Starts on' }, section: 'practical', width: 'half' }),
    ends_on: date({ label: { fr: 'Finit le', en: 'Ends on' }, section: 'practical', width: 'half', validIf: notBefore('ends_on', 'starts_on') }),
    duration: string({ label: { fr: 'Durée', en: 'Duration' }, maxLength: 100, section: 'practical', width: 'half', help: { fr: 'Par exemple : 3 mois, 2 jours.', en: 'E.g. 3 months, 2 days.' } }),
    weeks: integer({ label: { fr: 'Nombre de semaines', en: 'Number of weeks' }, min: 1, max: 520, section: 'practical', width: 'half' }),
    weekly_hours: float({
      label: { fr: 'Heures par semaine', en: 'Hours a week' }, min: 0, max: 60, section: 'practical', width: 'half',
      shownIf: { kind: { _in: ['service', 'workshop', 'job', 'training', 'immersion', 'tig_post'] } },
    }),
    contract_type: choice({
      label: { fr: 'Contrat', en: 'Contract' }, section: 'specific', width: 'half', shownIf: { kind: { _eq: 'job' } }, requiredIf: { kind: { _eq: 'job' } },
      choices: [
        { value: 'cdi', label: { fr: 'CDI', en: 'Permanent contract' } },
        { value: 'cdd', label: { fr: 'CDD', en: 'Fixed-term contract' } },
        { value: 'interim', label: { fr: 'Intérim', en: 'Temporary work' } },
        { value: 'cddi', label: { fr: 'CDD d’insertion', en: 'Integration contract' } },
        { value: 'apprenticeship', label: { fr: 'Apprentissage', en: 'Apprenticeship' } },
        { value: 'professionalisation', label: { fr: 'Professionnalisation', en: 'Work-study contract' } },
        { value: 'seasonal', label: { fr: 'Saisonnier', en: 'Seasonal' } },
        { value: 'civic_service', label: { fr: 'Service civique', en: 'Civic service' } },
        { value: 'other', label: { fr: 'Autre', en: 'Other' } },
      ],
    }),
    salary: string({ label: { fr: 'Rémunération', en: 'Pay' }, maxLength: 100, section: 'specific', width: 'half', shownIf: { kind: { _in: ['job', 'training'] } } }),
    rome_code: string({
      label: { fr: 'Code ROME', en: 'ROME code' }, maxLength: 5, section: 'specific', width: 'half', index: true, shownIf: { kind: { _in: ['job', 'training', 'immersion', 'tig_post'] } },
      help: { fr: 'Une lettre et 4 chiffres, par exemple K1201.', en: 'One letter and 4 digits, e.g. K1201.' },
    }),
    rome_version: string({ label: { fr: 'Version du ROME', en: 'ROME version' }, maxLength: 20, hidden: true, readonly: true, access: SEALED }),
    positions: integer({ label: { fr: 'Nombre de postes', en: 'Number of positions' }, min: 1, max: 10000, section: 'specific', width: 'half', shownIf: { kind: { _in: ['job', 'tig_post', 'immersion'] } } }),
    certification: string({ label: { fr: 'Diplôme ou certification', en: 'Certification' }, maxLength: 200, section: 'specific', width: 'half', shownIf: { kind: { _eq: 'training' } } }),
    tig_hours: integer({ label: { fr: 'Heures de TIG possibles', en: 'Community-service hours' }, min: 20, max: 400, section: 'specific', width: 'half', shownIf: { kind: { _eq: 'tig_post' } } }),
    night_or_weekend: choices({
      label: { fr: 'Possible aussi', en: 'Also possible' }, section: 'specific', width: 'half', shownIf: { kind: { _in: ['job', 'tig_post', 'immersion'] } },
      choices: [
        { value: 'evening', label: { fr: 'Le soir', en: 'In the evening' } },
        { value: 'night', label: { fr: 'La nuit', en: 'At night' } },
        { value: 'weekend', label: { fr: 'Le week-end', en: 'At weekends' } },
      ],
    }),
    accommodation: choice({
      label: { fr: 'Mode d’accueil', en: 'Kind of place' }, section: 'specific', width: 'half', shownIf: { kind: { _eq: 'care_place' } },
      choices: [
        { value: 'collective', label: { fr: 'Hébergement collectif', en: 'Collective housing' } },
        { value: 'diffuse', label: { fr: 'Hébergement diversifié', en: 'Individual housing' } },
        { value: 'family', label: { fr: 'Famille d’accueil', en: 'Foster family' } },
        { value: 'day', label: { fr: 'Accueil de jour', en: 'Day care' } },
      ],
    }),
    gender_accepted: choice({
      label: { fr: 'Accueille', en: 'Takes in' }, section: 'specific', width: 'half', shownIf: { kind: { _eq: 'care_place' } },
      choices: [
        { value: 'all', label: { fr: 'Tout le monde', en: 'Everyone' } },
        { value: 'women', label: { fr: 'Les femmes', en: 'Women' } },
        { value: 'men', label: { fr: 'Les hommes', en: 'Men' } },
      ],
    }),
    guardianship_kinds: choices({
      label: { fr: 'Mesures exercées', en: 'Measures exercised' }, section: 'specific', shownIf: { kind: { _eq: 'guardianship' } },
      choices: [
        { value: 'curatelle', label: { fr: 'Curatelle', en: 'Curatorship' } },
        { value: 'tutelle', label: { fr: 'Tutelle', en: 'Guardianship' } },
        { value: 'sauvegarde', label: { fr: 'Sauvegarde de justice', en: 'Judicial safeguard' } },
        { value: 'masp_maj', label: { fr: 'Accompagnement judiciaire', en: 'Judicial support' } },
      ],
    }),
    surface_m2: float({ label: { fr: 'Surface (m²)', en: 'Surface (m²)' }, min: 0, max: 1000000, section: 'specific', width: 'half', shownIf: { kind: { _eq: 'premises' } } }),
    contact_name: string({ label: { fr: 'Nom', en: 'Name' }, maxLength: 150, section: 'contact', width: 'half' }),
    phone: string({ label: { fr: 'Téléphone', en: 'Phone' }, format: 'phone', maxLength: 20, section: 'contact', width: 'half' }),
    email: string({ label: { fr: 'Courriel', en: 'E-mail' }, format: 'email', maxLength: 254, section: 'contact', width: 'half' }),
    url: string({ label: { fr: 'Lien', en: 'Link' }, format: 'url', maxLength: 2083, section: 'contact', help: { fr: 'Page ou formulaire de demande.', en: 'Page or request form.' } }),
    hours: string({ label: { fr: 'Horaires', en: 'Hours' }, format: 'opening_hours', maxLength: 500, section: 'contact', help: { fr: 'Si différents de ceux du lieu.', en: 'When different from the location’s.' } }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'active', section: 'publication', width: 'half', access: notPublic,
      choices: [
        { value: 'draft', label: { fr: 'Brouillon', en: 'Draft' }, color: '#0369A1' },
        { value: 'active', label: { fr: 'Publiée', en: 'Published' }, color: '#15803D' },
        { value: 'paused', label: { fr: 'En pause', en: 'Paused' }, color: '#B45309' },
        { value: 'archived', label: { fr: 'Archivée', en: 'Archived' }, color: '#64748B' },
      ],
    }),
    visibility: choice({
      label: { fr: 'Visible par', en: 'Visible to' }, required: true, default: 'public', section: 'publication', width: 'half', access: notPublic, opensRows: true,
      choices: [
        { value: 'public', label: { fr: 'Tout le monde', en: 'Everyone' } },
        { value: 'network', label: { fr: 'Le réseau', en: 'The network' } },
      ],
    }),
    is_suspended: boolean({
      label: { fr: 'Suspendue', en: 'Suspended' }, section: 'publication', width: 'half',
      help: { fr: 'L’offre reste visible et ne prend plus personne : 0 place libre.', en: 'The offer stays visible and takes nobody: 0 places left.' },
    }),
    suspension_reason: choice({
      label: { fr: 'Motif de la suspension', en: 'Reason for the suspension' }, section: 'publication', width: 'half', access: notPublic,
      shownIf: { is_suspended: { _eq: true } }, requiredIf: { is_suspended: { _eq: true } },
      choices: [
        { value: 'absence', label: { fr: 'Absence', en: 'Absence' } },
        { value: 'overload', label: { fr: 'Charge trop forte', en: 'Overload' } },
        { value: 'staff', label: { fr: 'Manque de personnel', en: 'Lack of staff' } },
        { value: 'works', label: { fr: 'Travaux ou déménagement', en: 'Works or move' } },
        { value: 'ending', label: { fr: 'Fin d’activité prévue', en: 'Activity about to end' } },
        { value: 'other', label: { fr: 'Autre', en: 'Other' } },
      ],
    }),
    expires_on: date({ label: { fr: 'À retirer le', en: 'Expires on' }, section: 'publication', width: 'half', help: { fr: 'L’offre n’est plus proposée après cette date.', en: 'The offer is no longer shown after this date.' } }),
    open_until: timestamp({
      label: { fr: 'Proposée jusqu’à', en: 'Shown until' }, hidden: true, readonly: true,
      help: { fr: 'Fin du dernier jour, à l’heure du lieu ; écrite par la base de données.', en: 'End of the last day, by the hour of the place; written by the database.' },
    }),
    last_confirmed_at: timestamp({ label: { fr: 'Confirmée le', en: 'Confirmed on' }, section: 'publication', width: 'half', access: partnerReads }),
    updated_by_partner_at: timestamp({ label: { fr: 'Mise à jour par le partenaire le', en: 'Updated by the partner on' }, readonly: true, section: 'publication', width: 'half' }),
    structure: m2o('structures', { label: { fr: 'Structure référente', en: 'Referring structure' }, readonly: true, hidden: true, access: notPublic }),
    source: string({ label: { fr: 'Source', en: 'Source' }, maxLength: 60, hidden: true, readonly: true, access: { public: 'none', partner: 'none' } }),
    source_id: string({ label: { fr: 'Identifiant dans la source', en: 'Identifier in the source' }, maxLength: 120, hidden: true, readonly: true, access: { public: 'none', partner: 'none' } }),
    source_url: string({ label: { fr: 'Page dans la source', en: 'Page in the source' }, format: 'url', maxLength: 2083, hidden: true, readonly: true }),
    normalized_name: string({ label: { fr: 'Titre normalisé', en: 'Normalised title' }, maxLength: 600, hidden: true, readonly: true, access: SEALED }),
    sessions: o2m('offer_sessions', 'offer', { label: { fr: 'Sessions', en: 'Sessions' } }),
    places: o2m('offer_places', 'offer', { label: { fr: 'Places', en: 'Places' } }),
    idempotency_key: string({ label: { fr: 'Clé d’envoi', en: 'Submission key' }, maxLength: 64, hidden: true, readonly: true, access: SEALED }),
    ...audit(),
  },
  indexes: [
    { name: 'offers_organization_status_idx', fields: ['organization', 'status', 'date_updated'], expression: 'organization, status, date_updated DESC NULLS LAST' },
    { name: 'offers_structure_status_idx', fields: ['structure', 'status', 'date_updated'], expression: 'structure, status, date_updated DESC NULLS LAST' },
    { name: 'offers_status_kind_idx', fields: ['status', 'visibility', 'kind'] },
    { name: 'offers_name_trgm_idx', fields: ['normalized_name'], using: 'gin', expression: 'normalized_name gin_trgm_ops' },
    { name: 'offers_themes_idx', fields: ['themes'], using: 'gin' },
    { name: 'offers_open_until_idx', fields: ['open_until'], where: 'open_until IS NOT NULL' },
    { name: 'offers_source_unique', fields: ['source', 'source_id'], unique: true, where: 'source_id IS NOT NULL' },
    { name: 'offers_idempotency_unique', fields: ['organization', 'idempotency_key'], unique: true, where: 'idempotency_key IS NOT NULL' },
  ],
})
