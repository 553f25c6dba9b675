import { createHash, timingSafeEqual } from 'node:crypto'
import type { Realm, RealmUser } from './realm.ts'
import { findUser } from './realm.ts'
import type { Throttle } from './throttle.ts'

export interface Credentials { login: string, password: string, now: number }
export type SignIn = { ok: true, user: RealmUser } | { ok: false, waitSeconds: number }

/** Checks a password, counting failures: the answer is the same for an unknown login and for a wrong password. */
export function checkPassword(realm: Realm, throttle: Throttle, { login, password, now }: Credentials): SignIn {
  const user = findUser(realm, login)
  // One counter for an account, whether it is named by its identifier or by its e-mail address.
  const key = user?.id ?? login
  const waitSeconds = throttle.waitSeconds(key, now)
  if (waitSeconds > 0) return { ok: false, waitSeconds }

  if (isSame(password, user?.credentials[0]?.value ?? '') && user) {
    throttle.succeed(key)
    return { ok: true, user }
  }
  throttle.fail(key, now)
  return { ok: false, waitSeconds: throttle.waitSeconds(key, now) }
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected)) && expected !== ''
}
