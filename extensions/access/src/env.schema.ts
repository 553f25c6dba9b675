import { toBoolean } from '@directus/utils'
import { z } from 'zod'

const flag = z.unknown().transform(value => toBoolean(value))
const count = z.coerce.number().int().min(1)
const UNITS: Record<string, number> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }
const bytes = z.string().regex(/^\d+(?:b|kb|mb|gb)$/i).transform((value) => {
  const [, amount = '', unit = ''] = /^(\d+)(\D+)$/.exec(value.toLowerCase()) ?? []
  return Number(amount) * (UNITS[unit] ?? 1)
})

/** Settings of this domain; each is in docs/environment.md. */
export const EnvSchema = z.object({
  RATE_LIMITER_ENABLED: flag,
  RELAIS_OPEN_DIRECTUS: flag,
  PORTAL_URL: z.url().default('http://localhost:3000'),
  ACCESS_ACCOUNT_POINTS: count.default(500),
  ACCESS_ACCOUNT_SECONDS: count.default(10),
  ACCESS_SIGN_IN_POINTS: count.default(60),
  ACCESS_SIGN_IN_SECONDS: count.default(60),
  MAX_PAYLOAD_SIZE: bytes.default(1024 ** 2),
  MAX_BATCH_MUTATION: count.default(500),
  FILES_MAX_UPLOAD_SIZE: bytes.default(20 * 1024 ** 2),
  FILES_MIME_TYPE_ALLOW_LIST: z.union([z.array(z.string()), z.string().transform(list => list.split(','))]).default([]),
})

export type Settings = z.output<typeof EnvSchema>
