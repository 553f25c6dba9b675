import type { FormField } from '@relais/schema/forms'
import { describeHours, formatPhone, isEmpty } from '@relais/schema/forms'

/** Says the value of a field in words: labels of choices, dates in full, hours as sentences. */
export function useFieldText() {
  const { t, n, locale } = useI18n()
  const label = useLabel()
  const { date, instant } = useDates()

  function choiceText(field: FormField, value: unknown): string {
    const choice = field.choices?.find(item => String(item.value) === String(value))
    return choice ? label(choice.label) : String(value)
  }

  return function fieldText(field: FormField, value: unknown): string {
    if (isEmpty(value)) return ''
    if (Array.isArray(value)) return value.map(item => choiceText(field, item)).join(', ')
    if (typeof value === 'boolean') return value ? t('form.yes') : t('form.no')
    const text = String(value)
    if (field.kind === 'date') return date(text)
    if (field.kind === 'datetime') return instant(text)
    if (field.format === 'opening_hours') return describeHours(text, locale.value === 'en' ? 'en' : 'fr').join('\n')
    if (field.format === 'phone') return formatPhone(text)
    if (typeof value === 'number' && field.format === null) return n(value)
    return field.choices ? choiceText(field, value) : text
  }
}
