import type { Form } from '@relais/schema/forms'
import type { RecordValues } from '#shared/utils/record-form'

/** How many related rows a record has, for the rules of its form that count them; nothing is asked when none does. */
export function useRelatedCounts(form: () => Form, record: () => RecordValues) {
  const api = useApi()
  const counts = ref<RecordValues>({})

  async function load(id: string): Promise<void> {
    try {
      counts.value = await api<Record<string, number>>(`forms/${form().collection}/${id}/counts`)
    }
    catch (error: unknown) {
      // Without the numbers the form stays usable: the server counts for itself when it is sent.
      if (!(error instanceof ApiError)) throw error
    }
  }

  const { id } = record()
  onMounted(() => {
    if (form().counts.length > 0 && typeof id === 'string') void load(id)
  })
  return counts
}
