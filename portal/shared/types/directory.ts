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
  places_available: number | null
  updated_by_partner_at: string | null
  date_updated: string | null
}

export interface DirectoryPage {
  items: DirectoryItem[]
  has_more: boolean
  total: number
  facets: { themes: Record<string, number>, kinds: Record<string, number> }
}

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

export interface VocabularyTerm {
  code: string
  label: string
  label_en: string | null
  color: string | null
  icon: string | null
}

export type Vocabularies = Record<string, VocabularyTerm[]>
