import { DEFAULT_ZONE, today } from '@relais/schema/time'
import type { Builder, Finding, Measure, Operand, RowOperator, RuleField, RuleKind, RuleRow, RuleType } from '@relais/schema/forms/rules'
import { checkRule, fromBuilder, parseRule, printRule, sentence, toBuilder } from '@relais/schema/forms/rules'
import type { LocalRule } from '@relais/schema/forms'
import type { Language } from './texts.ts'

export interface RuleWorkshop { fields: readonly RuleField[], rules: readonly LocalRule[] }

/** What a row compares with. */
export type Against = 'value' | 'field' | 'today'
/** A row of the pickers, each part as the controls hold it. */
export interface PickedRow { field: string, measure: Measure, operator: RowOperator, against: Against, value: string, values: string[] }
export interface Picked { match: 'all' | 'any', rows: PickedRow[] }

/** A condition that says nothing of its field yet but that it is answered. */
export const filled = (field: string, measure: Measure = 'value'): PickedRow => ({ field, measure, operator: measure === 'value' ? 'is_filled' : 'at_least', against: 'value', value: measure === 'value' ? '' : '1', values: [] })

const ORDERED = ['is', 'is_not', 'less', 'at_most', 'more', 'at_least'] as const
const ANSWERED = ['is_empty', 'is_filled'] as const
const OPERATORS: Record<RuleType, readonly RowOperator[]> = {
  text: ['is', 'is_not', 'contains', 'not_contains', 'starts_with', ...ANSWERED],
  number: [...ORDERED, ...ANSWERED],
  date: [...ORDERED, ...ANSWERED],
  datetime: ['less', 'at_most', 'more', 'at_least', ...ANSWERED],
  boolean: ['is', ...ANSWERED],
  choice: ['is', 'is_not', 'one_of', 'none_of', ...ANSWERED],
  multiple: ['contains', 'not_contains', ...ANSWERED],
  link: ANSWERED,
  rows: [],
  other: ANSWERED,
}

/** What the rule sees of a row: the type of the field, a number when it is measured. */
export function typeOf({ field, measure }: Pick<PickedRow, 'field' | 'measure'>, fields: readonly RuleField[]): RuleType {
  return measure === 'value' ? fields.find(({ name }) => name === field)?.type ?? 'text' : 'number'
}

/** The comparisons that suit a row, its own included. */
export function operatorsOf(row: PickedRow, fields: readonly RuleField[]): RowOperator[] {
  const suited = row.measure === 'value' ? OPERATORS[typeOf(row, fields)] : ORDERED
  return suited.includes(row.operator) ? [...suited] : [...suited, row.operator]
}

/** What a row may be compared with. */
export function againstOf(row: PickedRow, fields: readonly RuleField[]): Against[] {
  const type = typeOf(row, fields)
  const isOrdered = ORDERED.some(known => known === row.operator)
  if (type === 'number') return isOrdered ? ['value', 'field'] : ['value']
  if (type === 'date' || type === 'datetime') return ['value', 'today', 'field']
  return row.against === 'field' ? ['value', 'field'] : ['value']
}

/** The fields of the same type, that a row may be compared with. */
export function rivalsOf(row: PickedRow, fields: readonly RuleField[]): RuleField[] {
  const type = typeOf(row, fields)
  const isDay = (one: RuleType): boolean => one === 'date' || one === 'datetime'
  return fields.filter(field => field.name !== row.field && (field.type === type || (isDay(field.type) && isDay(type))))
}

/** Whether an operator compares with nothing. */
export function isAlone(operator: string): boolean {
  return ANSWERED.some(known => known === operator)
}

/** Whether an operator compares with several values. */
export function isSeveral(operator: string): boolean {
  return operator === 'one_of' || operator === 'none_of'
}

/** A row after another comparison was picked: what no longer suits it is emptied. */
export function withOperator(row: PickedRow, operator: RowOperator, fields: readonly RuleField[]): PickedRow {
  const next = { ...row, operator }
  const [first = ''] = choicesOf(row, fields)
  if (isAlone(operator)) return { ...next, against: 'value', value: '', values: [] }
  if (isSeveral(operator)) return { ...next, against: 'value', values: row.values.length > 0 ? row.values : [row.value || first] }
  return { ...next, against: againstOf(next, fields).includes(row.against) ? row.against : 'value', value: row.value || row.values[0] || first || blankOf(typeOf(row, fields)), values: [] }
}

function blankOf(type: RuleType): string {
  return type === 'number' ? '0' : type === 'date' || type === 'datetime' ? today({ now: new Date(), zone: DEFAULT_ZONE }) : ''
}

function choicesOf({ field, measure }: PickedRow, fields: readonly RuleField[]): string[] {
  const known = measure === 'value' ? fields.find(({ name }) => name === field) : undefined
  return known?.type === 'boolean' ? ['true', 'false'] : known?.choices?.filter(({ retired }) => !retired).map(({ value }) => String(value)) ?? []
}

/** A rule for the pickers; null when they cannot say it, nothing picked for an empty text. */
export function pick(text: string): Picked | null {
  if (text.trim() === '') return { match: 'all', rows: [] }
  const parsed = parseRule(text)
  const builder = 'rule' in parsed ? toBuilder(parsed.rule) : null
  if (!builder) return null
  const rows = builder.rows.map(row => 'rows' in row ? null : toPicked(row))
  return rows.every(row => row !== null) ? { match: builder.match, rows } : null
}

function toPicked({ operand, ...row }: RuleRow): PickedRow {
  const picked = { ...row, against: 'value' as const, value: '', values: [] }
  if (operand === null) return picked
  if ('values' in operand) return { ...picked, values: operand.values.map(String) }
  if ('field' in operand) return { ...picked, against: 'field', value: operand.field }
  return 'today' in operand ? { ...picked, against: 'today' } : { ...picked, value: String(operand.value) }
}

/** The text of what is picked; empty without any row. */
export function written({ match, rows }: Picked, fields: readonly RuleField[]): string {
  if (rows.length === 0) return ''
  const builder: Builder = { match, rows: rows.map(row => ({ field: row.field, measure: row.measure, operator: row.operator, operand: toOperand(row, fields) })) }
  return printRule(fromBuilder(builder))
}

function toOperand(row: PickedRow, fields: readonly RuleField[]): Operand {
  if (isAlone(row.operator)) return null
  if (row.against === 'field') return { field: row.value }
  if (row.against === 'today') return { today: true }
  const type = typeOf(row, fields)
  const choices = fields.find(({ name }) => name === row.field)?.choices ?? []
  const literal = (text: string): string | number | boolean => {
    if (type === 'boolean') return text === 'true'
    if (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
    return choices.find(({ value }) => String(value) === text)?.value ?? text
  }
  return isSeveral(row.operator) ? { values: row.values.map(literal) } : { value: literal(row.value) }
}

/** What is wrong with a rule as it is typed, and the sentence it says when nothing is. */
export function judgeRule(text: string, { field, kind, language, workshop }: { field: string, kind: RuleKind, language: Language, workshop: RuleWorkshop }): { findings: Finding[], said: string } {
  if (text.trim() === '') return { findings: [], said: '' }
  const others = workshop.rules.filter(rule => rule.field !== field || rule.kind !== kind)
  const findings = checkRule(text, { field, kind, fields: workshop.fields, rules: others })
  return { findings, said: findings.length === 0 ? sentence(text, { kind, fields: workshop.fields }, language) ?? '' : '' }
}
