import type { Accountability } from '@directus/types'
import type { Request } from 'express'
import { z } from 'zod'

const CallerSchema = z.object({
  user: z.string().nullish(), role: z.string().nullish(), roles: z.array(z.string()).optional(), admin: z.boolean().optional(),
}).nullish().catch(null)

/** What is known of who asks; null when nobody is signed in. */
export function callerOf(req: Request): z.output<typeof CallerSchema> {
  return CallerSchema.parse(Reflect.get(req, 'accountability'))
}

const isAccountability = (value: unknown): value is Accountability => typeof value === 'object' && value !== null && 'roles' in value && 'admin' in value

/** The accountability of a request, as Directus made it. */
export function accountabilityOf(req: Request): Accountability | null {
  const value: unknown = Reflect.get(req, 'accountability')
  return isAccountability(value) ? value : null
}
