import type { Label } from '@relais/schema'

export interface ReviewItem {
  id: string
  collection: string
  collection_label: Label | string
  item: string
  item_label: string | null
  organization: { id: string, name: string } | null
  field: string
  field_label: Label
  kind: string
  choices: { value: string, label: Label }[] | null
  before: unknown
  proposed: unknown
  current: unknown
  base: unknown
  proposed_by_name: string | null
  date_created: string
  competing: string[]
}
