import { systemRelationRows } from '@directus/system-data'

/** One request, but for a value that stands in it. */
export interface Asked { path: string, method?: string, body?: unknown }

/** What is asked of some rows: everything that a query may hold. */
export type Query = Record<string, unknown>

const address = (path: string, query: Query): string => `${path}?${Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`).join('&')}`

export interface Told { status: number, text: string }

/** What two answers, to a right value and to a wrong one, tell from each other: anything but the value that was asked; null when nothing does. */
export function toldBy(right: Told, wrong: Told, [told, untold]: readonly [string, string]): string | null {
  if (right.status === wrong.status && right.text.replaceAll(told, '') === wrong.text.replaceAll(untold, '')) return null
  return `tells: ${right.status} ${right.text.slice(0, 120)} / ${wrong.status} ${wrong.text.slice(0, 120)}`
}

/** Every place of a request that a filter may hide in; `id` is a row that the asker reads, where there is one. */
export const FILTER_PLACES: Record<string, (path: string, filter: Query, id: string | undefined) => Asked | undefined> = {
  'the query string': (path, filter) => ({ path: address(path, { fields: 'id', filter }) }),
  'the query string, under a choice': (path, filter) => ({ path: address(path, { fields: 'id', filter: { _or: [{ id: { _null: true } }, { _and: [filter] }] } }) }),
  'the body': (path, filter) => ({ path, method: 'SEARCH', body: { query: { fields: ['id'], filter } } }),
  'the counts beside a list': (path, filter) => ({ path, method: 'SEARCH', body: { query: { fields: ['id'], limit: 1, meta: '*', filter } } }),
  'an aggregate': (path, filter) => ({ path, method: 'SEARCH', body: { query: { aggregate: { count: ['*'] }, filter } } }),
  'a group': (path, filter) => ({ path, method: 'SEARCH', body: { query: { groupBy: ['id'], aggregate: { count: ['*'] }, filter } } }),
  'a list of keys': (path, filter, id) => (id === undefined ? undefined : { path, method: 'SEARCH', body: { keys: [id], query: { fields: ['id'], filter } } }),
  'one row': (path, filter, id) => (id === undefined ? undefined : { path: address(`${path}/${id}`, { fields: 'id', filter }) }),
  'an export': (path, filter) => ({ path: address(path, { fields: 'id', export: 'csv', filter }) }),
  'a change of one row': (path, filter, id) => (id === undefined ? undefined : { path: address(`${path}/${id}`, { fields: 'id', filter }), method: 'PATCH', body: {} }),
  'a change of many': (path, filter) => ({ path, method: 'PATCH', body: { query: { filter, limit: 1 }, data: {} } }),
  'a deletion': (path, filter) => ({ path, method: 'DELETE', body: { query: { filter, limit: 1 } } }),
  'a creation': (path, filter) => ({ path: address(path, { fields: 'id', filter }), method: 'POST', body: {} }),
}

/** The same for the rows behind a field: a filter of theirs, under their name or another. */
export const NESTED_PLACES: Record<string, (path: string, field: string, filter: Query) => Asked> = {
  'a filter through a link': (path, field, filter) => ({ path, method: 'SEARCH', body: { query: { fields: ['id'], filter: { [field]: filter } } } }),
  'a filter through some rows': (path, field, filter) => ({ path: address(path, { fields: 'id', filter: { [field]: { _some: filter } } }) }),
  'nested rows': (path, field, filter) => ({ path, method: 'SEARCH', body: { query: { fields: ['id', `${field}.id`], deep: { [field]: { _filter: filter } } } } }),
  'nested rows under another name': (path, field, filter) => ({ path: address(path, { fields: 'id,zz.id', alias: { zz: field }, deep: { zz: { _filter: filter } } }) }),
}

/** Ways to count the rows of a list behind a link; the first one says what the others must answer. */
export const COUNTS: ((link: string, list: string) => Query)[] = [
  (link, list) => ({ fields: ['id', `${link}.count(${list})`] }),
  (link, list) => ({ fields: ['id', `zz.count(${list})`], alias: { zz: link } }),
  (link, list) => ({ fields: ['id', `${link}.zz`], deep: { [link]: { _alias: { zz: `count(${list})` } } } }),
  (link, list) => ({ fields: ['id', `${link}.*`], deep: { [link]: { _alias: { zz: `count(${list})` } } } }),
]

/** What is asked by a column without a value: two requests that a hidden column must not tell apart. */
export const COLUMN_PLACES: Record<string, (column: string) => readonly [Query, Query]> = {
  'a sort': column => [{ fields: ['id'], sort: [column] }, { fields: ['id'], sort: [`-${column}`] }],
  'the ends of a column': column => [{ aggregate: { min: [column] } }, { aggregate: { max: [column] } }],
  'a sorted group': column => [{ groupBy: [column], sort: [column] }, { groupBy: [column], sort: [`-${column}`] }],
}

/** Paths from a collection of Directus to the accounts, through at most so many links, either way round. */
export function pathsToAccounts(collection: string, links: number): string[][] {
  if (links === 0) return []
  const steps = systemRelationRows.flatMap(({ many_collection: many, many_field: field, one_collection: one, one_field: list }) => [
    ...many === collection && one ? [{ name: field, to: one }] : [],
    ...one === collection && list ? [{ name: list, to: many }] : [],
    ...one === collection ? [{ name: `$FOLLOW(${many},${field})`, to: many }] : [],
  ])
  return steps.flatMap(({ name, to }) => [...to === 'directus_users' ? [[name]] : [], ...pathsToAccounts(to, links - 1).map(path => [name, ...path])])
}
