import { callerAmong, parseId, parseInput } from '@relais/extensions/platform'
import type { Host } from '@relais/extensions/platform'
import type { Request, Response } from 'express'
import { BreakGlassBodySchema } from '../rules/bodies.ts'
import { breakGlass, listBreakGlass, markSeen } from '../service/break-glass.ts'

// A manager reaches whole structures, never file by file (decision 0008): there is nothing to open for them.
const OPENERS = ['adviser'] as const
const READERS = ['adviser', 'manager'] as const

/** Handlers of the files opened outside one's portfolio, for a written reason and a day. */
export const breakGlassHandlers = (host: Host) => ({
  async open(req: Request, res: Response) {
    const caller = callerAmong(req, OPENERS)
    res.status(201).json({ data: await breakGlass(host, caller, parseInput(BreakGlassBodySchema, req.body)) })
  },

  async list(req: Request, res: Response) {
    res.json({ data: await listBreakGlass(host, callerAmong(req, READERS)) })
  },

  async seen(req: Request, res: Response) {
    await markSeen(host, callerAmong(req, READERS), parseId(req.params['id']))
    res.status(204).end()
  },
})
