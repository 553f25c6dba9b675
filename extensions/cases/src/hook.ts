import { defineHook } from '@directus/extensions-sdk'
import type { Row } from '@relais/extension-directory'
import { assertTransferable } from './service/transfers.ts'

export default defineHook(({ filter }) => {
  // After the rights on the file, which the hook of every collection checks first.
  filter<Row>('transfers.items.create', async (payload, _, { database }) => {
    await assertTransferable(database, payload)
    return payload
  })
})
