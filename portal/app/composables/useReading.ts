import type { FormField } from '@relais/schema/forms'

/** Says stored values, days and choices in the reader's language and in the zone of their structure. */
export function useReading() {
  const { t } = useI18n()
  const { forms, form } = useForms()
  const { me } = useSession()
  const label = useLabel()
  const dates = useDates()

  const timeZone = computed(() => me.value?.structures[0]?.time_zone)
  const today = computed(() => isoDay(new Date(), timeZone.value))

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
    return fieldText(known, value, { locale: dates.language.value, yes: t('space.yes'), no: t('space.no'), timeZone: timeZone.value })
  }

  /** What a stored value of a collection says, or nothing when there is none or its form is still on its way. */
  function read(collection: string, name: string, value: unknown): string | null {
    if (!forms.value) return null
    return readAs(field(collection, name) ?? { kind: 'text', choices: null }, value)
  }

  return {
    today,
    timeZone,
    label,
    field,
    fieldLabel,
    options,
    read,
    readAs,
    day: (value: string) => dates.day(value, timeZone.value),
    shortDay: (value: string) => formatShortDay(value, today.value, dates.language.value),
    instant: (value: string) => dates.instant(value, timeZone.value),
    instantDay: (value: string) => dates.date(value, timeZone.value),
    ago: (value: string) => relativeDay(isoDay(new Date(value), timeZone.value), today.value, dates.language.value),
    relativeDay: (value: string) => relativeDay(value, today.value, dates.language.value),
  }
}
