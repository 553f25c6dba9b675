import { defineEndpoint } from '@directus/extensions-sdk'
import { asyncHandler } from '@relais/extension-directory'
import { readEnv } from './env.schema.ts'
import { journalHandlers } from './handlers/journal.ts'
import { sharedWriter } from './service/shared-writer.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, host) => {
    const { PRIVACY_SHOW_NAMES: withNames } = readEnv(host.env)
    const handlers = journalHandlers(host, { writer: sharedWriter(host), withNames })
    router.get('/privacy/journal', asyncHandler(handlers.search))
    router.get('/privacy/mine', asyncHandler(handlers.mine))
  },
})
