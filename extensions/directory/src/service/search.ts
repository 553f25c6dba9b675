import type { Criteria } from '../rules/search-params.ts'
import { mapStatement, searchStatement } from '../rules/search-sql.ts'
import { correctedBy, suggestionStatement } from '../rules/suggestion.ts'
import type { Host } from '../handlers/types.ts'

interface Found { items: unknown[], total: number, themes: Record<string, number>, kinds: Record<string, number> }

export interface SearchPage {
  items: unknown[]
  has_more: boolean
  total: number
  /** What the words may have meant, when they find little: words of what the caller finds. */
  suggestion: string | null
  facets: { themes: Record<string, number>, kinds: Record<string, number> }
}

const FEW = 3

/** One page of the directory. */
export async function search(host: Host, criteria: Criteria, paging: { page: number, limit: number }): Promise<SearchPage> {
  const { sql, bindings } = searchStatement(criteria, paging)
  const { rows: [found] } = await host.database.raw<{ rows: Found[] }>(sql, bindings)
  if (!found) throw new Error('The search statement returned no row')
  const suggestion = criteria.text && paging.page === 1 && found.total < FEW ? await suggest(host, criteria, criteria.text) : null
  return {
    items: found.items.slice(0, paging.limit),
    has_more: found.items.length > paging.limit,
    total: found.total,
    suggestion,
    facets: { themes: found.themes, kinds: found.kinds },
  }
}

/** Every located result, as the text of a GeoJSON collection. */
export async function searchMap(host: Host, criteria: Criteria, limit: number): Promise<string> {
  const { sql, bindings } = mapStatement(criteria, limit)
  const { rows: [found] } = await host.database.raw<{ rows: { collection: string }[] }>(sql, bindings)
  return found?.collection ?? '{"type":"FeatureCollection","features":[]}'
}

/** The words typed with those that nothing has replaced by the nearest that something has; null when every word is known, or none is near. */
async function suggest(host: Host, criteria: Criteria, typed: string): Promise<string | null> {
  const { sql, bindings } = suggestionStatement(criteria, typed)
  const { rows } = await host.database.raw<{ rows: { word: string, near: string | null }[] }>(sql, bindings)
  return correctedBy(typed, new Map(rows.flatMap(({ word, near }) => near === null ? [] : [[word, near]])))
}
