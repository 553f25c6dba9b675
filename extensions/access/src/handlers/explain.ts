import type { Host } from '@relais/extensions/platform'
import { ForbiddenError, callerAmong, parseId, parseInput, queryOf } from '@relais/extensions/platform'
import { getCollection } from '@relais/schema'
import { EXPLAINED_ACTIONS } from '@relais/schema/access'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { readAccount } from '../service/account.ts'
import { explainRow } from '../service/explain.ts'
import { assertMayAskAbout, assertReadsRecord, findAccounts } from '../service/explainable.ts'

const ASKERS = ['admin', 'manager'] as const
const FIELD = /^[a-z][a-z0-9_]{0,62}$/

const QuestionSchema = z.strictObject({
  user: z.string(),
  collection: z.string().max(64),
  item: z.string().optional(),
  field: z.string().regex(FIELD).optional(),
  action: z.enum(EXPLAINED_ACTIONS).default('read'),
})
const SearchSchema = z.strictObject({ q: z.string().trim().min(2).max(100) })

/** Handlers of « Pourquoi ? »: for administrators, and for managers about their own structures. */
export const explainHandlers = (host: Host) => ({
  async explain(req: Request, res: Response) {
    const caller = callerAmong(req, ASKERS)
    const { user, collection, item, field = null, action } = parseInput(QuestionSchema, queryOf(req))
    const id = parseId(user)
    await assertMayAskAbout(host.database, caller, id)
    const definition = getCollection(collection)
    if (!definition) throw new ForbiddenError()
    // A new record does not exist yet: there is nothing to reach.
    const key = action === 'create' ? null : parseId(item)
    if (key !== null) await assertReadsRecord(host, caller, collection, key)
    const account = await readAccount(host.database, id)
    const explanation = account && await explainRow(host.database, account, { collection, action, field }, key)
    if (!account || !explanation) throw new ForbiddenError()
    res.json({
      data: { user: { id, name: account.name, audience: account.isAdmin ? 'admin' : account.audience, status: account.status }, collection, item: key, field, action, ...explanation },
    })
  },

  /** Looked for in the body: a name never goes to an address. */
  async accounts(req: Request, res: Response) {
    const caller = callerAmong(req, ASKERS)
    const { q } = parseInput(SearchSchema, req.body)
    res.json({ data: await findAccounts(host.database, caller, q) })
  },
})
