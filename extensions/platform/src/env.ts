import type { z } from 'zod'

/**
 * Reads the settings of a domain once, at the start.
 *
 * Throws with the name of each bad one, which stops the server: a setting that is not understood is never guessed.
 */
export function readSettings<T extends z.ZodType>(domain: string, schema: T, env: Record<string, unknown>): z.output<T> {
  const parsed = schema.safeParse(env)
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map(issue => issue.path.join('.')).join(', ')
  throw new Error(`Invalid setting of ${domain}: ${names} (see docs/environment.md)`)
}
