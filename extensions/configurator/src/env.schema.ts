import { z } from 'zod'

/** Settings of this domain; each is in docs/environment.md. */
export const EnvSchema = z.object({
  CONFIGURATOR_CACHE_TTL_MS: z.coerce.number().int().min(0).max(2000).default(1000),
})
export type Settings = z.output<typeof EnvSchema>
