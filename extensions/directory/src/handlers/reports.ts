import { callerAmong } from '@relais/extensions/platform'
import type { Request, Response } from 'express'
import { listReports, readReport } from '../service/reports.ts'
import type { DirectoryHost } from './types.ts'

const READERS = ['steering', 'manager', 'admin'] as const

/** Handlers of the tables of numbers that kits bring. */
export const reportHandlers = (host: DirectoryHost) => ({
  async list(req: Request, res: Response) {
    callerAmong(req, READERS)
    res.json({ data: listReports() })
  },

  async read(req: Request, res: Response) {
    const caller = callerAmong(req, READERS)
    res.json({ data: await readReport(host, caller, req.params['key'] ?? '') })
  },
})
