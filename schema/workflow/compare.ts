import { canonical } from '../forms/values.ts'
import type { Definition, State, Transition } from './types.ts'

/** What one version does differently from another; `parts` are the properties that changed. */
export interface Change { of: 'state' | 'transition', key: string, change: 'added' | 'removed' | 'changed', parts: string[] }

/** The difference between two versions, states first, in the order of the older then of what is new. */
export function compare(before: Definition, after: Definition): Change[] {
  return [...difference('state', before.states, after.states), ...difference('transition', before.transitions, after.transitions)]
}

function difference<T extends State | Transition>(of: Change['of'], before: readonly T[], after: readonly T[]): Change[] {
  const old = before.flatMap((one): Change[] => {
    const other = after.find(({ key }) => key === one.key)
    if (!other) return [{ of, key: one.key, change: 'removed', parts: [] }]
    const parts = changedParts(one, other)
    return parts.length > 0 ? [{ of, key: one.key, change: 'changed', parts }] : []
  })
  const known = new Set(before.map(({ key }) => key))
  return [...old, ...after.filter(({ key }) => !known.has(key)).map(({ key }): Change => ({ of, key, change: 'added', parts: [] }))]
}

function changedParts(one: object, other: object): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].filter(name => canonical(Reflect.get(one, name)) !== canonical(Reflect.get(other, name)))
}
