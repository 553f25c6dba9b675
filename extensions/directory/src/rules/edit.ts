import type { FormField } from '@relais/schema/forms'
import { isSameValue } from './same-value.ts'

type Values = Readonly<Record<string, unknown>>

export interface Edit {
  fields: readonly Pick<FormField, 'field' | 'level'>[]
  /** Values as the author wants them, normalised. */
  values: Values
  /** Values that the author saw when starting. */
  base: Values
  /** Values now, read under a lock. */
  current: Values
}

export interface EditPlan {
  /** Written at once. */
  publish: Record<string, unknown>
  /** Submitted to a reviewer. */
  propose: { field: string, base: unknown, proposed: unknown }[]
  /** Fields that another person changed meanwhile. */
  conflicts: { field: string, base: unknown, current: unknown, mine: unknown }[]
}

/**
 * Decides what becomes of each value of an edit: published, proposed, in conflict, or nothing because it changes nothing.
 *
 * A conflict needs three different values: what the author saw, what is there now, and what the author wants.
 * Reviewed fields never conflict: the reviewer sees the value of the moment before deciding.
 */
export function planEdit({ fields, values, base, current }: Edit): EditPlan {
  const plan: EditPlan = { publish: {}, propose: [], conflicts: [] }
  for (const { field, level } of fields) {
    if (!(field in values)) continue
    const [mine, now, seen] = [values[field], current[field] ?? null, base[field] ?? null]
    if (isSameValue(mine, now)) continue
    if (level === 'review') plan.propose.push({ field, base: seen, proposed: mine ?? null })
    else if (isSameValue(seen, now)) plan.publish[field] = mine ?? null
    else plan.conflicts.push({ field, base: seen, current: now, mine: mine ?? null })
  }
  return plan
}
