import { callerAmong, parseId, parseInput, queryOf } from '@relais/extensions/platform'
import type { Host } from '@relais/extensions/platform'
import { closedTo, withoutClosed } from '@relais/extensions/configurator'
import { NetworkSearchSchema, resolveFacets, search, toCriteria } from '@relais/extensions/directory'
import { PUBLISHED_STATUSES } from '@relais/schema'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { AnswerBodySchema, CancelBodySchema, FinishBodySchema, ReferralBodySchema } from '../rules/bodies.ts'
import { answerReferral, cancelReferral, finishReferral } from '../service/answer.ts'
import { REFERRERS, assertCaseAccess } from '../service/case-access.ts'
import { refer } from '../service/refer.ts'

const NETWORK = { visibilities: ['public', 'network'], statuses: PUBLISHED_STATUSES, types: ['offer'] } as const
/** Partners that the network follows; an archived one is only found when asked for. */
const FOLLOWED = ['prospect', 'active', 'to_refresh', 'suspended']
const STAFF = ['adviser', 'manager', 'admin'] as const
const PartnerSearchSchema = NetworkSearchSchema.safeExtend({ status: z.enum([...FOLLOWED, 'archived']).optional() })
const DEFAULT_LIMIT = 20
const CaseSchema = z.object({ case: z.guid() })

/** Handlers of the way from a person to an offer. */
export const referralHandlers = (host: Host) => ({
  async offers(req: Request, res: Response) {
    const caller = callerAmong(req, REFERRERS)
    const params = parseInput(NetworkSearchSchema, queryOf(req))
    const criteria = toCriteria({ ...params, type: 'offer' }, {
      ...NETWORK, isClosed: await closedTo(host.database, caller.audience), facets: await resolveFacets(host, caller, params.facet), withPlaces: params.with_places === '1', viewer: caller.audience === 'prescriber' ? null : caller.user,
    })
    res.json({ data: await search(host, criteria, { page: params.page ?? 1, limit: params.limit ?? DEFAULT_LIMIT }) })
  },

  async organizations(req: Request, res: Response) {
    const caller = callerAmong(req, STAFF)
    const { status, ...params } = parseInput(PartnerSearchSchema, queryOf(req))
    const criteria = toCriteria({ ...params, type: 'organization' }, {
      visibilities: NETWORK.visibilities, isClosed: await closedTo(host.database, caller.audience), facets: await resolveFacets(host, caller, params.facet), types: ['organization'], statuses: status ? [status] : FOLLOWED, viewer: caller.user,
    })
    res.json({ data: await search(host, criteria, { page: params.page ?? 1, limit: params.limit ?? DEFAULT_LIMIT }) })
  },

  async create(req: Request, res: Response) {
    const caller = callerAmong(req, REFERRERS)
    // The case is checked before the rest of the body, so that a wrong message says nothing about somebody else's case.
    const target = CaseSchema.safeParse(req.body)
    if (target.success) await assertCaseAccess(host.database, caller, target.data.case)
    const sent = await refer(host, caller, parseInput(ReferralBodySchema, req.body))
    res.status(201).json({ data: withoutClosed(sent, 'referrals', await closedTo(host.database, caller.audience)) })
  },

  async answer(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner'])
    const id = parseId(req.params['id'])
    res.json({ data: await answerReferral(host, caller, id, parseInput(AnswerBodySchema, req.body)) })
  },

  async finish(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner'])
    const id = parseId(req.params['id'])
    const { comment } = parseInput(FinishBodySchema, req.body ?? {})
    res.json({ data: await finishReferral(host, caller, id, comment || null) })
  },

  async cancel(req: Request, res: Response) {
    const caller = callerAmong(req, REFERRERS)
    const id = parseId(req.params['id'])
    const { comment } = parseInput(CancelBodySchema, req.body ?? {})
    res.json({ data: await cancelReferral(host, caller, id, comment || null) })
  },
})
