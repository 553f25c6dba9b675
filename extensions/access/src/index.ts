import { defineHook } from '@directus/extensions-sdk'
import type { Query } from '@directus/types'
import { toBoolean } from '@directus/utils'
import { readSettings } from './env.schema.ts'
import { FixedShareError } from './errors.ts'
import { guardExports } from './exports.ts'
import { openLayers } from './layers.ts'
import { downloadFiles, sendSecurityHeaders } from './headers.ts'
import { explainOversizedHeaders, limitAccounts, limitEverybody } from './limits.ts'
import { explainLimits } from './rules/directus-errors.ts'
import { fixedShareFieldsIn } from './rules/shares.ts'
import { closeForEverybody, closeForSome } from './surfaces.ts'
import { assertReadableFile } from './service/readable-file.ts'
import { refuseHiddenPaths } from './service/related-rows.ts'
import { guardUploads } from './uploads.ts'

export default defineHook(({ init, filter, action }, { env, services, database }) => {
  // Sockets do not go through the router, so no route can be closed on them: the start is refused (CVE-2026-126539).
  if (toBoolean(env['WEBSOCKETS_ENABLED'])) throw new Error('WEBSOCKETS_ENABLED must stay off: a failed sign-in on a socket gives every right (CVE-2026-126539).')
  const settings = readSettings(env)
  guardExports(services.ExportService)

  init('middlewares.before', ({ app }) => {
    sendSecurityHeaders(app)
    closeForEverybody(app)
    limitEverybody(app, settings)
  })
  init('routes.before', ({ app }) => {
    limitAccounts(app, settings)
    openLayers(app, database)
    closeForSome(app)
    downloadFiles(app)
    guardUploads(app, { services, database }, settings)
  })
  action('server.start', ({ server }) => explainOversizedHeaders(server))
  filter('request.error', explainLimits)

  // For administrators too: lending somebody else's rights is never what was meant.
  filter('shares.update', (payload) => {
    const fields = fixedShareFieldsIn(payload)
    if (fields.length > 0) throw new FixedShareError({ fields })
    return payload
  })

  for (const event of ['items.query', 'users.query', 'files.query']) {
    filter<Query>(event, (query, { collection }, { accountability, schema }) => refuseHiddenPaths(query, String(collection), { database, accountability, schema }))
  }
  for (const event of ['items.create', 'items.update']) {
    filter(event, (payload, { collection, keys = null }, { database: knex, schema, accountability }) => assertReadableFile(services, { payload, collection, keys, database: knex, schema, accountability }))
  }
})
