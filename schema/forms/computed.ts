import type { Moment } from '../time/index.ts'
import { checkValue } from './check.ts'
import { normalizeValues } from './normalize.ts'
import type { Literal } from './rules/ast.ts'
import { fieldsOf } from './rules/ast.ts'
import { countsDays } from './rules/days.ts'
import { evaluate } from './rules/evaluate.ts'
import { parsed } from './rules/parse.ts'
import type { Form, FormField } from './types.ts'
import type { Values } from './values.ts'

type Fields = Pick<Form, 'fields'>

/**
 * The computed values of a form, each after those it depends on. What cannot be computed, does not fit its field, or
 * depends on itself is null. `values` hold the answers and the numbers of related rows.
 */
export function computeValues(form: Fields, values: Values, moment: Moment): Record<string, Literal> {
  const computed = form.fields.filter(field => field.computed !== null)
  if (computed.length === 0) return {}
  const answers: Record<string, unknown> = normalizeValues(form, values)
  const waiting = new Map(computed.map(field => [field.field, field]))
  for (const field of computed) answers[field.field] = null
  function settle(field: FormField): void {
    if (field.computed === null || !waiting.delete(field.field)) return
    for (const name of readsOf(field.computed)) {
      const other = waiting.get(name)
      if (other) settle(other)
    }
    answers[field.field] = fit(field, evaluate(field.computed, answers, moment))
  }
  for (const field of computed) settle(field)
  return Object.fromEntries(computed.map(({ field }) => [field, literalOf(answers[field])]))
}

/** The values as rules read them: in the form they are stored, with what is computed from them. */
export function knownValues(form: Fields, values: Values, moment: Moment): Record<string, unknown> {
  return { ...normalizeValues(form, values), ...computeValues(form, values, moment) }
}

/** Whether a rule of the form counts days, and so depends on where the record is. */
export function formCountsDays({ fields }: Fields): boolean {
  return fields.some(({ shownIf, requiredIf, readonlyIf, computed, validIf }) => [shownIf, requiredIf, readonlyIf, computed, ...validIf.map(({ rule }) => rule)].some(rule => rule !== null && countsDays(rule)))
}

/** The names that a rule reads; none when it is not one. */
export function readsOf(rule: string): string[] {
  const known = parsed(rule)
  return 'rule' in known ? fieldsOf(known.rule) : []
}

function literalOf(value: unknown): Literal {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function fit(field: FormField, value: Literal): Literal {
  const shaped = shape(field, value)
  if (shaped === null || shaped === '') return null
  const problem = checkValue(field, shaped)
  return problem && problem.severity !== 'confirm' ? null : shaped
}

function shape({ kind }: FormField, value: Literal): Literal {
  if (kind === 'text' || kind === 'long_text') return typeof value === 'number' ? String(value) : value
  return kind === 'integer' && typeof value === 'number' ? Math.round(value) : value
}
