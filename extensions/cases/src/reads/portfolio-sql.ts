import type { Statement } from './statement.ts'
import type { ReadModel, RowJson, Shape } from './row-json.ts'
import type { PortfolioQuery } from './query.ts'
import { ForbiddenError } from '@relais/extension-directory'

const NAMES = { columns: ['id', 'first_name', 'last_name'] }
const NEEDS_UNDER_WAY = ['open', 'in_progress']

/** The columns of `cases` that a filter or an order looks at: they must be the caller's to read. */
const SORTED_BY = { next_step_on: ['next_step_on'], last_contact_on: ['last_contact_on'], opened_on: ['opened_on'], name: ['person'] } as const

/** Every own column of a file that fits in a row of a list, the local ones included, with the names it is shown by. */
function rowShape(schema: ReadModel): Shape {
  const own = Object.values(schema.collections['cases']?.fields ?? {}).filter(({ type, alias }) => !alias && type !== 'text').map(({ field }) => field)
  return {
    columns: own.filter(field => field !== 'person' && field !== 'referent'),
    one: { person: { columns: ['id', 'first_name', 'last_name', 'preferred_name'] }, referent: NAMES },
  }
}

/** One page of the files that the caller may read, as one statement whose answer is the text of a JSON list. */
export function portfolioStatement(schema: ReadModel, json: RowJson, query: PortfolioQuery, caller: string): Statement {
  const values: unknown[] = [caller]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions = [json.rows('cases', 'c', 'search'), ...filters(json, query, bind)]
  const { join, order } = sorting(json, query)
  const page = `select c.* from cases c${join} where ${conditions.join(' and ')} order by ${order} limit ${bind(query.limit + 1)} offset ${bind((query.page - 1) * query.limit)}`
  return {
    text: `with asker as (select $1::uuid) select coalesce(json_agg(row_to_json(x)), '[]'::json)::text as answer from (select ${json.columns('cases', 'c', rowShape(schema))} from (${page}) c) x`,
    values,
  }
}

function filters(json: RowJson, query: PortfolioQuery, bind: (value: unknown) => string): string[] {
  const among = (field: string, list: readonly string[]) => {
    assertReadable(json, 'cases', field)
    return `c.${field} = any(${bind(list)}::text[])`
  }
  const all = [query.status.length > 0 ? among('status', query.status) : `c.status <> 'closed'`]
  if (query.scope === 'mine') all.push('c.referent = $1::uuid')
  if (query.programme.length > 0) all.push(among('programme', query.programme))
  if (query.urgency.length > 0) all.push(among('urgency', query.urgency))
  if (query.theme) {
    for (const field of ['theme', 'status']) assertReadable(json, 'needs', field)
    all.push(`exists (select 1 from needs n where n."case" = c.id and n.theme = ${bind(query.theme)} and n.status in ('${NEEDS_UNDER_WAY.join('\', \'')}') and ${json.rows('needs', 'n', 'check', { field: 'case', collection: 'cases' })})`)
  }
  if (query.quiet_before) {
    assertReadable(json, 'cases', 'last_contact_on')
    all.push(`(c.last_contact_on < ${bind(query.quiet_before)}::date or c.last_contact_on is null)`)
  }
  if (query.words.length > 0) {
    assertReadable(json, 'people', 'normalized_name')
    const words = query.words.map(word => `w.normalized_name like ${bind(`%${word}%`)}`).join(' and ')
    all.push(`exists (select 1 from people w where w.id = c.person and ${words} and ${json.rows('people', 'w', 'check')})`)
  }
  for (const field of ['status', ...(query.scope === 'mine' ? ['referent'] : []), ...SORTED_BY[query.sort]]) assertReadable(json, 'cases', field)
  return all
}

/** Searching or sorting by a column says what is in it. */
function assertReadable(json: RowJson, collection: string, field: string): void {
  if (!json.canRead(collection, field)) throw new ForbiddenError()
}

function sorting(json: RowJson, { sort, descending }: PortfolioQuery): { join: string, order: string } {
  const direction = descending ? ' desc' : ''
  if (sort !== 'name') return { join: '', order: `c.${sort}${direction}, c.id` }
  const rows = json.rows('people', 'p', 'check')
  return {
    // Without a rule every file has its person, and the database may start from the names in order.
    join: rows === 'true' ? ' join people p on p.id = c.person' : ` left join people p on p.id = c.person and ${rows}`,
    order: `p.last_name${direction}, p.first_name${direction}, c.id`,
  }
}
