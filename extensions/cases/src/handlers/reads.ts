import { callerAmong, parseId, parseInput, queryOf } from '@relais/extension-directory'
import type { Caller, Host } from '@relais/extension-directory'
import type { EndpointExtensionContext } from '@directus/types'
import type { Request, Response } from 'express'
import { AccreditationsQuerySchema, BoardQuerySchema, PortfolioQuerySchema, TransfersQuerySchema } from '../reads/query.ts'
import { readAccreditations, readBoard, readFile, readPortfolio, readTransfers } from '../reads/service.ts'

const READERS = ['adviser', 'manager', 'prescriber', 'admin'] as const
const STAFF = ['adviser', 'manager', 'admin'] as const
const OWN_FILE = [...READERS, 'beneficiary'] as const

/** The database has written the JSON: it is sent as it is, and kept nowhere on the way. */
function sendJson(res: Response, data: string): void {
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Cache-Control', 'no-store')
  res.end(`{"data":${data}}`)
}

/** The key of each row of a list that the database wrote; what a row names stands behind a colon. */
const ROW = /[[,]\s*\{"id":"([0-9a-f-]{36})"/g

/** Handlers of the reads that are made all day long, each one statement under the rules of `/items`. */
export const readHandlers = (host: Host & Pick<EndpointExtensionContext, 'emitter'>) => {
  // Whoever keeps the journal of reads listens to these, as to `items.read`.
  const tell = (event: 'relais.file.read' | 'relais.files.listed', caller: Caller, keys: string[], collection = 'cases') => {
    if (keys.length === 0) return
    host.emitter.emitAction(event, { user: caller.user, collection, keys }, { database: host.database, schema: null, accountability: caller.accountability })
  }
  return {
    async portfolio(req: Request, res: Response) {
      const caller = callerAmong(req, READERS)
      const asked = req.method === 'SEARCH' ? req.body : queryOf(req)
      const files = await readPortfolio(host, caller, parseInput(PortfolioQuerySchema, asked))
      tell('relais.files.listed', caller, [...files.matchAll(ROW)].map(([, id = '']) => id))
      sendJson(res, files)
    },

    async board(req: Request, res: Response) {
      const caller = callerAmong(req, READERS)
      const board = await readBoard(host, caller, parseInput(BoardQuerySchema, req.body))
      tell('relais.files.listed', caller, [...board.matchAll(ROW)].map(([, id = '']) => id))
      sendJson(res, board)
    },

    async transfers(req: Request, res: Response) {
      const caller = callerAmong(req, STAFF)
      const data = await readTransfers(host, caller, parseInput(TransfersQuerySchema, queryOf(req)))
      tell('relais.files.listed', caller, data.items.map(({ id }) => String(id)), 'transfers')
      res.set('Cache-Control', 'no-store').json({ data })
    },

    async accreditations(req: Request, res: Response) {
      const caller = callerAmong(req, [...STAFF, 'partner'])
      res.set('Cache-Control', 'no-store').json({ data: await readAccreditations(host, caller, parseInput(AccreditationsQuerySchema, queryOf(req))) })
    },

    async file(req: Request, res: Response) {
      const caller = callerAmong(req, OWN_FILE)
      const id = parseId(req.params['id'])
      const file = await readFile(host, caller, id)
      tell('relais.file.read', caller, [id])
      sendJson(res, file)
    },
  }
}
