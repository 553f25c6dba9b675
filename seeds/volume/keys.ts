const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0')

/** A number of 32 bits that looks random and depends on nothing but both arguments (the finalizer of MurmurHash3). */
export function mix(index: number, salt: number): number {
  let value = (Math.imul(index, 0x9E3779B1) ^ Math.imul(salt + 1, 0x85EBCA6B)) >>> 0
  value = Math.imul(value ^ (value >>> 16), 0x85EBCA6B)
  value = Math.imul(value ^ (value >>> 13), 0xC2B2AE35)
  return (value ^ (value >>> 16)) >>> 0
}

/** A whole number from 0 to `below` excluded. */
export function draw(index: number, salt: number, below: number): number {
  return Math.floor(mix(index, salt) / 4294967296 * below)
}

/** One element of a list that is not empty. */
export function pick<T>(list: readonly T[], index: number, salt: number): T {
  const value = list[draw(index, salt, list.length)]
  if (value === undefined) throw new Error('nothing to pick')
  return value
}

/** Kinds of rows, each with identifiers of its own. */
export const KINDS = {
  structure: 1, user: 2, membership: 3, organization: 4, site: 5, offer: 6, places: 7, person: 8, case: 9, member: 10,
  need: 11, objective: 12, action: 13, interview: 14, milestone: 15, referral: 16, step: 17,
} as const

/** The identifier of the n-th row of a kind: always the same, scattered as those that Directus draws. */
export function keyOf(kind: keyof typeof KINDS, index: number): string {
  const salt = KINDS[kind] * 4
  const tail = `${hex(mix(index, salt + 2))}${hex(index)}`
  const middle = hex(mix(index, salt + 1))
  return `${hex(mix(index, salt))}-${middle.slice(0, 4)}-4${middle.slice(5)}-8${tail.slice(1, 4)}-${hex(KINDS[kind]).slice(4)}${tail.slice(8)}`
}
