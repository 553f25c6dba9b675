import type { KitReferral } from '@relais/schema'
import type { Form } from '@relais/schema/forms'

interface FormSet { audience: string, collections: Record<string, Form>, referrals?: KitReferral[] }
type FormsStatus = 'idle' | 'pending' | 'success' | 'error'

// A field added by an administrator must appear without signing in again, so forms are asked again after a short while.
const FRESH_MS = 30_000
let loading: Promise<void> | undefined
let loadedAt = 0

/** The forms that the audience of the person signed in may see, as the server describes them. */
export function useForms() {
  const forms = useState<FormSet | null>('forms', () => null)
  const status = useState<FormsStatus>('forms.status', () => 'idle')
  const error = useState<string>('forms.error', () => '')
  const api = useApi()

  async function fetchForms(): Promise<void> {
    if (!forms.value) status.value = 'pending'
    try {
      forms.value = await api<FormSet>('/forms')
      loadedAt = Date.now()
      status.value = 'success'
    }
    catch (cause: unknown) {
      if (!(cause instanceof ApiError)) throw cause
      error.value = cause.message
      if (!forms.value) status.value = 'error'
    }
  }

  /** Loads the forms, or nothing when they are recent. */
  async function load(options: { force?: boolean } = {}): Promise<void> {
    if (!options.force && forms.value && Date.now() - loadedAt < FRESH_MS) return
    loading ??= fetchForms().finally(() => {
      loading = undefined
    })
    await loading
  }

  /** The form of one collection; undefined until loaded, or when the audience has none. */
  function form(collection: string): Form | undefined {
    return forms.value?.collections[collection]
  }

  if (import.meta.client) void load()

  return { forms, status, error, load, form }
}
