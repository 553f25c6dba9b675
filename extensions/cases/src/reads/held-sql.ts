import { ForbiddenError } from '@relais/extensions/platform'
import { LEFT } from '@relais/extensions/workflow'
import type { RowJson, Shape } from './row-json.ts'
import type { AccreditationsQuery, TransfersQuery } from './query.ts'
import { utc } from './statement.ts'
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

/** One page of records with where they stand in their workflow, and one more when another page follows. */
function heldStatement(json: RowJson, { collection, shape, where, until, query }: Held, { values, bind }: Bindings): Statement {
  // Where a record stands is told to those who read its state.
  if (!json.canRead(collection, 'status')) throw new ForbiddenError()
  const conditions = [
    json.rows(collection, 'r', 'search'), json.shown(collection, 'r', 'status'), ...where,
    ...(query.id ? [`r.id = ${bind(query.id)}::uuid`] : []),
    ...(query.status.length > 0 ? [`r.status = any(${bind(query.status)}::text[])`] : []),
  ]
  const order = query.sort === 'deadline' ? `${until} nulls last, o.since, r.id` : 'o.since desc, r.id'
  const page = `select r.*, o.version as at_version, o.since as at_since, o.deadline_at as at_deadline, o.unanswerable_at as at_unanswerable, o.answerable_since as at_answerable, ${LEFT} as at_left, row_number() over (order by ${order}) as at_rank`
    + ` from ${collection} r join workflow_objects o on o.collection = '${collection}' and o.item = r.id`
    + ` where ${conditions.join(' and ')} order by ${order} limit ${bind(query.limit + 1)} offset ${bind((query.page - 1) * query.limit)}`
  const place = `r.at_version as version, ${utc('r.at_since')} as since, ${utc('r.at_deadline')} as deadline_at, ${utc('r.at_unanswerable')} as unanswerable_at, ${utc('r.at_answerable')} as answerable_since, r.at_left as "left", at.zone, at.commune`
  return {
    text: `with asker as (select $1::uuid) select coalesce(json_agg(row_to_json(x)), '[]'::json)::text as answer from (select ${json.columns(collection, 'r', shape)}, ${place} from (${page}) r cross join lateral relais_place_of('${collection}', to_jsonb(r)) at order by r.at_rank) x`,
    values,
  }
}

interface Bindings { values: unknown[], bind: (value: unknown) => string }

function bindings(caller: string): Bindings {
  const values: unknown[] = [caller]
  return { values, bind: value => `$${values.push(value)}` }
}

/** A column that a filter looks at: it must be the caller's to read. */
function readable(json: RowJson, collection: Held['collection'], field: string): string {
  if (!json.canRead(collection, field)) throw new ForbiddenError()
  return json.value(collection, 'r', field)
}

/** Transfers that the caller may read: those of the structures they manage come to them, the others leave. */
export function transfersStatement(json: RowJson, query: TransfersQuery, caller: string): Statement {
  const bound = bindings(caller)
  const received = (structure: string) => `${structure} in (select s.structure from structure_scopes s where s."user" = $1::uuid and s.level = 'manage' and s.valid_from <= now() and (s.valid_until is null or s.valid_until > now()))`
  const where = [
    ...(query.direction === 'received' ? [received(readable(json, 'transfers', 'structure'))] : []),
    ...(query.direction === 'sent' ? [`not (${received(readable(json, 'transfers', 'structure'))})`] : []),
    ...(query.case ? [`${readable(json, 'transfers', 'case')} = ${bound.bind(query.case)}::uuid`] : []),
  ]
  const shape = { one: { case: { columns: ['id', 'reference'], one: { person: PEOPLE } }, from_structure: NAMED, structure: NAMED, user_created: PEOPLE } }
  return heldStatement(json, { collection: 'transfers', shape, where, until: 'o.deadline_at', query }, bound)
}

/** Accreditations that the caller may read. One in force ends on its last day. */
export function accreditationsStatement(json: RowJson, query: AccreditationsQuery, caller: string): Statement {
  const bound = bindings(caller)
  const where = query.organization ? [`${readable(json, 'accreditations', 'organization')} = ${bound.bind(query.organization)}::uuid`] : []
  const ends = json.canRead('accreditations', 'valid_until') ? `, case when r.status in ('granted', 'to_renew') then relais_day_start(${json.value('accreditations', 'r', 'valid_until')} + 1, relais_zone_of('accreditations', to_jsonb(r))) end` : ''
  const shape = { one: { organization: NAMED, structure: NAMED } }
  return heldStatement(json, { collection: 'accreditations', shape, where, until: `coalesce(o.deadline_at${ends})`, query }, bound)
}
