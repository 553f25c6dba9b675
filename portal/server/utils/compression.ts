import { Readable, pipeline } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'
import { PORTAL_ROUTES, matchRoute, namesOf } from '@relais/schema/access/routes'

export type Encoding = 'br' | 'gzip'

// Brotli at its best takes seconds: this one is quicker than gzip and smaller.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
// The page of an invitation is opened by a secret: its answer is never squeezed together with what somebody else chose.
const SECRET_PAGE = /^\/(?:en\/)?invitation(?:[/?#]|$)/
const INNER_PAGE = /^\/__nuxt_error/

/** The best encoding that a browser takes, or undefined when it takes none of ours. */
export function encodingOf(accepted: string | undefined): Encoding | undefined {
  const taken = (accepted ?? '').toLowerCase().split(',').map(part => part.trim().split(/\s*;\s*/))
    .flatMap(([name = '', ...parameters]) => parameters.some(parameter => /^q=0(?:\.0*)?$/.test(parameter)) ? [] : [name])
  return (['br', 'gzip'] as const).find(name => taken.includes(name))
}

/**
 * Whether the answer to a call of the API may be compressed: only what anybody reads without an account. An answer that
 * holds a secret beside words that somebody else chose would tell the secret by its size (BREACH).
 */
export function isPublicRead({ method, path, authorization }: { method: string, path: string, authorization: string | undefined }): boolean {
  const [pathname = '', query = ''] = path.split(/\?(.*)/s)
  return method === 'GET' && !authorization && matchRoute(PORTAL_ROUTES, { method, path: pathname, query: namesOf(query) })?.visitors === true
}

/** Whether a page may be compressed: pages are rendered for nobody in particular, but that of an invitation. */
export function isPublicPage(path: string): boolean {
  return !SECRET_PAGE.test(path) && !INNER_PAGE.test(path)
}

/** A page, compressed. */
export async function compressText(text: string, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br' ? promisify(brotliCompress)(text, BROTLI) : promisify(gzip)(text)
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
}

/** The body of an answer, compressed as it comes; one that breaks on the way breaks here too, instead of ending short. */
export function compressStream(body: ReadableStream<Uint8Array>, encoding: Encoding): Readable {
  const squeezed = encoding === 'br' ? createBrotliCompress(BROTLI) : createGzip()
  return pipeline(Readable.from(chunksOf(body)), squeezed, () => undefined)
}
