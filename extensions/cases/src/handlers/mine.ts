import { callerAmong, parseId, parseInput } from '@relais/extensions/platform'
import type { Host } from '@relais/extensions/platform'
import { EditBodySchema } from '@relais/extensions/directory'
import type { Request, Response } from 'express'
import { DoneBodySchema } from '../rules/bodies.ts'
import { editOwnPerson, tickAction } from '../service/mine-edit.ts'
import { readMine } from '../service/mine.ts'

/** Handlers of a person's own space: no address carries the key of a person. */
export const mineHandlers = (host: Host) => ({
  async read(req: Request, res: Response) {
    res.json({ data: await readMine(host, callerAmong(req, ['beneficiary'])) })
  },

  async edit(req: Request, res: Response) {
    const caller = callerAmong(req, ['beneficiary'])
    res.json({ data: await editOwnPerson(host, caller, parseInput(EditBodySchema, req.body)) })
  },

  async tick(req: Request, res: Response) {
    const caller = callerAmong(req, ['beneficiary'])
    const id = parseId(req.params['id'])
    res.json({ data: await tickAction(host, caller, id, parseInput(DoneBodySchema, req.body).done) })
  },
})
