import { isRecord } from '../../shared/utils/api-error'
import { forget, keep, keptNames, readKept } from './storage'

const PREFIX = 'relais.attempt.'
const KEPT_MS = 86_400_000

/** One sending of a form, under the key that the server knows it by. */
export interface Attempt {
  key: string
  /** The server answered: what is sent next from here is something else. */
  settle: () => void
  /** No answer was read: what is sent next from here is the same thing again. */
  leave: () => void
}

const underWay = new Set<string>()
/** Those that the browser does not keep: they last as long as the page. */
const unkept = new Map<string, { key: string, at: number }>()
const ofFiles = new WeakMap<File, string>()

/**
 * The key of what is sent from a page to an address. While no answer was read, it is the same: pressing again, or coming back after the
 * tab was closed, makes one record. The server keeps keys for a day, and so do we.
 */
export function beginAttempt(place: string, now = Date.now()): Attempt {
  const name = PREFIX + hashOf(place)
  const left = underWay.has(name) ? null : readLeft(name, now)
  const key = left ?? crypto.randomUUID()
  // A second thing sent at the same time from the same place is another one.
  const isFirst = !underWay.has(name)
  if (isFirst) {
    underWay.add(name)
    if (!keep(name, JSON.stringify({ key, at: now }))) unkept.set(name, { key, at: now })
  }
  return {
    key,
    settle: () => {
      if (!isFirst) return
      underWay.delete(name)
      unkept.delete(name)
      forget(name)
    },
    leave: () => {
      if (isFirst) underWay.delete(name)
    },
  }
}

/** A name that tells nothing of a place: its address holds the key of a file, and the names kept by a browser are there to read (cyrb53). */
function hashOf(place: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57]
  for (const sign of place) {
    const code = sign.codePointAt(0) ?? 0
    one = Math.imul(one ^ code, 2_654_435_761)
    other = Math.imul(other ^ code, 1_597_334_677)
  }
  const mixed = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909)
  const mixedToo = Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909)
  return (mixed >>> 0).toString(36) + (mixedToo >>> 0).toString(36)
}

function readLeft(name: string, now: number): string | null {
  try {
    const left: unknown = JSON.parse(readKept(name) ?? 'null') ?? unkept.get(name)
    return isRecord(left) && typeof left.key === 'string' && typeof left.at === 'number' && now - left.at < KEPT_MS ? left.key : null
  }
  catch {
    return null
  }
}

/** The same for a file: its key goes with it, whatever it is sent for. */
export function beginUpload(file: File): Attempt {
  const key = ofFiles.get(file) ?? crypto.randomUUID()
  ofFiles.set(file, key)
  return { key, settle: () => void ofFiles.delete(file), leave: () => undefined }
}

/** Forgets what was left under way: somebody else is coming to this computer. */
export function forgetAttempts(): void {
  unkept.clear()
  for (const name of keptNames(PREFIX)) forget(name)
}
