import type { Attempt } from '~/utils/attempts'

/** A question to the API, whoever sends it. */
export interface Question { method: string, path: string, body?: unknown, signal?: AbortSignal | null | undefined }

/** What is put on the request: who asks, in which language, under which key, and when to give up. */
export interface Envelope { headers: Record<string, string>, signal: AbortSignal | undefined }

const WRITES = new Set(['POST', 'PATCH', 'PUT', 'DELETE'])
/** A little longer than the servers wait for one another. */
const TIMEOUT_MS = 75_000
/** Answers after which the same thing may have been done, or may still be: sending again is the same attempt. */
const UNSETTLED = new Set([401, 408, 425, 429])

function isUnsettled({ status, code }: ApiError): boolean {
  return status < 400 || status >= 500 || UNSETTLED.has(status) || code === 'IDEMPOTENCY_IN_PROGRESS'
}

/**
 * What every call to the API goes through, so that each failure is told in one sentence: what happened, what is kept, what to do;
 * and so that what is sent again after a failure is done once.
 */
export function useExchange() {
  const { bearer, expire } = useBearer()
  const { $i18n } = useNuxtApp()
  const status = useState('session.status')

  function attemptFor({ method, path, body }: Question): Attempt | null {
    if (import.meta.server || !WRITES.has(method)) return null
    const file = body instanceof FormData ? [...body.values()].find(value => value instanceof File) : undefined
    return file ? beginUpload(file) : beginAttempt(`${method} ${path} ${location.pathname}`)
  }

  /** The sentence of a failure; a refusal of ours keeps its own words. */
  function explain(error: ApiError, isWrite: boolean): ApiError {
    const what = whatHappened(error)
    if (what === null) return sayIn(error, $i18n.locale.value)
    return new ApiError(error.status, error.code, `${what} ${whatToDo(error, isWrite)}`, error.extensions, error.cause)
  }

  function whatToDo({ status: answered }: ApiError, isWrite: boolean): string {
    if (!isWrite) return $i18n.t('shell.error.then_reload')
    return answered === 413 ? $i18n.t('shell.error.then_shorter') : $i18n.t('shell.error.then_again')
  }

  function whatHappened({ status: answered, code, message }: ApiError): string | null {
    if (code === 'SESSION_EXPIRED') return message || $i18n.t('shell.error.session_expired')
    if (code === 'TIMEOUT') return $i18n.t('shell.error.timeout')
    if (code === 'UNREADABLE') return $i18n.t('shell.error.unreadable')
    if (answered === 0) return import.meta.server || navigator.onLine ? $i18n.t('shell.error.unreachable') : $i18n.t('shell.error.offline')
    const isOurs = message !== '' && !['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'].includes(code)
    if (isOurs) return null
    if (answered === 413) return $i18n.t('shell.error.too_large')
    return answered >= 502 && answered <= 504 ? $i18n.t('shell.error.unavailable') : $i18n.t('shell.error.unexpected')
  }

  /** Sends a question; rejects with an `ApiError` whose message can be shown as it is, or with what stopped it on purpose. */
  return async function exchange<T>(question: Question, send: (envelope: Envelope) => Promise<T>): Promise<T> {
    const isWrite = WRITES.has(question.method)
    const attempt = attemptFor(question)
    const timeout = import.meta.server ? undefined : AbortSignal.timeout(TIMEOUT_MS)
    try {
      const token = await bearer()
      const answer = await send({
        headers: {
          'accept-language': $i18n.locale.value,
          ...token !== undefined && { authorization: `Bearer ${token}` },
          ...attempt && { 'idempotency-key': attempt.key },
        },
        signal: question.signal && timeout ? AbortSignal.any([question.signal, timeout]) : question.signal ?? timeout,
      })
      attempt?.settle()
      return answer
    }
    catch (error: unknown) {
      if (!(error instanceof ApiError) || question.signal?.aborted) {
        attempt?.leave()
        throw error
      }
      if (isUnsettled(error)) attempt?.leave()
      else attempt?.settle()
      const known = timeout?.aborted ? new ApiError(0, 'TIMEOUT', '', {}, error) : error
      throw explain(isSessionError(known) && status.value === 'signed_in' ? expire(known) : known, isWrite)
    }
  }
}
