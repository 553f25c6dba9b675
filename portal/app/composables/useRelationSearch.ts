import { isFoundBy, isNearlyFoundBy, wordsOf } from '@relais/schema/names'
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
/** What is archived is not offered; a value that names it is still said. */
const GONE: Record<string, string> = { organizations: 'archived', offers: 'archived', structures: 'archived', sites: 'archived', contacts: 'archived', vocabulary_terms: 'retired' }
const LIMIT = 20
/** Of a list whose spelling the server does not know. */
const MOST_READ = 500

const longest = (term: string): string => term.trim().split(/\s+/).reduce((one, other) => other.length > one.length ? other : one)

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

  const gone = () => GONE[collection()]
  const listed = (limit: number) => ({ limit, sort: namesOf()[0] ?? 'id', ...gone() !== undefined && { 'filter[status][_neq]': gone() ?? '' } })

  /** Rows by any of their names, in any order and any spelling: what the server does not spell alike is looked for among the first ones, and what nothing has with a slip of the finger. */
  async function find(term: string): Promise<RelationOption[]> {
    if (term.trim() === '') return ask(listed(LIMIT))
    const words = wordsOf(term)
    if (words.length === 0) return []
    const found = await ask({ ...listed(LIMIT), search: words.length === 1 ? term.trim() : longest(term) })
    const named = found.filter(({ label }) => isFoundBy(label, term))
    if (named.length > 0) return named
    const first = await ask(listed(MOST_READ))
    const spelt = first.filter(({ label }) => isFoundBy(label, term))
    return (spelt.length > 0 ? spelt : first.filter(({ label }) => isNearlyFoundBy(label, term))).slice(0, LIMIT)
  }

  const read = async (id: string) => (await ask({ 'limit': 1, 'filter[id][_eq]': id }))[0]

  return { find, read }
}
