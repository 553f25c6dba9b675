import type { RelationOption } from '~/components/form/FieldInput.vue'

// The columns that name a row of each collection, in order; the others are named by `name`.
const NAMES: Record<string, readonly string[]> = {
  territories: ['name', 'code'],
  vocabulary_terms: ['label'],
  directus_users: ['first_name', 'last_name'],
  people: ['first_name', 'last_name'],
  contacts: ['first_name', 'last_name'],
  offers: ['title'],
  offer_sessions: ['starts_at'],
  sites: ['name', 'city'],
}
const LIMIT = 20

/** Searches the rows that the person signed in may read, for a relation field. */
export function useRelationSearch(collection: () => string) {
  const { bearer } = useBearer()

  function toOption(row: unknown): RelationOption[] {
    if (!isRecord(row) || typeof row.id !== 'string') return []
    const parts = namesOf().map(name => row[name]).filter(part => typeof part === 'string' && part !== '')
    return [{ value: row.id, label: parts.join(' ') || row.id }]
  }

  function namesOf(): readonly string[] {
    return NAMES[collection()] ?? ['name']
  }

  async function ask(query: Record<string, string | number>): Promise<RelationOption[]> {
    const name = collection()
    const path = name === 'directus_users' ? '/api/users' : `/api/items/${name}`
    try {
      const token = await bearer()
      const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` }
      const answer = await $fetch<{ data: unknown[] }>(path, { query: { ...query, fields: ['id', ...namesOf()].join(',') }, headers, retry: 0 })
      return answer.data.flatMap(toOption)
    }
    catch {
      // Not readable by this audience: the list stays empty, the value kept.
      return []
    }
  }

  const find = (term: string) => ask({ limit: LIMIT, sort: namesOf()[0] ?? 'id', ...term !== '' && { search: term } })
  const read = async (id: string) => (await ask({ 'limit': 1, 'filter[id][_eq]': id }))[0]

  return { find, read }
}
