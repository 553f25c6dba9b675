import { createHash } from 'node:crypto'
import type { Audience } from '@relais/schema'
import type { Form } from '@relais/schema/forms'
import type { Request, Response } from 'express'
import { audienceOf } from '../rules/audience.ts'
import type { FormStore } from '../service/form-store.ts'
import type { Host } from '../service/host.ts'
import { callerOf } from './caller.ts'

interface Printed { body: string, etag: string }
const printed = new WeakMap<Record<string, Form>, Printed>()

/** The answer as text, written once for all the callers who have the same forms. */
function print(audience: Audience, forms: Record<string, Form>): Printed {
  const known = printed.get(forms)
  if (known) return known
  const body = JSON.stringify({ data: { audience, collections: forms } })
  const fresh = { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` }
  printed.set(forms, fresh)
  return fresh
}

/**
 * `GET /relais/forms`: the forms of the caller's audience, every label in French and English. The answer has an ETag:
 * asking again costs nothing until somebody changes a form or a right.
 */
export function getForms(host: Host, store: FormStore) {
  return async (req: Request, res: Response): Promise<void> => {
    const caller = callerOf(req)
    const audience = audienceOf(caller)
    const schema = await host.getSchema()
    const { body, etag } = print(audience, await store.formsOf({ knex: host.database, schema }, { audience, ...audience === 'admin' ? { within: 'everywhere' } : { user: caller?.user } }))
    res.set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Language': 'fr, en', 'Cache-Control': 'private, no-cache', 'ETag': etag, 'Vary': 'Authorization, Cookie' })
    // Not left to Express: it sends everything again to callers that also ask not to be answered from a cache.
    if (req.get('If-None-Match')?.includes(etag)) res.status(304).end()
    else res.send(body)
  }
}
