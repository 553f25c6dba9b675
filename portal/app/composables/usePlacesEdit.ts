import type { EditConflict } from '#shared/types/api'
import type { OfferPlaces } from '~/types/partner'

/** Changes the places of an offer over what was seen of them, and asks which to keep when somebody else changed them meanwhile. */
export function usePlacesEdit(places: () => OfferPlaces, onChanged: () => void) {
  const api = useApi()
  const { t } = useI18n()
  const { isBusy, run, tell } = useDeed()

  const read = () => ({ capacity: places().capacity, outside: places().outside })
  const values = ref(read())
  const seen = ref(read())
  /** What somebody else entered meanwhile. */
  const conflicts = ref<EditConflict[]>([])
  watch(places, () => {
    values.value = read()
    seen.value = read()
  })
  const changed = computed(() => placesToSend(values.value, seen.value))

  async function save(): Promise<void> {
    const saved = await run({
      work: async () => {
        try {
          const body = { values: pick(values.value), base: pick(seen.value) }
          await api(`/directory/partner/offer_places/${places().id}`, { method: 'PATCH', body })
          return 'saved'
        }
        catch (error: unknown) {
          conflicts.value = conflictsOf(error)
          if (conflicts.value.length === 0) throw error
          return 'conflict'
        }
      },
    })
    if (saved !== 'saved') return
    conflicts.value = []
    tell(t('partner.places.saved'))
    onChanged()
  }

  function pick(from: typeof values.value): Record<string, unknown> {
    return Object.fromEntries(changed.value.map(field => [field, from[field]]))
  }

  /** Sends what is left once it is known whose value to keep; nothing when every one is that of the others. */
  function resolve(choices: Record<string, 'current' | 'mine'>): void {
    const left = afterPlacesConflict(values.value, seen.value, { conflicts: conflicts.value, choices })
    values.value = left.values
    seen.value = left.seen
    conflicts.value = []
    if (changed.value.length > 0) void save()
    else onChanged()
  }

  return { values, changed, conflicts, isBusy, save, resolve }
}
