import type { ActorFacts, CommentRule, Definition, Delay, Refusal, Transition } from '@relais/schema/workflow'
import { judgeTransition, possible } from '@relais/schema/workflow'

/** A way out of a state for whoever walks: what it asks, what it depends on, or why it is closed. */
export interface Way {
  transition: Transition
  isPossible: boolean
  reasons: Refusal[]
  /** A rule that the record must satisfy; the walk has no record and believes it does. */
  condition: string | null
  asks: { fields: readonly string[], files: readonly string[], comment: CommentRule }
  /** After which it is done by itself. */
  after: Delay | null
}

/** Without a record no condition is judged, at no moment. */
const ANY_MOMENT = { now: new Date(0), zone: 'UTC' }
/** What a person would be given to answer: never a reason to close a way. */
export const ASKED: readonly string[] = ['FIELD_MISSING', 'FILE_MISSING', 'COMMENT_MISSING']
/** Without a record, its condition is believed. */
const LATER: readonly string[] = [...ASKED, 'GUARD']

/** The ways out of a state, for somebody of an audience who holds some functions; without a record, and without writing anything. */
export function waysFrom(definition: Definition, state: string, actor: ActorFacts): Way[] {
  return possible(definition, state).map((transition): Way => {
    const { guard, fields = [], files = [], comment = 'none', timer } = transition
    const reasons = judgeTransition(transition, { actor, state, values: {}, emptyFiles: [], comment: null, moment: ANY_MOMENT }).filter(({ code }) => !LATER.includes(code))
    return { transition, isPossible: reasons.length === 0, reasons, condition: guard?.rule ?? null, asks: { fields, files, comment }, after: timer?.delay ?? null }
  })
}
