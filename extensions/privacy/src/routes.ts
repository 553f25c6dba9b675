import { contractRoutes, readSettings } from '@relais/extensions/platform'
import type { Domain } from '@relais/extensions/platform'
import { journalHandlers } from './handlers/journal.ts'
import { sharedWriter } from './service/shared-writer.ts'
import { EnvSchema } from './env.schema.ts'

/** The addresses of this domain. */
export const routes: NonNullable<Domain['routes']> = (host) => {
  const { PRIVACY_SHOW_NAMES: withNames } = readSettings('privacy', EnvSchema, host.env)
  return contractRoutes(journalHandlers(host, { writer: sharedWriter(host), withNames }))
}
