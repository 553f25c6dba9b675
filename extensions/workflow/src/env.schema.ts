import { z } from 'zod'

/** Containers pass an empty variable where nothing is set. */
const hosts = z.union([z.literal('').transform((): string[] => []), z.array(z.string())]).default([])

/** Settings of this domain; each is in docs/environment.md. */
export const EnvSchema = z.object({
  SECRET: z.string().min(1),
  RELAIS_WEBHOOK_HOSTS: hosts,
  RELAIS_WEBHOOK_INTERNAL_HOSTS: hosts,
})
export type Settings = z.output<typeof EnvSchema>
