import { defineEndpoint } from '@directus/extensions-sdk'
import { readEnv } from './env.schema.ts'
import { asyncHandler } from './handlers/async-handler.ts'
import { getForms } from './handlers/forms.ts'
import { getCounts, getWorkshop } from './handlers/rules.ts'
import { sharedStore } from './service/shared-store.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, context) => {
    const env = readEnv(context.env)
    const store = sharedStore(env)
    router.get('/forms', asyncHandler(getForms(context, store)))
    router.get('/forms/:collection/:id/counts', asyncHandler(getCounts(context, store)))
    router.get('/rules/:collection/:field', asyncHandler(getWorkshop(context, store)))
  },
})
