import { defineHook } from '@directus/extensions-sdk'
import { idsOfRows } from './rules/lines.ts'
import { isPersonal } from './rules/personal.ts'
import { nameTransactions } from './service/authors.ts'
import { sharedWriter } from './service/shared-writer.ts'
import { currentVisit, note, takeLines } from './service/visit.ts'
import { watchRequests } from './service/watch.ts'

export default defineHook(({ init, filter, action }, { database, logger }) => {
  const writer = sharedWriter({ database, logger })
  nameTransactions(database)
  init('routes.before', ({ app }) => watchRequests(app, writer))

  const read = (rows: unknown, { collection }: Record<string, unknown>, accountability: unknown) => {
    const visit = currentVisit()
    // Without accountability it is our own code that reads; what it sends is seen in the answer.
    if (!visit || !accountability || typeof collection !== 'string' || !isPersonal(collection) || !Array.isArray(rows) || !rows.length) return rows
    note(visit, collection, { rows: rows.length, ...idsOfRows(rows) })
    if (visit.isOver) takeLines(visit).forEach(writer.add)
    return rows
  }
  for (const event of ['items.read', 'revisions.read', 'comments.read']) filter(event, (rows, meta, { accountability }) => read(rows, meta, accountability))

  action('auth.login', ({ status, user, provider }) => {
    if (status === 'fail') writer.add({ kind: 'refusal', author: typeof user === 'string' ? user : null, channel: 'studio', details: { sign_in: provider } })
  })
  action('server.stop', () => writer.flush())
})
