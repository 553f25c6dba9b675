import type { Caller, Row } from '@relais/extensions/platform'
import { inAuthoredTransaction } from '@relais/extensions/platform'
import { createHash, randomUUID } from 'node:crypto'
import { leastTold } from '@relais/extensions/access'
import { assertLayer, isOpenCollection, offerChoices, openLayers } from '@relais/extensions/configurator'
import type { EndpointExtensionContext } from '@directus/types'
import { canonical } from '@relais/schema/forms'
import type { Definition } from '@relais/schema/workflow'
import { checkDefinition } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { z } from 'zod'
import { DraftChangedError, DraftMissingError, NothingNewError, WorkflowInvalidError, WorkflowMalformedError } from '../errors.ts'
import { DefinitionSchema } from '../rules/definition.ts'
import { contextFor, draftContext } from './context.ts'
import type { KnownWorkflow } from './workflows.ts'

/** What the designer needs of Directus: it also tells the Configurateur what it changed. */
export type DesignerHost = Pick<EndpointExtensionContext, 'services' | 'database' | 'getSchema' | 'logger' | 'emitter'>

/** The draft of a workflow; `revision` tells one state of it from another. */
export interface Draft { id: string, revision: string, definition: Definition }

const RowSchema = z.object({ id: z.string(), definition: z.unknown() })

/** The form of a definition, or a refusal that says which parts are not of it. */
export function parseDefinition(sent: unknown): Definition {
  const parsed = DefinitionSchema.safeParse(sent)
  if (parsed.success) return parsed.data
  throw new WorkflowMalformedError({ paths: parsed.error.issues.map(({ path }) => path.join('.')).slice(0, 20) })
}

const revisionOf = (definition: unknown): string => createHash('sha256').update(canonical(definition)).digest('base64url').slice(0, 16)

/** The draft that local administrators share, if there is one. */
export async function readDraft(knex: Knex, workflow: string): Promise<Draft | null> {
  const row: unknown = await knex('workflow_versions').where({ workflow, status: 'draft', origin: 'local' }).orderBy('number', 'desc').first('id', 'definition')
  if (row === undefined) return null
  const { id, definition } = RowSchema.parse(row)
  const parsed = DefinitionSchema.safeParse(definition)
  return { id, revision: revisionOf(definition), definition: parsed.success ? parsed.data : { states: [], transitions: [] } }
}

/** A workflow is the same for every structure: changing it is for those who set the whole network. */
export function assertDesigner({ database }: DesignerHost, { accountability }: Caller): Promise<void> {
  return assertLayer(database, accountability, null)
}

/** The smallest number of records that the designer tells: none to those who set one structure, since these numbers are of the whole network. */
export async function leastToldTo({ database }: DesignerHost, { accountability, audience }: Caller, collection: string): Promise<number> {
  const isOfNetwork = (await openLayers(database, accountability)).some(({ structure }) => structure === null)
  return isOfNetwork ? leastTold(audience, collection) : Number.POSITIVE_INFINITY
}

interface Work { host: DesignerHost, caller: Caller, workflow: KnownWorkflow }

/** Runs a change of the draft alone, when it still is what the caller saw. */
function onDraft<T>({ host, caller, workflow }: Work, revision: string | null, run: (trx: Knex.Transaction, draft: Draft | null) => Promise<T>): Promise<T> {
  return inAuthoredTransaction(host, caller, async (trx) => {
    await trx.raw('select set_config(\'relais.channel\', \'studio\', true)')
    await trx.raw('select 1 from workflows where id = ? for update', [workflow.id])
    const draft = await readDraft(trx, workflow.id)
    if ((draft?.revision ?? null) !== revision) throw new DraftChangedError({ draft: draft && { revision: draft.revision, definition: draft.definition } })
    return run(trx, draft)
  })
}

/** Workflows or their versions, with the rights of an administrator: who may design was checked before, and reads none otherwise. */
export async function sudoItems(host: DesignerHost, { accountability }: Caller, trx: Knex, collection: 'workflows' | 'workflow_versions') {
  return new host.services.ItemsService<Row>(collection, { schema: await host.getSchema({ database: trx }), knex: trx, accountability: { ...accountability, admin: true } })
}
const versionsIn = ({ host, caller }: Work, trx: Knex) => sudoItems(host, caller, trx, 'workflow_versions')

/** The number that comes after those of the other versions. */
async function nextNumber(trx: Knex, workflow: string, draft: string | null): Promise<number> {
  const { rows } = await trx.raw<{ rows: { next: number }[] }>('select coalesce(max(number), 0) + 1 as next from workflow_versions where workflow = ? and id is distinct from ?::uuid', [workflow, draft])
  return rows[0]?.next ?? 1
}

/** Keeps a draft, whatever it says, over the one that the caller saw. */
export async function saveDraft(work: Work, { revision, definition }: { revision: string | null, definition: unknown }): Promise<{ revision: string }> {
  await assertDesigner(work.host, work.caller)
  const said = parseDefinition(definition)
  return onDraft(work, revision, async (trx, draft) => {
    const sudoVersions = await versionsIn(work, trx)
    if (draft) await sudoVersions.updateOne(draft.id, { definition: said })
    else await sudoVersions.createOne({ id: randomUUID(), workflow: work.workflow.id, number: await nextNumber(trx, work.workflow.id, null), status: 'draft', origin: 'local', definition: said })
    return { revision: revisionOf(said) }
  })
}

/** Throws the draft away, and with it a workflow that never said anything else. */
export async function dropDraft(work: Work, revision: string): Promise<void> {
  const { host, caller, workflow } = work
  await assertDesigner(host, caller)
  await onDraft(work, revision, async (trx, draft) => {
    if (draft) await (await versionsIn(work, trx)).deleteOne(draft.id)
    if (await nextNumber(trx, workflow.id, null) === 1) await (await sudoItems(host, caller, trx, 'workflows')).deleteOne(workflow.id)
  })
}

/** Publishes the draft that the caller saw: new records begin on it, those under way keep their version. */
export async function publishDraft(work: Work, revision: string): Promise<{ number: number }> {
  const { host, caller, workflow } = work
  await assertDesigner(host, caller)
  const draft = await readDraft(host.database, workflow.id)
  if (!draft) throw new DraftMissingError()
  if (draft.revision !== revision) throw new DraftChangedError({ draft: { revision: draft.revision, definition: draft.definition } })
  const context = draftContext(await contextFor(host.database, await host.getSchema(), workflow), workflow)
  const findings = checkDefinition(draft.definition, context)
  if (findings.length > 0) throw new WorkflowInvalidError({ findings })
  if (canonical(draft.definition) === canonical(workflow.published)) throw new NothingNewError()
  // The forms, the lists and the imports know the states by the choices of their field.
  if (isOpenCollection(workflow.collection)) {
    await offerChoices({ host, teller: host.emitter }, caller.accountability, workflow, {
      offers: draft.definition.states.map(({ key, label }) => ({ value: key, label })), gone: await goneStates(host.database, workflow.id, draft.definition),
    })
  }
  return onDraft(work, revision, async (trx) => {
    const number = await nextNumber(trx, workflow.id, draft.id)
    await (await versionsIn(work, trx)).updateOne(draft.id, { status: 'published', number, published_at: new Date() })
    return { number }
  })
}

/** The states that versions before this one had, and to which nothing under way may come any more. */
async function goneStates(knex: Knex, workflow: string, { states }: Definition): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { key: string }[] }>(
    `select s ->> 'key' as key from workflow_versions v cross join lateral jsonb_array_elements(v.definition::jsonb -> 'states') s
     where v.workflow = ? and v.status = 'published' group by 1 having not bool_or(exists (select 1 from workflow_objects o where o.version = v.id))`, [workflow])
  return rows.map(({ key }) => key).filter(key => !states.some(state => state.key === key))
}
