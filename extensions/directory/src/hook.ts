import { readSettings } from '@relais/extensions/platform'
import type { HookConfig } from '@directus/types'
import { EnvSchema } from './env.schema.ts'
import { placeSites } from './service/geocoding.ts'

const EVERY_MINUTE = '* * * * *'

/** Places the sites whose address is known and whose position is not, when the operator named a service that knows. */
export const hook: HookConfig = ({ schedule }, { database, env, logger }) => {
  const { RELAIS_GEOCODING_URL: url } = readSettings('directory', EnvSchema, env)
  if (url === undefined) return
  schedule(EVERY_MINUTE, async () => {
    // The address asked is in no log; the next run asks again.
    await placeSites(database, { url }).catch((error: unknown) => logger.warn(`Sites are not placed: ${error instanceof Error ? error.name : 'unknown'}`))
  })
}
