import { audit, boolean, choice, defineCollection, file, float, id, m2o, o2m, string } from '../../define.ts'
import { DEFAULT_ZONE } from '../../time/index.ts'
import { SEALED } from '../access-levels.ts'

/** Services whose name alone says that a person is followed by justice: no partner reads it, even once it has accepted. */
export const PENAL_KINDS = ['spip', 'pjj'] as const

/** Those whose name is kept until a partner accepts: a guardian then has to know the court. */
export const UNNAMED_KINDS = [...PENAL_KINDS, 'court'] as const

const justice = { partner: 'none', beneficiary: 'none', prescriber: 'none', manager: 'read' } as const
const managerWrites = { manager: 'write' } as const

/** The operating units of the network, a tree from national to local. */
export const structures = defineCollection({
  collection: 'structures',
  domain: 'network',
  label: { fr: 'Structures', en: 'Structures' },
  singular: { fr: 'structure', en: 'structure' },
  note: { fr: 'Les unités du réseau : nationale, régionales, locales.', en: 'The units of the network: national, regional, local.' },
  icon: 'account_tree',
  displayTemplate: '{{name}}',
  archive: { field: 'status', value: 'archived' },
  sections: {
    identity: { label: { fr: 'Identité', en: 'Identity' } },
    place: { label: { fr: 'Lieu', en: 'Place' } },
    settings: { label: { fr: 'Réglages', en: 'Settings' } },
  },
  access: {
    partner: 'read', beneficiary: 'read', adviser: 'read', manager: 'read', prescriber: 'read', configurator: 'read', steering: 'read', service: 'read',
  },
  tracked: true,
  fields: {
    id: id(),
    name: string({ label: { fr: 'Nom', en: 'Name' }, required: true, minLength: 2, maxLength: 150, section: 'identity' }),
    code: string({ label: { fr: 'Code', en: 'Code' }, help: { fr: 'Sigle court et stable, par exemple ML-PARIS.', en: 'Short and stable, e.g. ML-PARIS.' }, required: true, maxLength: 40, unique: true, section: 'identity', width: 'half' }),
    level: choice({
      label: { fr: 'Échelon', en: 'Level' }, required: true, section: 'identity', width: 'half',
      choices: [
        { value: 'national', label: { fr: 'National', en: 'National' } },
        { value: 'region', label: { fr: 'Régional', en: 'Regional' } },
        { value: 'local', label: { fr: 'Local', en: 'Local' } },
      ],
    }),
    kind: choice({
      label: { fr: 'Nature', en: 'Kind' }, required: true, section: 'identity', width: 'half',
      choices: [
        { value: 'mission_locale', label: { fr: 'Mission locale', en: 'Mission locale (youth employment)' } },
        { value: 'spip', label: { fr: 'Service pénitentiaire d’insertion et de probation', en: 'Probation service' } },
        { value: 'pjj', label: { fr: 'Protection judiciaire de la jeunesse', en: 'Youth judicial protection' } },
        { value: 'association', label: { fr: 'Association', en: 'Association' } },
        { value: 'court', label: { fr: 'Juridiction', en: 'Court' } },
        { value: 'service', label: { fr: 'Service de l’État ou d’une collectivité', en: 'Public service' } },
      ],
    }),
    parent: m2o('structures', { label: { fr: 'Structure de rattachement', en: 'Parent structure' }, section: 'identity', width: 'half' }),
    phone: string({ label: { fr: 'Téléphone', en: 'Phone' }, format: 'phone', maxLength: 20, section: 'place', width: 'half', access: managerWrites }),
    email: string({ label: { fr: 'Courriel', en: 'E-mail' }, format: 'email', maxLength: 254, section: 'place', width: 'half', access: managerWrites }),
    address: string({ label: { fr: 'Adresse', en: 'Address' }, maxLength: 255, section: 'place', access: managerWrites }),
    postal_code: string({ label: { fr: 'Code postal', en: 'Postal code' }, format: 'postal_code', maxLength: 5, section: 'place', width: 'half', access: managerWrites }),
    city: string({ label: { fr: 'Commune', en: 'City' }, maxLength: 100, section: 'place', width: 'half', access: managerWrites }),
    commune_code: string({ label: { fr: 'Code INSEE de la commune', en: 'INSEE code of the city' }, format: 'commune_code', maxLength: 5, section: 'place', width: 'half', access: managerWrites }),
    territory: m2o('territories', { label: { fr: 'Territoire', en: 'Territory' }, section: 'place', width: 'half' }),
    latitude: float({ label: { fr: 'Latitude', en: 'Latitude' }, format: 'latitude', min: -90, max: 90, section: 'place', width: 'half', access: managerWrites }),
    longitude: float({ label: { fr: 'Longitude', en: 'Longitude' }, format: 'longitude', min: -180, max: 180, section: 'place', width: 'half', access: managerWrites }),
    time_zone: string({
      label: { fr: 'Fuseau horaire', en: 'Time zone' }, format: 'time_zone', required: true, default: DEFAULT_ZONE, maxLength: 64, section: 'settings', width: 'half',
      help: { fr: 'Fuseau du lieu, par exemple Europe/Paris ou Indian/Reunion.', en: 'Zone of the place, e.g. Europe/Paris or Indian/Reunion.' },
    }),
    logo: file({ label: { fr: 'Logo', en: 'Logo' }, section: 'settings', width: 'half' }),
    color: string({ label: { fr: 'Couleur', en: 'Colour' }, format: 'color', maxLength: 7, interface: 'select-color', section: 'settings', width: 'half' }),
    hidden_from_partners: boolean({
      label: { fr: 'Nom caché aux partenaires', en: 'Name hidden from partners' }, section: 'settings', width: 'half',
      access: { partner: 'none', beneficiary: 'none', prescriber: 'none', manager: 'write' },
      help: { fr: 'Une orientation venue de cette structure dira « Autre service prescripteur ». Toujours vrai du SPIP et de la PJJ ; des juridictions, jusqu’à l’acceptation là où un kit le prévoit.', en: 'A referral from this structure will say “another service”. Always true of probation and youth protection; of courts, until the acceptance where a kit says so.' },
    }),
    legal_basis_justice: boolean({
      label: { fr: 'Données de justice autorisées', en: 'Justice data allowed' }, section: 'settings', width: 'half', access: justice,
      help: { fr: 'À activer seulement si la structure a un fondement légal pour tenir ces données (loi 78-17, art. 46).', en: 'Only when the structure has a legal basis to hold such data (French law 78-17, art. 46).' },
    }),
    legal_basis_reference: string({
      label: { fr: 'Fondement légal', en: 'Legal basis' }, maxLength: 500, section: 'settings', access: justice,
      shownIf: { legal_basis_justice: { _eq: true } }, requiredIf: { legal_basis_justice: { _eq: true } },
      help: { fr: 'Texte ou décision qui autorise la structure à tenir ces données.', en: 'Text or decision that allows the structure to hold such data.' },
    }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'active', section: 'settings', width: 'half',
      choices: [
        { value: 'active', label: { fr: 'Active', en: 'Active' }, color: '#15803D' },
        { value: 'archived', label: { fr: 'Archivée', en: 'Archived' }, color: '#64748B' },
      ],
    }),
    memberships: o2m('memberships', 'structure', { label: { fr: 'Membres', en: 'Members' }, access: { ...SEALED, adviser: 'read', manager: 'read' } }),
    scopes: o2m('structure_scopes', 'structure', { label: { fr: 'Périmètres', en: 'Scopes' }, hidden: true, access: SEALED }),
    ...audit(),
  },
  indexes: [{ name: 'structures_status_name_idx', fields: ['status', 'name'] }],
})
