import type { Form, FormField, Values } from '@relais/schema/forms'
import { isSame } from '@relais/schema/forms'

/** A computed field that a write changes: one value for each row, in their order. */
export interface ComputedChange { field: FormField, values: readonly unknown[] }

/**
 * Which computed fields a write changes. `current` are the rows before it, null for a new one; `computed` what each row
 * gets. What the caller sent for them never counts.
 */
export function computedChanges(form: Pick<Form, 'fields'>, computed: readonly Values[], current: readonly Values[] | null): ComputedChange[] {
  return form.fields.filter(field => field.computed !== null).flatMap((field) => {
    const values = computed.map(row => row[field.field] ?? null)
    const isChanged = values.some((value, index) => !isSame(value, current?.[index]?.[field.field]))
    return isChanged ? [{ field, values }] : []
  })
}
