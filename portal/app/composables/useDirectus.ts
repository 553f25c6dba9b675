import type { RelaisSchema } from '@relais/schema/types'
import { createDirectus, rest } from '@directus/sdk'

/**
 * The Directus client of the person signed in, typed by the product's schema, through the portal's own origin.
 * A refusal is an `ApiError`, as with `useApi()`.
 */
export function useDirectus() {
  const { bearer } = useBearer()

  async function fetchAsApi(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const response = await fetch(input, init).catch((error: unknown) => {
      throw toApiError(0, undefined, error)
    })
    if (response.ok) return response
    throw toApiError(response.status, await response.json().catch(() => undefined))
  }

  return createDirectus<RelaisSchema>(`${useRequestURL().origin}/api`, { globals: { fetch: fetchAsApi } })
    .with(rest({
      onRequest: async (request) => {
        const token = await bearer()
        return token === undefined ? request : { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
      },
    }))
}
