import { callerAmong, parseId, parseInput, queryOf } from '@relais/extensions/platform'
import type { Request, Response } from 'express'
import { AcceptBodySchema, ProposalListSchema, RefuseBodySchema } from '../rules/edit-body.ts'
import { acceptProposal, refuseProposal } from '../service/proposals.ts'
import { listProposals } from '../service/review-queue.ts'
import { REVIEWERS } from '../service/reviewers.ts'
import type { DirectoryHost } from './types.ts'

/** Handlers of the review queue. */
export const reviewHandlers = (host: DirectoryHost) => ({
  async list(req: Request, res: Response) {
    const caller = callerAmong(req, REVIEWERS)
    res.json({ data: await listProposals(host, caller, parseInput(ProposalListSchema, queryOf(req))) })
  },

  async accept(req: Request, res: Response) {
    const caller = callerAmong(req, REVIEWERS)
    const id = parseId(req.params['id'])
    res.json({ data: await acceptProposal(host, caller, id, parseInput(AcceptBodySchema, req.body ?? {})) })
  },

  async refuse(req: Request, res: Response) {
    const caller = callerAmong(req, REVIEWERS)
    const id = parseId(req.params['id'])
    res.json({ data: await refuseProposal(host, caller, id, parseInput(RefuseBodySchema, req.body ?? {}).reason) })
  },
})
