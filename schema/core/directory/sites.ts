import { audit, boolean, choice, choices, defineCollection, float, id, m2o, o2m, string, text, timestamp } from '../../define.ts'
import { SEALED } from '../access-levels.ts'

const reviewed = { partner: 'review' } as const
const networkWrites = { partner: 'read', public: 'none' } as const

/** A place where an organisation receives people. */
export const sites = defineCollection({
  collection: 'sites',
  domain: 'directory',
  label: { fr: 'Lieux', en: 'Locations' },
  singular: { fr: 'lieu', en: 'location' },
  icon: 'location_on',
  displayTemplate: '{{name}} — {{city}}',
  archive: { field: 'status', value: 'archived' },
  sections: {
    place: { label: { fr: 'Adresse', en: 'Address' } },
    reception: { label: { fr: 'Accueil', en: 'Reception' } },
    position: { label: { fr: 'Position sur la carte', en: 'Position on the map' }, help: { fr: 'Facultatif. Sans elle, le lieu se trouve par sa commune et n’est pas encore sur la carte.', en: 'Optional. Without it, the location is found by its city and is not on the map yet.' } },
    access: { label: { fr: 'Accès et accessibilité', en: 'Getting there and accessibility' } },
  },
  access: {
    public: 'read', partner: 'write', adviser: 'write', manager: 'write', prescriber: 'read', configurator: 'read', steering: 'read', service: 'read',
  },
  tracked: true,
  owner: 'organization',
  fields: {
    id: id(),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, required: true, access: { partner: 'read' } }),
    name: string({ label: { fr: 'Nom du lieu', en: 'Name of the location' }, required: true, minLength: 2, maxLength: 150, section: 'place', width: 'half' }),
    is_main: boolean({ label: { fr: 'Lieu principal', en: 'Main location' }, section: 'place', width: 'half' }),
    address: string({ label: { fr: 'Adresse', en: 'Address' }, maxLength: 255, section: 'place', help: { fr: 'Numéro et rue. Une adresse entière remplit aussi le code postal et la commune.', en: 'Number and street. A whole address fills in the postal code and the city too.' } }),
    address_complement: string({ label: { fr: 'Complément d’adresse', en: 'Address, second line' }, maxLength: 255, section: 'place' }),
    postal_code: string({ label: { fr: 'Code postal', en: 'Postal code' }, format: 'postal_code', required: true, maxLength: 5, section: 'place', width: 'half' }),
    city: string({ label: { fr: 'Commune', en: 'City' }, required: true, maxLength: 100, section: 'place', width: 'half' }),
    commune_code: string({ label: { fr: 'Code INSEE de la commune', en: 'INSEE code of the city' }, format: 'commune_code', maxLength: 5, section: 'position', width: 'half', index: true, access: { partner: 'read' }, help: { fr: 'Trouvé d’après le code postal et la commune s’il est vide.', en: 'Found from the postal code and the city when empty.' } }),
    territory: m2o('territories', { label: { fr: 'Territoire', en: 'Territory' }, section: 'place', width: 'half', access: { partner: 'read' } }),
    latitude: float({ label: { fr: 'Latitude', en: 'Latitude' }, format: 'latitude', min: -90, max: 90, section: 'position', width: 'half' }),
    longitude: float({ label: { fr: 'Longitude', en: 'Longitude' }, format: 'longitude', min: -180, max: 180, section: 'position', width: 'half' }),
    location_source: choice({
      label: { fr: 'Position obtenue par', en: 'Position obtained by' }, section: 'place', width: 'half', access: networkWrites,
      choices: [
        { value: 'manual', label: { fr: 'Placement à la main', en: 'Manual pin' } },
        { value: 'geocoded', label: { fr: 'Géocodage', en: 'Geocoding' } },
        { value: 'import', label: { fr: 'Import', en: 'Import' } },
      ],
    }),
    location_score: float({ label: { fr: 'Fiabilité de la position', en: 'Reliability of the position' }, min: 0, max: 1, section: 'place', width: 'half', access: networkWrites }),
    location_asked_at: timestamp({ label: { fr: 'Adresse cherchée le', en: 'Address looked for on' }, readonly: true, hidden: true, width: 'half', access: SEALED }),
    phone: string({ label: { fr: 'Téléphone', en: 'Phone' }, format: 'phone', maxLength: 20, section: 'reception', width: 'half' }),
    email: string({ label: { fr: 'Courriel', en: 'E-mail' }, format: 'email', maxLength: 254, section: 'reception', width: 'half' }),
    hours: string({
      label: { fr: 'Horaires d’accueil', en: 'Opening hours' }, format: 'opening_hours', maxLength: 500, section: 'reception',
      help: { fr: 'Par exemple : Mo-Fr 08:30-12:30,13:30-17:00.', en: 'E.g. Mo-Fr 08:30-12:30,13:30-17:00.' },
    }),
    accessibility: choices({
      label: { fr: 'Accessibilité', en: 'Accessibility' }, section: 'access',
      choices: [
        { value: 'wheelchair', label: { fr: 'Accès en fauteuil roulant', en: 'Wheelchair access' } },
        { value: 'hearing', label: { fr: 'Boucle auditive ou langue des signes', en: 'Hearing loop or sign language' } },
        { value: 'visual', label: { fr: 'Repères pour personnes malvoyantes', en: 'Guidance for visually impaired people' } },
        { value: 'cognitive', label: { fr: 'Accueil adapté au handicap mental ou psychique', en: 'Reception adapted to cognitive disability' } },
        { value: 'parking', label: { fr: 'Stationnement réservé', en: 'Reserved parking' } },
        { value: 'toilets', label: { fr: 'Toilettes adaptées', en: 'Adapted toilets' } },
      ],
    }),
    accessibility_url: string({ label: { fr: 'Fiche Acceslibre', en: 'Acceslibre page' }, format: 'url', maxLength: 2083, section: 'access' }),
    transport: text({ label: { fr: 'Comment venir', en: 'How to get there' }, maxLength: 1000, section: 'access', help: { fr: 'Lignes, arrêts, stationnement.', en: 'Lines, stops, parking.' } }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'active', width: 'half', access: { ...reviewed, public: 'none' },
      choices: [
        { value: 'active', label: { fr: 'Ouvert', en: 'Open' }, color: '#15803D' },
        { value: 'archived', label: { fr: 'Fermé', en: 'Closed' }, color: '#64748B' },
      ],
    }),
    updated_by_partner_at: timestamp({ label: { fr: 'Mis à jour par le partenaire le', en: 'Updated by the partner on' }, readonly: true, hidden: true, width: 'half' }),
    source_id: string({ label: { fr: 'Identifiant dans la source', en: 'Identifier in the source' }, maxLength: 120, hidden: true, readonly: true, access: SEALED }),
    offers: o2m('offers', 'site', { label: { fr: 'Offres dans ce lieu', en: 'Offers at this location' }, access: { partner: 'read', adviser: 'read', manager: 'read' } }),
    idempotency_key: string({ label: { fr: 'Clé d’envoi', en: 'Submission key' }, maxLength: 64, hidden: true, readonly: true, access: SEALED }),
    ...audit(),
  },
  indexes: [
    { name: 'sites_organization_status_idx', fields: ['organization', 'status'] },
    { name: 'sites_earth_idx', fields: ['latitude', 'longitude'], using: 'gist', expression: 'll_to_earth(latitude, longitude)' },
    { name: 'sites_position_idx', fields: ['latitude', 'longitude'] },
    { name: 'sites_postal_code_idx', fields: ['postal_code'], expression: 'postal_code text_pattern_ops' },
    { name: 'sites_idempotency_unique', fields: ['organization', 'idempotency_key'], unique: true, where: 'idempotency_key IS NOT NULL' },
  ],
})
