import { InvalidQueryError } from '@directus/errors'
import { defineHook } from '@directus/extensions-sdk'
import { hidesKey, withKey, withoutKey } from './rules/keys.ts'
import { idsOfRows, isObject } from './rules/lines.ts'
import { isPersonal } from './rules/personal.ts'
import { nameTransactions } from './service/authors.ts'
import { sharedWriter } from './service/shared-writer.ts'
import { currentVisit, note, takeLines } from './service/visit.ts'
import { watchFailures, watchRequests } from './service/watch.ts'

export default defineHook(({ init, filter, action }, { database, logger, emitter }) => {
  const writer = sharedWriter({ database, logger })
  nameTransactions(database)
  init('routes.before', ({ app }) => watchRequests(app, writer))

  /** The request to note a read in; without accountability it is our own code that reads, and what it sends is seen in the answer. */
  const visitOf = (collection: unknown, accountability: unknown) =>
    accountability && typeof collection === 'string' && isPersonal(collection) ? currentVisit() : undefined

  filter('items.query', (query, { collection }, { accountability }) => {
    if (!visitOf(collection, accountability) || !isObject(query)) return query
    if (hidesKey(query)) throw new InvalidQueryError({ reason: '"id" is the name of the key' })
    return withKey(query)
  })

  const read = (rows: unknown, { collection, query }: Record<string, unknown>, accountability: unknown) => {
    const visit = visitOf(collection, accountability)
    if (!visit || typeof collection !== 'string' || !Array.isArray(rows) || !rows.length) return rows
    note(visit, collection, { rows: rows.length, ...idsOfRows(rows) })
    if (visit.isOver) takeLines(visit).forEach(writer.add)
    return withoutKey(rows, query)
  }
  for (const event of ['items.read', 'revisions.read', 'comments.read']) filter(event, (rows, meta, { accountability }) => read(rows, meta, accountability))

  // Between our own extensions; the events of Directus are elsewhere.
  const follow = (event: string, role: 'items' | 'candidates') => {
    emitter.onAction(event, ({ collection, keys }: Record<string, unknown>) => {
      const visit = currentVisit()
      if (visit && typeof collection === 'string' && Array.isArray(keys)) note(visit, collection, { rows: keys.length, items: [], candidates: [], [role]: keys.map(String) })
    })
  }
  follow('relais.file.read', 'items')
  follow('relais.files.listed', 'candidates')

  init('routes.custom.after', ({ app }) => watchFailures(app, writer))

  action('auth.login', ({ status, user, provider }) => {
    writer.add({ kind: status === 'fail' ? 'refusal' : 'sign_in', author: typeof user === 'string' ? user : null, channel: 'studio', details: { sign_in: provider } })
  })
  action('server.stop', () => writer.flush())
})
