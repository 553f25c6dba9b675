import { customEndpoint } from '@directus/sdk'
import { relatedKey } from '@relais/schema/forms'
import type { RecordValues } from '#shared/utils/record-form'
import type { RecordChanges } from '~/composables/useRecordForm'

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

  /** Changes a row, with what was seen of it: the server refuses to write over anything else (`EDIT_CONFLICT`). */
  function update<T>(collection: string, id: string, { values, base }: Pick<RecordChanges, 'values' | 'base'>): Promise<T> {
    const seen = Object.fromEntries(Object.keys(values).map(name => [name, flat(base[name])]))
    return directus.request(customEndpoint<T>({ path: `/items/${collection}/${id}`, method: 'PATCH', body: JSON.stringify({ ...values, _base: seen }) }))
  }

  async function remove(collection: string, id: string): Promise<void> {
    await directus.request(customEndpoint<void>({ path: `/items/${collection}/${id}`, method: 'DELETE' }))
  }

  /** Whether the person may change a row, as the server says. */
  async function mayChange(collection: string, id: string): Promise<boolean> {
    const { update: change } = await directus.request(customEndpoint<{ update: { access: boolean } }>({ path: `/permissions/me/${collection}/${id}`, method: 'GET' }))
    return change.access
  }

  return { mayChange, list, read, create, update, remove }
}

/** A related row counts by its identifier, whether it was read whole or not. */
function flat(value: unknown): unknown {
  return isRecord(value) && 'id' in value ? relatedKey(value) : value ?? null
}
