import { ForbiddenError, UnauthenticatedError } from './errors.ts'
import type { Accountability } from '@directus/types'
import type { Audience } from '@relais/schema'
import { audienceOfRole, isAdministrator } from '@relais/schema/access'
import type { Request } from 'express'
import { z } from 'zod'

/** Who asks, as Directus established it. */
export interface Caller {
  user: string
  audience: Audience
  accountability: Accountability
}

const AccountabilitySchema = z.object({
  user: z.string(),
  role: z.string().nullable(),
  roles: z.array(z.string()),
  admin: z.boolean(),
  app: z.boolean(),
  ip: z.string().nullable(),
  userAgent: z.string().optional(),
  origin: z.string().optional(),
})

/** The caller, or a refusal when nobody is signed in or the role is none of ours. */
export function callerOf(req: Request): Caller {
  const parsed = AccountabilitySchema.safeParse(Reflect.get(req, 'accountability'))
  if (!parsed.success) throw new UnauthenticatedError()
  const { userAgent, origin, ...rest } = parsed.data
  const accountability: Accountability = { ...rest, ...(userAgent && { userAgent }), ...(origin && { origin }) }
  const audience = isAdministrator(accountability) ? 'admin' : audienceOfRole(accountability.role)
  if (!audience) throw new ForbiddenError()
  return { user: parsed.data.user, audience, accountability }
}

/** The caller, when it belongs to one of these audiences. */
export function callerAmong(req: Request, audiences: readonly Audience[]): Caller {
  const caller = callerOf(req)
  if (!audiences.includes(caller.audience)) throw new ForbiddenError()
  return caller
}
