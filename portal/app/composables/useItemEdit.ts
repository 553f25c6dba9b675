import { isSame, relatedKey } from '@relais/schema/forms'
import type { EditConflict, OriginEntry } from '#shared/types/api'
import type { RecordValues } from '#shared/utils/record-form'
import type { RecordChanges } from '~/composables/useRecordForm'

/** Saves a change to one row, unless somebody else changed the same field since it was read. */
export function useItemEdit() {
  const api = useApi()
  const items = useItems()
  const { t } = useI18n()

  async function findConflicts(collection: string, id: string, { values, base }: RecordChanges): Promise<EditConflict[]> {
    const fields = Object.keys(values)
    const current = await items.read<RecordValues>(collection, id, fields)
    const moved = fields.filter(field => !isSame(flat(current[field]), flat(base[field])) && !isSame(flat(current[field]), flat(values[field])))
    if (moved.length === 0) return []
    const origins = await readOrigins(collection, id)
    return moved.map(field => ({
      field,
      base: base[field] ?? null,
      current: current[field] ?? null,
      mine: values[field] ?? null,
      by: origins[field]?.by ?? null,
      at: origins[field]?.at ?? null,
      audience: origins[field]?.audience ?? null,
    }))
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
      const conflicts = await findConflicts(collection, id, changes)
      if (conflicts.length > 0) throw new ApiError(409, 'EDIT_CONFLICT', t('space.edit_conflict'), { conflicts })
      return items.update<RecordValues>(collection, id, changes.values)
    }
  }

  return { change, readOrigins }
}

/** A related row counts by its identifier, whether it was read whole or not. */
function flat(value: unknown): unknown {
  return isRecord(value) && 'id' in value ? relatedKey(value) : value
}
