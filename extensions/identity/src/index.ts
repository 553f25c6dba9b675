import { defineEndpoint } from '@directus/extensions-sdk'
import { readSettings } from './env.schema.ts'
import { identityHandlers } from './handlers.ts'
import { answer } from './http.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, context) => {
    const handlers = identityHandlers({ ...context, settings: readSettings(context.env) })
    router.get('/identity/me', answer(200, handlers.me))
    router.get('/identity/device-key', answer(200, handlers.deviceKey))
    router.post('/identity/session', answer(200, handlers.openSession))
    router.post('/identity/invitations/view', answer(200, handlers.viewInvitation))
    router.get('/identity/invitations', answer(200, handlers.listInvitations))
    router.post('/identity/invitations', answer(201, handlers.invite))
    router.delete('/identity/invitations/:id', answer(200, handlers.revokeInvitation))
  },
})
