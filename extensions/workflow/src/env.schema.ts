import { z } from 'zod'

/** Settings of this domain; each is in docs/environment.md. */
export const EnvSchema = z.object({
  SECRET: z.string().min(1),
  RELAIS_WEBHOOK_HOSTS: z.array(z.string()).default([]),
  RELAIS_WEBHOOK_INTERNAL_HOSTS: z.array(z.string()).default([]),
})
export type Settings = z.output<typeof EnvSchema>
