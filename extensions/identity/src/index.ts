import { defineEndpoint } from '@directus/extensions-sdk'
import { readSettings } from './env.schema.ts'
import { identityHandlers } from './handlers.ts'
import { answer } from './http.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, context) => {
    const handlers = identityHandlers({ ...context, settings: readSettings(context.env) })
    router.get('/identity/me', answer(200, handlers.me))
    router.post('/identity/session', answer(200, handlers.openSession))
    router.get('/identity/invitations/:token', answer(200, handlers.viewInvitation))
    router.post('/identity/invitations', answer(201, async request => handlers.invite(request)))
  },
})
