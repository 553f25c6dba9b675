import type { FieldError, Form, Values } from '@relais/schema/forms'
import { blockingErrors, isSame, messageOf, normalizeValues, validateForm } from '@relais/schema/forms'

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
}

/** The payload as it is stored, and everything that is wrong with it. */
export function judge(write: Write): { payload: Record<string, unknown>, errors: FieldError[] } {
  const { form, payload, columns, current } = write
  const names = new Set(form.fields.map(({ field }) => field))
  const known = Object.fromEntries(Object.entries(payload).filter(([name]) => names.has(name)))
  const values = normalizeValues(form, known)
  const strangers = Object.keys(payload).filter(name => !columns.has(name))
    .map((field): FieldError => ({ field, code: 'UNKNOWN_FIELD', message: messageOf('UNKNOWN_FIELD'), severity: 'error' }))
  const errors = blockingErrors(checkAll(form, values, current)).filter(error => isFair(error, write))
  return { payload: { ...payload, ...values }, errors: [...errors, ...strangers] }
}

function checkAll(form: Form, values: Values, current: readonly Values[] | null): FieldError[] {
  if (current === null) return validateForm(form, values, { checkHidden: true })
  return current.flatMap(row => validateForm(form, values, { checkHidden: true, partial: true, current: row }))
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
