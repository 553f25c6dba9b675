import { createHash } from 'node:crypto'
import type { AccessLevel, Audience, Label } from '@relais/schema'
import { canonical } from '@relais/schema/forms'
import type { RuleKind } from '@relais/schema/forms/rules'

export interface StateChoice { value: string | number, label: Label, retired: boolean }
export interface StateRule { kind: RuleKind, expression: string, message: Label | null }

/** Everything that the configurator may change of a field: what is recorded, compared, and gone back to. */
export interface FieldState {
  label: Label
  help: Label | null
  /** Key of its section, null when it stands outside all. */
  section: string | null
  sort: number | null
  width: 'half' | 'full'
  hidden: boolean
  /** A local field that is kept with its values, and that nobody is asked any more. */
  retired: boolean
  choices: StateChoice[] | null
  /** Local decisions; other audiences have what the product gives them. */
  levels: Partial<Record<Audience, AccessLevel>>
  rules: StateRule[]
}

/** The states of several fields, by name; null for a field that does not exist. */
export type States = Record<string, FieldState | null>

/** What tells one state from another: sent with a field, asked back with a change of it. */
export function versionOf(state: FieldState): string {
  return createHash('sha256').update(canonical(state)).digest('base64url').slice(0, 16)
}

/** Whether two states, or two absences, are the same. */
export function isSameState(one: FieldState | null | undefined, other: FieldState | null | undefined): boolean {
  return canonical(one ?? null) === canonical(other ?? null)
}
