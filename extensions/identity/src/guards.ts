import type { Accountability } from '@directus/types'
import type { Knex } from 'knex'
import { ProtectedFieldError, StudioRefusedError } from './errors.ts'
import { protectedFieldsIn } from './rules/protected-fields.ts'

/**
 * Keeps what makes an account's rights out of everybody's reach but the administrators', whatever a permission says.
 * Without a caller it is the product itself that writes (an invitation taken up, a sign-in to the Studio).
 */
export function refuseProtectedFields<Payload>(payload: Payload, accountability: Accountability | null): Payload {
  if (accountability === null || accountability.admin) return payload
  const fields = protectedFieldsIn(payload)
  if (fields.length > 0) throw new ProtectedFieldError({ fields })
  return payload
}

/**
 * Refuses the Studio to accounts whose groups give no role in it. Directus would open a session to them all the same,
 * since it maps no role rather than refusing.
 */
export function refuseOutsiders<Payload>(payload: Payload): Payload {
  const isMapped = typeof payload === 'object' && payload !== null && 'role' in payload
  if (isMapped && !payload.role) throw new StudioRefusedError()
  return payload
}

/**
 * Leaves the e-mail out of what a sign-in to the Studio copies when copying it could only fail: it is the one already
 * known, or another account's. A name or an address must never keep somebody out.
 */
export async function keepEmail<Payload>(payload: Payload, knex: Knex): Promise<Payload> {
  if (typeof payload !== 'object' || payload === null || !('email' in payload)) return payload
  const email = typeof payload.email === 'string' ? payload.email.toLowerCase() : ''
  const holder = await knex('directus_users').select('id').whereRaw('lower(email) = ?', [email]).first()
  if (email && !holder) return payload
  return { ...payload, email: undefined }
}
