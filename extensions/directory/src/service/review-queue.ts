import type { Caller, Host, Row } from '@relais/extensions/platform'
import { DISPLAY_NAME, sudoRead } from '@relais/extensions/platform'
import type { Audience } from '@relais/schema'
import { getCollection } from '@relais/schema'
import type { Form } from '@relais/schema/forms'
import { formOf } from './forms.ts'
import type { Review } from './reviewers.ts'
import { reviewOf } from './reviewers.ts'

const PAGE_SIZE = 50

interface Line {
  id: string
  collection: string
  item: string
  field: string
  base: unknown
  proposed: unknown
  proposed_audience: Audience
  proposed_by: string
}

/** The proposals that the caller may decide on, oldest first while they wait, latest decision first afterwards. */
export async function listProposals(host: Host, caller: Caller, { status, page }: { status: string, page: number }): Promise<unknown[]> {
  const review = await reviewOf(host, caller)
  const { rows } = await host.database.raw<{ rows: Line[] }>(
    `select p.id, p.collection, p.item, p.field, p.base_value as base, p.proposed_value as proposed, p.proposed_audience, p.proposed_by, p.status, p.reason, p.comment,
       p.date_created, p.decided_at, ${DISPLAY_NAME} as proposed_by_name,
       case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name) end as organization,
       coalesce((
         select jsonb_agg(o.id order by o.date_created) from change_proposals o
         where o.collection = p.collection and o.item = p.item and o.field = p.field and o.status = 'pending' and o.id <> p.id
       ), '[]'::jsonb) as competing
     from change_proposals p
     left join organizations g on g.id = p.organization
     left join directus_users u on u.id = p.proposed_by
     where p.status = :status and ${review.test}
     order by case when :status = 'pending' then p.date_created end, p.decided_at desc, p.id
     limit ${PAGE_SIZE} offset :offset`,
    { ...review.bindings, status, offset: (page - 1) * PAGE_SIZE },
  )
  const context = await loadContext(host, rows)
  return rows.map(line => describe(line, context, review))
}

interface Context { forms: Map<string, Form>, items: Map<string, Row> }

/** Forms and live rows of a page: one query a collection. */
async function loadContext(host: Host, lines: readonly Line[]): Promise<Context> {
  const forms = new Map<string, Form>()
  const items = new Map<string, Row>()
  for (const collection of new Set(lines.map(line => line.collection))) {
    const ofCollection = lines.filter(line => line.collection === collection)
    // As whoever proposed was asked, words and fields of his structures included.
    for (const line of ofCollection) {
      const key = formKey(line)
      if (!forms.has(key)) forms.set(key, await formOf(host, collection, { audience: line.proposed_audience, user: line.proposed_by }))
    }
    const keys = [...new Set(ofCollection.map(line => line.item))]
    const rows = await sudoRead(host, host.database, collection, { filter: { id: { _in: keys } }, fields: ['*'] })
    for (const row of rows) items.set(String(row['id']), row)
  }
  return { forms, items }
}

const formKey = ({ collection, proposed_audience: audience, proposed_by: author }: Line): string => `${collection} ${audience} ${author}`

function describe(row: Line, { forms, items }: Context, review: Review): unknown {
  const { proposed_by: _author, ...line } = row
  const field = forms.get(formKey(row))?.fields.find(({ field: name }) => name === line.field)
  const item = items.get(line.item)
  return {
    ...line,
    collection_label: getCollection(line.collection)?.singular ?? null,
    item_label: labelOf(item, name => review.levelOf(line.collection, name) !== 'none'),
    field_label: field?.label ?? { fr: line.field, en: line.field },
    kind: field?.kind ?? 'text',
    choices: field?.choices ?? null,
    before: line.base,
    current: item?.[line.field] ?? null,
  }
}

/** The name of a record, of what the reviewer reads of it. */
function labelOf(row: Row | undefined, isRead: (name: string) => boolean): string | null {
  if (!row) return null
  const item = Object.fromEntries(Object.entries(row).filter(([name]) => isRead(name)))
  const person = [item['first_name'], item['last_name']].filter(part => typeof part === 'string' && part !== '').join(' ')
  const label = item['name'] ?? item['title'] ?? person
  return typeof label === 'string' && label !== '' ? label : null
}
