import type { H3Event } from 'h3'
import type { Encoding } from '../utils/compression'

const TIMEOUT_MS = 60_000
const METHODS_WITH_BODY = new Set(['SEARCH', 'POST', 'PATCH', 'DELETE'])

function refuse(event: H3Event, status: number, code: string, message: string) {
  setResponseStatus(event, status)
  return { errors: [{ message, extensions: { code } }] }
}

/** Reads the body up to the limit; undefined when it is larger. */
async function readLimited(event: H3Event, limit: number): Promise<Buffer<ArrayBuffer> | undefined> {
  if (Number(getRequestHeader(event, 'content-length') ?? 0) > limit) return undefined
  // A call made while a page is rendered carries its body ready made.
  const ready = await Promise.resolve(Reflect.get(event.node.req, 'body')).catch(() => undefined)
  if (typeof ready === 'string') return Buffer.byteLength(ready) > limit ? undefined : Buffer.from(ready)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of event.node.req) {
    const part = Buffer.from(chunk)
    size += part.length
    if (size > limit) return undefined
    chunks.push(part)
  }
  return Buffer.concat(chunks)
}

/** The encoding of an answer that anybody may read, when it is worth it. */
function encodingFor(event: H3Event, answer: Response): Encoding | undefined {
  const asked = { method: event.method, path: event.path.replace(/^\/api/, ''), authorization: getRequestHeader(event, 'authorization') }
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json') || !isPublicRead(asked)) return undefined
  appendResponseHeader(event, 'vary', 'accept-encoding')
  return encodingOf(getRequestHeader(event, 'accept-encoding'))
}

/**
 * `/api/**`: the only door of browsers to the API, on the portal's own origin.
 * No cookie passes either way; the body is limited; the browser's address is passed on.
 */
export default defineEventHandler(async (event) => {
  const { directusUrl, apiBodyLimitBytes, trustProxy } = useRuntimeConfig(event)
  const target = targetOf(event.method, event.path.replace(/^\/api/, ''), directusUrl)
  if (!target) return refuse(event, 404, 'ROUTE_NOT_FOUND', 'Cette adresse n’existe pas.')

  const hasBody = METHODS_WITH_BODY.has(event.method)
  const body = hasBody ? await readLimited(event, bodyLimitOf(event.method, target, apiBodyLimitBytes)) : undefined
  if (hasBody && body === undefined) return refuse(event, 413, 'CONTENT_TOO_LARGE', 'Cet envoi est trop volumineux. Réduisez-le puis recommencez.')

  const headers = headersToSend(name => getRequestHeader(event, name), readBrowserAddress(event, trustProxy))
  try {
    const answer = await fetch(target, {
      method: event.method,
      headers,
      body: body && body.length > 0 ? body : undefined,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    setResponseStatus(event, answer.status)
    setResponseHeaders(event, headersToReturn(answer.headers))
    if (!answer.body) return send(event)
    const encoding = encodingFor(event, answer)
    if (!encoding) return sendStream(event, answer.body)
    setResponseHeader(event, 'content-encoding', encoding)
    return sendStream(event, compressStream(answer.body, encoding))
  }
  catch {
    return refuse(event, 503, 'SERVICE_UNAVAILABLE', 'Le serveur ne répond pas. Ce que vous avez saisi est conservé : réessayez dans un instant.')
  }
})
