import { defineHook } from '@directus/extensions-sdk'
import { z } from 'zod'
import { shieldQuery } from './http/shield-query.ts'

const AppSchema = z.object({ use: z.function() }).loose()

/** Keeps `page`, `limit`… of our addresses away from the query check of Directus, so that we explain a bad one in French. */
export default defineHook(({ init }) => {
  init('middlewares.before', ({ app }) => {
    if (AppSchema.safeParse(app).success) app.use('/relais', shieldQuery)
  })
})
