import type { Host } from '@relais/extensions/platform'
import type { Criteria } from '../rules/search-params.ts'
import { hasClosedTexts } from '../rules/closed-in-search.ts'
import { mapStatement, searchStatement } from '../rules/search-sql.ts'
import type { Mistake } from '../rules/search-sql.ts'
import { correctedBy, suggestionStatement } from '../rules/suggestion.ts'

interface Found { items: unknown[], total: number, themes: Record<string, number>, kinds: Record<string, number> }
interface Paging { page: number, limit: number }

export interface SearchPage {
  items: unknown[]
  has_more: boolean
  total: number
  /** What the words may have meant, when they find little: words of what the caller finds. */
  suggestion: string | null
  facets: { themes: Record<string, number>, kinds: Record<string, number> }
}

const FEW = 3

/** One page of the directory. Mistakes are only thought of when the words find little. */
export async function search(host: Host, criteria: Criteria, paging: Paging): Promise<SearchPage> {
  const exact = await find(host, criteria, paging)
  // Where texts are closed, whether a word stands in them must not be told by what is suggested.
  const unknown = criteria.text && exact.total < FEW && !hasClosedTexts(criteria) ? await unknownWords(host, criteria, criteria.text) : []
  const meant = unknown.filter(({ isMeant }) => isMeant)
  const found = meant.length > 0 ? await find(host, criteria, paging, meant) : exact
  const suggestion = criteria.text && paging.page === 1 && found.total < FEW ? correctedBy(criteria.text, new Map(unknown.flatMap(({ word, near: [nearest] }) => nearest === undefined ? [] : [[word, nearest]]))) : null
  return {
    items: found.items.slice(0, paging.limit),
    has_more: found.items.length > paging.limit,
    total: found.total,
    suggestion,
    facets: { themes: found.themes, kinds: found.kinds },
  }
}

async function find(host: Host, criteria: Criteria, paging: Paging, mistakes: readonly Mistake[] = []): Promise<Found> {
  const { sql, bindings } = searchStatement(criteria, paging, mistakes)
  const { rows: [found] } = await host.database.raw<{ rows: Found[] }>(sql, bindings)
  if (!found) throw new Error('The search statement returned no row')
  return found
}

/** Every located result, as the text of a GeoJSON collection. */
export async function searchMap(host: Host, criteria: Criteria, limit: number): Promise<string> {
  const { sql, bindings } = mapStatement(criteria, limit)
  const { rows: [found] } = await host.database.raw<{ rows: { collection: string }[] }>(sql, bindings)
  return found?.collection ?? '{"type":"FeatureCollection","features":[]}'
}

async function unknownWords(host: Host, criteria: Criteria, typed: string): Promise<(Mistake & { isMeant: boolean })[]> {
  const { sql, bindings } = suggestionStatement(criteria, typed)
  const { rows } = await host.database.raw<{ rows: { word: string, near: string[], is_meant: boolean }[] }>(sql, bindings)
  return rows.map(({ word, near, is_meant: isMeant }) => ({ word, near, isMeant }))
}
