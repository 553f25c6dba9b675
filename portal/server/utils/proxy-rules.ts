import { PORTAL_ROUTES, matchRoute, namesOf } from '@relais/schema/access/routes'

/** A file of a record, with its envelope; the server says the size of each sort of file. */
const FILE_BODY_BYTES = (5 * 1024 + 64) * 1024

/** The largest body that is passed on to a path. */
export function bodyLimitOf(method: string, { pathname }: URL, usual: number): number {
  return method === 'POST' && pathname.endsWith('/files') ? Math.max(usual, FILE_BODY_BYTES) : usual
}

const SENT_HEADERS = ['accept', 'accept-language', 'content-type', 'if-none-match', 'if-modified-since', 'range', 'idempotency-key'] as const
const RETURNED_HEADERS = [
  'accept-ranges', 'cache-control', 'content-disposition', 'content-language', 'content-range', 'content-type', 'etag', 'idempotency-replayed', 'last-modified', 'retry-after', 'vary',
] as const

type Read = (name: string) => string | null | undefined

/** The address to call behind `/api`, or undefined when no page asks it: Directus would answer like a missing page too. */
export function targetOf(method: string, path: string, directusUrl: string): URL | undefined {
  const [pathname = '', query = ''] = splitOnce(path, '?')
  if (!matchRoute(PORTAL_ROUTES, { method, path: pathname, query: namesOf(query) })) return undefined
  const base = directusUrl.endsWith('/') ? directusUrl : `${directusUrl}/`
  if (!URL.canParse(base)) return undefined
  const root = new URL(base)
  root.pathname = `${root.pathname.replace(/\/$/, '')}${pathname}`
  root.search = query
  return root
}

function splitOnce(text: string, separator: string): [string, string?] {
  const index = text.indexOf(separator)
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}

/** The headers sent to the API: no cookie, no host, and a bearer token only. */
export function headersToSend(read: Read, browserAddress: string | undefined): Headers {
  const headers = new Headers()
  for (const name of SENT_HEADERS) {
    const value = read(name)
    if (value) headers.set(name, value)
  }
  const authorization = read('authorization')
  if (authorization && /^Bearer \S+$/i.test(authorization)) headers.set('authorization', authorization)
  if (browserAddress) headers.set('x-forwarded-for', browserAddress)
  return headers
}

/** The headers given back to the browser: no cookie, and no private answer kept by a cache. */
export function headersToReturn(answer: Headers): Record<string, string> {
  const kept = Object.fromEntries(RETURNED_HEADERS.flatMap((name) => {
    const value = answer.get(name)
    return value === null ? [] : [[name, value]]
  }))
  return { 'cache-control': 'no-store', ...kept }
}
