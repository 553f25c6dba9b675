import type { Moment } from '@relais/schema/time'
import { DEFAULT_ZONE, dayAt, today as todayAt } from '@relais/schema/time'
import type { InjectionKey, Ref } from 'vue'

const PLACE: InjectionKey<Ref<string>> = Symbol('place')

/**
 * Where what is on the screen happens: the zone in which its hours and its days are said and typed. A page about a record
 * gives the zone of that record to everything below; elsewhere it is that of the reader's own structure.
 */
export function usePlace(zoneOfRecord?: () => string | null | undefined) {
  const { me } = useSession()
  const above = inject(PLACE, null)
  const zone = computed(() => zoneOfRecord?.() ?? above?.value ?? me.value?.time_zone ?? DEFAULT_ZONE)
  if (zoneOfRecord) provide(PLACE, zone)

  return {
    zone,
    today: computed(() => todayAt({ now: new Date(), zone: zone.value })),
    /** Now and here, for the rules of a form. */
    moment: (): Moment => ({ now: new Date(), zone: zone.value }),
    /** The civil day of an instant or of a day, here. */
    dayOf: (value: string): string => (value.length > 10 ? dayAt(value, zone.value) ?? value.slice(0, 10) : value),
  }
}
