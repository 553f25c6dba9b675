import type { Server } from 'node:http'
import type { Application, NextFunction, Request, Response } from 'express'
import type { Accountability } from '@directus/types'
import { isAdministrator } from '@relais/schema/access'
import type { Settings } from './env.schema.ts'
import { BatchTooLargeError, ByQueryError, ContentTooLargeError, NameRefusedError, QueryTooComplexError, RequestsExceededError } from './errors.ts'
import { send } from './send.ts'
import { QUERY_LIMITS, batchSize, exceededImageLimit, exceededLimit, hasPlainNames, isByQuery } from './rules/limits.ts'
import { createWindow } from './rules/window.ts'

/** Doors that people without an account knock at. */
const SIGN_IN = ['/auth', '/relais/identity/session', '/relais/identity/invitations/view']
/** The envelope of a file in a form. */
const FORM_BYTES = 64 * 1024

/** Before anything is read: refuses addresses, queries and bodies too large, and too many attempts to sign in. */
export function limitEverybody(app: Application, settings: Settings, now: () => number = Date.now): void {
  app.use((request: Request, response: Response, next: NextFunction) => {
    const refusal = tooLarge(request, settings)
    if (refusal) send(response, refusal)
    else next()
  })
  if (!settings.RATE_LIMITER_ENABLED) return
  const attempts = createWindow({ points: settings.ACCESS_SIGN_IN_POINTS, seconds: settings.ACCESS_SIGN_IN_SECONDS })
  app.use(SIGN_IN, (request: Request, response: Response, next: NextFunction) => {
    const seconds = attempts.hit(request.ip ?? '', now())
    if (seconds === 0) return next()
    response.set('Retry-After', String(seconds))
    send(response, new RequestsExceededError({ seconds }))
  })
}

/** Once Directus knows who asks and has read the body: refuses too many requests of one account, and what hides in bodies. */
export function limitAccounts(app: Application, settings: Settings, now: () => number = Date.now): void {
  const requests = createWindow({ points: settings.ACCESS_ACCOUNT_POINTS, seconds: settings.ACCESS_ACCOUNT_SECONDS })
  app.use((request: Request & { accountability?: Accountability | null }, response: Response, next: NextFunction) => {
    const account = request.accountability?.user
    const seconds = settings.RATE_LIMITER_ENABLED && account ? requests.hit(account, now()) : 0
    if (seconds > 0) {
      response.set('Retry-After', String(seconds))
      return next(new RequestsExceededError({ seconds }))
    }
    if (isByQuery(request.method, request.body) && !isAdministrator(request.accountability)) return next(new ByQueryError())
    const refusal = tooComplex(Object(request.body?.query))
    if (refusal) return next(refusal)
    if (batchSize(request.body) > settings.MAX_BATCH_MUTATION) return next(new BatchTooLargeError({ max: settings.MAX_BATCH_MUTATION }))
    next()
  })
}

function tooLarge(request: Request, settings: Settings) {
  if (request.originalUrl.length > QUERY_LIMITS.address) return new QueryTooComplexError({ limit: 'address', max: QUERY_LIMITS.address })
  const refusal = tooComplex(request.query, /^\/assets\//i.test(request.path))
  if (refusal) return refusal
  const isForm = /^multipart\/form-data\b/i.test(request.get('content-type') ?? '')
  const max = isForm ? settings.FILES_MAX_UPLOAD_SIZE + FORM_BYTES : settings.MAX_PAYLOAD_SIZE
  return Number(request.get('content-length') ?? 0) > max ? new ContentTooLargeError({ max }) : undefined
}

function tooComplex(query: Record<string, unknown>, isImage = false) {
  const limit = exceededLimit(query) ?? (isImage ? exceededImageLimit(query) : undefined)
  if (limit) return new QueryTooComplexError({ limit, max: QUERY_LIMITS[limit] })
  return hasPlainNames(query) ? undefined : new NameRefusedError()
}

/** Says in words what Node refuses by itself with an empty answer: headers, the address among them, beyond 16 KB. */
export function explainOversizedHeaders(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return
    const [status, refusal] = error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', new QueryTooComplexError({ limit: 'address', max: QUERY_LIMITS.address })]
      : ['400 Bad Request', undefined]
    const body = refusal ? JSON.stringify({ errors: [{ message: refusal.message, extensions: { ...refusal.extensions, code: refusal.code } }] }) : ''
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  })
}
