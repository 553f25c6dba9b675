import { defineEndpoint } from '@directus/extensions-sdk'
import { asyncHandler } from '@relais/extension-directory'
import { explainHandlers } from './handlers/explain.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, host) => {
    const explain = explainHandlers(host)
    router.get('/access/explain', asyncHandler(explain.explain))
    router.post('/access/explain/accounts', asyncHandler(explain.accounts))
  },
})
