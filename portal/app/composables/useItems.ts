import { customEndpoint } from '@directus/sdk'
import type { RecordValues } from '#shared/utils/record-form'

export interface ItemsQuery {
  fields?: string[]
  filter?: Record<string, unknown>
  sort?: string[]
  limit?: number
  offset?: number
  deep?: Record<string, unknown>
}

/**
 * Reads and writes rows of a collection by Directus's own API, local fields included.
 * Lists are asked with the SEARCH method: a filter may hold a person's name, which must not end up in an address.
 */
export function useItems() {
  const directus = useDirectus()

  function list<T>(collection: string, query: ItemsQuery): Promise<T[]> {
    return directus.request(() => ({ path: `/items/${collection}`, method: 'SEARCH', body: JSON.stringify({ query }) }))
  }

  function read<T>(collection: string, id: string, fields: string[]): Promise<T> {
    return directus.request(customEndpoint<T>({ path: `/items/${collection}/${id}`, method: 'GET', params: { fields } }))
  }

  function create<T>(collection: string, values: RecordValues): Promise<T> {
    return directus.request(customEndpoint<T>({ path: `/items/${collection}`, method: 'POST', body: JSON.stringify(values) }))
  }

  function update<T>(collection: string, id: string, values: RecordValues): Promise<T> {
    return directus.request(customEndpoint<T>({ path: `/items/${collection}/${id}`, method: 'PATCH', body: JSON.stringify(values) }))
  }

  async function remove(collection: string, id: string): Promise<void> {
    await directus.request(customEndpoint<void>({ path: `/items/${collection}/${id}`, method: 'DELETE' }))
  }

  return { list, read, create, update, remove }
}
