import { zoneOfAccount } from '@relais/extensions/platform'
import type { Caller } from '@relais/extensions/platform'
import { addTold } from '@relais/extensions/access'
import type { Label } from '@relais/schema'
import { collections, getCollection } from '@relais/schema'
import type { Definition, DefinitionContext } from '@relais/schema/workflow'
import { shippedWorkflows } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { z } from 'zod'
import { WorkflowUnknownError } from '../errors.ts'
import { DefinitionSchema } from '../rules/definition.ts'
import type { DesignerHost, Draft } from './drafts.ts'
import { leastToldTo, readDraft } from './drafts.ts'
import { statesTold } from './told-states.ts'
import { contextFor, draftContext } from './context.ts'

/** A workflow, and what its latest published version says. */
export interface KnownWorkflow { id: string, key: string, collection: string, field: string, label: Label, is_enforced: boolean, published: Definition | null }

/** A line of the list of workflows. */
export interface ListedWorkflow { key: string, label: Label, collection_label: Label, is_enforced: boolean, published: number | null, has_draft: boolean }

/** A version; `records` are those that run on it today: null, or the least there are, where some are too few for whoever does not read them. */
export interface ShownVersion { id: string, number: number, status: 'draft' | 'published', origin: 'product' | 'local', published_at: string | null, records: number | null, at_least?: true }

/** A choice of the screen: a function in a team. */
interface Named { value: string, label: Label }

/** What the screen needs to show a workflow, check it as it is drawn and try it. */
export interface ShownWorkflow extends Omit<KnownWorkflow, 'id'> {
  /** Where the reader works: in what zone the hours of this screen are said. */
  zone: string
  versions: ShownVersion[]
  /** Whether the product leans on it. */
  is_shipped: boolean
  draft: Omit<Draft, 'id'> | null
  context: Omit<DefinitionContext, 'now'>
  functions: Named[]
  /** How the lists that effects may write are called. */
  names: Record<string, Label>
}

/** Every workflow of the installation, by name. */
export async function listWorkflows(knex: Knex): Promise<ListedWorkflow[]> {
  const { rows } = await knex.raw<{ rows: { key: string, collection: string, label: Label, is_enforced: boolean, published: number | null, has_draft: boolean }[] }>(
    `select w.key, w.collection, json_build_object('fr', w.label_fr, 'en', w.label_en) as label, coalesce(w.is_enforced, false) as is_enforced,
       max(v.number) filter (where v.status = 'published') as published, coalesce(bool_or(v.status = 'draft' and v.origin = 'local'), false) as has_draft
     from workflows w left join workflow_versions v on v.workflow = w.id group by w.id order by w.label_fr, w.key`,
  )
  return rows.map(({ collection, ...row }) => ({ ...row, collection_label: getCollection(collection)?.label ?? { fr: collection, en: collection } }))
}

const WorkflowSchema = z.object({
  id: z.string(), key: z.string(), collection: z.string(), field: z.string(), label_fr: z.string(), label_en: z.string(), is_enforced: z.boolean().nullable(), definition: DefinitionSchema.nullable().catch(null),
})

/** A workflow by its key. */
export async function findWorkflow(knex: Knex, key: string): Promise<KnownWorkflow> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `select w.*, (select v.definition from workflow_versions v where v.workflow = w.id and v.status = 'published' order by v.number desc limit 1) as definition
     from workflows w where w.key = ?`, [key],
  )
  if (rows[0] === undefined) throw new WorkflowUnknownError()
  const { label_fr: fr, label_en: en, is_enforced: isEnforced, definition, ...row } = WorkflowSchema.parse(rows[0])
  return { ...row, label: { fr, en }, is_enforced: isEnforced === true, published: definition }
}

/** A workflow with its versions, its draft and what a definition of it may name. */
export async function showWorkflow(host: DesignerHost, caller: Caller, key: string): Promise<ShownWorkflow> {
  const { id, ...workflow } = await findWorkflow(host.database, key)
  const { rows } = await host.database.raw<{ rows: (ShownVersion & { counts: { state: string, records: number }[] })[] }>(
    `select v.id, v.number, v.status, v.origin, v.published_at, coalesce((select jsonb_agg(c) from (select o.state, count(*)::int as records from workflow_objects o where o.version = v.id group by o.state) c), '[]') as counts
     from workflow_versions v where v.workflow = ? and not (v.status = 'draft' and v.origin = 'local') order by v.number desc`, [id],
  )
  // As states are told one by one elsewhere: the number of a version is their sum.
  const { tell } = await statesTold(host, { knex: host.database, audience: caller.audience, least: await leastToldTo(host, caller, workflow.collection), workflow })
  const versions = rows.map(({ counts, ...version }): ShownVersion => {
    const { count, isPartial } = addTold(counts.map(({ state, records }) => tell(state, records)))
    return { ...version, records: count, ...(isPartial && { at_least: true }) }
  })
  const draft = await readDraft(host.database, id)
  const context = draftContext(await contextFor(host.database, await host.getSchema(), workflow), workflow)
  const named = collections.case_members.fields.function.choices ?? []
  return {
    ...workflow, zone: await zoneOfAccount(host.database, caller.user), versions, is_shipped: shippedWorkflows.some(shipped => shipped.key === key), context, draft: draft && { revision: draft.revision, definition: draft.definition },
    names: Object.fromEntries(context.related.map(({ collection }) => [collection, getCollection(collection)?.singular ?? { fr: collection, en: collection }])),
    functions: named.filter(({ value }) => context.functions.includes(value)).map(({ value, label }) => ({ value, label })),
  }
}

/** What a version says. */
export async function readVersion(knex: Knex, key: string, number: number): Promise<Definition> {
  const { rows } = await knex.raw<{ rows: { definition: unknown }[] }>('select v.definition from workflow_versions v join workflows w on w.id = v.workflow where w.key = ? and v.number = ?', [key, number])
  const parsed = DefinitionSchema.safeParse(rows[0]?.definition)
  if (!parsed.success) throw new WorkflowUnknownError()
  return parsed.data
}
