import type { Accountability } from '@directus/types'
import { AUDIENCES } from '@relais/schema'
import type { Audience } from '@relais/schema'
import { audienceOf } from '@relais/schema/access'
import type { Handler } from '@relais/extensions/platform'
import type { Request } from 'express'
import { z } from 'zod'
import { ForbiddenError, refusalError } from '../errors.ts'
import { FieldChangeSchema, NewFieldSchema, NewSectionSchema, SectionChangeSchema, VersionBodySchema } from '../rules/change-bodies.ts'
import { refusal } from '../rules/refusals.ts'
import type { Workshop } from '../service/change-context.ts'
import { openDeclaration } from '../service/field-states.ts'
import type { Layer } from '../service/layers.ts'
import { assertLayer, withinOf } from '../service/layers.ts'
import { impactOf } from '../service/impact.ts'
import { addLocalField, addLocalSection, changeLocalField, changeLocalSection, turnLocalField, turnLocalSection, undoLocalChange } from '../service/local-changes.ts'
import { collectionOf, overviewOf } from '../service/overview.ts'
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

/** `?layer=<structure>`: what is configured; the network without it. */
function layerOf({ query }: Request): Layer {
  const { layer } = query
  if (layer === undefined || layer === '') return null
  const parsed = z.guid().safeParse(layer)
  if (!parsed.success) throw refusalError(refusal('INPUT_INVALID', { path: 'layer' }).refusal)
  return parsed.data
}

const placeOf = ({ params }: Request) => ({ collection: params['collection'] ?? '', field: params['field'] ?? '' })
const sectionOf = ({ params }: Request) => ({ collection: params['collection'] ?? '', section: params['section'] ?? '' })

type Route = 'overview' | 'collection' | 'preview' | 'impact' | 'add' | 'change' | 'retire' | 'restore' | 'addSection' | 'changeSection' | 'retireSection' | 'restoreSection' | 'undo'

/** What the Configurateur reads and changes, route by route; every one of them is for those who configure. */
export function configuratorHandlers(tools: Omit<Workshop, 'layer'>): Record<Route, Handler> {
  const { host, store } = tools
  const answering = (run: (req: Request, caller: Accountability, workshop: Workshop) => Promise<unknown>, status = 200): Handler => async (req, res) => {
    const data = await run(req, configurator(req), { ...tools, layer: layerOf(req) })
    res.status(status).set('Cache-Control', 'no-store').json({ data })
  }
  // Changes see to it themselves.
  const looking = (run: (req: Request, layer: Layer, audience: Audience) => Promise<unknown>) => answering(async (req, caller, { layer }) => {
    await assertLayer(host.database, caller, layer)
    return run(req, layer, audienceOf(caller))
  })
  return {
    overview: answering((_req, caller) => overviewOf(host.database, caller)),
    collection: looking(async (req, layer) => collectionOf(host.database, await host.getSchema(), { collection: placeOf(req).collection, layer })),
    preview: looking(async (req, layer) => {
      const audience = AUDIENCES.find(known => known === req.params['audience'])
      const { collection } = openDeclaration(placeOf(req).collection)
      if (!audience) throw refusalError(refusal('INPUT_INVALID', { path: 'audience' }).refusal)
      return store.formOf({ knex: host.database, schema: await host.getSchema() }, collection, { audience, within: await withinOf(host.database, layer) })
    }),
    impact: looking(async (req, layer, audience) => impactOf(host.database, await host.getSchema(), { ...placeOf(req), layer, audience })),
    add: answering((req, caller, workshop) => addLocalField(workshop, caller, placeOf(req).collection, parse(NewFieldSchema, req.body)), 201),
    change: answering((req, caller, workshop) => changeLocalField(workshop, caller, placeOf(req), parse(FieldChangeSchema, req.body))),
    retire: answering((req, caller, workshop) => turnLocalField(workshop, caller, placeOf(req), { kind: 'retire', ...parse(VersionBodySchema, req.body) })),
    restore: answering((req, caller, workshop) => turnLocalField(workshop, caller, placeOf(req), { kind: 'restore', ...parse(VersionBodySchema, req.body) })),
    addSection: answering((req, caller, workshop) => addLocalSection(workshop, caller, placeOf(req).collection, parse(NewSectionSchema, req.body)), 201),
    changeSection: answering((req, caller, workshop) => changeLocalSection(workshop, caller, sectionOf(req), parse(SectionChangeSchema, req.body))),
    retireSection: answering((req, caller, workshop) => turnLocalSection(workshop, caller, sectionOf(req), { kind: 'retire', ...parse(VersionBodySchema, req.body) })),
    restoreSection: answering((req, caller, workshop) => turnLocalSection(workshop, caller, sectionOf(req), { kind: 'restore', ...parse(VersionBodySchema, req.body) })),
    undo: answering((req, caller, workshop) => undoLocalChange(workshop, caller, req.params['change'] ?? '')),
  }
}
