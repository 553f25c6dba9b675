import type { FetchError } from 'ofetch'

export interface ApiOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  body?: Record<string, unknown>
  query?: Record<string, string | number | boolean | readonly string[] | undefined | null>
  signal?: AbortSignal
}

export type Api = <T>(path: string, options?: ApiOptions) => Promise<T>

function isFetchError(error: unknown): error is FetchError {
  return error instanceof Error && error.name === 'FetchError'
}

/** `/relais/x`, `relais/x` and `/x` all mean the same endpoint of the API. */
function toUrl(path: string): string {
  return `/api/relais/${path.replace(/^\//, '').replace(/^relais\//, '')}`
}

/**
 * Calls an endpoint of the product (`/relais/…`) in the name of the person signed in, and gives its `data`.
 * Every failure is an `ApiError` with a message that can be shown as it is.
 */
export function useApi(): Api {
  const fetcher = useRequestFetch()
  const exchange = useExchange()

  return function api<T>(path: string, options: ApiOptions = {}): Promise<T> {
    const method = options.method ?? 'GET'
    return exchange<T>({ method, path, body: options.body, signal: options.signal }, async ({ headers, signal }) => {
      const answer = await fetcher<{ data: T }>(toUrl(path), { method, body: options.body, query: options.query, signal, retry: 0, headers })
        .catch((error: unknown) => {
          throw isFetchError(error) ? toApiError(error.response?.status ?? 0, error.data, error) : error
        })
      // Without a body there is nothing to read; anything else is an answer, or a page of somebody else.
      if (answer && !isAnswer(answer)) throw new ApiError(200, 'UNREADABLE', '')
      return answer?.data
    })
  }
}
