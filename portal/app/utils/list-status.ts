type LoadStatus = 'idle' | 'pending' | 'success' | 'error'

/** The state of a list for `ListState`; what was already shown stays while it is read again. */
export function listStatus(load: LoadStatus, items: readonly unknown[] | null | undefined): 'pending' | 'error' | 'empty' | 'success' {
  if (load === 'error') return 'error'
  if (!items) return 'pending'
  return items.length > 0 ? 'success' : 'empty'
}
