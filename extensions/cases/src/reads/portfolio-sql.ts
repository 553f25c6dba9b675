import { ForbiddenError } from '@relais/extensions/platform'
import { lookedForSql } from './looked-for.ts'
import type { Slips } from './looked-for.ts'
import { utc } from './statement.ts'
import type { Statement } from './statement.ts'
import type { ReadModel, RowJson, Shape } from './row-json.ts'
import type { BoardQuery, PortfolioQuery } from './query.ts'

const NAMES = { columns: ['id', 'first_name', 'last_name'] }
const NEEDS_UNDER_WAY = ['open', 'in_progress']

/** The columns of `cases` that a filter or an order looks at: they must be the caller's to read. */
const SORTED_BY = { next_step_on: ['next_step_on'], last_contact_on: ['last_contact_on'], opened_on: ['opened_on'], name: ['person'], deadline_at: ['status'] } as const

/** Every own column of a file that fits in a row of a list, the local ones included, with the names it is shown by. */
function rowShape(schema: ReadModel): Shape {
  const own = Object.values(schema.collections['cases']?.fields ?? {}).filter(({ type, alias }) => !alias && type !== 'text').map(({ field }) => field)
  return {
    columns: own.filter(field => field !== 'person' && field !== 'referent'),
    one: { person: { columns: ['id', 'first_name', 'last_name', 'preferred_name'] }, referent: NAMES },
  }
}

/** Until when a row that is shown may be in its state, told to those who read the state. */
const deadline = (json: RowJson): string => (json.canRead('cases', 'status') ? `, (select ${utc('o.deadline_at')} from workflow_objects o where o.collection = 'cases' and o.item = c.id and ${json.shown('cases', 'c', 'status')}) as deadline_at` : '')

/** Whether the caller may act on a row that is shown: a file opened by an exceptional access, or that left, is only read. */
const writable = (json: RowJson): string => `, ${json.changes('cases', 'c')} as can_write`

/** `slips` forgives as many slips of the finger in a name. */
type Near<T> = T & { slips?: Slips }
type Filters = Near<Omit<PortfolioQuery, 'page' | 'limit' | 'status'>>

/** The files that the caller may read among those asked, in their order; `states` is a condition on their state. */
function wanted(json: RowJson, query: Filters, states: string, bind: (value: unknown) => string): { from: string, rows: string, order: string } {
  const { join, order } = sorting(json, query)
  const where = [json.rows('cases', 'c', 'search'), states, ...filters(json, query, bind)].join(' and ')
  return { from: `from cases c where ${where}`, rows: `select c.* from cases c${join} where ${where}`, order: `order by ${order}` }
}

/** Whoever is named referent leads the file for as long as the right to do so is in force. */
const WITHOUT_REFERENT = `not exists (select 1 from access_grants g join directus_users u on u.id = g."user" and u.status = 'active'
  where g."case" = c.id and g."user" = c.referent and g.level = 'manage' and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now()))`

/** One page of the files that the caller may read, as one statement whose answer is the text of a JSON list. */
export function portfolioStatement(schema: ReadModel, json: RowJson, query: Near<PortfolioQuery>, caller: string): Statement {
  const values: unknown[] = [caller]
  const bind = (value: unknown) => `$${values.push(value)}`
  const state = json.value('cases', 'c', 'status')
  const states = query.status.length > 0 ? `${state} = any(${bind(query.status)}::text[])` : `${state} <> 'closed'`
  const { rows, order } = wanted(json, query, states, bind)
  const page = `${rows} ${order} limit ${bind(query.limit + 1)} offset ${bind((query.page - 1) * query.limit)}`
  return {
    text: `with asker as (select $1::uuid) select coalesce(json_agg(row_to_json(x)), '[]'::json)::text as answer from (select ${json.columns('cases', 'c', rowShape(schema))}${deadline(json)}${writable(json)} from (${page}) c) x`,
    values,
  }
}

/** Beyond, the number of a column is « more than ». */
const MOST_COUNTED = 1000

/** The top of each column of a board, with its number and its late ones, as one statement. */
export function boardStatement(schema: ReadModel, json: RowJson, { status, limit, ...query }: Near<BoardQuery>, caller: string): Statement {
  const values: unknown[] = [caller]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { from, rows, order } = wanted(json, query, `${json.value('cases', 'c', 'status')} = s.state`, bind)
  const top = `${rows} ${order} limit ${bind(limit + 1)}`
  const count = `select count(*) from (select 1 ${from} limit ${MOST_COUNTED + 1}) k`
  return {
    text: `with asker as (select $1::uuid) select coalesce(json_agg(row_to_json(b) order by b.position), '[]'::json)::text as answer from (`
      + `select s.position, s.state, (${count}) as count, (select coalesce(json_agg(row_to_json(x)), '[]'::json) from (select ${json.columns('cases', 'c', rowShape(schema))}${deadline(json)}${writable(json)} from (${top}) c) x) as files`
      + ` from unnest(${bind(status)}::text[]) with ordinality s(state, position)) b`,
    values,
  }
}

/** How many open files each referent leads, among those that the caller may read, as one statement; nobody is nobody's. */
export function workloadStatement(json: RowJson, caller: string): Statement {
  for (const field of ['status', 'referent']) assertReadable(json, 'cases', field)
  return {
    text: `with asker as (select $1::uuid) select coalesce(json_agg(row_to_json(x) order by x.files desc, x.last_name, x.id), '[]'::json)::text as answer from (`
      + `select w.id, u.first_name, u.last_name, w.files from (select ${json.value('cases', 'c', 'referent')} as id, count(*)::int as files from cases c`
      + ` where ${json.rows('cases', 'c', 'search')} and ${json.value('cases', 'c', 'status')} <> 'closed' group by 1) w left join directus_users u on u.id = w.id) x`,
    values: [caller],
  }
}

function filters(json: RowJson, query: Filters, bind: (value: unknown) => string): string[] {
  const among = (field: string, list: readonly string[]) => {
    assertReadable(json, 'cases', field)
    return `${json.value('cases', 'c', field)} = any(${bind(list)}::text[])`
  }
  const all: string[] = []
  if (query.scope === 'mine') all.push(`${json.value('cases', 'c', 'referent')} = $1::uuid`)
  if (query.referent) all.push(`${json.value('cases', 'c', 'referent')} = ${bind(query.referent)}::uuid`)
  if (query.programme.length > 0) all.push(among('programme', query.programme))
  if (query.urgency.length > 0) all.push(among('urgency', query.urgency))
  if (query.theme) {
    for (const field of ['theme', 'status']) assertReadable(json, 'needs', field)
    all.push(`exists (select 1 from needs n where n."case" = c.id and ${json.value('needs', 'n', 'theme')} = ${bind(query.theme)} and ${json.value('needs', 'n', 'status')} in ('${NEEDS_UNDER_WAY.join('\', \'')}') and ${json.rows('needs', 'n', 'check', { field: 'case', collection: 'cases' })})`)
  }
  if (query.quiet_before) {
    assertReadable(json, 'cases', 'last_contact_on')
    const last = json.value('cases', 'c', 'last_contact_on')
    all.push(`(${last} < ${bind(query.quiet_before)}::date or (${last} is null and ${json.shown('cases', 'c', 'last_contact_on')}))`)
  }
  if (query.late) all.push(`exists (select 1 from workflow_objects o where o.collection = 'cases' and o.item = c.id and o.deadline_at < now() and ${json.shown('cases', 'c', 'status')})`)
  if (query.without_referent) all.push(`${WITHOUT_REFERENT} and ${json.shown('cases', 'c', 'referent')}`)
  if (query.search) all.push(lookedForSql(json, { text: query.search, slips: query.slips ?? 0 }, bind))
  if (query.sort === 'name') for (const field of NAMES.columns) assertReadable(json, 'people', field)
  for (const field of ['status', ...(query.scope === 'mine' || query.without_referent || query.referent ? ['referent'] : []), ...SORTED_BY[query.sort]]) assertReadable(json, 'cases', field)
  return all
}

/** Searching or sorting by a column says what is in it. */
function assertReadable(json: RowJson, collection: string, field: string): void {
  if (!json.canRead(collection, field)) throw new ForbiddenError()
}

const onlyWhere = (condition: string): string => (condition === 'true' ? '' : ` and ${condition}`)

function sorting(json: RowJson, { sort, descending }: Pick<Filters, 'sort' | 'descending'>): { join: string, order: string } {
  const direction = descending ? ' desc' : ''
  // What has no deadline comes last, whichever way.
  if (sort === 'deadline_at') return { join: ` left join workflow_objects d on d.collection = 'cases' and d.item = c.id${onlyWhere(json.shown('cases', 'c', 'status'))}`, order: `d.deadline_at${direction} nulls last, c.id` }
  if (sort !== 'name') return { join: '', order: `${json.value('cases', 'c', sort)}${direction}, c.id` }
  const rows = json.rows('people', 'p', 'check')
  const named = json.shown('cases', 'c', 'person')
  return {
    // Without a rule every file has its person, and the database may start from the names in order.
    join: rows === 'true' && named === 'true' ? ' join people p on p.id = c.person' : ` left join people p on p.id = c.person and ${rows}${onlyWhere(named)}`,
    order: `${json.value('people', 'p', 'last_name')}${direction}, ${json.value('people', 'p', 'first_name')}${direction}, c.id`,
  }
}
