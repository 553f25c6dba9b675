import type { OriginEntry } from '#shared/types/api'
import type { RecordValues } from '#shared/utils/record-form'
import type { RecordChanges } from '~/composables/useRecordForm'

/** Saves a change to one row, unless somebody else changed the same field since it was read. */
export function useItemEdit() {
  const api = useApi()
  const items = useItems()

  /** The same refusal, with who wrote the other values. */
  async function withAuthors(error: ApiError, collection: string, id: string): Promise<ApiError> {
    const conflicts = conflictsOf(error)
    if (conflicts.length === 0) return error
    const origins = await readOrigins(collection, id)
    const told = conflicts.map(({ field, ...conflict }) => {
      const { by = null, at = null, audience = null } = origins[field] ?? {}
      return { field, ...conflict, by, at, audience }
    })
    return new ApiError(error.status, error.code, error.message, { ...error.extensions, conflicts: told }, error)
  }

  /** Who wrote each value last; nothing when the history cannot be read. */
  async function readOrigins(collection: string, id: string): Promise<Record<string, OriginEntry>> {
    try {
      return (await api<{ fields: Record<string, OriginEntry> }>(`/history/${collection}/${id}`)).fields
    }
    catch (error: unknown) {
      if (error instanceof ApiError) return {}
      throw error
    }
  }

  function change(collection: string, id: string) {
    return async (changes: RecordChanges): Promise<RecordValues> => {
      try {
        return await items.update<RecordValues>(collection, id, changes)
      }
      catch (error: unknown) {
        throw error instanceof ApiError ? await withAuthors(error, collection, id) : error
      }
    }
  }

  return { change, readOrigins }
}
