import type { Accountability } from '@directus/types'
import { AUDIENCES } from '@relais/schema'
import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { ForbiddenError, refusalError } from '../errors.ts'
import { audienceOf } from '../rules/audience.ts'
import { FieldChangeSchema, NewFieldSchema, NewSectionSchema, SectionChangeSchema, VersionBodySchema } from '../rules/change-bodies.ts'
import { refusal } from '../rules/refusals.ts'
import type { Workshop } from '../service/change-context.ts'
import { openDeclaration } from '../service/field-states.ts'
import { impactOf } from '../service/impact.ts'
import { addLocalField, addLocalSection, changeLocalField, changeLocalSection, turnLocalField, turnLocalSection, undoLocalChange } from '../service/local-changes.ts'
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
const sectionOf = ({ params }: Request) => ({ collection: params['collection'] ?? '', section: params['section'] ?? '' })

type Route = 'overview' | 'collection' | 'preview' | 'impact' | 'add' | 'change' | 'retire' | 'restore' | 'addSection' | 'changeSection' | 'retireSection' | 'restoreSection' | 'undo'

/** What the Configurateur reads and changes, route by route; every one of them is for those who configure. */
export function configuratorHandlers(workshop: Workshop): Record<Route, RequestHandler> {
  const { host, store } = workshop
  const answering = (run: (req: Request, caller: Accountability) => Promise<unknown>, status = 200) => asyncHandler(async (req: Request, res: Response) => {
    const data = await run(req, configurator(req))
    res.status(status).set('Cache-Control', 'no-store').json({ data })
  })
  return {
    overview: answering(async () => overviewOf()),
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
    retire: answering((req, caller) => turnLocalField(workshop, caller, placeOf(req), { kind: 'retire', ...parse(VersionBodySchema, req.body) })),
    restore: answering((req, caller) => turnLocalField(workshop, caller, placeOf(req), { kind: 'restore', ...parse(VersionBodySchema, req.body) })),
    addSection: answering((req, caller) => addLocalSection(workshop, caller, placeOf(req).collection, parse(NewSectionSchema, req.body)), 201),
    changeSection: answering((req, caller) => changeLocalSection(workshop, caller, sectionOf(req), parse(SectionChangeSchema, req.body))),
    retireSection: answering((req, caller) => turnLocalSection(workshop, caller, sectionOf(req), { kind: 'retire', ...parse(VersionBodySchema, req.body) })),
    restoreSection: answering((req, caller) => turnLocalSection(workshop, caller, sectionOf(req), { kind: 'restore', ...parse(VersionBodySchema, req.body) })),
    undo: answering((req, caller) => undoLocalChange(workshop, caller, req.params['change'] ?? '')),
  }
}
