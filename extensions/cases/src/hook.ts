import type { Row } from '@relais/extensions/platform'
import type { HookConfig, Query } from '@directus/types'
import { searchByName } from './service/by-name.ts'
import { assertTransferable } from './service/transfers.ts'

/** What the rights on a case add to those of its collection. */
export const hook: HookConfig = ({ filter }, { services }) => {
  // After the rights on the file, which the hook of every collection checks first.
  filter<Row>('transfers.items.create', async (payload, _, { database }) => {
    await assertTransferable(database, payload)
    return payload
  })

  filter<Query>('items.query', async (query, { collection }, context) => typeof collection === 'string' ? searchByName({ services }, collection, query, context) : query)
}
