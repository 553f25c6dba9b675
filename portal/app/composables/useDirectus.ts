import type { RelaisSchema } from '@relais/schema/types'
import { createDirectus, rest } from '@directus/sdk'

/** The fetch of Directus's client, whose question is already written down. */
function questionOf(input: RequestInfo | URL, init: RequestInit | undefined) {
  const url = new URL(input instanceof Request ? input.url : input, location.origin)
  return { method: init?.method ?? 'GET', path: url.pathname, body: init?.body, signal: init?.signal }
}

/** Whether an answer that says it went well is one of the API: a gate of a network answers with a page of its own. */
async function assertReadable(response: Response): Promise<void> {
  if (response.status === 204 || /\/assets\//.test(response.url)) return
  const body: unknown = await response.clone().json().catch(() => undefined)
  if (!isAnswer(body)) throw new ApiError(response.status, 'UNREADABLE', '')
}

/**
 * The Directus client of the person signed in, typed by the product's schema, through the portal's own origin.
 * A refusal is an `ApiError`, as with `useApi()`.
 */
export function useDirectus() {
  const exchange = useExchange()

  function fetchAsApi(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    return exchange(questionOf(input, init), async ({ headers, signal }) => {
      const sent = new Headers(init?.headers)
      for (const [name, value] of Object.entries(headers)) sent.set(name, value)
      const response = await fetch(input, { ...init, headers: sent, signal: signal ?? null }).catch((error: unknown) => {
        throw toApiError(0, undefined, error)
      })
      if (!response.ok) throw toApiError(response.status, await response.json().catch(() => undefined))
      await assertReadable(response)
      return response
    })
  }

  return createDirectus<RelaisSchema>(`${useRequestURL().origin}/api`, { globals: { fetch: fetchAsApi } }).with(rest())
}
