import type { FieldOverride } from '@relais/schema/forms'
import { checkLabel } from './checks.ts'
import type { KnownCollection } from './field-changes.ts'
import type { FieldState, States } from './field-state.ts'
import { isSameState } from './field-state.ts'
import type { Refusal } from './refusals.ts'
import { refusal } from './refusals.ts'

export const CHANGE_KINDS = ['create', 'update', 'move', 'merge', 'retire', 'restore', 'undo'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** Records that a merge changed: those whose answer was replaced, and those that had both. */
export interface Moved { from: string | number, into: string | number, replaced: (string | number)[], both: (string | number)[] }

/** What cannot be read from the states: how a field is made (`section` for a section), and the records that a merge changed. */
export interface ChangeDetails {
  type?: string
  link?: string
  moved?: Moved
  /** What a structure kept of a field that comes from above it: the network may change the rest meanwhile. */
  overrides?: { before: FieldOverride | null, after: FieldOverride | null }
}

export interface RecordedChange { field: string, kind: ChangeKind, before: States, after: States, details: ChangeDetails, isUndone: boolean }

/** What undoing a change goes back to, given the states of today; refused when something changed since. */
export function undoChange({ field, before, after, details, kind, isUndone }: RecordedChange, today: States, known: Peers): { states: States } | { refusal: Refusal } {
  const name = nameOf(field, after, before)
  if (isUndone) return refusal('CHANGE_UNDONE', { field: name })
  if (kind === 'undo' && details.moved) return refusal('CHANGE_FINAL', { field: name })
  const followed = Object.keys(after).some(key => !isSameState(today[key], after[key]))
  if (followed) return refusal('CHANGE_FOLLOWED', { field: name })
  const peers = details.type === 'section' ? known.sections : known.fields
  return Object.entries(before).map(([key, state]) => checkPlace(key, state, today[key], known.sections) ?? checkOldLabel(key, state, today[key], peers)).find(Boolean) ?? { states: Object.fromEntries(Object.entries(before).map(([key, state]) => [key, keepChoices(state, today[key])])) }
}

/** A choice added since may be in files: it goes as by « Retiré », never out of the list. */
function keepChoices(state: FieldState | null, now: FieldState | null | undefined): FieldState | null {
  if (!state?.choices || !now?.choices) return state
  const { choices } = state
  const added = now.choices.filter(({ value }) => !choices.some(choice => choice.value === value))
  return { ...state, choices: [...choices, ...added.map(choice => ({ ...choice, retired: true }))] }
}

type Peers = Pick<KnownCollection, 'fields' | 'sections'>

/** The section that it goes back to may have been retired since. */
function checkPlace(name: string, state: FieldState | null, now: FieldState | null | undefined, sections: Peers['sections']): { refusal: Refusal } | null {
  if (!state || state.retired || state.section === null || state.section === now?.section) return null
  const section = sections.find(({ key }) => key === state.section)
  return section && !section.state.retired ? null : refusal('SECTION_UNKNOWN', { field: state.label.fr || name, other: section?.state.label.fr ?? state.section })
}

/** The label that it goes back to may have been given to another since. */
function checkOldLabel(name: string, state: FieldState | null, now: FieldState | null | undefined, peers: Peers['fields']): { refusal: Refusal } | null {
  const isOwn = state && now && !now.retired && now.label.fr === state.label.fr
  return !state || state.retired || isOwn ? null : checkLabel(state.label, name, peers)
}

/** How people call the field of a change. */
export function nameOf(field: string, ...states: readonly States[]): string {
  return states.map((each): FieldState | null | undefined => each[field]).find(Boolean)?.label.fr ?? field
}
