import type { Accountability } from '@directus/types'
import type { Application, NextFunction, Request, Response } from 'express'
import { ChangeNotJournalledError, JournalUnavailableError } from '../errors.ts'
import { idsIn } from '../rules/lines.ts'
import { idsNamed } from '../rules/named.ts'
import { isRefusedByJournal, isUnauthenticated } from '../rules/refusal.ts'
import { collectionOf, givesFiles, mayAnswerAbout, mayTellOfPeople, organizationAsked, pathOf, spelled } from '../rules/routes.ts'
import { doorOf } from '../rules/visits.ts'
import type { Visit } from './visit.ts'
import { duringVisit, takeLines } from './visit.ts'
import type { Writer } from './writer.ts'

/** Of some ids, those that somebody may read, of people, files and the collection given. */
type Readable = (ids: string[], asked: { accountability: Accountability, collection?: string | undefined }) => Promise<string[]>

type Asked = Request & { accountability?: Accountability | null, token?: unknown }

const MOST_SESSIONS = 20_000
const TOLD_AFTER_MS = 5_000
/** Refusals that tell how a record is: its state, a condition, a conflict. */
const TELLING = [400, 409, 422]

/** Follows every request of somebody who is signed in, from the moment when Directus knows who asks. */
export function watchRequests(app: Application, writer: Writer, readable: Readable): void {
  const sessions = new Set<string>()

  app.use((req: Asked, res: Response, next: NextFunction) => {
    const user = req.accountability?.user
    if (!user) return next()
    const { channel, session } = doorOf(req.token, user)
    const path = pathOf(req.originalUrl)
    if (writer.isFull() && (mayTellOfPeople(path) || path.startsWith('/items/'))) return next(new JournalUnavailableError())

    // The Studio changes the name of a session at each renewal: there, signing in tells itself.
    if (channel !== 'studio' && !sessions.has(session)) {
      if (sessions.size >= MOST_SESSIONS) sessions.clear()
      sessions.add(session)
      writer.add({ kind: 'sign_in', author: user, channel, details: { session } })
    }
    const isExport = [req.query, Object(req.body).query].some(query => Object(query).export !== undefined) || path.startsWith('/utils/export/')
    const visit: Visit = { user, channel, readings: new Map(), isOver: false, isExport, files: givesFiles(path) ? new Set() : undefined, ids: [] }
    if (mayTellOfPeople(path)) seeAnswer(res, visit)
    res.once('close', () => void tell({ writer, readable }, visit, { req, res, path }))
    duringVisit(visit, next)
  })
}

/**
 * Our own endpoints read with SQL: the ids are taken from what they send, and the database keeps those of people. Some
 * write the text of the database as it is, without `send`.
 */
function seeAnswer(res: Response, visit: Visit) {
  const send = res.send.bind(res)
  const end = res.end.bind(res)
  const see = (body: unknown) => {
    if (typeof body === 'string' && res.statusCode < 400) visit.ids = idsIn(body)
  }
  res.send = (body: unknown) => {
    see(body)
    return send(body)
  }
  // Not when the endpoint said itself what it read: looking for ids in a whole file would cost more than reading it.
  res.end = (...said: unknown[]) => {
    if (!visit.ids.length && !visit.readings.size) see(said[0])
    return Reflect.apply(end, res, said)
  }
}

/** The record that a question of ours names is told too: an answer without an id is about it all the same, a refused step as well. */
async function readAbout(readable: Readable, visit: Visit, { req, res, path }: { req: Asked, res: Response, path: string }): Promise<string[]> {
  const isAnswered = res.statusCode < 400 || TELLING.includes(res.statusCode)
  if (!isAnswered || !mayAnswerAbout(path) || !req.accountability) return []
  const told = new Set([...visit.ids, ...[...visit.readings.values()].flatMap(({ items, candidates }) => [...items, ...candidates])])
  const ids = idsNamed(`${spelled(req.originalUrl)} ${JSON.stringify(req.body ?? null)}`).filter(id => !told.has(id))
  return ids.length ? readable(ids, { accountability: req.accountability, collection: collectionOf(path) }).catch(() => ids) : []
}

async function tell({ writer, readable }: { writer: Writer, readable: Readable }, visit: Visit, { req, res, path }: { req: Asked, res: Response, path: string }): Promise<void> {
  visit.isOver = true
  const { user: author, channel } = visit
  const about = await readAbout(readable, visit, { req, res, path })
  const ids = [...visit.ids, ...about]
  const collection = collectionOf(path)
  if (res.statusCode === 401 || res.statusCode === 403) {
    writer.add({ kind: 'refusal', author, channel, ...(collection && { collection }), details: { method: req.method, path: path.slice(0, 200), status: res.statusCode } })
  }
  if (res.statusCode >= 400 && !about.length) return
  const isGiven = res.statusCode < 400
  for (const file of (isGiven && visit.files) || []) writer.add({ kind: 'download', author, channel, collection: 'directus_files', item: file, candidates: [file] })
  if (isGiven) takeLines(visit).forEach(writer.add)
  if (visit.isExport && collection) return
  if (ids.length) writer.add({ kind: 'list', author, channel, collection: collection ?? path.split('/').slice(2, 4).join('/'), candidates: ids, details: { path: path.slice(0, 200), ...organizationAsked(path, req.query['organization']) } })
}

/**
 * What failed on its way: a change that the journal refused is told in words, and tokens that nobody verified are counted. One
 * line for many: a flood of wrong tokens must not fill the journal.
 */
export function watchFailures(app: Application, writer: Writer): void {
  let refused = 0
  const tell = () => {
    writer.add({ kind: 'refusal', author: null, channel: 'api', details: { refused_tokens: refused, status: 401 } })
    refused = 0
  }
  app.use((error: unknown, req: Asked, _res: Response, next: NextFunction) => {
    if (req.headers.authorization && !req.accountability?.user && isUnauthenticated(error)) {
      if (refused === 0) setTimeout(tell, TOLD_AFTER_MS).unref()
      refused += 1
    }
    next(isRefusedByJournal(error) ? new ChangeNotJournalledError(undefined, { cause: error }) : error)
  })
}
