import { canonical } from '@relais/schema/forms'
import { fieldsOf, holds, parseRule } from '@relais/schema/forms/rules'
import type { Moment } from '@relais/schema/time'
import type { Values } from '@relais/schema/forms'
import type { Definition, Transition } from '@relais/schema/workflow'
import { possible } from '@relais/schema/workflow'

/** Why records would stay where they are: their state is no more, nothing leaves it, or nothing that leaves it can be done for them. */
export type Block = 'STATE_GONE' | 'NO_WAY' | 'CONDITION'

/** What a definition would do to the records of one state: `ways` are to be tried record by record. */
export interface Verdict { isChanged: boolean, block: Exclude<Block, 'CONDITION'> | null, ways: Transition[] }

/** Judges the records that are in a state under one definition, were they to follow another. */
export function judgeState(before: Definition, after: Definition, state: string): Verdict {
  const next = after.states.find(({ key }) => key === state)
  if (!next) return { isChanged: true, block: 'STATE_GONE', ways: [] }
  const was = before.states.find(({ key }) => key === state)
  const ways = possible(after, state)
  const isChanged = canonical([was ?? null, possible(before, state)]) !== canonical([next, ways])
  if (next.kind === 'final') return { isChanged, block: null, ways: [] }
  if (ways.length === 0) return { isChanged, block: 'NO_WAY', ways: [] }
  return { isChanged, block: null, ways: ways.some(way => !dependsOnRecord(way)) ? [] : ways }
}

/** Whether a transition may be closed to some records: by a condition that its own dialog cannot satisfy, or because only a team member does it. */
function dependsOnRecord(way: Transition): boolean {
  return guardFields(way).length > 0 || isForTeamOnly(way)
}

/** The fields that the guard reads, when none of them is asked on the way. */
export function guardFields({ guard, fields = [], files = [] }: Transition): string[] {
  const parsed = guard ? parseRule(guard.rule) : null
  const names = parsed && 'rule' in parsed ? fieldsOf(parsed.rule) : []
  return names.some(name => fields.includes(name) || files.includes(name)) ? [] : names
}

function isForTeamOnly({ who: { audiences = [], functions = [], organization, person }, timer }: Transition): boolean {
  return functions.length > 0 && audiences.length === 0 && !organization && !person && !timer
}

/** A record, as far as the ways ask: its values, and the functions held in its team. */
export interface Tried { values: Values, functions: readonly string[] }

/** Whether somebody could take one of the ways for a record as it is. */
export function canLeave(ways: readonly Transition[], { values, functions }: Tried, moment: Moment): boolean {
  return ways.some((way) => {
    const isOpen = guardFields(way).length === 0 || holds(way.guard?.rule ?? '', values, moment)
    return isOpen && (!isForTeamOnly(way) || (way.who.functions ?? []).some(name => functions.includes(name)))
  })
}
