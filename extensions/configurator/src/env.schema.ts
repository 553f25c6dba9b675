import { z } from 'zod'

/** Settings of the extension; see the table of the README. */
export const EnvSchema = z.object({
  CONFIGURATOR_CACHE_TTL_MS: z.coerce.number().int().min(0).max(2000).default(1000),
})
export type Env = z.output<typeof EnvSchema>

/** Reads the settings once at start; a bad one stops the extension with its name. */
export function readEnv(env: Record<string, unknown>): Env {
  const parsed = EnvSchema.safeParse(env)
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map(issue => issue.path.join('.')).join(', ')
  throw new Error(`Invalid setting of the configurator extension: ${names} (see extensions/configurator/README.md#configuration)`)
}
