import type { Call } from '../support/stack.ts'

/** A wrong query, where it is asked. */
export type Asked = readonly [path: string, options: Pick<Call, 'method' | 'body'>]
type Query = Record<string, unknown>

/** Columns of every type, by collection: those of Directus too, where a type is in no collection of ours. */
const COLUMNS: Record<string, readonly string[]> = {
  '/items/people': ['id', 'last_name', 'birth_date', 'mobility', 'disability_worker', 'date_created', 'cases', 'structure'],
  '/items/actions': ['hours', 'description', 'case', 'date_updated'],
  '/items/referrals': ['person_age', 'status', 'offer'],
  '/items/sites': ['latitude', 'hours'],
  '/users': ['id', 'password', 'tags', 'auth_data', 'policies', 'role', 'last_access', 'email_notifications'],
  '/files': ['filesize', 'metadata', 'tags', 'folder'],
  '/items/zq': ['id'],
}

/** What stands where a value was expected. */
const VALUES: readonly unknown[] = ['zq', '', ' ', '0', 0, -1, 1.5, 1e308, '1e999', 2 ** 60, true, null, [], [null], [[]], ['zq', 1], {}, { zq: 1 }, { _eq: 1 }, [{}], 'a\u0000b', '\ud800', '2026-13-45', '0000-00-00', '-1', 'infinity',
  'NaN', '$NOW(zq)', '$NOW(-1 zq)', '$CURRENT_USER', '$CURRENT_USER.zq', '$CURRENT_USER.role.zq', '$CURRENT_ROLES.zq', '$FOLLOW(zq,zq)', '{', '[', '%', '\'', '"', ';--', '?', '??', ':id', '\\', 'é'.repeat(300), '99999999999999999999', 'x,y', '-', '*', 'toString', '__proto__', 'constructor']
const OPERATORS = ['_eq', '_neq', '_lt', '_lte', '_gt', '_gte', '_in', '_nin', '_null', '_nnull', '_empty', '_nempty', '_contains', '_ncontains', '_icontains', '_starts_with', '_nstarts_with', '_istarts_with', '_nistarts_with', '_ends_with', '_nends_with', '_iends_with', '_niends_with', '_between', '_nbetween',
  '_intersects', '_nintersects', '_intersects_bbox', '_nintersects_bbox', '_regex', '_submitted', '_some', '_none', '_and', '_or', '_zq', '_', 'zq', 'id', '$FOLLOW(cases,person)', '$FOLLOW(zq,zq)', '$FOLLOW(cases)', '$FOLLOW', '$thumbnail', 'year(id)', 'toString', '__proto__']
const FUNCTIONS = ['year', 'month', 'week', 'day', 'weekday', 'hour', 'minute', 'second', 'count', 'json', 'zq', 'sum', 'toString']
/** Names made with one of a column. */
const NAMES: readonly ((column: string) => string)[] = [
  ...FUNCTIONS.map(name => (column: string) => `${name}(${column})`),
  column => column, column => `${column}.zq`, column => `${column}.id`, column => `${column}.id.id`, column => `${column}.*`, column => `${column}.count(zq)`, column => `${column}.count(id)`, column => `${column}:zq.id`, column => `${column}:people.id`,
  column => `year(${column}.id)`, column => `json(${column},a.b)`, column => `json(${column}, zq[0])`, column => `count(${column}`, column => `${column})`, column => `-${column}`, column => `--${column}`, column => `.${column}`, column => `${column}.`, column => `${column}..id`, column => `year(year(${column}))`,
  column => `$FOLLOW(${column},id)`, column => `$FOLLOW(cases,person).${column}`, column => `${column}.$FOLLOW(cases,person)`, column => `${column} `, column => `${column}\u0000`, column => `"${column}"`, column => `${column} desc`, column => `$thumbnail.${column}`,
  () => '', () => '*', () => '*.*', () => '-*', () => 'zq', () => '?', () => 'zq.zq', () => '$thumbnail', () => '$CURRENT_USER', () => '__proto__', () => 'constructor', () => 'toString', () => 'toString.id', () => '__proto__.id',
]
const AGGREGATES = ['count', 'countDistinct', 'countAll', 'sum', 'sumDistinct', 'avg', 'avgDistinct', 'min', 'max', 'zq', 'toString', '__proto__', '']
/** Parts of a query that hold one value. */
const WORDS = ['limit', 'offset', 'page', 'meta', 'search', 'export', 'version', 'versionRaw', 'backlink', 'fields', 'sort', 'groupBy', 'group', 'aggregate', 'filter', 'alias', 'deep']

const filters = (column: string): Query[] => OPERATORS.flatMap(operator => VALUES.map(value => ({ filter: { [column]: { [operator]: value } } })))
const bareFilters = (column: string): Query[] => VALUES.flatMap(value => [{ filter: { [column]: value } }, { filter: value }, { filter: { _and: value } }, { filter: { _or: [value] } }, { filter: { [column]: { _some: { id: value } } } }, { filter: { [column]: { zq: { _eq: value } } } }])
const namedFilters = (column: string): Query[] => NAMES.flatMap(name => ['zq', 1, null, true].map(value => ({ filter: { [name(column)]: { _eq: value } } })))
const lists = (column: string): Query[] => NAMES.map(name => name(column)).flatMap(name => [{ fields: [name] }, { sort: [name] }, { sort: [name], groupBy: [name] }, { groupBy: [name] }, { groupBy: [name], aggregate: { count: '*' } }, { fields: [name], sort: [name], limit: 1 }, { groupBy: ['id'], aggregate: { count: '*' }, sort: [name] }])
const aggregates = (column: string): Query[] => AGGREGATES.flatMap(how => [column, '*', 'zq', `${column}.id`, `year(${column})`, '', ...VALUES.slice(0, 18)].flatMap(of => [{ aggregate: { [how]: of } }, { aggregate: { [how]: [of] }, groupBy: [column] }, { aggregate: { [how]: of }, sort: [`${how}(${column})`] }, { aggregate: { [how]: of }, sort: [`-${how}.${column}`] }]))
const aliases = (column: string): Query[] => NAMES.map(name => name(column)).flatMap(name => [{ alias: { zz: name }, fields: ['zz'] }, { alias: { zz: name }, fields: ['id', 'zz.id'] }, { alias: { zz: name }, sort: ['zz'] }, { alias: { zz: name }, filter: { zz: { _eq: 'zq' } } }, { alias: { [name]: column }, fields: [name] }])
const words = (): Query[] => WORDS.flatMap(word => VALUES.flatMap(value => [{ [word]: value }, { [word]: { zq: value } }, { [word]: [value] }]))
const inner = (column: string): Query[] => {
  const queries = [...lists(column), ...words(), ...bareFilters(column), ...namedFilters(column), ...aggregates(column)]
  const deeper = queries.map(query => Object.fromEntries(Object.entries(query).map(([word, value]) => [`_${word}`, value])))
  return deeper.flatMap(deep => ['cases', 'structure', 'zq', 'policies', column].map(link => ({ fields: ['id', `${link}.id`], deep: { [link]: deep } })))
}

/** The forms of an address: everything as JSON, or in brackets. */
const asJson = (query: Query): string => Object.entries(query).map(([word, value]) => `${word}=${encodeURIComponent(safe(typeof value === 'object' ? JSON.stringify(value) : String(value)))}`).join('&')
const asBrackets = (value: unknown, name = ''): string[] => (typeof value === 'object' && value !== null
  ? Object.entries(value).flatMap(([key, child]) => asBrackets(child, name === '' ? encodeURIComponent(safe(key)) : `${name}[${encodeURIComponent(safe(key))}]`))
  : [`${name}=${encodeURIComponent(safe(String(value)))}`])
/** `encodeURIComponent` takes no half of a character. */
const safe = (text: string): string => text.toWellFormed()

function askedOf(path: string, query: Query, turn: number): Asked {
  const forms: (() => Asked)[] = [
    () => [path, { method: 'SEARCH', body: { query } }],
    () => [`${path}?${asBrackets(query).join('&')}`, {}],
    () => [`${path}?${asJson(query)}`, {}],
    () => [`${path}/00000000-0000-4000-8000-00000000dead?${asBrackets(query).join('&')}`, {}],
  ]
  return forms[turn % forms.length]?.() ?? [path, {}]
}

/** So many of them, spread over all, always the same. */
const spread = <T>(all: readonly T[], most: number): T[] => (most >= all.length ? [...all] : Array.from({ length: most }, (_, index) => all[Math.floor(index * all.length / most)]).filter(one => one !== undefined))

/** What once answered 500, wrote a fault to the log or ended the server. */
export const FOUND: readonly Asked[] = [
  // Read by Directus while nobody waits: what it refuses there ended the server, whoever asked.
  ...[{ _filter: '{' }, { _filter: '1' }, { _filter: { _and: null } }, { _filter: { id: { _eq: '$NOW(zq)' } } }, { _filter: { id: { _eq: '$CURRENT_USER.zq' } } }, { _fields: [1] }, { _fields: { zq: 1 } }, { _sort: [1] }, { _groupBy: [null] }, { _meta: 1 }, { _aggregate: '"' }, { _aggregate: 'zq' }, { _aggregate: null },
    { _limit: { valueOf: 1, toString: 1 } }, { _deep: '{"zq":{"_filter":"{"}}' }, { _deep: { zq: { _filter: '{' } } }, { zq: { _filter: '{' } }, { zq: { zq: { _meta: 1 } } }]
    .flatMap((level): Asked[] => [
      ['/items/people', { method: 'SEARCH', body: { query: { fields: ['id'], deep: { cases: level } } } }],
      [`/items/people?fields=id&deep=${encodeURIComponent(JSON.stringify({ cases: level }))}`, {}],
      [`/items/people?fields=id&deep=${encodeURIComponent(JSON.stringify({ _deep: { cases: level } }))}`, {}],
      [`/users/me?deep=${encodeURIComponent(JSON.stringify({ role: level }))}`, {}],
    ]),
  ['/utils/export/people', { method: 'POST', body: { format: 'csv', query: { deep: { cases: { _filter: '{' } } }, file: {} } }],
  ...['deep=zq', 'deep=1', 'aggregate=zq', 'alias=zq', 'aggregate[min]=id.id', 'aggregate[avg]=year(birth_date)', 'aggregate[count]=cases', 'aggregate={"count":1}', 'aggregate={"count":{}}', 'aggregate={"min":[null]}', 'aggregate[count]=*&sort=zq', 'aggregate[count]=*&groupBy=cases', 'groupBy=zq', 'groupBy=cases', 'groupBy=id.id', 'groupBy=structure.id',
    'filter[_and][0]=null', 'filter[_or][0]=zq', 'filter={"_and":null}', 'filter={"_or":[1]}', 'filter={"id":{"_some":{"id":null}}}', 'filter={"mobility":{"_none":{"id":1}}}', 'filter[last_name][$FOLLOW(cases)]=1', 'filter={"birth_date":{"$FOLLOW(cases)":1.5}}', 'filter[cases]=zq', 'filter[cases][_eq]=zq', 'filter[structure][zq][_eq]=1', 'sort=cases', 'sort=structure.zq', 'sort=', 'sort=-', 'sort=id.id',
    'fields=', 'fields=id.id', 'fields=count(id)', 'fields=json(mobility)', 'fields=year(cases)', 'alias[zz]=zq&fields=zz', 'alias[zz]=id.id&fields=zz', 'alias[zz]=cases&fields=zz&sort=zz', 'limit=zq', 'limit=-2', 'offset=-1', 'page=zq', 'meta=zq', 'search=%00', 'version=zq', 'export=zq'].map((query): Asked => [`/items/people?${query}`, {}]),
  ...['redirect[a]=b', 'redirect=x&redirect=y', 'redirect=//ailleurs.example', 'redirect=https://ailleurs.example', 'redirect=javascript:alert(1)', 'redirect=http://[', 'prompt[a]=b'].map((query): Asked => [`/auth/login/keycloak?${query}`, {}]),
  ['/auth/login/keycloak/callback', { method: 'POST', body: { state: { toString: 1 } } }],
]

/** Every place of a query, with a wrong value, a wrong operator or a wrong name, for columns of every type: so many of each kind. */
export function wrongQueries(most: number): Asked[] {
  const kinds = [filters, bareFilters, namedFilters, lists, aggregates, aliases, words, inner]
  const places = Object.entries(COLUMNS).flatMap(([path, columns]) => columns.map(column => ({ path, column })))
  return kinds.flatMap(kind => spread(places.flatMap(({ path, column }) => kind(column).map(query => ({ path, query }))), most).map(({ path, query }, index) => askedOf(path, query, index)))
}
