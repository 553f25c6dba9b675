import { canonical } from '@relais/schema/forms'
import type { Definition, State, Transition } from '@relais/schema/workflow'

/** One state or transition that two people changed differently; null where one of them removed it. */
export type Conflict =
  | { of: 'states', key: string, mine: State | null, theirs: State | null }
  | { of: 'transitions', key: string, mine: Transition | null, theirs: Transition | null }

/** What two people made of the same definition, put together; where both changed the same element, mine stands in it. */
export interface Merged { definition: Definition, conflicts: Conflict[] }

const isSame = (one: unknown, other: unknown): boolean => canonical(one ?? null) === canonical(other ?? null)

/** Puts what I drew on what somebody else saved meanwhile, element by element, from what we both started with. */
export function mergeDefinitions(base: Definition, mine: Definition, theirs: Definition): Merged {
  const states = merged(base.states, mine.states, theirs.states)
  const transitions = merged(base.transitions, mine.transitions, theirs.transitions)
  return {
    definition: { states: states.list, transitions: transitions.list },
    conflicts: [...states.conflicts.map(conflict => ({ of: 'states' as const, ...conflict })), ...transitions.conflicts.map(conflict => ({ of: 'transitions' as const, ...conflict }))],
  }
}

interface Both<T> { list: T[], conflicts: { key: string, mine: T | null, theirs: T | null }[] }

function merged<T extends { key: string }>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): Both<T> {
  const find = (list: readonly T[], key: string): T | null => list.find(own => own.key === key) ?? null
  const conflicts: Both<T>['conflicts'] = []
  // My order, unless only they changed it.
  const order = (list: readonly T[]): string[] => list.map(({ key }) => key)
  const [first, second] = isSame(order(base), order(mine)) ? [theirs, mine] : [mine, theirs]
  const keys = [...new Set([...order(first), ...order(second)])]
  const list = keys.flatMap((key): T[] => {
    const [was, own, other] = [find(base, key), find(mine, key), find(theirs, key)]
    if (isSame(own, was)) return other ? [other] : []
    if (!isSame(other, was) && !isSame(own, other)) conflicts.push({ key, mine: own, theirs: other })
    return own ? [own] : []
  })
  return { list, conflicts }
}

/** A definition with one element as somebody else left it. */
export function withElement(definition: Definition, { of, key }: Pick<Conflict, 'of' | 'key'>, element: State | Transition | null): Definition {
  const replaced = <T extends { key: string }>(list: readonly T[], next: T | null): T[] => {
    if (next === null) return list.filter(own => own.key !== key)
    return list.some(own => own.key === key) ? list.map(own => (own.key === key ? next : own)) : [...list, next]
  }
  if (of === 'states') return { ...definition, states: replaced(definition.states, isState(element) ? element : null) }
  return { ...definition, transitions: replaced(definition.transitions, element && !isState(element) ? element : null) }
}

const isState = (element: State | Transition | null): element is State => element !== null && 'kind' in element
