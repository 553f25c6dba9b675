export const LOOK_EVERY_MS = 60_000
const SOONEST_MS = 5_000

export interface SessionWatch {
  /** Whether to look now whether the session still runs; it then counts as done. */
  isDue: (now: number) => boolean
  /** Somebody does something; tells whether they were away. */
  touch: (now: number) => boolean
}

/** When to look whether a session still runs. Looking keeps it alive: nobody looks for a page that nobody touches, which would never be signed out. */
export function sessionWatch(startedAt: number): SessionWatch {
  let [checkedAt, touchedAt] = [startedAt, startedAt]
  return {
    isDue(now) {
      if (now - checkedAt < SOONEST_MS || now - touchedAt > LOOK_EVERY_MS) return false
      checkedAt = now
      return true
    },
    touch(now) {
      const wasAway = now - touchedAt > LOOK_EVERY_MS
      touchedAt = now
      return wasAway
    },
  }
}
