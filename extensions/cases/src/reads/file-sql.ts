import type { ReadModel, RowJson, Shape } from './row-json.ts'

const NAMES = { columns: ['id', 'first_name', 'last_name'] }
/** What a row is called by, when it is not by its `name`. */
const CALLED: Record<string, readonly string[]> = {
  directus_users: NAMES.columns, vocabulary_terms: ['id', 'label'], offers: ['id', 'title'], objectives: ['id', 'title'], contacts: NAMES.columns,
  structures: ['id', 'name', 'time_zone'],
}
/** Bare keys: the account of a person and those behind a change are not shown by name here. */
const BARE = ['user', 'user_created', 'user_updated']
const MOST_ROWS = 1000

/** Every row that a field of the collection names, by its name, local fields included. */
function named(schema: ReadModel, collection: string, except: readonly string[] = []): Record<string, Shape> {
  return Object.fromEntries(schema.relations.flatMap(({ collection: of, field, related_collection: to }) => {
    if (of !== collection || !to || BARE.includes(field) || except.includes(field)) return []
    const columns = (CALLED[to] ?? ['id', 'name']).filter(column => schema.collections[to]?.fields[column])
    return [[field, { columns }]]
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
        one: { offer: { columns: ['id', 'title'] }, organization: { columns: ['id', 'name'] } }, many: { steps: list('@.at, @.id') },
      }),
    },
  }
}

/** A file and all that its page shows, as one statement whose answer is the text of a JSON object, or null. */
export function fileStatement(schema: ReadModel, json: RowJson): string {
  return `with asker as (select $1::uuid) select (select row_to_json(x) from (select ${json.columns('cases', 'c', fileShape(schema))}`
    + ` from cases c where c.id = $2::uuid and ${json.rows('cases', 'c', 'check')}) x)::text as answer`
}
