import { readSettings } from '@relais/extensions/platform'
import type { Domain } from '@relais/extensions/platform'
import { designerHandlers } from './handlers/designer.ts'
import { inUseHandlers } from './handlers/in-use.ts'
import { transitionHandlers } from './handlers/transitions.ts'
import { EnvSchema } from './env.schema.ts'

/** The addresses of this domain. */
export const routes: NonNullable<Domain['routes']> = (host) => {
  const transitions = transitionHandlers(host, readSettings('workflow', EnvSchema, host.env))
  const inUse = inUseHandlers(host)
  const designer = designerHandlers(host)
  return {
    'POST /workflow/effects/:id/replay': transitions.replay,
    'GET /workflow/webhooks/:id/secret': transitions.secret,
    'GET /workflow/:collection/:id/transitions': transitions.list,
    'GET /workflow/:collection/:id/history': transitions.history,
    'POST /workflow/:collection/:id/transitions/:key': transitions.move,
    'POST /workflow/:collection/transitions/:key': transitions.moveMany,
    'GET /workflow/states': inUse.states,
    'GET /workflow/:collection/measures': inUse.measures,
    'GET /workflows': designer.list,
    'POST /workflows': designer.create,
    'GET /workflow/fields': designer.fields,
    'GET /workflows/:key': designer.show,
    'DELETE /workflows/:key': designer.remove,
    'GET /workflows/:key/versions/:number': designer.version,
    'PUT /workflows/:key/draft': designer.save,
    'DELETE /workflows/:key/draft': designer.drop,
    'POST /workflows/:key/draft/publish': designer.publish,
    'POST /workflows/:key/application': designer.apply,
    'DELETE /workflows/:key/application': designer.release,
    'POST /workflow/versions/:id/migrate': designer.migrate,
    'POST /workflow/accounts': designer.accounts,
    'POST /workflows/:key/walk': designer.walk,
    'POST /workflows/:key/simulation': designer.simulate,
  }
}
