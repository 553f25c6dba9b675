import { defineEndpoint } from '@directus/extensions-sdk'
import { readEnv } from './env.schema.ts'
import { asyncHandler } from './handlers/async-handler.ts'
import { configuratorHandlers } from './handlers/configurator.ts'
import { getForms } from './handlers/forms.ts'
import { getHome } from './handlers/home.ts'
import { getCounts, getWorkshop } from './handlers/rules.ts'
import { sharedHomeStore } from './service/home-store.ts'
import { sharedStore } from './service/shared-store.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, context) => {
    const env = readEnv(context.env)
    const store = sharedStore(env)
    router.get('/forms', asyncHandler(getForms(context, store)))
    router.get('/home', asyncHandler(getHome(context, sharedHomeStore(env.CONFIGURATOR_CACHE_TTL_MS))))
    router.get('/forms/:collection/:id/counts', asyncHandler(getCounts(context, store)))
    router.get('/rules/:collection/:field', asyncHandler(getWorkshop(context, store)))

    const configure = configuratorHandlers({ host: context, teller: context.emitter, store })
    router.get('/configurator', configure.overview)
    router.post('/configurator/changes/:change/undo', configure.undo)
    router.get('/configurator/:collection', configure.collection)
    router.get('/configurator/:collection/forms/:audience', configure.preview)
    router.post('/configurator/:collection/fields', configure.add)
    router.patch('/configurator/:collection/fields/:field', configure.change)
    router.post('/configurator/:collection/fields/:field/retire', configure.retire)
    router.post('/configurator/:collection/fields/:field/restore', configure.restore)
    router.get('/configurator/:collection/fields/:field/impact', configure.impact)
    router.post('/configurator/:collection/sections', configure.addSection)
    router.patch('/configurator/:collection/sections/:section', configure.changeSection)
    router.post('/configurator/:collection/sections/:section/retire', configure.retireSection)
    router.post('/configurator/:collection/sections/:section/restore', configure.restoreSection)
  },
})
