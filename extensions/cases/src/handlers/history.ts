import { callerOf, parseId, parseInput, queryOf } from '@relais/extension-directory'
import type { Host } from '@relais/extension-directory'
import type { Request, Response } from 'express'
import { HistoryQuerySchema } from '../rules/bodies.ts'
import { readFieldHistory, readHistory } from '../service/value-history.ts'

/** Handlers of « qui a écrit quoi, quand ». */
export const historyHandlers = (host: Host) => ({
  async read(req: Request, res: Response) {
    const caller = callerOf(req)
    const record = { collection: req.params['collection'] ?? '', id: parseId(req.params['id']) }
    const { field } = parseInput(HistoryQuerySchema, queryOf(req))
    res.json({ data: field ? await readFieldHistory(host, caller, record, field) : await readHistory(host, caller, record.collection, record.id) })
  },
})
