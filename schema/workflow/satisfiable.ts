import type { Literal, Rule } from '../forms/rules/ast.ts'
import { fieldsOf, partsOf } from '../forms/rules/ast.ts'
import { holds } from '../forms/rules/evaluate.ts'
import { isValidDate } from '../forms/dates.ts'
import type { RuleField } from '../forms/rules/check.ts'
import { addDays } from '../time/index.ts'

const MOST_TRIES = 20_000
/** What compares with constants reads the same at every moment. */
const ANY_MOMENT = { now: new Date(0), zone: 'UTC' }

/**
 * Whether values exist for which a condition holds. Tries, for each field, every value at which a comparison could turn; a
 * condition that compares fields with one another, or with the day, is always given the benefit of the doubt.
 */
export function canHold(rule: Rule, fields: readonly RuleField[]): boolean {
  if (!comparesWithConstants(rule)) return true
  const names = fieldsOf(rule)
  const candidates = names.map(name => candidatesOf(name, rule, fields.find(field => field.name === name)))
  const tries = candidates.reduce((product, values) => product * values.length, 1)
  if (tries > MOST_TRIES) return true
  for (let index = 0; index < tries; index += 1) {
    if (holds(rule, combination(names, candidates, index), ANY_MOMENT)) return true
  }
  return false
}

function combination(names: readonly string[], candidates: readonly (readonly unknown[])[], index: number): Record<string, unknown> {
  let rest = index
  return Object.fromEntries(names.map((name, at) => {
    const values = candidates[at] ?? []
    const value = values[rest % values.length]
    rest = Math.floor(rest / values.length)
    return [name, value]
  }))
}

const isConstant = (rule: Rule): boolean => rule.kind === 'value' || (rule.kind === 'list' && rule.items.every(item => item.kind === 'value'))
const ORDER: readonly string[] = ['==', '!=', '<', '<=', '>', '>=', 'in']

function comparesWithConstants(rule: Rule): boolean {
  switch (rule.kind) {
    case 'value':
    case 'field': return true
    case 'not': return comparesWithConstants(rule.of)
    case 'call': return rule.name === 'is_empty' && rule.args.every(arg => arg.kind === 'field')
    case 'operation':
      if (rule.operator === '&&' || rule.operator === '||') return comparesWithConstants(rule.left) && comparesWithConstants(rule.right)
      return ORDER.includes(rule.operator) && [[rule.left, rule.right], [rule.right, rule.left]].some(([one, other]) => one?.kind === 'field' && other !== undefined && isConstant(other))
    default: return false
  }
}

/** The values at which a comparison with this field could turn, and one of each side of them. */
function candidatesOf(name: string, rule: Rule, field: RuleField | undefined): unknown[] {
  const literals = constantsBeside(name, rule)
  if (field?.type === 'boolean') return [null, true, false]
  const near = literals.flatMap((literal): Literal[] => {
    if (typeof literal === 'number') return [literal - 0.5, literal, literal + 0.5]
    if (typeof literal === 'string' && isValidDate(literal)) return [addDays(literal, -1), literal, addDays(literal, 1)]
    return [literal]
  })
  const choices = field?.choices?.filter(({ retired }) => !retired).map(({ value }) => value)
  const values = choices ?? [...near, 'x', true, false]
  const distinct = [...new Set<unknown>([null, ...values])]
  return field?.type === 'multiple' ? [null, ...distinct.filter(value => value !== null).map(value => [value]), choices ?? near] : distinct
}

function constantsBeside(name: string, rule: Rule): Literal[] {
  if (rule.kind === 'operation' && [rule.left, rule.right].some(part => part.kind === 'field' && part.name === name)) {
    return [rule.left, rule.right].flatMap(part => (part.kind === 'value' ? [part.value] : part.kind === 'list' ? part.items.flatMap(item => (item.kind === 'value' ? [item.value] : [])) : []))
  }
  return partsOf(rule).flatMap(part => constantsBeside(name, part))
}
