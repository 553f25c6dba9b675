import { FIELD_GROUPS, getCollection, groupOf } from '@relais/schema'
import { isOfJustice } from '@relais/schema/access'
import type { Knex } from 'knex'
import type { AnswerOf, QueryOf } from '@relais/schema/contracts'

type Values = Record<string, unknown> | null

/** One line as its reader may see it. */
export type Entry = AnswerOf<'GET /privacy/journal'>[number]

const HIDDEN = '•••'
/** What the search says that it changed, not what it says: whoever may know it reads it on the file. */
const WITHHELD_GROUPS = ['justice', 'health', 'notes']

/** Values that even an administrator does not read, and those of the most sensitive groups, stay out of the answer. */
function redact(collection: string | null, values: Values, sectionOf: (field: string) => string | null): Values {
  const definition = collection ? getCollection(collection) : undefined
  if (!values || !definition) return values
  return Object.fromEntries(Object.entries(values).map(([field, value]) => {
    const group = isOfJustice(definition, field, sectionOf(field)) ? 'justice' : groupOf(definition, field)
    if (definition.fields[field]?.access?.admin === 'none') return [field, HIDDEN]
    return [field, value !== null && group && WITHHELD_GROUPS.includes(group) ? `${HIDDEN} ${FIELD_GROUPS[group].label.fr}` : value]
  }))
}

/** The lines that match, latest first, and where the next page begins. */
export async function searchJournal(knex: Knex, { limit, after, ...query }: Omit<QueryOf<'GET /privacy/journal'>, 'format'>): Promise<{ entries: Entry[], next: string | null }> {
  const [at = null, chain = null, position = null] = after?.split('_') ?? []
  const { rows } = await knex.raw<{ rows: Entry[] }>(
    `with matching as (
       select * from relais_journal.entries e
       where (:person::uuid is null or e.people @> array[:person::uuid])
         and (:author::uuid is null or e.author = :author::uuid)
         and (:collection::text is null or e.collection = :collection)
         and (:item::text is null or e.item = :item)
         and (:kind::text is null or e.kind = :kind)
         and (:channel::text is null or e.channel = :channel)
         and (:since::timestamptz is null or e.at >= :since::timestamptz)
         and (:until::timestamptz is null or e.at < :until::timestamptz)
         and (:at::timestamptz is null or (e.at, e.chain, e.position) < (:at::timestamptz, :chain::smallint, :position::bigint))
       order by e.at desc, e.chain desc, e.position desc limit :limit
     )
     select to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || m.chain || '_' || m.position as id,
       to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, m.kind, m.author, m.channel, m.collection, m.item,
       nullif(trim(concat_ws(' ', u.first_name, u.last_name)), '') as author_name, m.before, m.after, m.reason, m.details, m.clock_back, opened.reason as exceptional,
       coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.first_name || ' ' || p.last_name))
         from (select * from people where id = any (m.people) limit 20) p), '[]') as people
     from matching m left join directus_users u on u.id = m.author
     left join lateral (
       select b.reason from break_glass_accesses b join cases c on c.id = b."case"
       where m.kind in ('read', 'list', 'export', 'download') and cardinality(m.people) = 1 and c.person = any (m.people)
         and b."user" = m.author and b.valid_from <= m.at and m.at < b.valid_until
       order by (c.id::text = m.item) desc, b.valid_from desc limit 1
     ) as opened on true
     order by m.at desc, m.chain desc, m.position desc`,
    {
      person: query.person ?? null, author: query.author ?? null, collection: query.collection ?? null, item: query.item ?? null, kind: query.kind ?? null, channel: query.channel ?? null,
      since: query.since ?? null, until: query.until ?? null, at, chain, position, limit: limit + 1,
    },
  )
  // Where local administrators put their fields: those of the section of justice are withheld too.
  const placed: { collection: string, field: string, group: string }[] = await knex('directus_fields').whereNotNull('group').select('collection', 'field', 'group')
  const sections = new Map(placed.map(({ collection, field, group }) => [`${collection}.${field}`, group]))
  const shown = ({ collection }: Entry, values: Values): Values => redact(collection, values, field => sections.get(`${collection}.${field}`) ?? null)
  const entries = rows.slice(0, limit).map(entry => ({ ...entry, before: shown(entry, entry.before), after: shown(entry, entry.after) }))
  return { entries, next: rows.length > limit ? entries.at(-1)?.id ?? null : null }
}
