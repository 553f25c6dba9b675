import type { Accountability } from '@directus/types'
import { isAdministrator, isLent } from '@relais/schema/access'
import type { Knex } from 'knex'
import { ForbiddenError, ProtectedFieldError, StudioRefusedError } from './errors.ts'
import { protectedFieldsIn } from './rules/protected-fields.ts'

/**
 * Keeps what makes an account's rights out of everybody's reach but the administrators', whatever a permission says and
 * whatever rights are lent. Without a caller it is the product itself that writes (an invitation taken up, a sign-in to the Studio).
 */
export function refuseProtectedFields<Payload>(payload: Payload, accountability: Accountability | null): Payload {
  if (accountability === null || isAdministrator(accountability)) return payload
  const fields = protectedFieldsIn(payload)
  if (fields.length > 0) throw new ProtectedFieldError({ fields })
  return payload
}

/** Refuses to make, change or take away what gives rights with rights that are lent to somebody: they are lent for one record of theirs. */
export function refuseLent<Payload>(payload: Payload, accountability: Accountability | null): Payload {
  if (isLent(accountability)) throw new ForbiddenError()
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

/** What a column of names holds; Keycloak takes names of 255 characters. */
const LONGEST_NAME = 50
const LONGEST_EMAIL = 128

/** Throws at an address that Directus refuses, as it does those whose ending is on no public list (`.local`, `.lan`). */
export type EmailJudge = (email: string) => unknown

/**
 * Leaves out of what a sign-in to the Studio copies what could only fail: an e-mail that is already known, another
 * account's or refused by Directus, a name that the column does not hold. A name or an address must never keep somebody out.
 */
export async function keepCopiable<Payload>(payload: Payload, knex: Knex, judge: EmailJudge): Promise<Payload> {
  if (typeof payload !== 'object' || payload === null) return payload
  const copied = { ...payload }
  for (const [field, value] of Object.entries(copied)) {
    const isCopiable = field === 'email' ? await isFree(value, knex, judge) : !/^(?:first|last)_name$/.test(field) || isShort(value, LONGEST_NAME)
    if (!isCopiable) Reflect.set(copied, field, undefined)
  }
  return copied
}

const isShort = (value: unknown, most: number): boolean => typeof value !== 'string' || ([...value].length <= most && !value.includes('\u0000'))

async function isFree(value: unknown, knex: Knex, judge: EmailJudge): Promise<boolean> {
  if (typeof value !== 'string' || !isShort(value, LONGEST_EMAIL)) return false
  try {
    judge(value)
  }
  catch {
    // Directus says why, to nobody: the address that is already known stays.
    return false
  }
  return await knex('directus_users').select('id').whereRaw('lower(email) = ?', [value.toLowerCase()]).first() === undefined
}
