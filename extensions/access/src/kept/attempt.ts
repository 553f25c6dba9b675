import { AsyncLocalStorage } from 'node:async_hooks'
import type { Check } from '../rules/attempts.ts'
import type { Held } from './store.ts'

/** Rows of one collection that a request changes, with what was seen of them. */
export interface Seen { collection: string, primary: string, checks: readonly Check[] }

/** One request that writes and may be sent again, or says what it saw. */
export interface Attempt {
  /** Its idempotency key; null when the request only says what it saw. */
  held: Held | null
  seen: Seen | null
  /** What was found to have moved; told once every row was written, hence to nobody who may not write them. */
  moved: MovedSignal | null
  /** Rows made or changed, as Directus tells it. */
  made: { collection: string, ids: string[] }[]
  isCommitted: boolean
}

/** A row was changed since it was seen; told in full once the connection is given back. */
export class MovedSignal extends Error {
  readonly collection: string
  readonly check: Check
  readonly fields: readonly string[]

  constructor(collection: string, check: Check, fields: readonly string[]) {
    super('A row was changed since it was seen.')
    this.collection = collection
    this.check = check
    this.fields = fields
  }
}

const storage = new AsyncLocalStorage<Attempt>()

/** What the running code serves, when it is such a request. */
export const currentAttempt = (): Attempt | undefined => storage.getStore()

/** Serves a request; everything that it starts finds it again with `currentAttempt`. */
export function duringAttempt(attempt: Attempt, work: () => void): void {
  storage.run(attempt, work)
}

/** Notes the rows that a request wrote. */
export function noteMade(collection: unknown, ids: readonly unknown[]): void {
  if (typeof collection === 'string') currentAttempt()?.made.push({ collection, ids: ids.map(String) })
}
