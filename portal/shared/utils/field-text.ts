import type { FormField } from '@relais/schema/forms'
import { describeHours, formatPhone, isEmpty } from '@relais/schema/forms'
import { sayDate, sayInstant } from '@relais/schema/time'
import { isKey } from './keys'
import { sayNumber } from './numbers'

export interface FieldWords {
  language: string
  yes: string
  no: string
  zone: string
  /** What stands for a row whose name is not known. */
  unnamed: string
}

function choiceText(field: FormField, value: unknown, language: string): string {
  const choice = field.choices?.find(item => String(item.value) === String(value))
  if (!choice) return String(value)
  return language.startsWith('en') ? choice.label.en : choice.label.fr
}

const isCount = ({ kind, format, choices }: FormField): boolean => (kind === 'integer' || kind === 'number') && format === null && !choices?.length

/** Says the value of a field in words: labels of choices, dates in full, hours as sentences. */
export function sayField(field: FormField, value: unknown, words: FieldWords): string {
  if (isEmpty(value)) return ''
  if (Array.isArray(value)) return value.map(item => choiceText(field, item, words.language)).join(', ')
  if (typeof value === 'boolean') return value ? words.yes : words.no
  const text = String(value)
  // A key says nothing to anybody.
  if ((field.kind === 'relation' || field.kind === 'file') && isKey(text)) return words.unnamed
  if (field.kind === 'date') return sayDate(text, words.language, words.zone)
  if (field.kind === 'datetime') return sayInstant(text, words.language, words.zone)
  if (field.format === 'opening_hours') return describeHours(text, words.language.startsWith('en') ? 'en' : 'fr').join('\n')
  if (field.format === 'phone') return formatPhone(text)
  if (isCount(field) && (typeof value === 'number' || typeof value === 'string')) return sayNumber(value, words.language)
  return field.choices ? choiceText(field, value, words.language) : text
}
