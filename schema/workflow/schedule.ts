import type { Territory } from './calendar.ts'
import { wallAt } from '../time/index.ts'
import { addDelay, territoryOf } from './calendar.ts'
import { awaited } from './answerable.ts'
import type { Definition, Delay, Recipient } from './types.ts'

/** What happens by itself: a reminder that something is expected before a day, or a transition. */
export type Moment =
  | { at: string, does: 'remind', before: string, transition: string | null, to: readonly Recipient[] }
  | { at: string, does: 'move', transition: string }

/** What waits for an object in its state; times are those of the wall clock of its place (`2026-03-12 14:30:00`). */
export interface Schedule { deadline: string | null, moments: Moment[] }

/** A state that an object has left, and when it had entered it. */
export interface Left { state: string, since: string }

/** How long an object is there, and where. */
export interface Stay {
  /** When it entered its state. */
  since: string
  territory?: Territory | undefined
  /** The states that it has left, the latest first: a delay over several of them is counted from the first. */
  left?: readonly Left[] | undefined
  /** Since when somebody can answer, when nobody could before: no delay ran until then. */
  answerableSince?: string | null | undefined
}

/** The end of the state and everything that happens by itself until then, in order; what was to come before the state was entered is no reminder any more. */
export function scheduleOf(definition: Definition, state: string, { since, territory, left = [], answerableSince }: Stay): Schedule {
  const begun = answerableSince && answerableSince > since ? answerableSince : since
  const after = (from: string, amount: number, unit: Delay['unit']): string => {
    const [day = '', time = ''] = from.split(' ')
    return `${addDelay(day, { amount, unit }, territory)} ${time}`
  }
  const { deadline, reminders = [] } = definition.states.find(({ key }) => key === state) ?? {}
  const moments: Moment[] = []
  const remind = (from: string, { amount, unit }: Delay, days: readonly number[], rest: { transition: string | null, to: readonly Recipient[] }): void => {
    const coming = days.map(before => after(from, amount - before, unit)).filter(at => at >= begun)
    moments.push(...coming.map((at): Moment => ({ at, does: 'remind', before: after(from, amount, unit), ...rest })))
  }
  if (deadline) remind(since, deadline, reminders, { transition: null, to: awaited(definition, state) })
  for (const { key, from, timer } of definition.transitions) {
    if (!timer || !from.includes(state)) continue
    const start = [startOf(from, since, left), answerableSince ?? ''].toSorted().at(-1) ?? since
    remind(start, timer.delay, timer.reminders ?? [], { transition: key, to: timer.remind ?? awaited(definition, state) })
    moments.push({ at: after(start, timer.delay.amount, timer.delay.unit), does: 'move', transition: key })
  }
  return { deadline: deadline ? after(since, deadline.amount, deadline.unit) : null, moments: moments.toSorted((one, other) => one.at.localeCompare(other.at)) }
}

/** When the clock of a delay over several states began: at the first of those in which the object has been without leaving them. */
function startOf(states: readonly string[], since: string, left: readonly Left[]): string {
  const end = left.findIndex(({ state }) => !states.includes(state))
  return left.slice(0, end < 0 ? left.length : end).at(-1)?.since ?? since
}

/** What happens to an object by itself if nobody acts: a transition without condition, and its day in the place of the object. */
export interface Automatic { transition: string, on: string }

/** Instants of an object, in a place. */
export interface Entered { since: Date, zone: string, commune: string | null, left?: readonly { state: string, since: string }[] | undefined, answerableSince?: Date | null | undefined }

/** The first transition that only waits for its delay, for an object that entered its state at that instant in that place. */
export function automaticOf(definition: Definition, state: string, { since, zone, commune, left = [], answerableSince }: Entered): Automatic | null {
  const wall = (instant: string): string => wallAt(instant, zone, 'second').replace('T', ' ')
  const { moments } = scheduleOf(definition, state, {
    since: wall(since.toISOString()), territory: territoryOf({ zone, commune }), left: left.map(one => ({ ...one, since: wall(one.since) })), answerableSince: answerableSince && wall(answerableSince.toISOString()),
  })
  for (const moment of moments) {
    const transition = moment.does === 'move' ? definition.transitions.find(({ key }) => key === moment.transition) : undefined
    if (transition && !transition.guard) return { transition: transition.key, on: moment.at.slice(0, 10) }
  }
  return null
}

/** A definition where what waits to come to a state waits so many days instead: told as soon as before, and again as near to the end. */
export function withPatience(definition: Definition, to: string, days: number | undefined): Definition {
  if (days === undefined) return definition
  const transitions = definition.transitions.map((transition) => {
    const { timer } = transition
    if (transition.to !== to || !timer) return transition
    const reminders = timer.reminders?.flatMap(before => [before + days - timer.delay.amount, before]).filter(before => before > 0 && before <= days)
    return { ...transition, timer: { ...timer, delay: { amount: days, unit: 'days' as const }, ...reminders && { reminders: [...new Set(reminders)].toSorted((one, other) => other - one) } } }
  })
  return { ...definition, transitions }
}
