import type { Caller, Handler } from '@relais/extensions/platform'
import { callerAmong, parseId, parseInput } from '@relais/extensions/platform'
import type { Request } from 'express'
import { z } from 'zod'
import { WorkflowUnknownError } from '../errors.ts'
import { AccountsBodySchema, ApplyBodySchema, DraftBodySchema, MigrateBodySchema, NewWorkflowBodySchema, ReleaseBodySchema, RevisionBodySchema, SimulationBodySchema, WalkBodySchema } from '../rules/bodies.ts'
import type { DesignerHost } from '../service/drafts.ts'
import { dropDraft, parseDefinition, publishDraft, saveDraft } from '../service/drafts.ts'
import { listHoldable } from '../service/holdable.ts'
import { applyWorkflow, createWorkflow, releaseWorkflow, removeWorkflow } from '../service/made-here.ts'
import { migrate } from '../service/migrate.ts'
import { simulate } from '../service/simulate.ts'
import { findWalkers, walkAs } from '../service/walkers.ts'
import type { KnownWorkflow } from '../service/workflows.ts'
import { findWorkflow, listWorkflows, readVersion, showWorkflow } from '../service/workflows.ts'

type Route = 'list' | 'fields' | 'create' | 'show' | 'remove' | 'version' | 'save' | 'drop' | 'publish' | 'apply' | 'release' | 'simulate' | 'accounts' | 'walk' | 'migrate'

const KeySchema = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
const NumberSchema = z.coerce.number().int().min(1).max(2_147_483_647)

/** A part of the address; anything else answers like a workflow that is not there. */
function part<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new WorkflowUnknownError()
  return parsed.data
}

const keyOf = ({ params }: Request): string => part(KeySchema, params['key'])

/** What the designer of workflows reads and changes, route by route; every one of them is for those who configure. */
export function designerHandlers(host: DesignerHost): Record<Route, Handler> {
  const answering = (run: (req: Request, caller: Caller) => Promise<unknown>, status = 200): Handler => async (req, res) => {
    const data = await run(req, callerAmong(req, ['configurator', 'admin']))
    res.status(status).set('Cache-Control', 'no-store').json({ data })
  }
  const working = (run: (req: Request, work: { host: DesignerHost, caller: Caller, workflow: KnownWorkflow }) => Promise<unknown>, status = 200) => answering(async (req, caller) => (
    run(req, { host, caller, workflow: await findWorkflow(host.database, keyOf(req)) })
  ), status)
  return {
    list: answering(() => listWorkflows(host.database)),
    fields: answering(() => listHoldable(host)),
    create: answering((req, caller) => createWorkflow(host, caller, parseInput(NewWorkflowBodySchema, req.body)), 201),
    show: answering((req, caller) => showWorkflow(host, caller, keyOf(req))),
    remove: working(async (_, work) => {
      await removeWorkflow(work)
      return null
    }),
    version: answering(req => readVersion(host.database, keyOf(req), part(NumberSchema, req.params['number']))),
    save: working((req, work) => saveDraft(work, parseInput(DraftBodySchema, req.body))),
    drop: working(async (req, work) => {
      await dropDraft(work, parseInput(RevisionBodySchema, req.body).revision)
      return null
    }),
    publish: working((req, work) => publishDraft(work, parseInput(RevisionBodySchema, req.body).revision)),
    apply: working((req, work) => applyWorkflow(work, { isDry: parseInput(ApplyBodySchema, req.body ?? {}).dry_run })),
    release: working(async (req, work) => {
      await releaseWorkflow(work, parseInput(ReleaseBodySchema, req.body).reason)
      return null
    }),
    // Looked for in the body: a name never goes to an address.
    accounts: answering((req, caller) => findWalkers(host.database, caller, parseInput(AccountsBodySchema, req.body).q)),
    walk: working((req, { caller, workflow }) => {
      const { definition, ...asked } = parseInput(WalkBodySchema, req.body)
      return walkAs(host, caller, { ...asked, workflow, definition: parseDefinition(definition) })
    }),
    migrate: answering((req, caller) => migrate(host, caller, parseId(req.params['id']), parseInput(MigrateBodySchema, req.body ?? {}))),
    simulate: working((req, { caller, workflow }) => simulate(host, caller, workflow, parseDefinition(parseInput(SimulationBodySchema, req.body).definition))),
  }
}
