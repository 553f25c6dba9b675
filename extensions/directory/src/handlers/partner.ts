import { ForbiddenError, callerAmong, parseId, parseInput, queryOf } from '@relais/extensions/platform'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { CreateBodySchema, CreateOfferBodySchema, EditBodySchema } from '../rules/edit-body.ts'
import { paging } from '../rules/search-params.ts'
import { EDITORS, PARTNER_COLLECTIONS, assertEditor, assertMember } from '../service/members.ts'
import { confirmOffer } from '../service/partner-confirm.ts'
import { CREATABLE, createAsPartner } from '../service/partner-create.ts'
import { readOwnOrganization } from '../service/partner-detail.ts'
import { editAsPartner } from '../service/partner-edit.ts'
import { listOwnOrganizations } from '../service/partner-home.ts'
import { REFERRAL_PARTS, listReceivedReferrals } from '../service/partner-referrals.ts'
import { endMembership } from '../service/partner-team.ts'
import { withdrawProposal } from '../service/proposals.ts'
import type { DirectoryHost } from './types.ts'

const REFERRALS_SHOWN = 20
const ReferralFilterSchema = z.strictObject({ organization: z.guid().optional(), part: z.enum(REFERRAL_PARTS).optional(), ...paging })

/** Handlers of a partner's own space. */
export const partnerHandlers = (host: DirectoryHost) => ({
  async home(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner'])
    res.json({ data: await listOwnOrganizations(host, caller, host.settings.DIRECTORY_REFRESH_MONTHS) })
  },

  async organization(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner'])
    res.json({ data: await readOwnOrganization(host, caller, parseId(req.params['id'])) })
  },

  async edit(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner'])
    const collection = PARTNER_COLLECTIONS.find(name => name === req.params['collection'])
    if (!collection) throw new ForbiddenError()
    const id = parseId(req.params['id'])
    // A refusal of the record comes before any word on the values, which would tell that it exists.
    const organization = await assertEditor(host.database, caller, collection, id)
    res.json({ data: await editAsPartner(host, caller, { collection, id, organization }, parseInput(EditBodySchema, req.body)) })
  },

  async create(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner'])
    const collection = CREATABLE.find(name => name === req.params['collection'])
    if (!collection) throw new ForbiddenError()
    const organization = parseId(req.params['id'])
    await assertMember(host.database, caller, organization, EDITORS)
    const body = parseInput(collection === 'offers' ? CreateOfferBodySchema : CreateBodySchema, req.body)
    res.status(201).json({ data: await createAsPartner(host, caller, { collection, organization }, body) })
  },

  async confirm(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner'])
    const id = parseId(req.params['id'])
    await assertEditor(host.database, caller, 'offers', id)
    res.json({ data: await confirmOffer(host, caller, id) })
  },

  async withdraw(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner', 'beneficiary'])
    res.json({ data: await withdrawProposal(host, caller, parseId(req.params['id'])) })
  },

  async endMembership(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner'])
    const id = parseId(req.params['id'])
    await endMembership(host, caller, id)
    res.json({ data: { id } })
  },

  async referrals(req: Request, res: Response) {
    const caller = callerAmong(req, ['partner'])
    const { page = 1, limit = REFERRALS_SHOWN, ...filter } = parseInput(ReferralFilterSchema, queryOf(req))
    res.json({ data: await listReceivedReferrals(host, caller, { ...filter, page, limit }) })
  },
})
