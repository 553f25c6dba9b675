import type { ReadModel, RowJson, Shape } from './row-json.ts'
import { namingColumns } from '../rules/naming.ts'
import { utc } from './statement.ts'

const NAMES = { columns: ['id', 'first_name', 'last_name'] }
/** Bare keys: the account of a person and those behind a change are not shown by name here. */
const BARE = ['user', 'user_created', 'user_updated']
const MOST_ROWS = 1000

/** Every row that a field of the collection names, by its name, local fields included. */
function named(schema: ReadModel, collection: string, except: readonly string[] = []): Record<string, Shape> {
  return Object.fromEntries(schema.relations.flatMap(({ collection: of, field, related_collection: to }) => {
    if (of !== collection || !to || BARE.includes(field) || except.includes(field)) return []
    const known = Object.keys(schema.collections[to]?.fields ?? {})
    return [[field, { columns: ['id', ...namingColumns(to, known), ...(to === 'structures' ? ['time_zone'] : [])] }]]
  }))
}

function fileShape(schema: ReadModel): Shape {
  const list = (order: string, shape: Shape = {}) => ({ order, limit: MOST_ROWS, ...shape })
  return {
    one: {
      ...named(schema, 'cases', ['person']),
      person: { one: named(schema, 'people'), many: { relatives: list('@.last_name, @.id') } },
    },
    many: {
      members: list('@.valid_from, @.id', { one: { user: NAMES } }),
      needs: list('@.identified_on desc, @.id'),
      objectives: list('@.due_on, @.id'),
      actions: list('@.due_on, @.id'),
      milestones: list('@.due_on, @.id'),
      interviews: list('@.happened_at desc, @.id', { one: { user: NAMES } }),
      referrals: list('@.sent_at desc, @.id', {
        one: { offer: { columns: ['id', 'title'] }, organization: { columns: ['id', 'name'] }, session: { columns: ['id', 'starts_at', 'time_zone', 'status'] } }, many: { steps: list('@.at, @.id') },
      }),
    },
  }
}

/**
 * What the caller may do with a file and its person, and why not more: an exceptional access with the reason given, a file that left, a
 * team where one only reads. Until when is an instant, with the zone in which to say it: that of the place, or of the place left.
 */
function rightsOn(json: RowJson): string {
  const file = json.changes('cases', 'c')
  const person = `exists (select 1 from people p where p.id = c.person and ${json.changes('people', 'p')})`
  const why = `case when g.why = 'break_glass' then 'break_glass' when m.left_at is not null then 'left' when g.level = 'read' then 'reader' end`
  return `(select row_to_json(x) from (select case when w.file then 'contribute' else 'read' end as file, case when ${person} then 'contribute' else 'read' end as person,`
    + ` ${why} as why, ${utc('g.valid_until')} as until, coalesce(m.days_zone, relais_zone_of('cases', to_jsonb(c))) as zone, b.reason`
    + ` from (select ${file} as file) w left join access_grants g on not w.file and g."case" = c.id and g."user" = $1::uuid and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())`
    + ` left join case_members m on g.why = 'member' and m.id = g.source_id left join break_glass_accesses b on g.why = 'break_glass' and b.id = g.source_id limit 1) x) as rights`
}

/** Since when a delay is over that nobody could have answered, for each referral of which it is so. */
function stuckIn(json: RowJson): string {
  const readable = `${json.rows('referrals', 'r', 'check')} and ${json.shown('referrals', 'r', 'status')}`
  return `(select coalesce(json_object_agg(r.id, ${utc('o.unanswerable_at')}), '{}'::json) from referrals r join workflow_objects o on o.collection = 'referrals' and o.item = r.id`
    + ` where r."case" = c.id and o.unanswerable_at is not null and ${readable}) as stuck`
}

/** A file and all that its page shows, as one statement whose answer is the text of a JSON object, or null. */
export function fileStatement(schema: ReadModel, json: RowJson): string {
  return `with asker as (select $1::uuid) select (select row_to_json(x) from (select ${json.columns('cases', 'c', fileShape(schema))}, ${rightsOn(json)}, ${stuckIn(json)}`
    + ` from cases c where c.id = $2::uuid and ${json.rows('cases', 'c', 'check')}) x)::text as answer`
}
