import type { Criteria } from '../rules/search-params.ts'
import { mapStatement, searchStatement } from '../rules/search-sql.ts'
import type { Host } from '../handlers/types.ts'

interface Found { items: unknown[], total: number, themes: Record<string, number>, kinds: Record<string, number> }

export interface SearchPage {
  items: unknown[]
  has_more: boolean
  total: number
  facets: { themes: Record<string, number>, kinds: Record<string, number> }
}

/** One page of the directory. */
export async function search(host: Host, criteria: Criteria, paging: { page: number, limit: number }): Promise<SearchPage> {
  const { sql, bindings } = searchStatement(criteria, paging)
  const { rows: [found] } = await host.database.raw<{ rows: Found[] }>(sql, bindings)
  if (!found) throw new Error('The search statement returned no row')
  return {
    items: found.items.slice(0, paging.limit),
    has_more: found.items.length > paging.limit,
    total: found.total,
    facets: { themes: found.themes, kinds: found.kinds },
  }
}

/** Every located result, as the text of a GeoJSON collection. */
export async function searchMap(host: Host, criteria: Criteria, limit: number): Promise<string> {
  const { sql, bindings } = mapStatement(criteria, limit)
  const { rows: [found] } = await host.database.raw<{ rows: { collection: string }[] }>(sql, bindings)
  return found?.collection ?? '{"type":"FeatureCollection","features":[]}'
}
