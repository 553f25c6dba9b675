export interface ThrottleOptions {
  /** Failures tolerated before the first wait. */
  failureFactor: number
  waitIncrementSeconds: number
  maxFailureWaitSeconds: number
}

export interface Throttle {
  /** Seconds to wait before the next attempt, 0 when it may be made now. */
  waitSeconds: (login: string, now: number) => number
  fail: (login: string, now: number) => void
  succeed: (login: string) => void
}

/** Logins remembered at once: an attacker who tries many names must not fill the memory. */
const MAX_LOGINS = 10_000

/** Slows down failed sign-ins of one login with Keycloak's rule: each wait is longer than the one before, up to a maximum. */
export function createThrottle(options: ThrottleOptions): Throttle {
  const attempts = new Map<string, { failures: number, blockedUntil: number }>()
  const keyOf = (login: string) => login.trim().toLowerCase()

  return {
    waitSeconds(login, now) {
      const attempt = attempts.get(keyOf(login))
      return attempt ? Math.max(0, Math.ceil((attempt.blockedUntil - now) / 1000)) : 0
    },
    fail(login, now) {
      const key = keyOf(login)
      const failures = (attempts.get(key)?.failures ?? 0) + 1
      const waits = Math.floor(failures / options.failureFactor)
      const seconds = Math.min(waits * options.waitIncrementSeconds, options.maxFailureWaitSeconds)
      attempts.delete(key)
      attempts.set(key, { failures, blockedUntil: now + seconds * 1000 })
      const oldest = attempts.keys().next()
      if (attempts.size > MAX_LOGINS && !oldest.done) attempts.delete(oldest.value)
    },
    succeed(login) {
      attempts.delete(keyOf(login))
    },
  }
}
