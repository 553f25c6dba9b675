import type { FieldError, Form } from '@relais/schema/forms'

/** A refused value with the label of its field, as it is sent to the caller. */
export interface InputError extends FieldError { label: string }

/** The errors with the French label of each field, each said once. */
export function labelled(errors: readonly FieldError[], form: Pick<Form, 'fields'>): InputError[] {
  const labels = new Map(form.fields.map(({ field, label }) => [field, label.fr]))
  const seen = new Map(errors.map(error => [`${error.field} ${error.code}`, error]))
  return [...seen.values()].map(error => ({ ...error, label: labels.get(error.field) ?? error.field }))
}

/** One sentence for people: what happened, then each field and how to put it right. */
export function sentenceOf(errors: readonly InputError[]): string {
  return `Rien n’a été enregistré. ${errors.map(({ label, message }) => `${label} : ${lowerFirst(message.fr)}`).join(' ')}`
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
