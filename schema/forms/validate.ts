import type { Moment } from '../time/index.ts'
import { checkValue } from './check.ts'
import { knownValues, readsOf } from './computed.ts'
import { isReadonly, isRequired, isShown } from './conditions.ts'
import { messageOf } from './messages.ts'
import { isInFrance } from './places.ts'
import { holds } from './rules/evaluate.ts'
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
  /** How many related rows there are, by list. */
  counts?: Values
  /** Lists whose rows change in the same write. */
  recounted?: readonly string[]
  /** When and where the record is judged. */
  moment: Moment
}

interface Context { names: ReadonlySet<string>, values: Values, current: Values, merged: Values, changed: ReadonlySet<string>, partial: boolean, checkHidden: boolean, moment: Moment }

/**
 * Everything that is wrong with the values of a form, in the order of its fields. Pass values through
 * `normalizeValues` first. An unchanged value is not judged again, so that an old one never blocks another edit.
 */
export function validateForm(form: Pick<Form, 'fields'>, values: Values, options: ValidateOptions): FieldError[] {
  const context = contextOf(form, values, options)
  const sent = context.values
  const unknown = Object.keys(sent).filter(name => !context.names.has(name)).map(name => toError(name, { code: 'UNKNOWN_FIELD' }))
  const errors = form.fields.flatMap((field) => {
    const found = checkField(field, context)
    return found ? [toError(field.field, found)] : []
  })
  return [...errors, ...checkPlace(form.fields, context), ...checkFirm(form.fields, context), ...unknown]
}

function contextOf(form: Pick<Form, 'fields'>, values: Values, options: ValidateOptions): Context {
  const { current = {}, counts = {}, recounted = [], moment } = options
  const computed = new Set(form.fields.flatMap(field => field.computed === null ? [] : [field.field]))
  const sent = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== undefined && !computed.has(name)))
  const merged = knownValues(form, { ...current, ...counts, ...sent }, moment)
  const changed = new Set([...recounted, ...[...Object.keys(sent), ...computed].filter(name => !isSame(merged[name], current[name]))])
  return { names: new Set(form.fields.map(({ field }) => field)), values: sent, current, merged, changed, partial: options.partial === true, checkHidden: options.checkHidden === true, moment }
}

/** The errors that stop a record from being kept; the others are doubts to confirm. */
export function blockingErrors(errors: readonly FieldError[]): FieldError[] {
  return errors.filter(({ severity }) => severity === 'error')
}

function toError(field: string, { code, severity = 'error', message = messageOf(code) }: Problem): FieldError {
  return { field, code, message, severity }
}

function checkField(field: FormField, context: Context): Problem | null {
  const { values, current, merged, checkHidden, moment } = context
  const isSent = Object.hasOwn(values, field.field)
  const value = values[field.field]
  const isChanged = isSent && !isSame(value, current[field.field])
  if (isChanged && isClosed(field, context)) return { code: 'READ_ONLY' }
  if (!isShown(field, merged, moment) && !(checkHidden && (isChanged || isEmpty(merged[field.field])))) return null
  if (Array.isArray(value) && field.kind !== 'choices' && field.kind !== 'json') return { code: 'WRONG_TYPE' }
  if (isEmpty(merged[field.field])) return isMissing(field, isSent, context) ? { code: 'REQUIRED' } : null
  const found = isChanged ? checkValue(withOffered(field, current[field.field]), value) : null
  return found && found.severity !== 'confirm' ? found : checkRules(field, context) ?? found
}

/** The field with the choices that may be answered: a retired one only by whom already had it. */
function withOffered(field: FormField, before: unknown): FormField {
  if (!field.choices?.some(({ retired }) => retired)) return field
  const had = new Set((Array.isArray(before) ? before : [before]).map(String))
  return { ...field, choices: field.choices.filter(({ value, retired }) => !retired || had.has(String(value))) }
}

/** A rule is judged when one of the answers it reads changes, so that an old record never blocks another edit. */
function checkRules(field: FormField, { names, merged, changed, moment }: Context): Problem | null {
  const broken = field.validIf.find(({ rule }) => {
    const reads = readsOf(rule)
    // What this form does not know, such as numbers of related rows, is left to the server.
    const isJudged = [field.field, ...reads].some(name => changed.has(name)) && reads.every(name => names.has(name) || Object.hasOwn(merged, name))
    return isJudged && !holds(rule, merged, moment)
  })
  return broken ? { code: 'NOT_VALID', ...(broken.message ? { message: broken.message } : {}) } : null
}

/** Whether the person cannot change this field now. */
function isClosed(field: FormField, { merged, partial, moment }: Context): boolean {
  return field.level === 'read' || isReadonly(field, merged, moment) || (partial && field.createOnly)
}

/**
 * Whether an empty field must be refused: it is sent empty, it should come with a new record, or this very change
 * makes it required.
 */
function isMissing(field: FormField, isSent: boolean, context: Context): boolean {
  const { values, current, merged, partial, moment } = context
  if (isClosed(field, context)) return false
  if (isSent && field.kind === 'boolean' && typeof field.default === 'boolean') return true
  if (!isRequired(field, merged, moment)) return false
  if (isSent) return true
  if (partial) return Object.keys(values).length > 0 && Object.keys(current).length > 0 && !isRequired(field, current, moment)
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

/** A SIRET that begins with another SIREN is possible, but is mostly a slip: the person is asked. */
function checkFirm(fields: readonly FormField[], { values, current, merged }: Context): FieldError[] {
  const [siren, siret] = (['siren', 'siret'] as const).map(format => fields.find(field => field.format === format)?.field)
  if (!siren || !siret || isEmpty(merged[siren]) || isEmpty(merged[siret])) return []
  const touched = [siret, siren].find(name => Object.hasOwn(values, name) && !isSame(values[name], current[name]))
  return !touched || String(merged[siret]).startsWith(String(merged[siren])) ? [] : [toError(touched, { code: 'OTHER_FIRM', severity: 'confirm' })]
}

function toCoordinate(value: unknown): number | null {
  const coordinate = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof coordinate === 'number' && Number.isFinite(coordinate) ? coordinate : null
}
