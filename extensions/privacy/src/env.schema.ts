import { z } from 'zod'

/** Settings of the extension; see the table of the README. */
export const EnvSchema = z.object({
  PRIVACY_SHOW_NAMES: z.union([z.boolean(), z.stringbool()]).default(false),
})
export type Env = z.output<typeof EnvSchema>

/** Reads the settings once at start; a bad one stops the extension with its name. */
export function readEnv(env: Record<string, unknown>): Env {
  const parsed = EnvSchema.safeParse(env)
  if (parsed.success) return parsed.data
  throw new Error(`Invalid setting of the privacy extension: ${parsed.error.issues.map(issue => issue.path.join('.')).join(', ')} (see extensions/privacy/README.md#configuration)`)
}
