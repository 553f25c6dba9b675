import type { Literal, Operation, Operator, Rule } from './ast.ts'
import { call, fieldOf, joined, list, not, operation, value } from './ast.ts'
import { chain } from './filter.ts'

/** What a row compares: the answer itself, the years since a date, or how many. */
export const MEASURES = ['value', 'age', 'count'] as const
export type Measure = (typeof MEASURES)[number]

export const ROW_OPERATORS = [
  'is', 'is_not', 'one_of', 'none_of', 'less', 'at_most', 'more', 'at_least', 'contains', 'not_contains', 'starts_with', 'is_empty', 'is_filled',
] as const
export type RowOperator = (typeof ROW_OPERATORS)[number]

/** What a row compares with: a value, several (`one_of`, `none_of`), another field, today, or nothing (`is_empty`). */
export type Operand = { value: Exclude<Literal, null> } | { values: readonly Exclude<Literal, null>[] } | { field: string } | { today: true } | null

export interface RuleRow { field: string, measure: Measure, operator: RowOperator, operand: Operand }
export interface RuleGroup { match: 'all' | 'any', rows: readonly RuleRow[] }

/** A condition as pickers edit it: rows, and groups of rows one level down. */
export interface Builder { match: 'all' | 'any', rows: readonly (RuleRow | RuleGroup)[] }

/** A rule for the pickers, or null when they cannot say it: it is then edited as text. */
export function toBuilder(rule: Rule): Builder | null {
  const match = rule.kind === 'operation' && rule.operator === '||' ? 'any' : 'all'
  const rows = chain(rule, match === 'any' ? '||' : '&&').map(part => toRow(part) ?? toGroup(part, match))
  return rows.every(row => row !== null) ? { match, rows } : null
}

function toGroup(rule: Rule, outer: 'all' | 'any'): RuleGroup | null {
  const match = outer === 'any' ? 'all' : 'any'
  const parts = chain(rule, match === 'any' ? '||' : '&&')
  const rows = parts.map(toRow)
  return parts.length > 1 && rows.every(row => row !== null) ? { match, rows } : null
}

/** The rule that the pickers say. Without any row, it always holds. */
export function fromBuilder({ match, rows }: Builder): Rule {
  return joined(match === 'any' && rows.length > 0 ? '||' : '&&', rows.map(row => 'rows' in row ? fromBuilder(row) : fromRow(row)))
}

const COMPARED: Partial<Record<Operator, RowOperator>> = { '==': 'is', '!=': 'is_not', '<': 'less', '<=': 'at_most', '>': 'more', '>=': 'at_least' }
const NEGATED: Partial<Record<RowOperator, RowOperator>> = { is_empty: 'is_filled', one_of: 'none_of', contains: 'not_contains' }

function toRow(rule: Rule): RuleRow | null {
  switch (rule.kind) {
    case 'field': return { field: rule.name, measure: 'value', operator: 'is', operand: { value: true } }
    case 'not': return negated(rule.of)
    case 'call': return ofCall(rule)
    case 'operation': return ofComparison(rule)
    default: return null
  }
}

function negated(rule: Rule): RuleRow | null {
  if (rule.kind === 'field') return { field: rule.name, measure: 'value', operator: 'is_not', operand: { value: true } }
  const row = rule.kind === 'call' || (rule.kind === 'operation' && rule.operator === 'in') ? toRow(rule) : null
  const operator = row && NEGATED[row.operator]
  return row && operator ? { ...row, operator } : null
}

function ofCall({ name, args: [field, part] }: Extract<Rule, { kind: 'call' }>): RuleRow | null {
  if (field?.kind !== 'field') return null
  if (name === 'is_empty') return { field: field.name, measure: 'value', operator: 'is_empty', operand: null }
  const operator = name === 'contains' ? 'contains' : name === 'startsWith' ? 'starts_with' : null
  const operand = part && toOperand(part)
  return operator && operand && 'value' in operand ? { field: field.name, measure: 'value', operator, operand } : null
}

function ofComparison({ operator, left, right }: Operation): RuleRow | null {
  const measured = toMeasured(left)
  if (!measured) return null
  if (operator === 'in') {
    const values = right.kind === 'list' ? right.items.map(item => item.kind === 'value' ? item.value : null) : [null]
    return values.every(item => item !== null) ? { ...measured, operator: 'one_of', operand: { values } } : null
  }
  const compared = COMPARED[operator]
  if (!compared) return null
  if (right.kind === 'value' && right.value === null && measured.measure === 'value' && (compared === 'is' || compared === 'is_not')) return null
  const operand = toOperand(right)
  return operand && { ...measured, operator: compared, operand }
}

function toMeasured(rule: Rule): Pick<RuleRow, 'field' | 'measure'> | null {
  if (rule.kind === 'field') return { field: rule.name, measure: 'value' }
  if (rule.kind !== 'call' || (rule.name !== 'age' && rule.name !== 'count')) return null
  const [field] = rule.args
  return field?.kind === 'field' ? { field: field.name, measure: rule.name } : null
}

function toOperand(rule: Rule): Operand {
  if (rule.kind === 'field') return { field: rule.name }
  if (rule.kind === 'call' && rule.name === 'today') return { today: true }
  return rule.kind === 'value' && rule.value !== null ? { value: rule.value } : null
}

const SIGNS: Partial<Record<RowOperator, Operator>> = { is: '==', is_not: '!=', less: '<', at_most: '<=', more: '>', at_least: '>=' }

function fromRow({ field, measure, operator, operand }: RuleRow): Rule {
  const left = measure === 'value' ? fieldOf(field) : call(measure, fieldOf(field))
  const right = fromOperand(operand)
  switch (operator) {
    case 'is_empty': return call('is_empty', left)
    case 'is_filled': return not(call('is_empty', left))
    case 'one_of': return operation(left, 'in', right)
    case 'none_of': return not(operation(left, 'in', right))
    case 'contains': return call('contains', left, right)
    case 'not_contains': return not(call('contains', left, right))
    case 'starts_with': return call('startsWith', left, right)
    default: return operation(left, SIGNS[operator] ?? '==', right)
  }
}

function fromOperand(operand: Operand): Rule {
  if (operand === null) return value(null)
  if ('values' in operand) return list(operand.values)
  if ('field' in operand) return fieldOf(operand.field)
  return 'today' in operand ? call('today') : value(operand.value)
}
