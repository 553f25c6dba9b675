import { z } from 'zod'

/** A variable that containers pass empty is not set. */
const unset = z.literal('').transform(() => undefined)

/** Settings of this domain; each is in docs/environment.md. */
export const EnvSchema = z.object({
  DIRECTORY_REFRESH_MONTHS: z.coerce.number().int().min(1).max(36).default(6),
  DIRECTORY_MAP_LIMIT: z.coerce.number().int().min(1000).max(100_000).default(50_000),
  RELAIS_GEOCODING_URL: z.union([unset, z.url()]).optional(),
})
export type Settings = z.output<typeof EnvSchema>
