import { callerOf, parseId, parseInput, queryOf } from '@relais/extensions/platform'
import type { Host } from '@relais/extensions/platform'
import type { Request, Response } from 'express'
import { HistoriesQuerySchema, HistoryQuerySchema } from '../rules/bodies.ts'
import { readFieldHistory, readHistories, readHistory } from '../service/value-history.ts'

/** Handlers of « qui a écrit quoi, quand ». */
export const historyHandlers = (host: Host) => ({
  async list(req: Request, res: Response) {
    const { items } = parseInput(HistoriesQuerySchema, queryOf(req))
    res.json({ data: await readHistories(host, callerOf(req), req.params['collection'] ?? '', items) })
  },

  async read(req: Request, res: Response) {
    const caller = callerOf(req)
    const record = { collection: req.params['collection'] ?? '', id: parseId(req.params['id']) }
    const { field } = parseInput(HistoryQuerySchema, queryOf(req))
    res.json({ data: field ? await readFieldHistory(host, caller, record, field) : await readHistory(host, caller, record.collection, record.id) })
  },
})
