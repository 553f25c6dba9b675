import type { Accountability } from '@directus/types'
import { AUDIENCES } from '@relais/schema'
import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { ForbiddenError, refusalError } from '../errors.ts'
import { audienceOf } from '../rules/audience.ts'
import { FieldChangeSchema, NewFieldSchema, VersionBodySchema } from '../rules/change-bodies.ts'
import { refusal } from '../rules/refusals.ts'
import type { Workshop } from '../service/change-context.ts'
import { openDeclaration } from '../service/field-states.ts'
import { impactOf } from '../service/impact.ts'
import { addLocalField, changeLocalField, restoreLocalField, retireLocalField, undoLocalChange } from '../service/local-changes.ts'
import { collectionOf, overviewOf } from '../service/overview.ts'
import { asyncHandler } from './async-handler.ts'
import { accountabilityOf, callerOf } from './caller.ts'

/** Who configures: the `configurator` audience and administrators. */
function configurator(req: Request): Accountability {
  const accountability = accountabilityOf(req)
  const audience = audienceOf(callerOf(req))
  if (accountability === null || (audience !== 'admin' && audience !== 'configurator')) throw new ForbiddenError()
  return accountability
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : []
  throw refusalError(refusal('INPUT_INVALID', { path: [...issue?.path ?? [], ...unknown.slice(0, 1)].join('.') || 'la demande' }).refusal)
}

const placeOf = ({ params }: Request) => ({ collection: params['collection'] ?? '', field: params['field'] ?? '' })

/** What the Configurateur reads and changes, route by route; every one of them is for those who configure. */
export function configuratorHandlers(workshop: Workshop): Record<'overview' | 'collection' | 'preview' | 'impact' | 'add' | 'change' | 'retire' | 'restore' | 'undo', RequestHandler> {
  const { host, store } = workshop
  const answering = (run: (req: Request, caller: Accountability) => Promise<unknown>, status = 200) => asyncHandler(async (req: Request, res: Response) => {
    const data = await run(req, configurator(req))
    res.status(status).set('Cache-Control', 'no-store').json({ data })
  })
  return {
    overview: answering(() => overviewOf(host.database)),
    collection: answering(async req => collectionOf(host.database, await host.getSchema(), placeOf(req).collection)),
    preview: answering(async (req) => {
      const audience = AUDIENCES.find(known => known === req.params['audience'])
      const { collection } = openDeclaration(placeOf(req).collection)
      if (!audience) throw refusalError(refusal('INPUT_INVALID', { path: 'audience' }).refusal)
      return store.formOf({ knex: host.database, schema: await host.getSchema() }, collection, { audience })
    }),
    impact: answering(async req => impactOf(host.database, await host.getSchema(), placeOf(req).collection, placeOf(req).field)),
    add: answering((req, caller) => addLocalField(workshop, caller, placeOf(req).collection, parse(NewFieldSchema, req.body)), 201),
    change: answering((req, caller) => changeLocalField(workshop, caller, placeOf(req), parse(FieldChangeSchema, req.body))),
    retire: answering((req, caller) => retireLocalField(workshop, caller, placeOf(req), parse(VersionBodySchema, req.body).version)),
    restore: answering((req, caller) => restoreLocalField(workshop, caller, placeOf(req), parse(VersionBodySchema, req.body).version)),
    undo: answering((req, caller) => undoLocalChange(workshop, caller, req.params['change'] ?? '')),
  }
}
