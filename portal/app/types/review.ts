import type { FormField } from '@relais/schema/forms'

export interface ReviewItem {
  id: string
  collection: string
  collection_label: FormField['label']
  item: string
  item_label: string | null
  organization: { id: string, name: string } | null
  field: string
  field_label: FormField['label']
  kind: FormField['kind']
  choices: FormField['choices']
  before: unknown
  proposed: unknown
  current: unknown
  base: unknown
  proposed_by_name: string | null
  date_created: string
  competing: string[]
}
