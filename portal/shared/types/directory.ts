export type ResultType = 'offer' | 'organization'

/** One line of the public search. */
export interface DirectoryItem {
  type: ResultType
  id: string
  title: string
  organization: { id: string, name: string } | null
  kind: string | null
  themes: string[] | null
  summary: string | null
  city: string | null
  postal_code: string | null
  latitude: number | null
  longitude: number | null
  distance_km: number | null
  /** What an offer says of whom it is for. */
  min_age?: number | null
  max_age?: number | null
  publics?: string[] | null
  places_available: number | null
  /** Stays listed and takes nobody. */
  is_suspended?: boolean
  updated_by_partner_at: string | null
  date_updated: string | null
}

export interface DirectoryPage {
  items: DirectoryItem[]
  has_more: boolean
  total: number
  /** What the words may have meant, when they find little. */
  suggestion: string | null
  facets: { themes: Record<string, number>, kinds: Record<string, number> }
}

/** A list of an offer or an organisation that narrows a search. */
export interface SearchFacet { path: string, label: { fr: string, en: string }, choices: { value: string | number, label: { fr: string, en: string } }[], /** The natures that it narrows; all without. */ kinds?: readonly string[] }

export interface DirectoryPoint {
  type: 'Feature'
  geometry: { type: 'Point', coordinates: [number, number] }
  properties: { id: string, type: ResultType, title: string, kind: string | null, theme: string | null, organization: string | null }
}

export interface DirectoryPoints { type: 'FeatureCollection', features: DirectoryPoint[] }

export interface Territory {
  code: string
  name: string
  kind: string
  departement: string | null
  latitude: number | null
  longitude: number | null
  postal_codes: string[] | null
}

/** What was understood of what was typed: the words without their place, and the places that it may be. */
export interface UnderstoodSearch { text: string, places: Territory[], is_certain: boolean }

export interface VocabularyTerm {
  code: string
  label: string
  label_en: string | null
  color: string | null
  icon: string | null
}

export type Vocabularies = Record<string, VocabularyTerm[]>

/** What a local administrator added and opened to everyone, said in words by the server. */
export interface LocalField { field: string, label: { fr: string, en: string } | string, value?: unknown, value_label: string }

export interface PublicSite {
  id: string
  name: string | null
  is_main: boolean | null
  address: string | null
  address_complement: string | null
  postal_code: string | null
  city: string | null
  latitude: number | null
  longitude: number | null
  phone: string | null
  email: string | null
  hours: string | null
  transport: string | null
  accessibility_url: string | null
}

export interface PublicContact { id: string, first_name: string | null, last_name: string | null, job_title: string | null, phone: string | null, email: string | null }

export interface PublicOffer {
  id: string
  title: string
  kind: string | null
  summary: string | null
  description: string | null
  themes: string[] | null
  eligibility: string | null
  contact_name: string | null
  phone: string | null
  email: string | null
  url: string | null
  hours: string | null
  updated_by_partner_at: string | null
  date_updated: string | null
  is_suspended?: boolean
}

export interface PublicOrganization {
  id: string
  name: string
  alternate_name: string | null
  kind: string | null
  description: string | null
  themes: string[] | null
  phone: string | null
  email: string | null
  website: string | null
  hours: string | null
  date_updated?: string | null
}

export interface OrganizationPage {
  organization: PublicOrganization
  sites: PublicSite[]
  contacts?: PublicContact[]
  offers: PublicOffer[]
  local_fields: LocalField[]
  updated_by_partner_at: string | null
}

export interface PublicSession { id: string, starts_at: string | null, ends_at: string | null, time_zone: string | null, registration_deadline: string | null, status: string | null, location_details: string | null }

export interface OfferPage {
  offer: PublicOffer
  organization: PublicOrganization | null
  site: PublicSite | null
  sessions: PublicSession[]
  places: { capacity: number | null, available: number | null, confirmed_at: string | null } | null
  local_fields?: LocalField[]
}
