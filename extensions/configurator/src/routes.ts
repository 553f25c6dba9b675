import { readSettings } from '@relais/extensions/platform'
import type { Domain } from '@relais/extensions/platform'
import { configuratorHandlers } from './handlers/configurator.ts'
import { getForms } from './handlers/forms.ts'
import { getHome } from './handlers/home.ts'
import { getCounts, getWorkshop } from './handlers/rules.ts'
import { sharedHomeStore } from './service/home-store.ts'
import { sharedStore } from './service/shared-store.ts'
import { EnvSchema } from './env.schema.ts'

/** The addresses of this domain. */
export const routes: NonNullable<Domain['routes']> = (context) => {
  const env = readSettings('configurator', EnvSchema, context.env)
  const store = sharedStore(env)
  const configure = configuratorHandlers({ host: context, teller: context.emitter, store })
  return {
    'GET /forms': getForms(context, store),
    'GET /home': getHome(context, sharedHomeStore(env.CONFIGURATOR_CACHE_TTL_MS)),
    'GET /forms/:collection/:id/counts': getCounts(context, store),
    'GET /rules/:collection/:field': getWorkshop(context, store),
    'GET /configurator': configure.overview,
    'POST /configurator/changes/:change/undo': configure.undo,
    'GET /configurator/:collection': configure.collection,
    'GET /configurator/:collection/forms/:audience': configure.preview,
    'POST /configurator/:collection/fields': configure.add,
    'PATCH /configurator/:collection/fields/:field': configure.change,
    'POST /configurator/:collection/fields/:field/retire': configure.retire,
    'POST /configurator/:collection/fields/:field/restore': configure.restore,
    'GET /configurator/:collection/fields/:field/impact': configure.impact,
    'POST /configurator/:collection/sections': configure.addSection,
    'PATCH /configurator/:collection/sections/:section': configure.changeSection,
    'POST /configurator/:collection/sections/:section/retire': configure.retireSection,
    'POST /configurator/:collection/sections/:section/restore': configure.restoreSection,
  }
}
