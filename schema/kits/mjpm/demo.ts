import type { DemoContext, DemoRows } from '../demo.ts'

interface Guardian {
  key: string
  name: string
  kind: 'association' | 'health' | 'other'
  branch: 'individual' | 'employee' | 'service'
  structure: string
  place: { address: string, postal_code: string, city: string, commune_code: string, latitude: number, longitude: number }
  departements: string[]
  profiles: string[]
  /** Measures that it can take at once; unknown when nobody said. */
  capacity: number | null
  suspended?: string
}

/** Invented guardians, in Île-de-France, in Creuse and overseas: free, full, suspended, and of unknown capacity. */
const GUARDIANS: readonly Guardian[] = [
  {
    key: 'vasselin', name: 'Claire Vasselin-Onfray, mandataire', kind: 'other', branch: 'individual', structure: 'idf',
    place: { address: '9 rue Oberkampf', postal_code: '75011', city: 'Paris', commune_code: '75111', latitude: 48.8644, longitude: 2.3693 },
    departements: ['75', '93'], profiles: ['older', 'psychiatric'], capacity: 6,
  },
  {
    key: 'bievre', name: 'Service tutélaire de la Bièvre', kind: 'association', branch: 'service', structure: 'idf',
    place: { address: '41 rue de Tolbiac', postal_code: '75013', city: 'Paris', commune_code: '75113', latitude: 48.8266, longitude: 2.3672 },
    departements: ['75', '92', '94'], profiles: ['mental_disability', 'homeless', 'addiction'], capacity: 12,
  },
  {
    key: 'marne', name: 'Préposée de l’hôpital des Coteaux de Marne', kind: 'health', branch: 'employee', structure: 'idf',
    place: { address: '2 avenue de la Résistance', postal_code: '93100', city: 'Montreuil', commune_code: '93048', latitude: 48.8625, longitude: 2.4434 },
    departements: ['93'], profiles: ['older', 'brain_injury'], capacity: 3,
  },
  {
    key: 'collonges', name: 'Bertrand Collonges-Ferté, mandataire', kind: 'other', branch: 'individual', structure: 'idf',
    place: { address: '17 rue du Maréchal-Foch', postal_code: '78000', city: 'Versailles', commune_code: '78646', latitude: 48.8081, longitude: 2.1297 },
    departements: ['78', '92'], profiles: ['older', 'over_indebted'], capacity: 8, suspended: 'absence',
  },
  {
    key: 'confluent', name: 'Tutelles du Confluent', kind: 'association', branch: 'service', structure: 'idf',
    place: { address: '5 rue du Port', postal_code: '94220', city: 'Charenton-le-Pont', commune_code: '94018', latitude: 48.8229, longitude: 2.4072 },
    departements: ['94'], profiles: ['mental_disability', 'physical_disability'], capacity: 0,
  },
  {
    key: 'plateau', name: 'Association tutélaire du Plateau', kind: 'association', branch: 'service', structure: 'protection-creuse',
    place: { address: '6 rue Gambetta', postal_code: '23000', city: 'Guéret', commune_code: '23096', latitude: 46.1699, longitude: 1.8717 },
    departements: ['23', '87'], profiles: ['older', 'mental_disability'], capacity: null,
  },
  {
    key: 'lavaur', name: 'Hortense Lavaur-Meynard, mandataire', kind: 'other', branch: 'individual', structure: 'protection-creuse',
    place: { address: '3 rue des Écoles', postal_code: '23200', city: 'Aubusson', commune_code: '23008', latitude: 45.9569, longitude: 2.1689 },
    departements: ['23'], profiles: ['psychiatric', 'addiction'], capacity: 4,
  },
  {
    key: 'ravine', name: 'Service des majeurs de la Ravine', kind: 'association', branch: 'service', structure: 'ml-reunion',
    place: { address: '12 rue Victor-Hugo', postal_code: '97400', city: 'Saint-Denis', commune_code: '97411', latitude: -20.8789, longitude: 55.4481 },
    departements: ['974'], profiles: ['older', 'homeless'], capacity: 5,
  },
]

const WORDS = {
  individual: 'Mandataire exerçant seule ou seul, qui rencontre chaque personne au moins une fois par mois et rend compte au juge chaque année.',
  employee: 'Mandataire de l’établissement, au service des personnes qui y vivent ou y sont soignées, en lien quotidien avec les équipes.',
  service: 'Service habilité : une équipe de mandataires, une permanence téléphonique et des visites au domicile des personnes protégées.',
}

/** The rows of the invented guardians, on top of the demo world. */
export function demo({ id, structure, account, phone }: DemoContext): DemoRows {
  const of = (what: string, key: string) => id('mjpm', what, key)
  return {
    organizations: GUARDIANS.map(({ key, name, kind, branch, structure: referring }, index) => ({
      id: of('organization', key), name, kind, structure: structure(referring), status: 'active', visibility: 'network', themes: ['rights', 'justice'],
      description: WORDS[branch], phone: phone(9700 + index), email: `${key}@protection.example`, mjpm_branch: branch, mjpm_accredited_on: '2024-01-15',
      ...branch === 'service' ? {} : { mjpm_sworn_on: '2024-02-12' },
    })),
    sites: GUARDIANS.map(({ key, name, place }) => ({
      id: of('site', key), organization: of('organization', key), name, is_main: true, status: 'active', location_source: 'manual', ...place,
    })),
    offers: GUARDIANS.map(({ key, name, branch, departements, profiles, suspended }) => ({
      id: of('offer', key), organization: of('organization', key), site: of('site', key), kind: 'guardianship', title: `Mesures de protection : ${name}`,
      summary: 'Curatelles et tutelles de majeurs.', description: WORDS[branch], themes: ['rights', 'justice'], guardianship_kinds: ['curatelle', 'tutelle'],
      status: 'active', visibility: 'network', mjpm_departements: departements, mjpm_profiles: profiles,
      ...suspended ? { is_suspended: true, suspension_reason: suspended } : {},
    })),
    offer_places: GUARDIANS.map(({ key, capacity }) => ({ id: of('places', key), offer: of('offer', key), capacity })),
    organization_members: [{ id: of('member', 'vasselin'), organization: of('organization', 'vasselin'), user: account('partenaire'), right: 'owner', job_title: 'Mandataire', valid_from: '2024-01-01T00:00:00Z' }],
  }
}
