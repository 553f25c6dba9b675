import type { FetchError } from 'ofetch'

import type { SessionStatus } from '#shared/types/session'

export interface ApiOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  body?: Record<string, unknown>
  query?: Record<string, string | number | boolean | readonly string[] | undefined | null>
  signal?: AbortSignal
}

export type Api = <T>(path: string, options?: ApiOptions) => Promise<T>

const MIN_TOKEN_SECONDS = 30

function isFetchError(error: unknown): error is FetchError {
  return error instanceof Error && error.name === 'FetchError'
}

/** `/relais/x`, `relais/x` and `/x` all mean the same endpoint of the API. */
function toUrl(path: string): string {
  return `/api/relais/${path.replace(/^\//, '').replace(/^relais\//, '')}`
}

/**
 * Gives the bearer token of the person signed in, renewed when it is about to end.
 * It rejects with `SESSION_EXPIRED` once the identity provider refuses to renew, and shows the dialog to sign in again.
 */
export function useBearer() {
  const status = useState<SessionStatus>('session.status', () => 'unknown')

  /** Marks the session as ended; what is on screen stays. */
  function expire(cause?: unknown): ApiError {
    status.value = 'expired'
    return new ApiError(401, 'SESSION_EXPIRED', '', {}, cause)
  }

  async function bearer(): Promise<string | undefined> {
    if (import.meta.server) return undefined
    if (status.value === 'expired') throw expire()
    const identity = await currentIdentity()
    if (!identity) return undefined
    // The adapter forgets its tokens as soon as the provider refuses to renew them.
    if (!identity.authenticated) {
      if (status.value === 'signed_in') throw expire()
      return undefined
    }
    try {
      await identity.updateToken(MIN_TOKEN_SECONDS)
    }
    catch (error: unknown) {
      if (!identity.authenticated) throw expire(error)
      throw new ApiError(0, 'UNREACHABLE', '', {}, error)
    }
    return identity.token
  }

  return { bearer, expire }
}

/**
 * Calls an endpoint of the product (`/relais/…`) in the name of the person signed in, and gives its `data`.
 * Every failure is an `ApiError` with a message that can be shown as it is.
 */
export function useApi(): Api {
  const { bearer, expire } = useBearer()
  const fetcher = useRequestFetch()
  const { $i18n } = useNuxtApp()

  function explain(error: ApiError): ApiError {
    if (error.message !== '') return error
    const key = error.code === 'SESSION_EXPIRED' ? 'shell.error.session_expired' : error.status === 0 ? 'shell.error.unreachable' : 'shell.error.unexpected'
    return new ApiError(error.status, error.code, $i18n.t(key), error.extensions, error.cause)
  }

  return async function api<T>(path: string, options: ApiOptions = {}): Promise<T> {
    try {
      const token = await bearer()
      const answer = await fetcher<{ data: T }>(toUrl(path), {
        method: options.method ?? 'GET',
        body: options.body,
        query: options.query,
        signal: options.signal,
        retry: 0,
        headers: {
          'accept-language': $i18n.locale.value,
          ...token !== undefined && { authorization: `Bearer ${token}` },
        },
      })
      return answer?.data
    }
    catch (error: unknown) {
      if (error instanceof ApiError) throw explain(error)
      if (!isFetchError(error)) throw error
      if (options.signal?.aborted) throw error
      const refused = toApiError(error.response?.status ?? 0, error.data, error)
      const ended = isSessionError(refused) && useState<SessionStatus>('session.status').value === 'signed_in'
      throw explain(ended ? expire(refused) : refused)
    }
  }
}
