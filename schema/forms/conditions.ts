import type { Moment } from '../time/index.ts'
import { holds } from './rules/evaluate.ts'
import type { FormField } from './types.ts'
import type { Values } from './values.ts'

type Conditional = Pick<FormField, 'required' | 'shownIf' | 'requiredIf'> & Partial<Pick<FormField, 'readonly' | 'readonlyIf' | 'computed'>>

/** Whether the field is asked, given the other values. */
export function isShown(field: Conditional, values: Values, moment: Moment): boolean {
  return field.shownIf === null || holds(field.shownIf, values, moment)
}

/** Whether the field must have a value, given the other values; one that is not shown or is computed is never required. */
export function isRequired(field: Conditional, values: Values, moment: Moment): boolean {
  if (field.computed || !isShown(field, values, moment)) return false
  return field.required || (field.requiredIf !== null && holds(field.requiredIf, values, moment))
}

/** Whether the field can be read but not changed, given the other values. */
export function isReadonly(field: Conditional, values: Values, moment: Moment): boolean {
  return field.readonly === true || Boolean(field.computed) || (field.readonlyIf !== undefined && field.readonlyIf !== null && holds(field.readonlyIf, values, moment))
}
