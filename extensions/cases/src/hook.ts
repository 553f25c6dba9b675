import { defineHook } from '@directus/extensions-sdk'
import type { Query } from '@directus/types'
import type { Row } from '@relais/extension-directory'
import { searchByName } from './service/by-name.ts'
import { assertTransferable } from './service/transfers.ts'

export default defineHook(({ filter }, { services }) => {
  // After the rights on the file, which the hook of every collection checks first.
  filter<Row>('transfers.items.create', async (payload, _, { database }) => {
    await assertTransferable(database, payload)
    return payload
  })

  filter<Query>('items.query', async (query, { collection }, context) => typeof collection === 'string' ? searchByName({ services }, collection, query, context) : query)
})
