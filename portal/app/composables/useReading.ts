import type { FormField } from '@relais/schema/forms'
import { sayShortDay } from '@relais/schema/time'

/** Says stored values, days and choices in the reader's language and in the zone of the place. */
export function useReading(place = usePlace()) {
  const { t } = useI18n()
  const { forms, form } = useForms()
  const label = useLabel()
  const dates = useDates(place)
  const { today, zone } = place

  function field(collection: string, name: string): FormField | undefined {
    return form(collection)?.fields.find(candidate => candidate.field === name)
  }

  function fieldLabel(collection: string, name: string): string {
    return label(field(collection, name)?.label) || (forms.value ? name : '')
  }

  /** The choices of a field, ready for a menu. */
  function options(collection: string, name: string): { label: string, value: string }[] {
    return field(collection, name)?.choices?.map(choice => ({ label: label(choice.label), value: String(choice.value) })) ?? []
  }

  /** What a stored value says when its field is known, or nothing when there is none. */
  function readAs(known: ReadableField, value: unknown): string | null {
    return fieldText(known, value, { locale: dates.language.value, yes: t('space.yes'), no: t('space.no'), unnamed: t('form.unnamed'), zone: zone.value })
  }

  /** What a stored value of a collection says, or nothing when there is none or its form is still on its way. */
  function read(collection: string, name: string, value: unknown): string | null {
    if (!forms.value) return null
    return readAs(field(collection, name) ?? { kind: 'text', choices: null }, value)
  }

  return {
    today,
    zone,
    label,
    field,
    fieldLabel,
    options,
    read,
    readAs,
    day: (value: string) => dates.day(value),
    shortDay: (value: string) => sayShortDay(value, dates.language.value, { zone: zone.value, year: today.value.slice(0, 4) }),
    instant: (value: string) => dates.instant(value),
    instantDay: (value: string) => dates.date(value),
    ago: (value: string) => relativeDay(place.dayOf(value), today.value, dates.language.value),
    relativeDay: (value: string) => relativeDay(value, today.value, dates.language.value),
  }
}
