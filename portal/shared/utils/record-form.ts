import type { Form, FormField } from '@relais/schema/forms'
import type { Moment } from '@relais/schema/time'
import { formatPhone, isEmpty, isReadonly, isSame, isShown, normalizeValue, normalizeValues, toE164 } from '@relais/schema/forms'

export type RecordValues = Record<string, unknown>

export interface FormGroup { key: string, label: Form['label'] | null, help: Form['label'] | null, fields: FormField[] }

// A logo is sent by its own screen; free JSON is for the Studio.
function isAskable(field: FormField): boolean {
  return !(field.kind === 'file' && field.field === 'logo') && !(field.kind === 'json' && field.default !== null && !Array.isArray(field.default))
}

/** The fields to ask: those named, in that order, or all that can be written; what is computed is shown as one types. */
export function fieldsToAsk(form: Form, names: readonly string[] | undefined, { withReadonly, isNew }: { withReadonly: boolean, isNew: boolean }): FormField[] {
  const named = names
    ? names.flatMap(name => form.fields.find(field => field.field === name) ?? [])
    : form.fields
  return named.filter(field => isAskable(field) && (withReadonly || field.computed !== null || (field.level !== 'read' && !field.readonly && (isNew || !field.createOnly))))
}

/** The fields shown for these values, under the sections of the form. */
export function groupFields(form: Form, fields: readonly FormField[], values: RecordValues, moment: Moment): FormGroup[] {
  const shown = fields.filter(field => isShown(field, values, moment))
  const known = form.sections.map(section => ({ key: section.key, label: section.label, help: section.help, fields: shown.filter(field => field.section === section.key) }))
  const keys = new Set(form.sections.map(section => section.key))
  const rest = { key: '', label: null, help: null, fields: shown.filter(field => field.section === null || !keys.has(field.section)) }
  return [rest, ...known].filter(group => group.fields.length > 0)
}

/** What the person changed, in the form it is stored, and what they saw before; `known` is what rules read. */
export function collectChanges(fields: readonly FormField[], { values, base, known = values, moment }: { values: RecordValues, base: RecordValues, known?: RecordValues, moment: Moment }): { values: RecordValues, base: RecordValues } {
  const writable = fields.filter(field => field.level !== 'read' && !isReadonly(field, known, moment) && isShown(field, known, moment))
  const stored = normalizeValues({ fields: [...writable] }, Object.fromEntries(writable.map(({ field }) => [field, values[field] ?? null])))
  // An old value may be kept in an older form: only a difference of meaning is a change.
  const changed = writable.filter(field => !isSame(stored[field.field], normalizeValue(field, base[field.field] ?? null))).map(({ field }) => field)
  return {
    values: Object.fromEntries(changed.map(name => [name, stored[name] ?? null])),
    base: Object.fromEntries(changed.map(name => [name, base[name] ?? null])),
  }
}

/** The first values of a form: what the record holds, or the default of each field for a new one. */
export function initialValues(fields: readonly FormField[], record: RecordValues, isNew: boolean): RecordValues {
  return Object.fromEntries(fields.map((field) => {
    const value = record[field.field]
    return [field.field, isEmpty(value) && isNew ? field.default ?? null : asWritten(field, value)]
  }))
}

/** A number is changed as people write it, unless writing it so would change it. */
function asWritten(field: FormField, value: unknown): unknown {
  if (field.format !== 'phone' || typeof value !== 'string') return value ?? null
  const written = formatPhone(value)
  return toE164(written) === value ? written : value
}
