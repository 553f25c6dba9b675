import type { Builder, Finding, Language, Operand, RuleField, RuleKind, RuleRow } from '@relais/schema/forms/rules'
import { checkRule, fromBuilder, parseRule, printRule, sentence, toBuilder } from '@relais/schema/forms/rules'
import type { LocalRule } from '@relais/schema/forms'

export interface RuleWorkshop { fields: readonly RuleField[], rules: readonly LocalRule[] }

/** A row of the pickers, each part as the controls hold it. */
export interface PickedRow { field: string, measure: RuleRow['measure'], operator: RuleRow['operator'], value: string }
export interface Picked { match: 'all' | 'any', rows: PickedRow[] }

const WITHOUT_VALUE = ['is_empty', 'is_filled']
const SEVERAL = ['one_of', 'none_of']

/** Whether an operator compares with nothing. */
export function isAlone(operator: string): boolean {
  return WITHOUT_VALUE.includes(operator)
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

function toPicked({ field, measure, operator, operand }: RuleRow): PickedRow | null {
  if (operand === null) return { field, measure, operator, value: '' }
  if ('values' in operand) return { field, measure, operator, value: operand.values.map(String).join(', ') }
  return 'value' in operand ? { field, measure, operator, value: String(operand.value) } : null
}

/** The text of what is picked; empty without any row. */
export function written({ match, rows }: Picked, fields: readonly RuleField[]): string {
  if (rows.length === 0) return ''
  const builder: Builder = { match, rows: rows.map(({ field, measure, operator, value }) => ({ field, measure, operator, operand: toOperand(value, operator, typeOf(field, measure, fields)) })) }
  return printRule(fromBuilder(builder))
}

function typeOf(field: string, measure: string, fields: readonly RuleField[]): string {
  return measure === 'value' ? fields.find(({ name }) => name === field)?.type ?? 'text' : 'number'
}

function toOperand(value: string, operator: string, type: string): Operand {
  if (isAlone(operator)) return null
  const literal = (text: string): string | number | boolean => type === 'number' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : type === 'boolean' ? text === 'true' : text
  return SEVERAL.includes(operator) ? { values: value.split(',').map(part => literal(part.trim())) } : { value: literal(value) }
}

/** What is wrong with a rule as it is typed, and the sentence it says when nothing is. */
export function judgeRule(text: string, { field, kind, language, workshop }: { field: string, kind: RuleKind, language: Language, workshop: RuleWorkshop }): { findings: Finding[], said: string } {
  if (text.trim() === '') return { findings: [], said: '' }
  const others = workshop.rules.filter(rule => rule.field !== field || rule.kind !== kind)
  const findings = checkRule(text, { field, kind, fields: workshop.fields, rules: others })
  return { findings, said: findings.length === 0 ? sentence(text, { kind, fields: workshop.fields }, language) ?? '' : '' }
}
