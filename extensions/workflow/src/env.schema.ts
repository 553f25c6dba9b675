import { z } from 'zod'

/** Containers pass an empty variable where nothing is set. */
const hosts = z.union([z.literal('').transform((): string[] => []), z.array(z.string())]).default([])

/** Settings of the extension; see the table of the README. */
const EnvSchema = z.object({
  SECRET: z.string().min(1),
  RELAIS_WEBHOOK_HOSTS: hosts,
  RELAIS_WEBHOOK_INTERNAL_HOSTS: hosts,
})
export type Env = z.output<typeof EnvSchema>

/** Reads the settings once at start; a bad one stops the extension with its name. */
export function readEnv(env: Record<string, unknown>): Env {
  const parsed = EnvSchema.safeParse(env)
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map(issue => issue.path.join('.')).join(', ')
  throw new Error(`Invalid setting of the workflow extension: ${names} (see extensions/workflow/README.md#configuration)`)
}
