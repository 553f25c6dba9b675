import { z } from 'zod'

/** Settings of this domain; each is in docs/environment.md. */
export const EnvSchema = z.object({
  PRIVACY_SHOW_NAMES: z.union([z.boolean(), z.stringbool()]).default(false),
})
