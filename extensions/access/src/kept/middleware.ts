import { randomUUID } from 'node:crypto'
import type { Accountability, ApiExtensionContext, SchemaOverview } from '@directus/types'
import { ErrorCode, isDirectusError } from '@directus/errors'
import type { Application, NextFunction, Request, Response } from 'express'
import type { Knex } from 'knex'
import { z } from 'zod'
import { AlreadySavedError, AttemptKeyInvalidError, AttemptReusedError, AttemptUnderWayError, SeenInvalidError } from '../errors.ts'
import { judgeAttempt, keyIn, namesOnly, requestHash, takeSeen } from '../rules/attempts.ts'
import type { Known } from '../rules/attempts.ts'
import type { Attempt, Seen } from './attempt.ts'
import { duringAttempt } from './attempt.ts'
import { rightsOf } from '../service/rights.ts'
import type { Held } from './store.ts'
import { claim, release, settle, takeOver } from './store.ts'

interface Host extends Pick<ApiExtensionContext, 'services' | 'logger'> { database: Knex }
type Asked = Request & { accountability?: Accountability | null, schema?: SchemaOverview, sanitizedQuery?: Record<string, unknown> }

const WRITES = new Set(['POST', 'PATCH', 'PUT', 'DELETE'])
const ROWS = /^\/items\/([^/]+)(?:\/([^/]+))?\/?$/
/** They find what an earlier attempt made by the key in their body, and read it again with the rights of who asks. */
const FIND_THEIR_OWN = [/^\/relais\/cases\/referrals\/?$/, /^\/relais\/directory\/partner\/organizations\/[^/]+\/[^/]+\/?$/]

/** Before the routes: nothing is written twice under one key, nor over a value that its author did not see. */
export function keepWrites(app: Application, host: Host): void {
  app.use((request: Asked, response: Response, next: NextFunction) => {
    const account = request.accountability?.user
    if (!account || !WRITES.has(request.method)) return next()
    open(host, { request, response, next }, account).catch(next)
  })
}

interface Exchange { request: Asked, response: Response, next: NextFunction }

async function open(host: Host, { request, response, next }: Exchange, account: string): Promise<void> {
  const header = request.get('idempotency-key')
  const key = header === undefined ? null : keyIn(header)
  if (header !== undefined && key === null) throw new AttemptKeyInvalidError()
  // As it was sent: before what was seen is taken out of the body.
  const hash = key === null ? '' : hashOf(request)
  const held: Held | null = key === null ? null : { account, key, holder: randomUUID() }
  const attempt: Attempt = { held, seen: await onlyRead(host, request, seenIn(request)), moved: null, made: [], isCommitted: false }
  if (held === null) return attempt.seen ? duringAttempt(attempt, next) : next()
  const known = await claim(host.database, held, hash)
  if (known && !await mayGoOn(host.database, held, { known, hash })) return answerAgain(host, { request, response, next }, known)
  holdAnswer(host, { request, response, next }, held, attempt)
  duringAttempt(attempt, next)
}

const hashOf = (request: Asked) => requestHash({ method: request.method, url: request.originalUrl, body: request.body, type: request.get('content-type') ?? '', length: request.get('content-length') ?? '' })

/** Whether a known request is to be done all the same; refusals are thrown. */
async function mayGoOn(knex: Knex, own: Held, { known, hash }: { known: Known, hash: string }): Promise<boolean> {
  const verdict = judgeAttempt(known, hash)
  if (verdict === 'other') throw new AttemptReusedError()
  if (verdict === 'saved') throw new AlreadySavedError()
  if (verdict === 'again') return false
  if (verdict === 'take_over' && await takeOver(knex, own, hash)) return true
  throw new AttemptUnderWayError()
}

/** Takes what was seen out of the body, so that the routes find fields only. */
function seenIn({ method, path, body, schema }: Asked): Seen | null {
  const [, collection = '', id] = method === 'PATCH' ? ROWS.exec(path) ?? [] : []
  const known = schema?.collections[collection]
  if (!known || collection.startsWith('directus_')) return null
  const checks = takeSeen(body, id === undefined ? undefined : decodeURIComponent(id), known.primary)
  if (checks === null) throw new SeenInvalidError()
  return checks.length > 0 ? { collection, primary: known.primary, checks } : null
}

/**
 * What was seen, of the columns that its author reads in every row that they read: nobody saw the others, and a conflict on one would tell
 * what it holds. What is computed may be sent by whoever writes the rest, also where it is closed to them.
 */
async function onlyRead({ database }: Host, { schema, accountability }: Asked, seen: Seen | null): Promise<Seen | null> {
  if (seen === null || !schema || !accountability) return seen
  const rules = (await rightsOf({ database }, schema, accountability)).rulesOf?.(seen.collection)
  if (!rules) return seen
  const isRead = (field: string): boolean => rules.length > 0 && rules.every(({ fields }) => fields.has('*') || fields.has(field))
  return { ...seen, checks: seen.checks.map(check => ({ ...check, seen: Object.fromEntries(Object.entries(check.seen).filter(([field]) => isRead(field))) })) }
}

/** Rows made by a request, when they are all of one collection that it names. */
const MadeSchema = z.object({ rows: z.object({ collection: z.string(), ids: z.array(z.string()), isMany: z.boolean() }).optional(), data: z.unknown() })

/** Gives the first answer again: rows are read again with the rights of the moment; of our own answers, what names records. */
async function answerAgain({ services, database: knex }: Host, { request, response, next }: Exchange, { status, made }: Known): Promise<void> {
  if (FIND_THEIR_OWN.some(path => path.test(request.path))) return next()
  response.set({ 'Idempotency-Replayed': 'true', 'Cache-Control': 'no-store' }).status(status ?? 200)
  const { rows, data } = MadeSchema.parse(made ?? {})
  if (status === 204 || (!rows && data === undefined)) {
    response.status(204).end()
    return
  }
  const { schema, accountability } = request
  if (!rows || !schema || !accountability) {
    response.json({ data })
    return
  }
  const reader = rows.collection === 'directus_files' ? new services.FilesService({ knex, schema, accountability }) : new services.ItemsService(rows.collection, { knex, schema, accountability })
  try {
    const query = request.sanitizedQuery ?? {}
    response.json({ data: rows.isMany ? await reader.readMany(rows.ids, query) : await reader.readOne(rows.ids[0] ?? '', query) })
  }
  catch (error: unknown) {
    if (!isDirectusError(error, ErrorCode.Forbidden)) throw error
    response.status(204).end()
  }
}

/** Keeps how the request ended before its author is told: the same one sent at once finds it. */
function holdAnswer({ database: knex, logger }: Host, { request, response }: Exchange, own: Held, attempt: Attempt): void {
  const json = response.json.bind(response)
  const end = response.end.bind(response)
  // Routers shorten the path of a request while they serve it.
  const { path, body, schema } = request
  let told: unknown
  response.json = (body: unknown) => {
    told = body
    return json(body)
  }
  response.end = (...said: unknown[]) => {
    response.end = end
    const { statusCode: status } = response
    // A refusal that comes after the write does not undo it.
    const isKept = status < 400 || (attempt.isCommitted && (status >= 500 || attempt.made.length > 0))
    const kept = isKept ? settle(knex, own, { status: status < 400 ? status : 204, made: madeBy({ path, body, schema }, attempt, told) }) : release(knex, own)
    kept.catch((error: unknown) => logger.error(error, 'How a request ended could not be kept')).finally(() => Reflect.apply(end, response, said))
    return response
  }
}

const IdSchema = z.object({ data: z.object({ id: z.union([z.string(), z.number()]) }) })

function madeBy({ path, body, schema }: Pick<Asked, 'path' | 'body' | 'schema'>, { made }: Attempt, told: unknown): z.output<typeof MadeSchema> {
  const file = /^\/files(?:\/|$)/.test(path) ? IdSchema.safeParse(told).data?.data.id : undefined
  if (file !== undefined) return { rows: { collection: 'directus_files', ids: [String(file)], isMany: false }, data: undefined }
  const [, collection = '', id] = ROWS.exec(path) ?? []
  if (collection === '' || !schema?.collections[collection]) return { data: namesOnly(Object(told).data) }
  const ids = id === undefined ? made.filter(one => one.collection === collection).flatMap(one => one.ids) : [decodeURIComponent(id)]
  const isMany = id === undefined && (Array.isArray(body) || Object(body).keys !== undefined)
  return ids.length > 0 ? { rows: { collection, ids, isMany }, data: undefined } : { data: undefined }
}
