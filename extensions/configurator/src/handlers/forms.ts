import { referralTerms } from '@relais/schema'
import { audienceOf } from '@relais/schema/access'
import type { Form } from '@relais/schema/forms'
import type { Request, Response } from 'express'
import type { FormStore } from '../service/form-store.ts'
import type { Host } from '../service/host.ts'
import { callerOf } from './caller.ts'
import { createPrinter } from './printed.ts'

const send = createPrinter<Record<string, Form>>()

/** `GET /relais/forms`: the forms of the caller's audience, every label in French and English. */
export function getForms(host: Host, store: FormStore) {
  return async (req: Request, res: Response): Promise<void> => {
    const caller = callerOf(req)
    const audience = audienceOf(caller)
    const schema = await host.getSchema()
    const forms = await store.formsOf({ knex: host.database, schema }, { audience, ...audience === 'admin' ? { within: 'everywhere' } : { user: caller?.user } })
    send(req, res, forms, () => ({ audience, collections: forms, referrals: audience === 'public' ? [] : referralTerms() }))
  }
}
