import type { Host } from '@relais/extensions/platform'
import type { Refusal, Transition } from '@relais/schema/workflow'
import { automaticOf, fieldsRead, includes, judgeTransition, possible } from '@relais/schema/workflow'
import type { Values } from '@relais/schema/forms'
import type { Label } from '@relais/schema'
import { reasonsOfDocuments } from './documents.ts'
import { labelOf as fieldLabel } from './files.ts'
import { ASKED } from '../rules/walk.ts'
import { levelsFor, unreadableIn } from './levels.ts'
import { kindOf, patient } from './patience.ts'
import type { Place } from './place.ts'
import { assertVisible, countsFor, readPlace } from './place.ts'
import type { Asked } from './transition.ts'
import { heldWorkflow } from './transition.ts'

/** A transition as its button and its dialog need it. */
interface Offered { key: string, label: Label, to: string, to_label: Label, comment: string, fields: readonly string[], files: readonly string[], file_labels: Record<string, Label>, is_possible: boolean, reasons: Refusal[], /** The step that takes this one back at once, asking nothing. */ way_back: string | null }

/** Whether the condition reads what the dialog asks: it is judged with the answers, not before them. */
function judgesAnswers({ guard, fields = [], files = [] }: Transition): boolean {
  return fieldsRead({ guard }).some(name => fields.includes(name) || files.includes(name))
}

interface Judging { field: string, unreadable: (transition: Transition) => string[], isElsewhere: boolean, /** How many linked rows its condition counts. */ countsOf: (transition: Transition) => Promise<Values> }

/** The step by which the same person may take a step back at once; none when the effects of the one or the other would stay, or when something would be asked. */
async function wayBack(transition: Transition, { definition, state, actor, row, zone }: Place, { field, unreadable, isElsewhere, countsOf }: Judging): Promise<string | null> {
  if ((transition.effects ?? []).length > 0) return null
  const leading = possible(definition, transition.to).filter(one => one.to === state && [one.effects, one.fields, one.files].every(list => (list ?? []).length === 0))
  for (const one of leading) {
    const values = { ...row, ...await countsOf(one), [field]: transition.to }
    const reasons = judgeTransition(one, {
      actor: { ...actor, isPreviousAuthor: true }, state: transition.to, values, emptyFiles: [], unreadable: unreadable(one), comment: null, isElsewhere, moment: { now: new Date(), zone },
    })
    if (reasons.length === 0) return one.key
  }
  return null
}

/** What somebody may do with an object now, and why not the rest; of what is not theirs to do, that alone is said. */
export async function possibleTransitions(host: Host, { caller, collection, id }: Asked) {
  const workflow = await heldWorkflow(host.database, collection)
  await assertVisible(host, host.database, { workflow, caller, id })
  const place = await readPlace(host, host.database, { workflow, caller, id })
  const { state, definition: { states } } = place
  const level = await levelsFor(host, host.database, { caller, collection })
  const labelOf = (key: string): Label => states.find(one => one.key === key)?.label ?? { fr: key, en: key }
  const countsOf = (transition: Transition): Promise<Values> => countsFor(host, host.database, { collection, id, transition })
  const transitions = possible(place.definition, state).map(async (transition: Transition): Promise<Offered> => {
    const { key, label, to, comment = 'none' } = transition
    const { fields = [], files = [] } = includes(transition.who, place.actor) ? transition : {}
    const values = { ...place.row, ...await countsOf(transition) }
    const judged = judgeTransition(transition, { actor: place.actor, state, values, emptyFiles: [], unreadable: unreadableIn(transition, level), comment: null, isElsewhere: workflow.isElsewhere, moment: { now: new Date(), zone: place.zone } })
      .filter(({ code }) => !ASKED.includes(code) && !(code === 'GUARD' && judgesAnswers(transition)))
    // What the dialog asks may complete the file: it is looked at with the answers.
    const isAsked = fields.some(name => name === 'reference' || name === 'opened_on')
    const reasons = judged.length > 0 || isAsked ? judged : await reasonsOfDocuments(host.database, { collection, row: place.row, transition, audience: place.actor.audience })
    const names = await Promise.all(files.map(async name => [name, await fieldLabel(host, host.database, collection, name)] as const))
    const back = await wayBack(transition, place, { field: workflow.field, unreadable: one => unreadableIn(one, level), isElsewhere: workflow.isElsewhere, countsOf })
    return { key, label, to, to_label: labelOf(to), comment, fields, files, file_labels: Object.fromEntries(names), is_possible: reasons.length === 0, reasons, way_back: back }
  })
  return { state, label: labelOf(state), since: place.since.toISOString(), deadline_at: place.deadline?.toISOString() ?? null, unanswerable_at: place.unanswerable?.toISOString() ?? null, zone: place.zone, automatic: place.unanswerable ? null : automaticOf(patient(place.definition, await kindOf(host.database, collection, place.row)), state, place), transitions: await Promise.all(transitions) }
}
