/** A small seeded generator (mulberry32): the same seed gives the same world on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next: () => number
  /** An integer between both bounds, included. */
  int: (min: number, max: number) => number
  /** True with the given probability. */
  chance: (probability: number) => boolean
  /** One element of a list that is not empty. */
  pick: <T>(list: readonly T[]) => T
  /** Distinct elements of a list, in a random order. */
  sample: <T>(list: readonly T[], count: number) => T[]
}

/** Derives a generator from a readable key, so that adding a row never shifts the rows of another key. */
export function randomFor(key: string): Random {
  let state = hash(key)

  function next(): number {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))

  function pick<T>(list: readonly T[]): T {
    const value = list[int(0, list.length - 1)]
    if (value === undefined) throw new Error(`nothing to pick for ${key}`)
    return value
  }

  function sample<T>(list: readonly T[], count: number): T[] {
    const rest = [...list]
    const taken: T[] = []
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(int(0, rest.length - 1), 1))
    return taken
  }

  return { next, int, chance: probability => next() < probability, pick, sample }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811C9DC5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}
