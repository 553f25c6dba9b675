import { readSettings } from '@relais/extensions/platform'
import { systemCollectionNames } from '@directus/system-data'
import type { HookConfig, Query } from '@directus/types'
import { toBoolean } from '@directus/utils'
import { refusalIn } from '@relais/schema/constraints'
import { EnvSchema } from './env.schema.ts'
import { FixedShareError, constraintError } from './errors.ts'
import { readDeepQueries } from './deep-queries.ts'
import { guardLaterExports, refuseEmergencyExport } from './emergency-exports.ts'
import { noteMade } from './kept/attempt.ts'
import { explainConflicts } from './kept/conflicts.ts'
import { keepWrites } from './kept/middleware.ts'
import { keepTransactions } from './kept/transactions.ts'
import { guardKeyQueries, guardSorting } from './key-queries.ts'
import { endMandates, openLayers } from './layers.ts'
import { downloadFiles, sendSecurityHeaders } from './headers.ts'
import { tellMissingFiles } from './missing-files.ts'
import { explainOversizedHeaders, limitAccounts, limitEverybody } from './limits.ts'
import { explainLimits } from './rules/directus-errors.ts'
import { withOwnModules } from './rules/modules.ts'
import { keepPresetOwn } from './rules/presets.ts'
import { fixedShareFieldsIn } from './rules/shares.ts'
import { closeByDefault, closeForEverybody, giveVisitorsNoWords } from './surfaces.ts'
import { assertReadableFile } from './service/readable-file.ts'
import { refuseHiddenPaths } from './service/related-rows.ts'
import { refuseStudioComment, refuseStudioWrite } from './studio-writes.ts'
import { guardUploads } from './uploads.ts'
import { explainWrongInput, refuseWrongBodies, refuseWrongSignIns, rememberWriter } from './wrong-input.ts'

/** Closes, limits and explains what comes in, whichever door it comes by. */
export const hook: HookConfig = ({ init, filter, action }, { env, services, database, logger }) => {
  // Sockets do not go through the router, so no route can be closed on them: the start is refused (CVE-2026-126539).
  if (toBoolean(env['WEBSOCKETS_ENABLED'])) throw new Error('WEBSOCKETS_ENABLED must stay off: a failed sign-in on a socket gives every right (CVE-2026-126539).')
  const settings = readSettings('access', EnvSchema, env)
  guardKeyQueries(services.ItemsService)
  guardSorting(services.UtilsService)
  tellMissingFiles(services.AssetsService, { services, logger })
  keepTransactions(database)

  init('middlewares.before', ({ app }) => {
    sendSecurityHeaders(app)
    closeForEverybody(app)
    limitEverybody(app, settings)
  })
  init('routes.before', ({ app }) => {
    limitAccounts(app, settings)
    endMandates(app, database)
    closeByDefault(app, settings)
    giveVisitorsNoWords(app)
    const readQuery = readDeepQueries(app)
    openLayers(app, database)
    downloadFiles(app)
    keepWrites(app, { services, database, logger })
    guardUploads(app, { services, database }, settings)
    refuseWrongBodies(app)
    guardLaterExports(app, readQuery, { services, database })
    refuseWrongSignIns(app, String(env['PUBLIC_URL'] ?? ''))
  })
  init('routes.custom.after', ({ app }) => {
    explainConflicts(app, { services, database })
    explainWrongInput(app, database)
  })
  action('server.start', ({ server }) => explainOversizedHeaders(server))
  filter('request.error', explainLimits)
  filter('settings.read', (rows, _meta, { accountability }) => withOwnModules(rows, accountability))
  // Every write by a service of Directus: a violated constraint is said in our words, whichever door the write came by.
  filter('database.error', (error) => {
    const refused = refusalIn(error)
    return refused ? constraintError(refused, error) : error
  })

  // For administrators too: lending somebody else's rights is never what was meant.
  filter('shares.update', (payload) => {
    const fields = fixedShareFieldsIn(payload)
    if (fields.length > 0) throw new FixedShareError({ fields })
    return payload
  })

  filter('presets.create', (payload, _meta, { accountability }) => keepPresetOwn(payload, accountability, { isNew: true }))
  filter('presets.update', (payload, _meta, { accountability }) => keepPresetOwn(payload, accountability, { isNew: false }))

  // Of every collection, those of Directus too: the event of a collection is named after it.
  for (const scope of ['items', ...systemCollectionNames.map(name => name.replace('directus_', ''))]) {
    for (const event of ['create', 'update', 'delete']) action(`${scope}.${event}`, rememberWriter)
    filter<Query>(`${scope}.query`, async (query, { collection }, { accountability, schema }) => {
      const judged = await refuseHiddenPaths(query, String(collection), { database, accountability, schema })
      await refuseEmergencyExport(judged, String(collection), { services, database, accountability, schema })
      return judged
    })
  }
  action('items.create', ({ collection, key }) => noteMade(collection, [key]))
  action('items.update', ({ collection, keys }) => noteMade(collection, Array.isArray(keys) ? keys : []))
  for (const event of ['items.create', 'items.update', 'items.delete']) {
    filter(event, (written, { collection }, { accountability }) => refuseStudioWrite(written, collection, accountability, settings.PORTAL_URL))
  }
  filter('comments.create', (payload, _meta, context) => refuseStudioComment(payload, null, context, settings.PORTAL_URL))
  filter('comments.update', (payload, { keys }, context) => refuseStudioComment(payload, keys, context, settings.PORTAL_URL))
  for (const event of ['items.create', 'items.update']) {
    filter(event, (payload, { collection, keys = null }, { database: knex, schema, accountability }) => assertReadableFile(services, { payload, collection, keys, database: knex, schema, accountability }))
  }
}
