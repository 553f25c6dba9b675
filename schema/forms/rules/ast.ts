/** Where a part of a rule is written: character offsets, the end excluded. */
export interface Range { start: number, end: number }

export type Literal = string | number | boolean | null

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>=', 'in'] as const
export const ARITHMETIC = ['+', '-', '*', '/', '%'] as const
export const CONNECTIVES = ['&&', '||'] as const
export type Operator = (typeof COMPARISONS)[number] | (typeof ARITHMETIC)[number] | (typeof CONNECTIVES)[number]

export const FUNCTIONS = [
  'today', 'age', 'days_between', 'add_days', 'is_empty', 'count', 'contains', 'startsWith', 'endsWith', 'lower', 'round',
] as const
export type FunctionName = (typeof FUNCTIONS)[number]

/** A rule as a tree: the few forms of CEL that the product accepts. */
export type Rule = Range & (
  | { kind: 'value', value: Literal }
  | { kind: 'field', name: string }
  | { kind: 'list', items: readonly Rule[] }
  | { kind: 'not', of: Rule }
  | { kind: 'minus', of: Rule }
  | { kind: 'operation', operator: Operator, left: Rule, right: Rule }
  | { kind: 'if', test: Rule, then: Rule, otherwise: Rule }
  | { kind: 'call', name: FunctionName, args: readonly Rule[] }
)
export type Operation = Extract<Rule, { kind: 'operation' }>

/** Functions written after what they look at, as in CEL: `name.contains("x")`. */
export const METHODS: readonly string[] = ['contains', 'startsWith', 'endsWith'] satisfies FunctionName[]

const NOWHERE: Range = { start: 0, end: 0 }

/** The parts of a rule, made by hand. */
export const value = (literal: Literal): Rule => ({ ...NOWHERE, kind: 'value', value: literal })
export const fieldOf = (name: string): Rule => ({ ...NOWHERE, kind: 'field', name })
export const list = (items: readonly Literal[]): Rule => ({ ...NOWHERE, kind: 'list', items: items.map(value) })
export const not = (of: Rule): Rule => of.kind === 'not' ? of.of : { ...NOWHERE, kind: 'not', of }
export const operation = (left: Rule, operator: Operator, right: Rule): Rule => ({ ...NOWHERE, kind: 'operation', operator, left, right })
export const call = (name: FunctionName, ...args: readonly Rule[]): Rule => ({ ...NOWHERE, kind: 'call', name, args })

/** Every one of these, or at least one of these; without any, true and false. */
export function joined(operator: '&&' | '||', rules: readonly Rule[]): Rule {
  const [first, ...rest] = rules
  return first ? rest.reduce((left, right) => operation(left, operator, right), first) : value(operator === '&&')
}

/** The parts of a part, in the order they are written. */
export function partsOf(rule: Rule): readonly Rule[] {
  switch (rule.kind) {
    case 'list': return rule.items
    case 'not':
    case 'minus': return [rule.of]
    case 'operation': return [rule.left, rule.right]
    case 'if': return [rule.test, rule.then, rule.otherwise]
    case 'call': return rule.args
    default: return []
  }
}

/** The fields that a rule reads, each once. */
export function fieldsOf(rule: Rule): string[] {
  const found = new Set<string>()
  const visit = (part: Rule): void => {
    if (part.kind === 'field') found.add(part.name)
    partsOf(part).forEach(visit)
  }
  visit(rule)
  return [...found]
}
