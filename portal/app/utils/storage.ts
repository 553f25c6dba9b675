/** Where the browser keeps something: on this device, or for the life of a tab. */
export type Shelf = 'device' | 'tab'

/**
 * The one place that touches the storage of the browser, which may be absent, refuse to be read, or be full: nothing of ours
 * depends on it, so that a page never breaks for it.
 */
function shelf(which: Shelf): Storage | null {
  try {
    return which === 'device' ? globalThis.localStorage ?? null : globalThis.sessionStorage ?? null
  }
  catch {
    return null
  }
}

/** What is kept under a name; null when there is nothing, or when the browser keeps nothing. */
export function readKept(name: string, which: Shelf = 'device'): string | null {
  try {
    return shelf(which)?.getItem(name) ?? null
  }
  catch {
    return null
  }
}

/** Keeps a text under a name; tells whether the browser took it. */
export function keep(name: string, value: string, which: Shelf = 'device'): boolean {
  try {
    const place = shelf(which)
    place?.setItem(name, value)
    return place !== null
  }
  catch {
    return false
  }
}

/** Forgets what is kept under a name. */
export function forget(name: string, which: Shelf = 'device'): void {
  try {
    shelf(which)?.removeItem(name)
  }
  catch {
    // What cannot be written is not there.
  }
}

/** The names under which something is kept, that begin with this. */
export function keptNames(prefix: string, which: Shelf = 'device'): string[] {
  try {
    return Object.keys(shelf(which) ?? {}).filter(name => name.startsWith(prefix))
  }
  catch {
    return []
  }
}
