import type { FieldState, States } from './field-state.ts'
import { isSameState } from './field-state.ts'
import type { Refusal } from './refusals.ts'
import { refusal } from './refusals.ts'

export const CHANGE_KINDS = ['create', 'update', 'move', 'merge', 'retire', 'restore', 'undo'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** Records that a merge changed: those whose answer was replaced, and those that had both. */
export interface Moved { from: string | number, into: string | number, replaced: (string | number)[], both: (string | number)[] }

/** What cannot be read from the states: how a field is made, and the records that a merge changed. */
export interface ChangeDetails { type?: string, link?: string, moved?: Moved }

export interface RecordedChange { field: string, kind: ChangeKind, before: States, after: States, details: ChangeDetails, isUndone: boolean }

/** What undoing a change goes back to, given the states of today; refused when something changed since. */
export function undoChange({ field, before, after, details, kind, isUndone }: RecordedChange, today: States): { states: States } | { refusal: Refusal } {
  const name = nameOf(field, after, before)
  if (isUndone) return refusal('CHANGE_UNDONE', { field: name })
  if (kind === 'undo' && details.moved) return refusal('CHANGE_FINAL', { field: name })
  const followed = Object.keys(after).some(key => !isSameState(today[key], after[key]))
  if (followed) return refusal('CHANGE_FOLLOWED', { field: name })
  return { states: before }
}

/** How people call the field of a change. */
export function nameOf(field: string, ...states: readonly States[]): string {
  return states.map((each): FieldState | null | undefined => each[field]).find(Boolean)?.label.fr ?? field
}
