export interface Window {
  /** Counts one more for a key; seconds to wait when it is one too many, 0 otherwise. */
  hit: (key: string, now: number) => number
}

/** Keys remembered at once: whoever tries many must not fill the memory. */
const MAX_KEYS = 50_000

/** Counts what each key does in windows of fixed length, in the memory of this process. */
export function createWindow({ points, seconds }: { points: number, seconds: number }): Window {
  const counters = new Map<string, { count: number, endsAt: number }>()
  return {
    hit(key, now) {
      const known = counters.get(key)
      const counter = known && known.endsAt > now ? known : { count: 0, endsAt: now + seconds * 1000 }
      counter.count += 1
      counters.delete(key)
      counters.set(key, counter)
      const oldest = counters.keys().next()
      if (counters.size > MAX_KEYS && !oldest.done) counters.delete(oldest.value)
      return counter.count > points ? Math.max(1, Math.ceil((counter.endsAt - now) / 1000)) : 0
    },
  }
}
