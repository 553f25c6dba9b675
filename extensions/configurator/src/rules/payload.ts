import type { FieldError, Form, Values } from '@relais/schema/forms'
import type { Moment } from '@relais/schema/time'
import { blockingErrors, computeValues, isSame, messageOf, normalizeValues, validateForm } from '@relais/schema/forms'

/** A write as it reaches the database. */
export interface Write {
  /** The form of the server: every field. */
  form: Form
  /** Names of all the columns and lists of the collection. */
  columns: ReadonlySet<string>
  payload: Values
  /** The rows before the change; null for a new one. */
  current: readonly Values[] | null
  /** Whether a missing answer to this field may be held against the caller. */
  mayAsk: (field: string) => boolean
  /** The numbers of related rows after the write, row by row. */
  counts?: readonly Values[]
  /** When and where each row is judged. */
  moments: readonly Moment[]
}

export interface Judgement {
  /** As it is stored; what is computed is not in it. */
  payload: Record<string, unknown>
  /** The computed values of each row. */
  computed: Values[]
  errors: FieldError[]
}

/** The payload as it is stored, and everything that is wrong with it. */
export function judge(write: Write): Judgement {
  const { form, payload, columns } = write
  const names = new Set(form.fields.map(({ field }) => field))
  const known = Object.fromEntries(Object.entries(payload).filter(([name]) => names.has(name)))
  const values = normalizeValues(form, known)
  const strangers = Object.keys(payload).filter(name => !columns.has(name))
    .map((field): FieldError => ({ field, code: 'UNKNOWN_FIELD', message: messageOf('UNKNOWN_FIELD'), severity: 'error' }))
  const errors = blockingErrors(checkAll(write, values)).filter(error => isFair(error, write))
  const filled = new Set(form.fields.filter(field => field.computed !== null).map(({ field }) => field))
  const kept = Object.entries({ ...payload, ...values }).filter(([name]) => !filled.has(name))
  return { payload: Object.fromEntries(kept), computed: computeAll(write, values), errors: [...errors, ...strangers] }
}

function checkAll({ form, payload, current, counts = [], moments }: Write, values: Values): FieldError[] {
  if (current === null) return moments.flatMap(moment => validateForm(form, values, { checkHidden: true, counts: counts[0] ?? {}, moment }))
  const recounted = form.counts.filter(name => Object.hasOwn(payload, name))
  return moments.flatMap((moment, index) => validateForm(form, values, { checkHidden: true, partial: true, current: current[index] ?? {}, counts: counts[index] ?? {}, recounted, moment }))
}

function computeAll({ form, current, counts = [], moments }: Write, values: Values): Values[] {
  // A new row starts with the defaults of its columns.
  const rows = current ?? [Object.fromEntries(form.fields.map(field => [field.field, field.default]))]
  return moments.map((moment, index) => computeValues(form, { ...rows[index], ...counts[index], ...values }, moment))
}

/** Nobody is blamed for a question that was not put to him, unless he answered it. */
function isFair({ field, code }: FieldError, { payload, mayAsk }: Write): boolean {
  return code !== 'REQUIRED' || Object.hasOwn(payload, field) || mayAsk(field)
}

/** The rows whose owner this payload decides: the new one, or those that change hands. */
export function newOwner(payload: Values, owner: string, current: readonly Values[] | null): unknown {
  const value = payload[owner]
  if (value === undefined || value === null) return null
  return current !== null && current.length > 0 && current.every(row => isSame(row[owner], value)) ? null : value
}
