import type { Accountability } from '@directus/types'
import type { Application, NextFunction, Request, Response } from 'express'
import { JournalUnavailableError } from '../errors.ts'
import { idsIn } from '../rules/lines.ts'
import { collectionOf, downloadOf, mayTellOfPeople, pathOf } from '../rules/routes.ts'
import { doorOf } from '../rules/visits.ts'
import type { Visit } from './visit.ts'
import { duringVisit, takeLines } from './visit.ts'
import type { Writer } from './writer.ts'

type Asked = Request & { accountability?: Accountability | null, token?: unknown }

const MOST_SESSIONS = 20_000

/** Follows every request of somebody who is signed in, from the moment when Directus knows who asks. */
export function watchRequests(app: Application, writer: Writer): void {
  const sessions = new Set<string>()

  app.use((req: Asked, res: Response, next: NextFunction) => {
    const user = req.accountability?.user
    if (!user) return next()
    const { channel, session } = doorOf(req.token, user)
    const path = pathOf(req.originalUrl)
    if (writer.isFull() && (mayTellOfPeople(path) || path.startsWith('/items/'))) return next(new JournalUnavailableError())

    if (!sessions.has(session)) {
      if (sessions.size >= MOST_SESSIONS) sessions.clear()
      sessions.add(session)
      writer.add({ kind: 'sign_in', author: user, channel, details: { session } })
    }
    const isExport = req.query['export'] !== undefined || path.startsWith('/utils/export/')
    const visit: Visit = { user, channel, readings: new Map(), isOver: false, isExport, ids: [] }
    if (mayTellOfPeople(path)) seeAnswer(res, visit)
    res.once('close', () => tell(writer, visit, { req, res, path }))
    duringVisit(visit, next)
  })
}

/** Our own endpoints read with SQL: the ids are taken from what they send, and the database keeps those of people. */
function seeAnswer(res: Response, visit: Visit) {
  const send = res.send.bind(res)
  res.send = (body: unknown) => {
    if (typeof body === 'string' && res.statusCode < 400) visit.ids = idsIn(body)
    return send(body)
  }
}

function tell(writer: Writer, visit: Visit, { req, res, path }: { req: Request, res: Response, path: string }) {
  visit.isOver = true
  const { user: author, channel, ids } = visit
  const collection = collectionOf(path)
  if (res.statusCode === 401 || res.statusCode === 403) {
    writer.add({ kind: 'refusal', author, channel, ...(collection && { collection }), details: { method: req.method, path: path.slice(0, 200), status: res.statusCode } })
  }
  if (res.statusCode >= 400) return
  const file = downloadOf(path)
  if (file) writer.add({ kind: 'download', author, channel, collection: 'directus_files', item: file, candidates: [file] })
  for (const line of takeLines(visit)) writer.add(line)
  if (visit.isExport && collection) return
  if (ids.length) writer.add({ kind: 'list', author, channel, collection: collection ?? path.split('/').slice(2, 4).join('/'), candidates: ids, details: { path: path.slice(0, 200) } })
}
