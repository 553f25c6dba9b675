import { z } from 'zod'

/** Settings of this domain; each is in docs/environment.md. */
export const EnvSchema = z.object({ RELAIS_NOTES_KEY: z.string().min(32) })
