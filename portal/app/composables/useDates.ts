/** Dates and hours said in the language of the page; instants in the zone of the place when it is known. */
export function useDates() {
  const { localeProperties } = useI18n()
  const language = computed(() => localeProperties.value.language ?? 'fr-FR')

  return {
    language,
    day: (value: string | null | undefined, zone?: string) => sayDay(value, language.value, zone),
    date: (value: string | null | undefined, zone?: string) => sayDate(value, language.value, zone),
    hour: (value: string | null | undefined, zone?: string) => sayHour(value, language.value, zone),
    instant: (value: string | null | undefined, zone?: string) => sayInstant(value, language.value, zone),
    distance: (value: string | null | undefined, now: Date = new Date()) => sayDistance(value, language.value, now),
  }
}
