import { choice, defineCollection, float, id, integer, json, m2o, string } from '../../define.ts'
import { SEALED } from '../access-levels.ts'

/** The official geographic code, with its vintage: communes move, codes are kept. */
export const territories = defineCollection({
  collection: 'territories',
  domain: 'network',
  label: { fr: 'Territoires', en: 'Territories' },
  singular: { fr: 'territoire', en: 'territory' },
  note: { fr: 'Code officiel géographique de l’INSEE.', en: 'Official geographic code of INSEE.' },
  icon: 'map',
  displayTemplate: '{{name}} ({{code}})',
  access: {
    public: 'read', partner: 'read', beneficiary: 'read', adviser: 'read', manager: 'read', prescriber: 'read', configurator: 'read', steering: 'read', service: 'read',
  },
  fields: {
    id: id(),
    code: string({ label: { fr: 'Code', en: 'Code' }, required: true, maxLength: 9, width: 'half' }),
    name: string({ label: { fr: 'Nom', en: 'Name' }, required: true, maxLength: 150, width: 'half' }),
    kind: choice({
      label: { fr: 'Nature', en: 'Kind' }, required: true, width: 'half',
      choices: [
        { value: 'country', label: { fr: 'Pays', en: 'Country' } },
        { value: 'region', label: { fr: 'Région', en: 'Region' } },
        { value: 'departement', label: { fr: 'Département ou collectivité', en: 'Département' } },
        { value: 'epci', label: { fr: 'Intercommunalité', en: 'Intermunicipal body' } },
        { value: 'commune', label: { fr: 'Commune', en: 'Commune' } },
      ],
    }),
    parent: m2o('territories', { label: { fr: 'Territoire parent', en: 'Parent territory' }, width: 'half' }),
    vintage: integer({ label: { fr: 'Millésime', en: 'Vintage' }, required: true, min: 1990, max: 2100, width: 'half' }),
    population: integer({ label: { fr: 'Population', en: 'Population' }, min: 0, width: 'half' }),
    latitude: float({ label: { fr: 'Latitude', en: 'Latitude' }, format: 'latitude', min: -90, max: 90, width: 'half' }),
    longitude: float({ label: { fr: 'Longitude', en: 'Longitude' }, format: 'longitude', min: -180, max: 180, width: 'half' }),
    postal_codes: json<string[]>({ label: { fr: 'Codes postaux', en: 'Postal codes' }, interface: 'tags' }),
    normalized_name: string({ label: { fr: 'Nom normalisé', en: 'Normalised name' }, maxLength: 150, hidden: true, readonly: true, access: SEALED }),
  },
  indexes: [
    { name: 'territories_kind_code_vintage_unique', fields: ['kind', 'code', 'vintage'], unique: true },
    { name: 'territories_code_idx', fields: ['code'] },
    { name: 'territories_name_trgm_idx', fields: ['normalized_name'], using: 'gin', expression: 'normalized_name gin_trgm_ops' },
    { name: 'territories_name_prefix_idx', fields: ['kind', 'normalized_name'], expression: 'kind, normalized_name text_pattern_ops' },
    { name: 'territories_postal_codes_idx', fields: ['postal_codes'], using: 'gin' },
    { name: 'territories_earth_idx', fields: ['latitude', 'longitude'], using: 'gist', expression: 'll_to_earth(latitude, longitude)' },
  ],
})
