import { defineEndpoint } from '@directus/extensions-sdk'
import { readEnv } from './env.schema.ts'
import { asyncHandler } from './handlers/async-handler.ts'
import { getForms } from './handlers/forms.ts'
import { sharedStore } from './service/shared-store.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, context) => {
    const env = readEnv(context.env)
    router.get('/forms', asyncHandler(getForms(context, sharedStore(env))))
  },
})
