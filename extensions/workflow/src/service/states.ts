import type { Label } from '@relais/schema'
import { rowRules } from '@relais/schema/access'
import type { Caller, Host } from '@relais/extension-directory'
import type { State } from '@relais/schema/workflow'
import { z } from 'zod'
import { DefinitionSchema } from '../rules/definition.ts'
import { measuredPlace } from '../rules/measured.ts'
import { mergeStates } from '../rules/states.ts'

/** A collection whose records only move by transitions, and the states in which they may be found. */
export interface HeldCollection { collection: string, field: string, label: Label, states: State[], /** Where a new record may begin today. */ initial: string[], /** Whether time in its states is measured. */ is_measured: boolean }

const RowSchema = z.object({ collection: z.string(), field: z.string(), label_fr: z.string(), label_en: z.string(), definition: DefinitionSchema })

/** The collections held by a workflow, among those that the caller reads; states of older versions are there while records run on them. */
export async function heldCollections(host: Host, { audience }: Pick<Caller, 'audience'>): Promise<HeldCollection[]> {
  const { rows } = await host.database.raw<{ rows: unknown[] }>(
    `select w.collection, w.field, w.label_fr, w.label_en, v.definition from workflows w join workflow_versions v on v.workflow = w.id and v.status = 'published'
     where w.is_enforced and (v.number = (select max(l.number) from workflow_versions l where l.workflow = w.id and l.status = 'published')
       or exists (select 1 from workflow_objects o where o.version = v.id))
     order by w.collection, v.number desc`,
  )
  const byCollection = Map.groupBy(rows.map(row => RowSchema.parse(row)), ({ collection }) => collection)
  return [...byCollection].filter(([collection]) => audience === 'admin' || rowRules[audience]?.[collection]?.read !== undefined).flatMap(([collection, versions]) => {
    const [latest] = versions
    if (!latest) return []
    return [{ collection, field: latest.field, label: { fr: latest.label_fr, en: latest.label_en }, states: mergeStates(versions.map(({ definition }) => definition)), initial: latest.definition.states.filter(({ kind }) => kind === 'initial').map(({ key }) => key), is_measured: measuredPlace(collection) !== null }]
  })
}
