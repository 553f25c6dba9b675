import type { Host } from '@relais/extension-directory'
import type { Refusal, Transition } from '@relais/schema/workflow'
import { automaticOf, judgeTransition, possible } from '@relais/schema/workflow'
import type { Label } from '@relais/schema'
import { labelOf as fieldLabel } from './files.ts'
import { ASKED } from '../rules/walk.ts'
import { fieldsOf, parseRule } from '@relais/schema/forms/rules'
import { assertVisible, countsFor, readPlace } from './place.ts'
import type { Asked } from './transition.ts'
import { heldWorkflow } from './transition.ts'

/** A transition as its button and its dialog need it. */
interface Offered { key: string, label: Label, to: string, to_label: Label, comment: string, fields: readonly string[], files: readonly string[], file_labels: Record<string, Label>, is_possible: boolean, reasons: Refusal[] }

/** Whether the condition reads what the dialog asks: it is judged with the answers, not before them. */
function judgesAnswers({ guard, fields = [], files = [] }: Transition): boolean {
  const parsed = guard ? parseRule(guard.rule) : null
  return parsed !== null && 'rule' in parsed && [...fieldsOf(parsed.rule)].some(name => fields.includes(name) || files.includes(name))
}

/** What somebody may do with an object now, and why not the rest. */
export async function possibleTransitions(host: Host, { caller, collection, id }: Asked) {
  const workflow = await heldWorkflow(host.database, collection)
  await assertVisible(host, host.database, { workflow, caller, id })
  const place = await readPlace(host, host.database, { workflow, caller, id })
  const { state, definition: { states } } = place
  const labelOf = (key: string): Label => states.find(one => one.key === key)?.label ?? { fr: key, en: key }
  const transitions = possible(place.definition, state).map(async (transition: Transition): Promise<Offered> => {
    const { key, label, to, comment = 'none', fields = [], files = [] } = transition
    const values = { ...place.row, ...await countsFor(host, host.database, { collection, id, transition }) }
    const reasons = judgeTransition(transition, { actor: place.actor, state, values, emptyFiles: [], comment: null, isElsewhere: workflow.isElsewhere, moment: { now: new Date(), zone: place.zone } })
      .filter(({ code }) => !ASKED.includes(code) && !(code === 'GUARD' && judgesAnswers(transition)))
    const names = await Promise.all(files.map(async name => [name, await fieldLabel(host, host.database, collection, name)] as const))
    return { key, label, to, to_label: labelOf(to), comment, fields, files, file_labels: Object.fromEntries(names), is_possible: reasons.length === 0, reasons }
  })
  return { state, label: labelOf(state), since: place.since.toISOString(), deadline_at: place.deadline?.toISOString() ?? null, automatic: automaticOf(place.definition, state, place), transitions: await Promise.all(transitions) }
}
