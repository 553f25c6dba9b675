import { callerAmong, parseId, parseInput, queryOf, refuseField } from '@relais/extensions/platform'
import type { Caller, Host } from '@relais/extensions/platform'
import type { EndpointExtensionContext } from '@directus/types'
import type { Request, Response } from 'express'
import { AccreditationsQuerySchema, BoardQuerySchema, PortfolioQuerySchema, TransfersQuerySchema } from '../reads/query.ts'
import { readAccreditations, readBoard, readFile, readNamed, readPortfolio, readTransfers, readWorkload } from '../reads/service.ts'

// An address stays in the logs of every machine on the way.
const NAME_IN_ADDRESS = {
  fr: 'Un nom ne se cherche pas dans une adresse : envoyez-le dans le corps d’une demande SEARCH.', en: 'A name is not looked for in an address: send it in the body of a SEARCH request.',
}
const READERS = ['adviser', 'manager', 'prescriber', 'admin'] as const
const MANAGERS = ['manager', 'admin'] as const
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

/** What of a file its answer shows, by the name under which it stands there. Quotes that somebody typed are escaped in the text. */
const SHOWN = /"(person|relatives|members|needs|objectives|actions|interviews|milestones|referrals)":\[?\{/g
const NAMED_OTHERWISE: Record<string, string> = { person: 'people', members: 'case_members' }
const partsIn = (written: string): string[] => [...new Set([...written.matchAll(SHOWN)].map(([, name = '']) => NAMED_OTHERWISE[name] ?? name))]

/** From so many files on, a name is nobody's. */
const MOST_NAMED = 10
const keysIn = (written: string): string[] => [...written.matchAll(ROW)].map(([, id = '']) => id)

/** Handlers of the reads that are made all day long, each one statement under the rules of `/items`. */
export const readHandlers = (host: Host & Pick<EndpointExtensionContext, 'emitter'>) => {
  // Whoever keeps the journal of reads listens to these, as to `items.read`.
  const tell = (event: 'relais.file.read' | 'relais.files.listed', caller: Caller, keys: string[], { collection = 'cases', parts }: { collection?: string, parts?: string[] } = {}) => {
    if (keys.length === 0) return
    host.emitter.emitAction(event, { user: caller.user, collection, keys, parts }, { database: host.database, schema: null, accountability: caller.accountability })
  }
  /** The files of a name that was looked for and not found among those asked about: « no » tells something of them. In an order that every reader may ask for. */
  const namedBy = async (caller: Caller, { search }: { search: string }): Promise<string[]> => {
    if (search === '') return []
    const keys = keysIn(await readNamed(host, caller, PortfolioQuerySchema.parse({ search, sort: 'name', limit: MOST_NAMED })))
    return keys.length > MOST_NAMED ? [] : keys
  }
  return {
    async portfolio(req: Request, res: Response) {
      const caller = callerAmong(req, READERS)
      const asked = req.method === 'SEARCH' ? req.body : queryOf(req)
      const query = parseInput(PortfolioQuerySchema, asked)
      if (query.search && req.method !== 'SEARCH') refuseField('search', 'NOT_IN_AN_ADDRESS', NAME_IN_ADDRESS)
      const files = await readPortfolio(host, caller, query)
      tell('relais.files.listed', caller, keysIn(files).length ? keysIn(files) : await namedBy(caller, query))
      sendJson(res, files)
    },

    async workload(req: Request, res: Response) {
      sendJson(res, await readWorkload(host, callerAmong(req, MANAGERS)))
    },

    async board(req: Request, res: Response) {
      const caller = callerAmong(req, READERS)
      const query = parseInput(BoardQuerySchema, req.body)
      const board = await readBoard(host, caller, query)
      tell('relais.files.listed', caller, keysIn(board).length ? keysIn(board) : await namedBy(caller, query))
      sendJson(res, board)
    },

    async transfers(req: Request, res: Response) {
      const caller = callerAmong(req, STAFF)
      const data = await readTransfers(host, caller, parseInput(TransfersQuerySchema, queryOf(req)))
      tell('relais.files.listed', caller, data.items.map(({ id }) => String(id)), { collection: 'transfers' })
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
      tell('relais.file.read', caller, [id], { parts: partsIn(file) })
      sendJson(res, file)
    },
  }
}
