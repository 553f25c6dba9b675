import { defineEndpoint } from '@directus/extensions-sdk'
import { asyncHandler } from '@relais/extension-directory'
import { readEnv } from './env.schema.ts'
import { designerHandlers } from './handlers/designer.ts'
import { inUseHandlers } from './handlers/in-use.ts'
import { transitionHandlers } from './handlers/transitions.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, host) => {
    const transitions = transitionHandlers(host, readEnv(host.env))
    router.post('/workflow/effects/:id/replay', asyncHandler(transitions.replay))
    router.get('/workflow/webhooks/:id/secret', asyncHandler(transitions.secret))
    router.get('/workflow/:collection/:id/transitions', asyncHandler(transitions.list))
    router.get('/workflow/:collection/:id/history', asyncHandler(transitions.history))
    router.post('/workflow/:collection/:id/transitions/:key', asyncHandler(transitions.move))
    router.post('/workflow/:collection/transitions/:key', asyncHandler(transitions.moveMany))

    const inUse = inUseHandlers(host)
    router.get('/workflow/states', asyncHandler(inUse.states))
    router.get('/workflow/:collection/measures', asyncHandler(inUse.measures))

    const designer = designerHandlers(host)
    router.get('/workflows', designer.list)
    router.post('/workflows', designer.create)
    router.get('/workflow/fields', designer.fields)
    router.get('/workflows/:key', designer.show)
    router.delete('/workflows/:key', designer.remove)
    router.get('/workflows/:key/versions/:number', designer.version)
    router.put('/workflows/:key/draft', designer.save)
    router.delete('/workflows/:key/draft', designer.drop)
    router.post('/workflows/:key/draft/publish', designer.publish)
    router.post('/workflows/:key/application', designer.apply)
    router.delete('/workflows/:key/application', designer.release)
    router.post('/workflow/versions/:id/migrate', designer.migrate)
    router.post('/workflow/accounts', designer.accounts)
    router.post('/workflows/:key/walk', designer.walk)
    router.post('/workflows/:key/simulation', designer.simulate)
  },
})
