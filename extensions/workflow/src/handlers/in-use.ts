import type { Host } from '@relais/extensions/platform'
import { callerAmong, callerOf, parseInput, queryOf, refuseField, zoneOfAccount } from '@relais/extensions/platform'
import { today } from '@relais/schema/time'
import type { Request, Response } from 'express'
import { MeasuresQuerySchema, periodOf } from '../rules/measures.ts'
import { measure } from '../service/measures.ts'
import { heldCollections } from '../service/states.ts'

const MEASURERS = ['manager', 'steering', 'admin'] as const

/** Handlers of what screens show of workflows in use: the states of what is held, and the time spent in each. */
export const inUseHandlers = (host: Host) => ({
  async states(req: Request, res: Response) {
    res.json({ data: await heldCollections(host, callerOf(req)) })
  },

  async measures(req: Request, res: Response) {
    const caller = callerAmong(req, MEASURERS)
    const query = parseInput(MeasuresQuerySchema, queryOf(req))
    const period = periodOf(query, today({ now: new Date(), zone: await zoneOfAccount(host.database, caller.user) }))
    if (!period) refuseField('to', 'OUT_OF_RANGE', { fr: 'La période va d’un mois à un autre qui le suit, sur cinq ans au plus.', en: 'The period goes from a month to a later one, over five years at most.' })
    res.json({ data: await measure(host, caller, { collection: String(req.params['collection']), period, structure: query.structure }) })
  },
})
