import type { ASTNode } from '@marcbachmann/cel-js'
import { Environment, ParseError } from '@marcbachmann/cel-js'
import type { FunctionName, Literal, Operator, Range, Rule } from './ast.ts'
import { ARITHMETIC, COMPARISONS, CONNECTIVES, FUNCTIONS, METHODS } from './ast.ts'
import type { Finding } from './findings.ts'
import { finding } from './findings.ts'

/** What a person may write. Rules joined by the product (its own and a local one) may reach ten times as much. */
export const MAX_LENGTH = 2000
export const MAX_NODES = 200
const JOINED = 10
const MAX_DEPTH = 32

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: MAX_NODES * JOINED, maxDepth: MAX_DEPTH, maxListElements: MAX_NODES, maxMapEntries: 1, maxCallArguments: 4 },
})

export type Parsed = { rule: Rule, nodes: number } | { findings: [Finding] }

/** A part that the language refuses, thrown from within the tree. */
class Refusal extends Error {
  readonly reason: Finding
  constructor(reason: Finding) {
    super(reason.code)
    this.reason = reason
  }
}

/** A rule as a tree, or the first reason why its text is not one. Never throws, whatever the text. */
export function parseRule(text: string): Parsed {
  const whole: Range = { start: 0, end: text.length }
  if (text.length > MAX_LENGTH * JOINED) return { findings: [finding('TOO_LONG', whole, { count: text.length, max: MAX_LENGTH })] }
  try {
    const count = { nodes: 0 }
    return { rule: convert(environment.parse(text).ast, count), nodes: count.nodes }
  }
  catch (error: unknown) {
    return { findings: [asFinding(error, whole)] }
  }
}

function asFinding(error: unknown, whole: Range): Finding {
  if (error instanceof Refusal) return error.reason
  if (error instanceof ParseError) {
    const range = error.range ?? whole
    if (error.code === 'limit_exceeded') return finding('TOO_DEEP', range)
    if (error.code === 'reserved_identifier') return finding('RESERVED_WORD', range, { name: nameIn(error.summary) })
    return finding('SYNTAX', range)
  }
  // A text such as ten thousand exclamation marks exhausts the stack of the parser.
  if (error instanceof RangeError) return finding('TOO_DEEP', whole)
  return finding('SYNTAX', whole)
}

const nameIn = (summary: string): string => /\w+$/.exec(summary)?.[0] ?? ''

const MEMORY = 1000
const remembered = new Map<string, Parsed>()

/** The same, remembered: rules are few and read at every keystroke. */
export function parsed(text: string): Parsed {
  const known = remembered.get(text)
  if (known) return known
  if (remembered.size >= MEMORY) remembered.clear()
  const fresh = parseRule(text)
  remembered.set(text, fresh)
  return fresh
}

const OPERATORS: readonly string[] = [...COMPARISONS, ...ARITHMETIC, ...CONNECTIVES]
const isOperator = (word: string): word is Operator => OPERATORS.includes(word)
const isFunction = (word: string): word is FunctionName => FUNCTIONS.some(name => name === word)

function convert(node: ASTNode, count: { nodes: number }): Rule {
  count.nodes += 1
  const range: Range = { start: node.start, end: node.end }
  const inner = (part: ASTNode): Rule => convert(part, count)
  switch (node.op) {
    case 'value': return { ...range, kind: 'value', value: literal(node.args, range) }
    case 'id': return { ...range, kind: 'field', name: node.args }
    case '.': return member(node.args, range)
    case 'list': return { ...range, kind: 'list', items: node.args.map(inner) }
    case '!_': return { ...range, kind: 'not', of: inner(node.args) }
    case '-_': return negative(inner(node.args), range)
    case '?:': return { ...range, kind: 'if', test: inner(node.args[0]), then: inner(node.args[1]), otherwise: inner(node.args[2]) }
    case 'call': return called(node.args[0], node.args[1].map(inner), range)
    case 'rcall': return method(node.args[0], [node.args[1], ...node.args[2]], { range, inner })
    case '.?':
    case '[]':
    case '[?]':
    case 'map': throw new Refusal(finding('NOT_ALLOWED', range))
    default:
      if (!isOperator(node.op)) throw new Refusal(finding('NOT_ALLOWED', range))
      return { ...range, kind: 'operation', operator: node.op, left: inner(node.args[0]), right: inner(node.args[1]) }
  }
}

function literal(raw: unknown, range: Range): Literal {
  if (typeof raw === 'bigint') return Number(raw)
  if (raw === null || typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean') return raw
  throw new Refusal(finding('NOT_ALLOWED', range))
}

/** `this.function`: how a field is written when its name is a word that CEL keeps for itself. */
function member([of, name]: [ASTNode, string], range: Range): Rule {
  if (of.op === 'id' && of.args === 'this') return { ...range, kind: 'field', name }
  throw new Refusal(finding('NOT_ALLOWED', range))
}

function negative(of: Rule, range: Range): Rule {
  return of.kind === 'value' && typeof of.value === 'number' ? { ...range, kind: 'value', value: -of.value } : { ...range, kind: 'minus', of }
}

function called(name: string, args: readonly Rule[], range: Range): Rule {
  if (!isFunction(name)) throw new Refusal(finding('UNKNOWN_FUNCTION', range, { name }))
  return { ...range, kind: 'call', name, args }
}

/** Only texts are asked so; `exists`, `map` and the like go through lists, which the language does not. */
function method(name: string, args: readonly ASTNode[], { range, inner }: { range: Range, inner: (part: ASTNode) => Rule }): Rule {
  if (!METHODS.includes(name)) throw new Refusal(finding('UNKNOWN_FUNCTION', range, { name }))
  return called(name, args.map(inner), range)
}
