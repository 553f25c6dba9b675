import type { FormField } from '@relais/schema/forms'

export type FieldControl = 'input' | 'textarea' | 'hours' | 'switch' | 'yes_no' | 'checkboxes' | 'tags' | 'select' | 'relation' | 'file' | 'date' | 'datetime'

/** The control that asks a field. */
export function controlOf(field: FormField): FieldControl {
  if (field.format === 'opening_hours') return 'hours'
  switch (field.kind) {
    case 'long_text': return 'textarea'
    // Without a default, nobody is taken to have said no before being asked.
    case 'boolean': return typeof field.default === 'boolean' ? 'switch' : 'yes_no'
    case 'choice': return field.choices ? 'select' : 'input'
    case 'choices': return field.choices ? 'checkboxes' : 'tags'
    case 'json': return 'tags'
    case 'relation': return 'relation'
    case 'file': return 'file'
    case 'date': return 'date'
    case 'datetime': return 'datetime'
    default: return 'input'
  }
}

/** The native type of a line of text: it picks the keyboard of a phone. */
export function inputTypeOf(field: FormField): 'text' | 'tel' | 'email' | 'url' {
  if (field.format === 'phone') return 'tel'
  if (field.format === 'email') return 'email'
  return field.format === 'url' ? 'url' : 'text'
}

/** The keyboard of a phone, when digits are expected. */
export function inputModeOf(field: FormField): 'numeric' | 'decimal' | undefined {
  if (field.kind === 'integer') return 'numeric'
  if (field.kind === 'number' || field.format === 'latitude' || field.format === 'longitude') return 'decimal'
  return field.format === 'siren' || field.format === 'siret' || field.format === 'postal_code' ? 'numeric' : undefined
}

const PURPOSES: Record<string, string> = {
  last_name: 'family-name',
  first_name: 'given-name',
  birth_date: 'bday',
  phone: 'tel',
  email: 'email',
  address: 'street-address',
  postal_code: 'postal-code',
  city: 'address-level2',
}

/** What the browser may fill in by itself (WCAG 1.3.5), only where the person describes themselves. */
export function autocompleteOf(field: FormField): string {
  return PURPOSES[field.field] ?? 'off'
}
