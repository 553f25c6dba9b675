import { checkValue } from './check.ts'
import { isReadonly, isRequired, isShown } from './conditions.ts'
import { messageOf } from './messages.ts'
import { isInFrance } from './places.ts'
import type { FieldError, Form, FormField, Problem } from './types.ts'
import type { Values } from './values.ts'
import { isEmpty, isSame } from './values.ts'

export interface ValidateOptions {
  /** Only some values are sent: the absent ones keep what they have. */
  partial?: boolean
  /** The values as they are before the change. */
  current?: Values
  /** Check the values of fields that are not shown too, as a server must. */
  checkHidden?: boolean
}

interface Context { values: Values, current: Values, merged: Values, partial: boolean, checkHidden: boolean }

/**
 * Everything that is wrong with the values of a form, in the order of its fields. Pass values through
 * `normalizeValues` first. An unchanged value is not judged again, so that an old one never blocks another edit.
 */
export function validateForm(form: Pick<Form, 'fields'>, values: Values, options: ValidateOptions = {}): FieldError[] {
  const current = options.current ?? {}
  const sent = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  const context: Context = { values: sent, current, merged: { ...current, ...sent }, partial: options.partial === true, checkHidden: options.checkHidden === true }
  const names = new Set(form.fields.map(({ field }) => field))
  const unknown = Object.keys(sent).filter(name => !names.has(name)).map(name => toError(name, { code: 'UNKNOWN_FIELD' }))
  const errors = form.fields.flatMap((field) => {
    const found = checkField(field, context)
    return found ? [toError(field.field, found)] : []
  })
  return [...errors, ...checkPlace(form.fields, context), ...unknown]
}

/** The errors that stop a record from being kept; the others are doubts to confirm. */
export function blockingErrors(errors: readonly FieldError[]): FieldError[] {
  return errors.filter(({ severity }) => severity === 'error')
}

function toError(field: string, { code, severity = 'error', message = messageOf(code) }: Problem): FieldError {
  return { field, code, message, severity }
}

function checkField(field: FormField, context: Context): Problem | null {
  const { values, current, merged, checkHidden } = context
  const isSent = Object.hasOwn(values, field.field)
  const value = values[field.field]
  const isChanged = isSent && !isSame(value, current[field.field])
  if (isChanged && isClosed(field, context)) return { code: 'READ_ONLY' }
  if (!isShown(field, merged) && !checkHidden) return null
  if (Array.isArray(value) && field.kind !== 'choices' && field.kind !== 'json') return { code: 'WRONG_TYPE' }
  if (isEmpty(merged[field.field])) return isMissing(field, isSent, context) ? { code: 'REQUIRED' } : null
  return isChanged ? checkValue(field, value, merged) : null
}

/** Whether the person cannot change this field now. */
function isClosed(field: FormField, { merged, partial }: Context): boolean {
  return field.level === 'read' || isReadonly(field, merged) || (partial && field.createOnly)
}

/**
 * Whether an empty field must be refused: it is sent empty, it should come with a new record, or this very change
 * makes it required.
 */
function isMissing(field: FormField, isSent: boolean, context: Context): boolean {
  const { values, current, merged, partial } = context
  if (isClosed(field, context)) return false
  if (isSent && field.kind === 'boolean' && typeof field.default === 'boolean') return true
  if (!isRequired(field, merged)) return false
  if (isSent) return true
  if (partial) return Object.keys(values).length > 0 && Object.keys(current).length > 0 && !isRequired(field, current)
  return isEmpty(field.default)
}

/** Coordinates are judged as a point: outside France is possible, but is mostly a slip, so the person is asked. */
function checkPlace(fields: readonly FormField[], { values, current, merged }: Context): FieldError[] {
  const [latitude, longitude] = (['latitude', 'longitude'] as const).map(format => fields.find(field => field.format === format)?.field)
  if (!latitude || !longitude) return []
  const isTouched = [latitude, longitude].some(name => Object.hasOwn(values, name) && !isSame(values[name], current[name]))
  const [y, x] = [toCoordinate(merged[latitude]), toCoordinate(merged[longitude])]
  if (!isTouched || y === null || x === null || isInFrance(y, x)) return []
  return [toError(latitude, { code: 'OUTSIDE_FRANCE', severity: 'confirm' })]
}

function toCoordinate(value: unknown): number | null {
  const coordinate = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof coordinate === 'number' && Number.isFinite(coordinate) ? coordinate : null
}
