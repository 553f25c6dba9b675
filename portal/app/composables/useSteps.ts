import type { HeldCollection, StepEvent, Steps } from '~/types/step'
import type { RecordValues } from '#shared/utils/record-form'

interface Move { collection: string, id: string, key: string, from: string, values?: RecordValues, base?: RecordValues, comment?: string | null }

// A workflow published meanwhile must appear without signing in again.
const FRESH_MS = 30_000
let asking: Promise<HeldCollection[]> | undefined
let askedAt = 0

/** The way of the records that a workflow holds: what it offers, what was done, and moving along it. */
export function useSteps() {
  const api = useApi()
  const { $i18n } = useNuxtApp()
  const known = useState<HeldCollection[] | null>('steps.held', () => null)

  /** The workflow of a collection; null when its records are not held, or not the reader's to see. */
  async function held(collection: string): Promise<HeldCollection | null> {
    if (!known.value || Date.now() - askedAt > FRESH_MS) {
      asking ??= api<HeldCollection[]>('/workflow/states').finally(() => {
        asking = undefined
      })
      known.value = await asking
      askedAt = Date.now()
    }
    return known.value.find(one => one.collection === collection) ?? null
  }

  function read(collection: string, id: string): Promise<Steps> {
    return api<Steps>(`/workflow/${collection}/${id}/transitions`)
  }

  function history(collection: string, id: string): Promise<StepEvent[]> {
    return api<StepEvent[]>(`/workflow/${collection}/${id}/history`)
  }

  /** Does a step; a refusal names its fields as a form does. */
  async function move({ collection, id, key, from, values = {}, base = {}, comment = null }: Move): Promise<void> {
    try {
      await api(`/workflow/${collection}/${id}/transitions/${key}`, { method: 'POST', body: { from, values, base, comment: comment || null } })
    }
    catch (error: unknown) {
      throw error instanceof ApiError ? withFields(error) : error
    }
  }

  function withFields(error: ApiError): ApiError {
    const reasons: unknown = error.extensions.reasons
    if (!Array.isArray(reasons)) return error
    const said = reasons.filter(isRecord).map(reason => ({
      field: reason.code === 'COMMENT_MISSING' ? STEP_COMMENT : reason.field,
      message: reason.message,
      text: isRecord(reason.message) ? String(reason.message[$i18n.locale.value] ?? reason.message.fr) : '',
    }))
    const message = $i18n.t('step.refused', { reasons: said.map(({ text }) => text).join(' ') })
    return new ApiError(error.status, error.code, message, said.every(({ field }) => field) ? { errors: said } : {}, error)
  }

  return { held, read, history, move }
}
