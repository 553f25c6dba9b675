import type { Definition, State, Transition } from '@relais/schema/workflow'

const MOST_CHARACTERS = 40

/** The key of a new state or transition, from its French label; records keep it for ever, so it never changes afterwards. */
export function keyFor(label: string, taken: readonly string[]): string {
  const folded = label.replaceAll(/œ/gi, 'oe').replaceAll(/æ/gi, 'ae').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^[^a-z]+|_+$/g, '')
  const base = folded.slice(0, MOST_CHARACTERS - 3).replace(/_+$/, '') || 'etape'
  if (!taken.includes(base)) return base
  for (let number = 2; ; number += 1) {
    if (!taken.includes(`${base}_${number}`)) return `${base}_${number}`
  }
}

/** A definition with one more state, and its key. */
export function addState(definition: Definition, label: State['label'], kind: State['kind']): { definition: Definition, key: string } {
  const key = keyFor(label.fr, definition.states.map(own => own.key))
  return { key, definition: { ...definition, states: [...definition.states, { key, label, kind }] } }
}

/** A definition with one more transition, which advisers do, and its key. */
export function addTransition(definition: Definition, { label, from, to }: Pick<Transition, 'label' | 'from' | 'to'>): { definition: Definition, key: string } {
  const key = keyFor(label.fr, definition.transitions.map(own => own.key))
  return { key, definition: { ...definition, transitions: [...definition.transitions, { key, label, from, to, who: {} }] } }
}

/** A definition without a state, nor the transitions that led to it or that only left it. */
export function removeState({ states, transitions }: Definition, key: string): Definition {
  return {
    states: states.filter(own => own.key !== key),
    transitions: transitions.filter(({ to }) => to !== key).map(own => ({ ...own, from: own.from.filter(state => state !== key) })).filter(({ from }) => from.length > 0),
  }
}

/** A list with one element a place earlier or later; the same list at its edge. */
export function moved<T extends { key: string }>(list: readonly T[], key: string, step: -1 | 1): T[] {
  const index = list.findIndex(own => own.key === key)
  const [one, other] = [list[index], list[index + step]]
  if (!one || !other) return [...list]
  return list.map((own, at) => (at === index ? other : at === index + step ? one : own))
}

/** Without the properties that are empty: as if they had never been touched. */
export function tidyTransition(transition: Transition): Transition {
  const { guard, fields, files, comment, effects, timer, ...rest } = transition
  return {
    ...rest,
    ...(guard && guard.rule.trim() !== '' ? { guard } : {}), ...(fields?.length ? { fields } : {}), ...(files?.length ? { files } : {}),
    ...(comment && comment !== 'none' ? { comment } : {}),
    ...(timer ? { timer: tidyTimer(timer) } : {}), ...(effects?.length ? { effects } : {}),
  }
}

function tidyTimer({ delay, reminders, remind }: NonNullable<Transition['timer']>): NonNullable<Transition['timer']> {
  return { delay, ...(reminders?.length ? { reminders, ...(remind?.length ? { remind } : {}) } : {}) }
}
