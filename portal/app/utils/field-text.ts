import type { FormField } from '@relais/schema/forms'
import { describeHours, formatPhone, isEmpty } from '@relais/schema/forms'
import { sayDay, sayInstant } from '@relais/schema/time'
import { isKey } from '#shared/utils/keys'
import { sayNumber } from '#shared/utils/numbers'

export interface ReadingContext {
  locale: string
  yes: string
  no: string
  zone: string
  /** What stands for a row whose name is not known. */
  unnamed: string
}

export type ReadableField = Pick<FormField, 'kind' | 'choices'> & { format?: FormField['format'] }

/** What a stored value says to a reader, or nothing when there is no value. */
export function fieldText(field: ReadableField, value: unknown, context: ReadingContext): string | null {
  if (isEmpty(value)) return null
  if (typeof value === 'boolean') return value ? context.yes : context.no
  if (Array.isArray(value)) return value.map(part => choiceText(field, part, context.locale)).join(', ')
  if (typeof value === 'number') return field.choices && field.choices.length > 0 ? choiceText(field, value, context.locale) : sayNumber(value, context.locale)
  if (typeof value === 'string') return textOf(field, value, context)
  return relationText(value)
}

function textOf(field: ReadableField, value: string, context: ReadingContext): string {
  // A key says nothing to anybody.
  if ((field.kind === 'relation' || field.kind === 'file') && isKey(value)) return context.unnamed
  if (field.kind === 'date') return sayDay(value, context.locale, context.zone)
  if (field.kind === 'datetime') return sayInstant(value, context.locale, context.zone)
  if ((field.kind === 'number' || field.kind === 'integer') && !field.format && !field.choices?.length) return sayNumber(value, context.locale)
  if (field.format === 'phone') return formatPhone(value)
  if (field.format === 'opening_hours') return describeHours(value, context.locale.startsWith('en') ? 'en' : 'fr').join('\n')
  return choiceText(field, value, context.locale)
}

function choiceText(field: ReadableField, value: unknown, locale: string): string {
  const choice = field.choices?.find(option => String(option.value) === String(value))
  if (!choice) return String(value)
  return locale.startsWith('en') ? choice.label.en : choice.label.fr
}

const NAMING_KEYS = ['name', 'label', 'title', 'reference'] as const

/** The name of a related record that was read with its own fields. */
function relationText(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  const record = new Map<string, unknown>(Object.entries(value))
  for (const key of NAMING_KEYS) {
    const name = record.get(key)
    if (typeof name === 'string') return name
  }
  const names = [record.get('first_name'), record.get('last_name')].filter(part => typeof part === 'string')
  return names.length > 0 ? names.join(' ') : JSON.stringify(value)
}
