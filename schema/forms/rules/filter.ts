import { isRecord } from '../values.ts'
import type { Literal, Operation, Rule } from './ast.ts'
import { call, fieldOf, joined, list, not, operation, value } from './ast.ts'
import { isWritable } from './print.ts'

/** A filter of Directus on one form: operators by field, joined by `_and` and `_or`. */
export interface DirectusFilter { [key: string]: unknown }

// Deeper or longer filters are no rules of a form.
const MAX_DEPTH = 12
const MAX_CLAUSES = 200

/**
 * A filter, as the declarations and the Studio write conditions, as a rule; null when it says what forms cannot check
 * (related rows, functions, patterns, `$NOW`, `$CURRENT_USER`).
 */
export function fromDirectusFilter(filter: unknown): Rule | null {
  return fromFilter(filter, MAX_DEPTH, { left: MAX_CLAUSES })
}

function fromFilter(filter: unknown, depth: number, budget: { left: number }): Rule | null {
  if (depth === 0 || budget.left-- <= 0 || !isRecord(filter)) return null
  const parts = Object.entries(filter).map(([key, clause]) => fromClause(key, clause, depth, budget))
  return parts.length > 0 && parts.every(part => part !== null) ? joined('&&', parts) : null
}

function fromClause(key: string, clause: unknown, depth: number, budget: { left: number }): Rule | null {
  if (key === '_and' || key === '_or') {
    const parts = Array.isArray(clause) ? clause.map(part => fromFilter(part, depth - 1, budget)) : [null]
    return parts.every(part => part !== null) ? joined(key === '_and' ? '&&' : '||', parts) : null
  }
  if (!isWritable(key) || key.startsWith('_') || !isRecord(clause)) return null
  const tests = Object.entries(clause).map(([operator, operand]) => fromOperator(fieldOf(key), operator, operand))
  return tests.length > 0 && tests.every(test => test !== null) ? joined('&&', tests) : null
}

const ORDERS = { _lt: '<', _lte: '<=', _gt: '>', _gte: '>=' } as const
const METHODS = { _contains: 'contains', _starts_with: 'startsWith', _ends_with: 'endsWith' } as const
const isKey = <T extends object>(table: T, word: string): word is Extract<keyof T, string> => Object.hasOwn(table, word)

function fromOperator(field: Rule, operator: string, operand: unknown): Rule | null {
  if (isKey(ORDERS, operator)) return isLiteral(operand) ? operation(field, ORDERS[operator], value(operand)) : null
  if (isKey(METHODS, operator)) return isText(operand) ? call(METHODS[operator], field, value(operand)) : null
  switch (operator) {
    case '_eq': return isLiteral(operand) ? operation(field, '==', value(operand)) : null
    case '_neq': return isLiteral(operand) ? operation(field, '!=', value(operand)) : null
    case '_in': return isList(operand) ? operation(field, 'in', list(operand)) : null
    case '_nin': return isList(operand) ? not(operation(field, 'in', list(operand))) : null
    case '_between': return isList(operand) && operand.length === 2 ? between(field, operand) : null
    case '_ncontains': return isText(operand) ? not(call('contains', field, value(operand))) : null
    case '_null': return operation(field, operand === false ? '!=' : '==', value(null))
    case '_nnull': return operation(field, operand === false ? '==' : '!=', value(null))
    case '_empty': return operand === false ? not(call('is_empty', field)) : call('is_empty', field)
    case '_nempty': return operand === false ? call('is_empty', field) : not(call('is_empty', field))
    default: return null
  }
}

const between = (field: Rule, [from = null, to = null]: readonly Literal[]): Rule =>
  joined('&&', [operation(field, '>=', value(from)), operation(field, '<=', value(to))])

/** `$NOW` and the like mean something to the server only. */
const isText = (operand: unknown): operand is string => typeof operand === 'string' && !operand.startsWith('$')
const isLiteral = (operand: unknown): operand is Literal => operand === null || isText(operand) || typeof operand === 'boolean' || (typeof operand === 'number' && Number.isFinite(operand))
const isList = (operand: unknown): operand is Literal[] => Array.isArray(operand) && operand.every(isLiteral)

/**
 * A rule as a filter that the Studio applies by itself to a form, or null when no filter says the same: functions of
 * dates, counts, arithmetic, one field against another.
 */
export function toDirectusFilter(rule: Rule): DirectusFilter | null {
  return toFilter(rule, true)
}

/** `isTrue` is whether the rule must hold or not: the Studio has no negation, so it is pushed down to each test. */
function toFilter(rule: Rule, isTrue: boolean): DirectusFilter | null {
  switch (rule.kind) {
    case 'not': return toFilter(rule.of, !isTrue)
    case 'value': return typeof rule.value !== 'boolean' ? null : rule.value === isTrue ? { _and: [] } : { _or: [] }
    case 'field': return { [rule.name]: isTrue ? { _eq: true } : { _neq: true } }
    case 'call': return ofCall(rule, isTrue)
    case 'operation': return rule.operator === '&&' || rule.operator === '||' ? ofBoth(rule, isTrue) : ofComparison(rule, isTrue)
    default: return null
  }
}

function ofBoth(rule: Operation, isTrue: boolean): DirectusFilter | null {
  const parts = chain(rule, rule.operator).map(part => toFilter(part, isTrue))
  if (!parts.every(part => part !== null)) return null
  return (rule.operator === '&&') === isTrue ? { _and: parts } : { _or: parts }
}

/** `a && b && c` as its three parts. */
export function chain(rule: Rule, operator: string): Rule[] {
  return rule.kind === 'operation' && rule.operator === operator ? [...chain(rule.left, operator), ...chain(rule.right, operator)] : [rule]
}

function ofCall({ name, args: [field, operand] }: Extract<Rule, { kind: 'call' }>, isTrue: boolean): DirectusFilter | null {
  if (field?.kind !== 'field') return null
  if (name === 'is_empty') return { [field.name]: isTrue ? { _empty: true } : { _nempty: true } }
  if (operand?.kind !== 'value' || !isText(operand.value)) return null
  if (name === 'contains') return { [field.name]: isTrue ? { _contains: operand.value } : { _ncontains: operand.value } }
  if (!isTrue) return null
  if (name === 'startsWith') return { [field.name]: { _starts_with: operand.value } }
  return name === 'endsWith' ? { [field.name]: { _ends_with: operand.value } } : null
}

const OPPOSITES = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const
const WORDS = { '<': '_lt', '<=': '_lte', '>': '_gt', '>=': '_gte' } as const

function ofComparison({ operator, left, right }: Operation, isTrue: boolean): DirectusFilter | null {
  if (left.kind !== 'field') return null
  const { name } = left
  if (operator === 'in') {
    const items = right.kind === 'list' ? right.items.map(item => item.kind === 'value' ? item.value : undefined) : []
    if (right.kind !== 'list' || !isList(items)) return null
    return { [name]: isTrue ? { _in: items } : { _nin: items } }
  }
  if (right.kind !== 'value' || !isLiteral(right.value)) return null
  if (operator === '==' || operator === '!=') return ofEquality(name, right.value, (operator === '==') === isTrue)
  if (!isKey(WORDS, operator)) return null
  if (isTrue) return { [name]: { [WORDS[operator]]: right.value } }
  // What is not less than 18 is 18 and more, or nothing at all.
  return { _or: [{ [name]: { [WORDS[OPPOSITES[operator]]]: right.value } }, { [name]: { _empty: true } }] }
}

function ofEquality(name: string, operand: Literal, isEqual: boolean): DirectusFilter {
  if (operand === null) return { [name]: isEqual ? { _null: true } : { _nnull: true } }
  return { [name]: isEqual ? { _eq: operand } : { _neq: operand } }
}
