import type { OpenRoute } from './define.ts'

/** What is asked of Directus, before anything is decoded. */
export interface Asked {
  method: string
  /** The path as it was sent, percent-encodings included. */
  path: string
  /** The names of its query, without what follows in brackets. */
  query: readonly string[]
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const PLAIN = /^[\w~:@+-][\w.~:@+-]{0,254}$/
/** Those of Directus have addresses of their own, with rules of their own. */
const COLLECTION = /^(?!directus_)\w{1,64}$/i

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  }
  catch {
    return undefined
  }
}

function fits(pattern: string, segment: string): boolean {
  if (!pattern.startsWith(':')) return pattern === segment
  const value = decode(segment)
  if (value === undefined) return false
  return pattern === ':uuid' ? UUID.test(value) : pattern === ':collection' ? COLLECTION.test(value) : PLAIN.test(value)
}

/**
 * The segments of a path; undefined for one that a router might read in two ways. One slash at the end is the same page, as it
 * is to Directus. Words are compared as they are: capitals and encodings, which Directus lets pass, open nothing.
 */
function segmentsOf(path: string): string[] | undefined {
  const whole = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
  if (!whole.startsWith('/') || whole.includes('\\')) return undefined
  const segments = whole.slice(1).split('/')
  return segments.includes('') ? undefined : segments
}

/** The route of a list that was asked, its query included; undefined when there is none. */
export function matchRoute<Route extends OpenRoute>(routes: readonly Route[], { method, path, query }: Asked): Route | undefined {
  const segments = segmentsOf(path)
  if (!segments) return undefined
  // Answered by the same code, without its body.
  const verb = method === 'HEAD' ? 'GET' : method
  return routes.find((route) => {
    if (route.method !== verb || !query.every(name => route.query.includes(name))) return false
    const patterns = route.path.slice(1).split('/')
    return patterns.length === segments.length && patterns.every((pattern, index) => fits(pattern, segments[index] ?? ''))
  })
}

/** The names of a query as it was sent: `filter[name][_eq]=x` is called `filter`. */
export function namesOf(search: string): string[] {
  return [...new URLSearchParams(search).keys()].map(name => name.split('[')[0] ?? '')
}
