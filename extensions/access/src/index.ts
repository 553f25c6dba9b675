import { defineHook } from '@directus/extensions-sdk'
import { toBoolean } from '@directus/utils'
import { FixedShareError } from './errors.ts'
import { fixedShareFieldsIn } from './rules/shares.ts'
import { closeForEverybody, closeForSome } from './surfaces.ts'

export default defineHook(({ init, filter }, { env }) => {
  // Sockets do not go through the router, so no route can be closed on them: the start is refused (CVE-2026-126539).
  if (toBoolean(env['WEBSOCKETS_ENABLED'])) throw new Error('WEBSOCKETS_ENABLED must stay off: a failed sign-in on a socket gives every right (CVE-2026-126539).')

  init('middlewares.before', ({ app }) => closeForEverybody(app))
  init('routes.before', ({ app }) => closeForSome(app))

  // For administrators too: lending somebody else's rights is never what was meant.
  filter('shares.update', (payload) => {
    const fields = fixedShareFieldsIn(payload)
    if (fields.length > 0) throw new FixedShareError({ fields })
    return payload
  })
})
