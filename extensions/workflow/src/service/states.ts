import type { Caller, Host } from '@relais/extensions/platform'
import type { Label } from '@relais/schema'
import { rowRules } from '@relais/schema/access'
import type { Definition, State, Who } from '@relais/schema/workflow'
import { z } from 'zod'
import { DefinitionSchema } from '../rules/definition.ts'
import { measuredPlace } from '../rules/measured.ts'
import { mergeStates } from '../rules/states.ts'

/** A collection whose records only move by transitions, and the states in which they may be found. */
export interface HeldCollection { collection: string, field: string, label: Label, states: State[], /** Where a new record may begin today. */ initial: string[], /** Whether time in its states is measured. */ is_measured: boolean, /** From each state, the steps that may be the caller's. */ own_steps: Record<string, string[]> }

const RowSchema = z.object({ collection: z.string(), field: z.string(), label_fr: z.string(), label_en: z.string(), definition: DefinitionSchema })

// Whoever steers reads no record, and has numbers of those that are measured.
const isKnown = (audience: Caller['audience'], collection: string): boolean =>
  audience === 'admin' || rowRules[audience]?.[collection]?.read !== undefined || (audience === 'steering' && measuredPlace(collection) !== null)

const WITH_FUNCTIONS: readonly Caller['audience'][] = ['adviser', 'manager', 'prescriber', 'admin']

/** Whether a step may be done by some of an audience, whatever the record: a screen opens no menu where none may. */
function mayBeOf({ audiences, functions, organization, person }: Who, audience: Caller['audience']): boolean {
  return audiences?.includes(audience) === true || ((functions ?? []).length > 0 && WITH_FUNCTIONS.includes(audience))
    || (organization === true && audience === 'partner') || (person === true && audience === 'beneficiary')
}

function ownSteps(definitions: readonly Definition[], audience: Caller['audience']): Record<string, string[]> {
  const own = definitions.flatMap(({ transitions }) => transitions).filter(({ who }) => mayBeOf(who, audience)).flatMap(({ key, from }) => from.map(state => ({ state, key })))
  return Object.fromEntries([...Map.groupBy(own, ({ state }) => state)].map(([state, steps]) => [state, [...new Set(steps.map(({ key }) => key))]]))
}

/** The collections held by a workflow, among those of which the caller reads records or numbers; states of older versions are there while records run on them. */
export async function heldCollections(host: Host, { audience }: Pick<Caller, 'audience'>): Promise<HeldCollection[]> {
  const { rows } = await host.database.raw<{ rows: unknown[] }>(
    `select w.collection, w.field, w.label_fr, w.label_en, v.definition from workflows w join workflow_versions v on v.workflow = w.id and v.status = 'published'
     where w.is_enforced and (v.number = (select max(l.number) from workflow_versions l where l.workflow = w.id and l.status = 'published')
       or exists (select 1 from workflow_objects o where o.version = v.id))
     order by w.collection, v.number desc`,
  )
  const byCollection = Map.groupBy(rows.map(row => RowSchema.parse(row)), ({ collection }) => collection)
  return [...byCollection].filter(([collection]) => isKnown(audience, collection)).flatMap(([collection, versions]) => {
    const [latest] = versions
    if (!latest) return []
    return [{ collection, field: latest.field, label: { fr: latest.label_fr, en: latest.label_en }, states: mergeStates(versions.map(({ definition }) => definition)), initial: latest.definition.states.filter(({ kind }) => kind === 'initial').map(({ key }) => key), is_measured: measuredPlace(collection) !== null, own_steps: ownSteps(versions.map(({ definition }) => definition), audience) }]
  })
}
