import { z } from 'zod'

/** A variable that containers pass empty is not set. */
const unset = z.literal('').transform(() => undefined)

/** Settings of the extension; see the table of the README. */
export const EnvSchema = z.object({
  DIRECTORY_REFRESH_MONTHS: z.coerce.number().int().min(1).max(36).default(6),
  DIRECTORY_MAP_LIMIT: z.coerce.number().int().min(1000).max(100_000).default(50_000),
  RELAIS_GEOCODING_URL: z.union([unset, z.url()]).optional(),
})
export type Env = z.output<typeof EnvSchema>

/** Reads the settings once at start; a bad one stops the extension with its name. */
export function readEnv(env: Record<string, unknown>): Env {
  const parsed = EnvSchema.safeParse(env)
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map(issue => issue.path.join('.')).join(', ')
  throw new Error(`Invalid setting of the directory extension: ${names} (see extensions/directory/README.md#configuration)`)
}
