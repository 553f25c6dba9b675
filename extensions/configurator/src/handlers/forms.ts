import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { audienceOf } from '../rules/audience.ts'
import type { FormStore } from '../service/form-store.ts'
import type { Host } from '../service/host.ts'

const CallerSchema = z.object({
  user: z.string().nullish(), role: z.string().nullish(), roles: z.array(z.string()).optional(), admin: z.boolean().optional(),
}).nullish().catch(null)

const LanguageSchema = z.enum(['fr', 'en']).optional().catch(undefined)

/**
 * `GET /relais/forms`: the forms of the caller's audience, every label in French and English. The answer has an ETag:
 * asking again costs nothing until somebody changes a form or a right.
 */
export function getForms(host: Host, store: FormStore) {
  return async (req: Request, res: Response): Promise<void> => {
    const audience = audienceOf(CallerSchema.parse(Reflect.get(req, 'accountability')))
    const schema = await host.getSchema()
    const body = JSON.stringify({ data: { audience, collections: await store.formsOf({ knex: host.database, schema }, audience) } })
    res.set({
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Language': LanguageSchema.parse(req.query.locale) ?? 'fr, en',
      'Cache-Control': 'private, no-cache',
      ETag: `"${createHash('sha256').update(body).digest('base64url')}"`,
      Vary: 'Authorization, Cookie',
    })
    res.send(body)
  }
}
