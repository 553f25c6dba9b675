import type { HookConfig } from '@directus/types'
import { shieldQuery } from './http/shield-query.ts'

/** Keeps `page`, `limit`… of our addresses away from the query check of Directus, so that we explain a bad one in French. */
export const hook: HookConfig = ({ init }) => {
  init('middlewares.before', ({ app }) => {
    app.use('/relais', shieldQuery)
  })
}
