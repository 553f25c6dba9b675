import { InvalidQueryError } from '@directus/errors'
import type { EventContext, HookConfig, Query } from '@directus/types'
import { TooManyPeopleError } from './errors.ts'
import { hidesKey, withKey, withoutKey } from './rules/keys.ts'
import { MOST_IDS, idsOfRows, isObject, partsOfRows } from './rules/lines.ts'
import { toldBehind } from './rules/numbers.ts'
import { isPersonal } from './rules/personal.ts'
import { nameTransactions } from './service/authors.ts'
import { askedAbout, readableAmong } from './service/asked-about.ts'
import { sharedWriter } from './service/shared-writer.ts'
import { currentVisit, note, takeLines } from './service/visit.ts'
import { watchFailures, watchRequests } from './service/watch.ts'

const isQuery = (value: unknown): value is Query => isObject(value)

/** The journal of what was read, refused and signed in to. */
export const hook: HookConfig = ({ init, filter, action }, { database, logger, emitter, services, getSchema }) => {
  const writer = sharedWriter({ database, logger })
  nameTransactions(database)
  init('routes.before', ({ app }) => watchRequests(app, writer, async (ids, { accountability, collection }) => readableAmong({ services }, { knex: database, schema: await getSchema(), accountability }, ids, collection)))

  /** The request to note a read in; without accountability it is our own code that reads, and what it sends is seen in the answer. */
  const visitOf = (collection: unknown, accountability: unknown) =>
    accountability && typeof collection === 'string' && isPersonal(collection) ? currentVisit() : undefined

  filter('items.query', (query, { collection }, { accountability }) => {
    if (!visitOf(collection, accountability) || !isObject(query)) return query
    if (hidesKey(query)) throw new InvalidQueryError({ reason: '"id" is the name of the key' })
    return withKey(query)
  })

  /** Reads, as the same person, the keys behind numbers and groups: that read names those whose values they tell. */
  const nameBehind = async (collection: string, query: unknown, shown: number, { database: knex, schema, accountability }: EventContext) => {
    if (!isQuery(query) || !schema) return []
    const behind = toldBehind(collection, query, shown)
    if (behind === 'nobody') return []
    const { filter: kept = null, search = null } = query
    const keys = await new services.ItemsService(collection, { knex, schema, accountability }).readByQuery({ filter: kept, search, fields: ['id', ...(collection.startsWith('directus_') ? ['item'] : [])], limit: MOST_IDS })
    if (behind === 'values' && keys.length >= MOST_IDS) throw new TooManyPeopleError()
    return keys
  }

  const read = async (rows: unknown, { collection, query }: Record<string, unknown>, context: EventContext) => {
    const visit = visitOf(collection, context.accountability)
    if (!visit || typeof collection !== 'string' || !Array.isArray(rows)) return rows
    const behind = await nameBehind(collection, query, rows.length, context)
    const { items, candidates } = idsOfRows(rows)
    const left = isQuery(query) ? await askedAbout({ services }, context, { collection, query, shown: [...items, ...candidates, ...idsOfRows(behind).items] }) : []
    if (!rows.length && !left.length) return rows
    note(visit, collection, { rows: rows.length, items, candidates: [...candidates, ...left], parts: partsOfRows(collection, rows) })
    if (visit.isOver) takeLines(visit).forEach(writer.add)
    return withoutKey(rows, query)
  }
  for (const event of ['items.read', 'revisions.read', 'comments.read']) filter(event, read)

  // Whatever the address was: the service that gives a file out reads it first, under its own name.
  filter('files.read', (rows, _meta, { accountability }) => {
    const files = accountability ? undefined : currentVisit()?.files
    if (files && Array.isArray(rows)) idsOfRows(rows).items.forEach(id => files.add(id))
    return rows
  })

  // Between our own extensions; the events of Directus are elsewhere.
  const follow = (event: string, role: 'items' | 'candidates') => {
    emitter.onAction(event, ({ collection, keys, parts }: Record<string, unknown>) => {
      const visit = currentVisit()
      if (visit && typeof collection === 'string' && Array.isArray(keys)) note(visit, collection, { rows: keys.length, items: [], candidates: [], parts: Array.isArray(parts) ? parts.map(String) : [], [role]: keys.map(String) })
    })
  }
  follow('relais.file.read', 'items')
  follow('relais.files.listed', 'candidates')

  init('routes.custom.after', ({ app }) => watchFailures(app, writer))

  action('auth.login', ({ status, user, provider }) => {
    writer.add({ kind: status === 'fail' ? 'refusal' : 'sign_in', author: typeof user === 'string' ? user : null, channel: 'studio', details: { sign_in: provider } })
  })
  action('server.stop', () => writer.flush())
}
