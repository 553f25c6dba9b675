import type { FormCondition, FormConditionOperators, FormField, Scalar } from './types.ts'
import type { Values } from './values.ts'
import { isEmpty, isRecord, relatedKey } from './values.ts'

// Rules are data written by administrators: beyond this they do not hold, and never loop.
const MAX_DEPTH = 12
const MAX_CLAUSES = 200

type Test = (value: unknown, operand: unknown) => boolean

const TESTS: Record<keyof FormConditionOperators, Test> = {
  _eq: (value, operand) => same(value, operand),
  _neq: (value, operand) => !same(value, operand),
  _in: (value, operand) => isAmong(value, operand),
  _nin: (value, operand) => Array.isArray(operand) && !isAmong(value, operand),
  _lt: (value, operand) => compare(value, operand, order => order < 0),
  _lte: (value, operand) => compare(value, operand, order => order <= 0),
  _gt: (value, operand) => compare(value, operand, order => order > 0),
  _gte: (value, operand) => compare(value, operand, order => order >= 0),
  _between: (value, operand) => Array.isArray(operand) && operand.length === 2
    && compare(value, operand[0], order => order >= 0) && compare(value, operand[1], order => order <= 0),
  _contains: (value, operand) => contains(value, operand),
  _ncontains: (value, operand) => !contains(value, operand),
  _starts_with: (value, operand) => typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand),
  _ends_with: (value, operand) => typeof value === 'string' && typeof operand === 'string' && value.endsWith(operand),
  _null: (value, operand) => (value === null || value === undefined) === (operand !== false),
  _nnull: (value, operand) => (value !== null && value !== undefined) === (operand !== false),
  _empty: (value, operand) => isEmpty(value) === (operand !== false),
  _nempty: (value, operand) => isEmpty(value) !== (operand !== false),
}

/** Whether this word is an operator that rules may use. */
export function isOperator(word: string): word is keyof FormConditionOperators {
  return Object.hasOwn(TESTS, word)
}

/**
 * Whether a condition holds for the values of a form. It always answers: an unknown operator, a wrong shape or
 * a rule that is too deep does not hold.
 */
export function evaluate(condition: FormCondition, values: Values): boolean {
  return holds(condition, values, MAX_DEPTH, { left: MAX_CLAUSES })
}

function holds(condition: unknown, values: Values, depth: number, budget: { left: number }): boolean {
  if (depth === 0 || budget.left-- <= 0 || !isRecord(condition)) return false
  return Object.entries(condition).every(([key, clause]) => {
    if (key === '_and') return Array.isArray(clause) && clause.every(part => holds(part, values, depth - 1, budget))
    if (key === '_or') return Array.isArray(clause) && clause.some(part => holds(part, values, depth - 1, budget))
    if (key === '_not') return isRecord(clause) && !holds(clause, values, depth - 1, budget)
    return holdsOn(values[key], clause)
  })
}

function holdsOn(value: unknown, operators: unknown): boolean {
  if (!isRecord(operators)) return false
  return Object.entries(operators).every(([operator, operand]) => isOperator(operator) && TESTS[operator](value, operand))
}

function scalar(value: unknown): Scalar | null {
  if (typeof value === 'boolean') return value
  return relatedKey(value)
}

/** A number typed in a form is often a text: 5 and "5" are the same. */
function same(value: unknown, operand: unknown): boolean {
  const [a, b] = [scalar(value), scalar(operand)]
  if (Array.isArray(value) || Array.isArray(operand)) return false
  if (a === null || b === null) return a === b && (value ?? null) === (operand ?? null)
  return a === b || (typeof a !== 'boolean' && typeof b !== 'boolean' && String(a) === String(b))
}

function isAmong(value: unknown, operand: unknown): boolean {
  if (!Array.isArray(operand)) return false
  const candidates = Array.isArray(value) ? value : [value]
  return candidates.some(candidate => operand.some(option => same(candidate, option)))
}

function contains(value: unknown, operand: unknown): boolean {
  if (typeof operand !== 'string') return false
  if (Array.isArray(value)) return value.some(item => same(item, operand))
  return typeof value === 'string' && value.includes(operand)
}

function compare(value: unknown, operand: unknown, test: (order: number) => boolean): boolean {
  if (isEmpty(value) || isEmpty(operand)) return false
  const [a, b] = [Number(value), Number(operand)]
  if (!Number.isNaN(a) && !Number.isNaN(b)) return test(a - b)
  // ISO dates sort as texts.
  if (typeof value === 'string' && typeof operand === 'string') return test(value < operand ? -1 : Number(value > operand))
  return false
}

type Conditional = Pick<FormField, 'required' | 'shownIf' | 'requiredIf'> & Partial<Pick<FormField, 'readonly' | 'readonlyIf'>>

/** Whether the field is asked, given the other values. */
export function isShown(field: Conditional, values: Values): boolean {
  return field.shownIf === null || evaluate(field.shownIf, values)
}

/** Whether the field must have a value, given the other values; a field that is not shown is never required. */
export function isRequired(field: Conditional, values: Values): boolean {
  if (!isShown(field, values)) return false
  return field.required || (field.requiredIf !== null && evaluate(field.requiredIf, values))
}

/** Whether the field can be read but not changed, given the other values. */
export function isReadonly(field: Conditional, values: Values): boolean {
  return field.readonly === true || (field.readonlyIf !== undefined && field.readonlyIf !== null && evaluate(field.readonlyIf, values))
}
