import type { Literal, Rule } from './ast.ts'
import { METHODS } from './ast.ts'

// Words that CEL keeps for itself: a field so named is written `this.function`.
const RESERVED = [
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return',
  'var', 'void', 'while', '__proto__', 'prototype', 'this',
]
const UNWRITABLE = ['in', 'true', 'false', 'null']

/** Whether a rule can name a field so called. */
export function isWritable(name: string): boolean {
  return /^[a-z_]\w*$/i.test(name) && !UNWRITABLE.includes(name)
}

const LEVELS: Record<string, number> = { '||': 2, '&&': 3, '==': 4, '!=': 4, '<': 4, '<=': 4, '>': 4, '>=': 4, 'in': 4, '+': 5, '-': 5, '*': 6, '/': 6, '%': 6 }
const IF = 1
const UNARY = 7
const MEMBER = 8
const ATOM = 9

/** The text of a rule, with no more parentheses than it needs. */
export function printRule(rule: Rule): string {
  return print(rule)[0]
}

function print(rule: Rule): [text: string, level: number] {
  switch (rule.kind) {
    case 'value': return [literal(rule.value), typeof rule.value === 'number' && rule.value < 0 ? UNARY : ATOM]
    case 'field': return [RESERVED.includes(rule.name) ? `this.${rule.name}` : rule.name, ATOM]
    case 'list': return [`[${rule.items.map(printRule).join(', ')}]`, ATOM]
    case 'not': return [`!${within(rule.of, MEMBER)}`, UNARY]
    case 'minus': return [`-${within(rule.of, MEMBER)}`, UNARY]
    case 'if': return [`${within(rule.test, IF + 1)} ? ${within(rule.then, IF + 1)} : ${within(rule.otherwise, IF + 1)}`, IF]
    case 'call': return [printCall(rule.name, rule.args), MEMBER]
    case 'operation': {
      const level = LEVELS[rule.operator] ?? IF
      // Operations of one level are read from the left.
      return [`${within(rule.left, level)} ${rule.operator} ${within(rule.right, level + 1)}`, level]
    }
  }
}

function printCall(name: string, args: readonly Rule[]): string {
  const [first, ...rest] = args
  if (METHODS.includes(name) && first) return `${within(first, MEMBER)}.${name}(${rest.map(printRule).join(', ')})`
  return `${name}(${args.map(printRule).join(', ')})`
}

function within(rule: Rule, level: number): string {
  const [text, own] = print(rule)
  return own < level ? `(${text})` : text
}

function literal(value: Literal): string {
  if (typeof value !== 'number') return JSON.stringify(value)
  return Number.isFinite(value) ? String(value) : 'null'
}
