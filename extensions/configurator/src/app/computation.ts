import type { Rule, RuleField } from '@relais/schema/forms/rules'
import { parseRule, printRule } from '@relais/schema/forms/rules'

export const COMPUTATIONS = ['none', 'sum', 'difference', 'product', 'quotient', 'words', 'age', 'days', 'count'] as const
export type ComputationKind = (typeof COMPUTATIONS)[number]

/** A term: a field by its name, or a number as it is typed. */
export interface Term { field: string | null, number: string }
/** A computed value as pickers edit it. */
export interface Computation { kind: ComputationKind, terms: Term[] }

const SIGNS: Partial<Record<ComputationKind, string>> = { sum: '+', difference: '-', product: '*', quotient: '/' }
const CALLS: Partial<Record<ComputationKind, string>> = { age: 'age', days: 'days_between', count: 'count' }
const TYPES: Record<ComputationKind, readonly RuleField['type'][]> = {
  none: [], sum: ['number'], difference: ['number'], product: ['number'], quotient: ['number'], words: ['text', 'choice'], age: ['date', 'datetime'], days: ['date', 'datetime'], count: ['rows', 'multiple'],
}

/** The fields that a computation may take. */
export function termsFor(kind: ComputationKind, fields: readonly RuleField[], own: string): RuleField[] {
  return fields.filter(({ name, type }) => name !== own && TYPES[kind].includes(type))
}

/** Whether a computation also takes numbers. */
export function takesNumbers(kind: ComputationKind): boolean {
  return SIGNS[kind] !== undefined
}

/** How many terms a computation takes, at least and at most. */
export function lengthOf(kind: ComputationKind): { min: number, max: number } {
  if (kind === 'none') return { min: 0, max: 0 }
  if (kind === 'age' || kind === 'count') return { min: 1, max: 1 }
  return kind === 'days' ? { min: 2, max: 2 } : { min: 2, max: 10 }
}

/** A computed value for the pickers; null when they cannot say it. */
export function pickComputation(text: string): Computation | null {
  if (text.trim() === '') return { kind: 'none', terms: [] }
  const parsed = parseRule(text)
  if (!('rule' in parsed)) return null
  const { rule } = parsed
  if (rule.kind === 'call') return ofCall(rule)
  if (rule.kind !== 'operation') return null
  const parts = chain(rule, rule.operator)
  if (rule.operator === '+' && parts.length > 2 && parts.every((part, index) => index % 2 === 0 || isSpace(part))) return named('words', parts.filter((_, index) => index % 2 === 0))
  const kind = COMPUTATIONS.find(known => SIGNS[known] === rule.operator)
  return kind ? named(kind, parts) : null
}

function ofCall({ name, args }: Extract<Rule, { kind: 'call' }>): Computation | null {
  const kind = COMPUTATIONS.find(known => CALLS[known] === name)
  return kind ? named(kind, args) : null
}

const isSpace = (rule: Rule): boolean => rule.kind === 'value' && rule.value === ' '

/** The parts of a chain of one sign, from left to right. */
function chain(rule: Rule, sign: string): Rule[] {
  return rule.kind === 'operation' && rule.operator === sign ? [...chain(rule.left, sign), rule.right] : [rule]
}

function named(kind: ComputationKind, parts: readonly Rule[]): Computation | null {
  const terms = parts.map((part): Term | null => {
    if (part.kind === 'field') return { field: part.name, number: '' }
    return part.kind === 'value' && typeof part.value === 'number' && takesNumbers(kind) ? { field: null, number: String(part.value) } : null
  })
  return terms.every(term => term !== null) ? { kind, terms } : null
}

/** The text of what is picked; empty when nothing is computed. */
export function writtenComputation({ kind, terms }: Computation): string {
  const parts = terms.map(({ field, number }) => field === null ? Number(number.replace(',', '.')) || 0 : `this.${field}`)
  const call = CALLS[kind]
  const text = kind === 'none' ? '' : call ? `${call}(${parts.join(', ')})` : kind === 'words' ? parts.join(' + " " + ') : parts.join(` ${SIGNS[kind]} `)
  const parsed = parseRule(text)
  return 'rule' in parsed ? printRule(parsed.rule) : ''
}

/** The first terms of a computation just picked: those it had that suit it, then the first fields that do. */
export function startComputation(kind: ComputationKind, { terms }: Computation, suited: readonly RuleField[]): Computation {
  const { min, max } = lengthOf(kind)
  const kept = terms.filter(({ field }) => field !== null && suited.some(({ name }) => name === field)).slice(0, max)
  const rest = suited.filter(({ name }) => !kept.some(({ field }) => field === name)).map(({ name }): Term => ({ field: name, number: '' }))
  const started = [...kept, ...rest.slice(0, Math.max(0, min - kept.length))]
  const [only] = suited
  while (only && started.length < min) started.push(takesNumbers(kind) ? { field: null, number: '1' } : { field: only.name, number: '' })
  return { kind, terms: started }
}
