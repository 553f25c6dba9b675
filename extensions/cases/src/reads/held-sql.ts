import { ForbiddenError } from '@relais/extension-directory'
import type { RowJson, Shape } from './row-json.ts'
import type { AccreditationsQuery, TransfersQuery } from './query.ts'
import type { Statement } from './statement.ts'

const NAMED = { columns: ['id', 'name'] }
const PEOPLE = { columns: ['id', 'first_name', 'last_name'] }

interface Held {
  collection: 'transfers' | 'accreditations'
  shape: Shape
  /** Conditions on a row `r`. */
  where: readonly string[]
  /** The instant before which something is expected of a row `r` that stands at `o`. */
  until: string
  query: Pick<TransfersQuery, 'id' | 'status' | 'sort' | 'page' | 'limit'>
}

const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** One page of records with where they stand in their workflow, and one more when another page follows. */
function heldStatement(json: RowJson, { collection, shape, where, until, query }: Held, { values, bind }: Bindings): Statement {
  // Where a record stands is told to those who read its state.
  if (!json.canRead(collection, 'status')) throw new ForbiddenError()
  const conditions = [
    json.rows(collection, 'r', 'search'), ...where,
    ...(query.id ? [`r.id = ${bind(query.id)}::uuid`] : []),
    ...(query.status.length > 0 ? [`r.status = any(${bind(query.status)}::text[])`] : []),
  ]
  const order = query.sort === 'deadline' ? `${until} nulls last, o.since, r.id` : 'o.since desc, r.id'
  const page = `select r.*, o.version as at_version, o.since as at_since, o.deadline_at as at_deadline, row_number() over (order by ${order}) as at_rank`
    + ` from ${collection} r join workflow_objects o on o.collection = '${collection}' and o.item = r.id`
    + ` where ${conditions.join(' and ')} order by ${order} limit ${bind(query.limit + 1)} offset ${bind((query.page - 1) * query.limit)}`
  const place = `r.at_version as version, ${utc('r.at_since')} as since, ${utc('r.at_deadline')} as deadline_at, (select s.time_zone from structures s where s.id = r.structure) as zone`
  return {
    text: `with asker as (select $1::uuid) select coalesce(json_agg(row_to_json(x)), '[]'::json)::text as answer from (select ${json.columns(collection, 'r', shape)}, ${place} from (${page}) r order by r.at_rank) x`,
    values,
  }
}

interface Bindings { values: unknown[], bind: (value: unknown) => string }

function bindings(caller: string): Bindings {
  const values: unknown[] = [caller]
  return { values, bind: value => `$${values.push(value)}` }
}

/** Transfers that the caller may read: those of the structures they manage come to them, the others leave. */
export function transfersStatement(json: RowJson, query: TransfersQuery, caller: string): Statement {
  const bound = bindings(caller)
  const received = `r.structure in (select s.structure from structure_scopes s where s."user" = $1::uuid and s.level = 'manage' and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now()))`
  const where = [
    ...(query.direction === 'received' ? [received] : []),
    ...(query.direction === 'sent' ? [`not (${received})`] : []),
    ...(query.case ? [`r."case" = ${bound.bind(query.case)}::uuid`] : []),
  ]
  const shape = { one: { case: { columns: ['id', 'reference'], one: { person: PEOPLE } }, from_structure: NAMED, structure: NAMED, user_created: PEOPLE } }
  return heldStatement(json, { collection: 'transfers', shape, where, until: 'o.deadline_at', query }, bound)
}

/** Accreditations that the caller may read. One in force ends on its last day. */
export function accreditationsStatement(json: RowJson, query: AccreditationsQuery, caller: string): Statement {
  const bound = bindings(caller)
  const where = query.organization ? [`r.organization = ${bound.bind(query.organization)}::uuid`] : []
  const ends = json.canRead('accreditations', 'valid_until') ? `, case when r.status in ('granted', 'to_renew') then (r.valid_until + 1)::timestamptz end` : ''
  const shape = { one: { organization: NAMED, structure: NAMED } }
  return heldStatement(json, { collection: 'accreditations', shape, where, until: `coalesce(o.deadline_at${ends})`, query }, bound)
}
