import type { Territory } from '#shared/types/directory'

/** Where communes are, for what is told or sorted by its distance from where a person lives. */
export function useHomePoint() {
  const api = useApi()

  /** The middle of a commune; nothing where it is not known, and an answer that fails is one that is not known. */
  return async (commune: string | null | undefined): Promise<GroundPoint | null> => {
    if (!commune) return null
    const found = await api<Territory[]>('/directory/territories', { query: { q: commune } }).catch(() => [])
    return pointOf(found.find(({ code }) => code === commune))
  }
}
