import { ownZone, sayDate, sayDay, sayHour, sayInstant, sayZone, wallAt } from '@relais/schema/time'

/** Dates and hours said in the language of the page and in the zone of the place, or in another one when it is given. */
export function useDates(place = usePlace()) {
  const { localeProperties } = useI18n()
  const language = computed(() => localeProperties.value.language ?? 'fr-FR')
  const said = (say: typeof sayDay) => (value: string | null | undefined, zone?: string) => say(value, language.value, zone ?? place.zone.value)

  /** The zone of the place as people say it, only to a reader whose own clock shows another hour at that instant. */
  function elsewhere(instant: string): string {
    const zone = place.zone.value
    if (import.meta.server || Number.isNaN(Date.parse(instant))) return ''
    return wallAt(instant, ownZone()) === wallAt(instant, zone) ? '' : sayZone(zone, language.value, new Date(instant))
  }

  return { elsewhere, language, day: said(sayDay), date: said(sayDate), hour: said(sayHour), instant: said(sayInstant) }
}
