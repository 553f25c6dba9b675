import type { Territory } from './calendar.ts'
import { addDelay, TERRITORY_OF_ZONE } from './calendar.ts'
import type { Definition, Delay, Recipient } from './types.ts'

/** What happens by itself: a reminder that something is expected before a day, or a transition. */
export type Moment =
  | { at: string, does: 'remind', before: string, transition: string | null, to: readonly Recipient[] }
  | { at: string, does: 'move', transition: string }

/** What waits for an object in its state; times are those of the wall clock of its place (`2026-03-12 14:30:00`). */
export interface Schedule { deadline: string | null, moments: Moment[] }

/** The end of the state and everything that happens by itself until then, in order, for an object that entered it at `since`. */
export function scheduleOf(definition: Definition, state: string, { since, territory }: { since: string, territory?: Territory | undefined }): Schedule {
  const [day = '', time = ''] = since.split(' ')
  const after = (amount: number, unit: Delay['unit']): string => `${addDelay(day, { amount, unit }, territory)} ${time}`
  const { deadline, reminders = [] } = definition.states.find(({ key }) => key === state) ?? {}
  const moments: Moment[] = []
  const remind = ({ amount, unit }: Delay, days: readonly number[], rest: { transition: string | null, to: readonly Recipient[] }): void => {
    for (const before of days) moments.push({ at: after(amount - before, unit), does: 'remind', before: after(amount, unit), ...rest })
  }
  if (deadline) remind(deadline, reminders, { transition: null, to: awaited(definition, state) })
  for (const { key, from, timer } of definition.transitions) {
    if (!timer || !from.includes(state)) continue
    remind(timer.delay, timer.reminders ?? [], { transition: key, to: timer.remind ?? awaited(definition, state) })
    moments.push({ at: after(timer.delay.amount, timer.delay.unit), does: 'move', transition: key })
  }
  return { deadline: deadline ? after(deadline.amount, deadline.unit) : null, moments: moments.toSorted((one, other) => one.at.localeCompare(other.at)) }
}

/** What happens to an object by itself if nobody acts: a transition without condition, and its day in the place of the object. */
export interface Automatic { transition: string, on: string }

/** The first transition that only waits for its delay, for an object that entered its state at that instant in that zone. */
export function automaticOf(definition: Definition, state: string, { since, zone }: { since: Date, zone: string }): Automatic | null {
  const entered = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone }).format(since)
  const { moments } = scheduleOf(definition, state, { since: entered, territory: TERRITORY_OF_ZONE[zone] })
  for (const moment of moments) {
    const transition = moment.does === 'move' ? definition.transitions.find(({ key }) => key === moment.transition) : undefined
    if (transition && !transition.guard) return { transition: transition.key, on: moment.at.slice(0, 10) }
  }
  return null
}

/** Whose step is awaited: the partner or the person where one of them may act, else the professionals. */
function awaited({ transitions }: Definition, state: string): Recipient[] {
  const acting = transitions.filter(({ from }) => from.includes(state)).map(({ who }) => who)
  if (acting.some(({ organization }) => organization)) return ['organization']
  if (acting.some(({ person }) => person)) return ['person']
  return acting.some(({ audiences = [], functions = [] }) => functions.length > 0 || audiences.includes('adviser')) ? ['team'] : ['managers']
}
