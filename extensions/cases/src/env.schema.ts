import { z } from 'zod'

/** Settings of the extension; see the table of the README. */
export const EnvSchema = z.object({ RELAIS_NOTES_KEY: z.string().min(32) })

/** Reads the settings once at start; a bad one stops the extension with its name. */
export function readEnv(env: Record<string, unknown>): z.output<typeof EnvSchema> {
  const parsed = EnvSchema.safeParse(env)
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map(issue => issue.path.join('.')).join(', ')
  throw new Error(`Invalid setting of the cases extension: ${names} (see extensions/cases/README.md#configuration)`)
}
