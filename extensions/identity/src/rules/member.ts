/** Rights of the accounts of an organisation, from the least to the most. */
const RIGHTS = ['reader', 'editor', 'owner']

export interface Membership { right: string, valid_from: string, valid_until: string | null }

/** A row as the database gives it. */
export interface Held { right: string, valid_from: Date | string, valid_until: Date | string | null }

/**
 * What an account's place in an organisation becomes when it takes up an invitation, or null when it stays as it is: a
 * right in force is raised or made lasting, never lowered; one that has ended or not begun is given anew from now.
 */
export function memberAfter(held: Held | undefined, right: string, now: Date): Membership | null {
  const isInForce = held !== undefined && new Date(held.valid_from) <= now && (held.valid_until === null || new Date(held.valid_until) > now)
  if (!isInForce) return { right, valid_from: now.toISOString(), valid_until: null }
  const gained = RIGHTS.indexOf(right) - RIGHTS.indexOf(held.right)
  if (gained < 0 || (gained === 0 && held.valid_until === null)) return null
  return { right, valid_from: new Date(held.valid_from).toISOString(), valid_until: null }
}
