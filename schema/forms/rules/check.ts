import type { Label } from '../../define.ts'
import { isValidDate, isValidInstant } from '../dates.ts'
import type { FunctionName, Rule } from './ast.ts'
import { fieldsOf, METHODS, partsOf } from './ast.ts'
import { findCircle } from './circles.ts'
import type { Finding, FindingCode, FindingDetail } from './findings.ts'
import { finding } from './findings.ts'
import { nearest } from './nearest.ts'
import { MAX_LENGTH, MAX_NODES, parseRule } from './parse.ts'

export const RULE_KINDS = ['shown_if', 'required_if', 'valid_if', 'computed'] as const
/** What a rule decides of its field. */
export type RuleKind = (typeof RULE_KINDS)[number]

export const RULE_TYPES = ['text', 'number', 'date', 'datetime', 'boolean', 'choice', 'multiple', 'link', 'rows', 'other'] as const
/** What a field holds, as rules see it; `rows` are the related rows, which are only counted. */
export type RuleType = (typeof RULE_TYPES)[number]

export interface RuleChoice { value: string | number, label: Label, retired?: boolean }

/** A field as the checker knows it. */
export interface RuleField {
  name: string
  label: Label
  type: RuleType
  choices?: readonly RuleChoice[] | null
  /** Audiences that are asked the field of the rule and cannot read this one. */
  unreadableBy?: readonly Label[]
  /** Filled by the product or by the database: never computed. */
  isKept?: boolean
}

export interface StoredRule { field: string, kind: RuleKind, expression: string }

/** Where a rule stands. */
export interface RuleContext {
  field: string
  kind: RuleKind
  fields: readonly RuleField[]
  /** The other rules of the collection. */
  rules?: readonly StoredRule[]
}

/** The type of a part; `null` is the word null, `none` what could not be told and was already reported. */
type Type = RuleType | 'null' | 'none'
interface Typed { type: Type, field?: RuleField }

const TYPE_NAMES: Record<Type, Label> = {
  text: { fr: 'un texte', en: 'a text' },
  number: { fr: 'un nombre', en: 'a number' },
  date: { fr: 'une date', en: 'a date' },
  datetime: { fr: 'une date et une heure', en: 'a date and a time' },
  boolean: { fr: 'un oui/non', en: 'a yes/no' },
  choice: { fr: 'un choix', en: 'a choice' },
  multiple: { fr: 'une liste de choix', en: 'a list of choices' },
  link: { fr: 'un lien vers une autre fiche', en: 'a link to another record' },
  rows: { fr: 'une liste de fiches, à compter avec count(…)', en: 'a list of records, to be counted with count(…)' },
  other: { fr: 'une donnée libre', en: 'free data' },
  null: { fr: 'une absence de réponse', en: 'no answer' },
  none: { fr: 'inconnu', en: 'unknown' },
}

const SIGNATURES: Record<FunctionName, { args: readonly (readonly Type[])[], optional?: number, result: Type, written: Label }> = {
  today: { args: [], result: 'date', written: { fr: 'today()', en: 'today()' } },
  age: { args: [['date', 'datetime']], result: 'number', written: { fr: 'age(date)', en: 'age(date)' } },
  days_between: { args: [['date', 'datetime'], ['date', 'datetime']], result: 'number', written: { fr: 'days_between(début, fin)', en: 'days_between(start, end)' } },
  add_days: { args: [['date', 'datetime'], ['number']], result: 'date', written: { fr: 'add_days(date, nombre)', en: 'add_days(date, number)' } },
  is_empty: { args: [['text', 'number', 'date', 'datetime', 'boolean', 'choice', 'multiple', 'link', 'other']], result: 'boolean', written: { fr: 'is_empty(champ)', en: 'is_empty(field)' } },
  count: { args: [['rows', 'multiple']], result: 'number', written: { fr: 'count(liste)', en: 'count(list)' } },
  contains: { args: [['text', 'multiple'], ['text', 'choice']], result: 'boolean', written: { fr: 'champ.contains("texte")', en: 'field.contains("text")' } },
  startsWith: { args: [['text'], ['text']], result: 'boolean', written: { fr: 'champ.startsWith("texte")', en: 'field.startsWith("text")' } },
  endsWith: { args: [['text'], ['text']], result: 'boolean', written: { fr: 'champ.endsWith("texte")', en: 'field.endsWith("text")' } },
  lower: { args: [['text']], result: 'text', written: { fr: 'lower(texte)', en: 'lower(text)' } },
  round: { args: [['number'], ['number']], optional: 1, result: 'number', written: { fr: 'round(nombre) ou round(nombre, décimales)', en: 'round(number) or round(number, decimals)' } },
}

const COMPUTABLE: readonly RuleType[] = ['text', 'number', 'date', 'datetime', 'boolean', 'choice']
const WORDS: readonly Type[] = ['text', 'choice', 'link']
const DAYS: readonly Type[] = ['date', 'datetime']

interface Checker { fields: ReadonlyMap<string, RuleField>, findings: Finding[] }

/** Everything that is wrong with the text of a rule in its place, in the order it is written; nothing when it may be kept. */
export function checkRule(text: string, context: RuleContext): Finding[] {
  if (text.length > MAX_LENGTH) return [finding('TOO_LONG', { start: 0, end: text.length }, { count: text.length, max: MAX_LENGTH })]
  const parsed = parseRule(text)
  if (!('rule' in parsed)) return parsed.findings
  const { rule } = parsed
  if (parsed.nodes > MAX_NODES) return [finding('TOO_DEEP', rule)]
  const checker: Checker = { fields: new Map(context.fields.map(field => [field.name, field])), findings: [] }
  const result = typeOf(rule, checker)
  checkResult(rule, result, context, checker)
  checkReading(rule, context, checker)
  return checker.findings.sort((a, b) => a.start - b.start)
}

function report(checker: Checker, code: FindingCode, part: Rule, detail: FindingDetail = {}): Typed {
  checker.findings.push(finding(code, part, detail))
  return { type: 'none' }
}

function typeOf(rule: Rule, checker: Checker): Typed {
  switch (rule.kind) {
    case 'value': return { type: rule.value === null ? 'null' : typeof rule.value === 'string' ? 'text' : typeof rule.value === 'number' ? 'number' : 'boolean' }
    case 'field': return typeOfField(rule, checker)
    case 'list': return report(checker, 'NOT_ALLOWED', rule)
    case 'not': return expect(rule.of, ['boolean'], checker, 'boolean')
    case 'minus': return expect(rule.of, ['number'], checker, 'number')
    case 'if': return typeOfIf(rule, checker)
    case 'call': return typeOfCall(rule, checker)
    case 'operation': return typeOfOperation(rule, checker)
  }
}

function typeOfField(rule: Extract<Rule, { kind: 'field' }>, checker: Checker): Typed {
  const field = checker.fields.get(rule.name)
  if (!field) return report(checker, 'UNKNOWN_FIELD', rule, { name: rule.name, other: nearest(rule.name, [...checker.fields.keys()]) })
  if (field.unreadableBy && field.unreadableBy.length > 0) {
    report(checker, 'NOT_READABLE', rule, { label: field.label, list: { fr: field.unreadableBy.map(({ fr }) => fr).join(', '), en: field.unreadableBy.map(({ en }) => en).join(', ') } })
  }
  return { type: field.type, field }
}

/** Checks that a part is of one of these types; the result is of the type that the whole has. */
function expect(part: Rule, types: readonly Type[], checker: Checker, result: Type): Typed {
  const found = typeOf(part, checker)
  assertType(part, found, types, checker)
  return { type: result }
}

function assertType(part: Rule, found: Typed, types: readonly Type[], checker: Checker): void {
  if (found.type === 'none' || types.includes(found.type)) return
  // A day is written as a text.
  if (part.kind === 'value' && typeof part.value === 'string' && types.includes('date') && isDay(part.value)) return
  wrongType(part, found, types, checker)
}

const isDay = (text: string): boolean => isValidDate(text) || isValidInstant(text)

function wrongType(part: Rule, { type, field }: Typed, expected: readonly Type[], checker: Checker): void {
  const [first = 'none'] = expected
  const wanted = expected.includes('date') && part.kind === 'value'
    ? { fr: 'une date, écrite comme "2026-03-12"', en: 'a date, written like "2026-03-12"' }
    : TYPE_NAMES[first]
  report(checker, 'WRONG_TYPE', part, { ...(field ? { label: field.label } : {}), expected: wanted, found: TYPE_NAMES[type] })
}

function typeOfIf(rule: Extract<Rule, { kind: 'if' }>, checker: Checker): Typed {
  expect(rule.test, ['boolean'], checker, 'boolean')
  const [then, otherwise] = [typeOf(rule.then, checker), typeOf(rule.otherwise, checker)]
  if (then.type === 'null' || then.type === 'none') return otherwise
  if (otherwise.type === 'null' || otherwise.type === 'none' || otherwise.type === then.type) return then
  if (WORDS.includes(then.type) && WORDS.includes(otherwise.type)) return { type: 'text' }
  if (isDayLike(rule.then, then) && isDayLike(rule.otherwise, otherwise)) return { type: 'date' }
  wrongType(rule.otherwise, otherwise, [then.type], checker)
  return then
}

const isDayLike = (part: Rule, { type }: Typed): boolean => DAYS.includes(type) || (part.kind === 'value' && typeof part.value === 'string' && isDay(part.value))

function typeOfCall(rule: Extract<Rule, { kind: 'call' }>, checker: Checker): Typed {
  const { args, optional = 0, result, written } = SIGNATURES[rule.name]
  const found = rule.args.map(arg => typeOf(arg, checker))
  if (rule.args.length > args.length || rule.args.length < args.length - optional) {
    report(checker, 'WRONG_ARGUMENTS', rule, { name: rule.name, expected: written })
    return { type: result }
  }
  for (const [index, arg] of rule.args.entries()) assertType(arg, found[index] ?? { type: 'none' }, args[index] ?? [], checker)
  const [text, part] = rule.args
  if (METHODS.includes(rule.name) && text && part && found[0]?.type === 'multiple') checkChoice(part, found[0].field, checker)
  return { type: result }
}

function typeOfOperation(rule: Extract<Rule, { kind: 'operation' }>, checker: Checker): Typed {
  const { operator, left, right } = rule
  switch (operator) {
    case '&&':
    case '||':
      expect(left, ['boolean'], checker, 'boolean')
      return expect(right, ['boolean'], checker, 'boolean')
    case 'in': return typeOfIn(left, right, checker)
    case '+': return typeOfSum(left, right, checker)
    case '-':
    case '*':
    case '/':
    case '%':
      expect(left, ['number'], checker, 'number')
      return expect(right, ['number'], checker, 'number')
    default: return typeOfComparison(rule, checker)
  }
}

function typeOfComparison({ operator, left, right }: Extract<Rule, { kind: 'operation' }>, checker: Checker): Typed {
  const [a, b] = [typeOf(left, checker), typeOf(right, checker)]
  const isOrdered = operator !== '==' && operator !== '!='
  for (const [part, typed] of [[left, a], [right, b]] as const) {
    const isRefused = ['multiple', 'rows', 'other'].includes(typed.type) || (isOrdered && ['boolean', 'choice', 'link', 'null'].includes(typed.type))
    if (isRefused) {
      wrongType(part, typed, isOrdered ? ['number'] : ['text'], checker)
      return { type: 'boolean' }
    }
  }
  if (!areAlike(left, a, right, b, checker)) wrongType(right, b, [a.type], checker)
  return { type: 'boolean' }
}

/** Whether two values may be compared; what is written for a choice must be one of its list. */
function areAlike(left: Rule, a: Typed, right: Rule, b: Typed, checker: Checker): boolean {
  if ([a.type, b.type].some(type => type === 'none' || type === 'null')) return true
  checkChoice(right, a.field, checker)
  checkChoice(left, b.field, checker)
  if (a.type === b.type) return true
  if (isDayLike(left, a) && isDayLike(right, b)) return true
  if (isNumberWritten(right, b, a) || isNumberWritten(left, a, b)) return true
  return WORDS.includes(a.type) && WORDS.includes(b.type)
}

/** Lists may hold numbers. */
const isNumberWritten = (part: Rule, { type }: Typed, other: Typed): boolean => type === 'number' && part.kind === 'value' && other.type === 'choice'

function checkChoice(part: Rule, field: RuleField | undefined, checker: Checker): void {
  if (!field?.choices || part.kind !== 'value' || part.value === null || typeof part.value === 'boolean') return
  const name = String(part.value)
  const choice = field.choices.find(({ value }) => String(value) === name)
  if (choice?.retired) report(checker, 'RETIRED_CHOICE', part, { name: choice.label.fr, label: field.label })
  if (choice) return
  const byLabel = field.choices.find(({ label }) => [label.fr, label.en].includes(name))
  report(checker, 'NOT_A_CHOICE', part, { name, label: field.label, other: byLabel ? String(byLabel.value) : nearest(name, field.choices.map(({ value }) => String(value))) })
}

function typeOfIn(left: Rule, right: Rule, checker: Checker): Typed {
  const a = typeOf(left, checker)
  if (right.kind !== 'list') {
    const b = typeOf(right, checker)
    assertType(right, b, ['multiple'], checker)
    checkChoice(left, b.field, checker)
    return { type: 'boolean' }
  }
  for (const item of right.items) {
    const b = typeOf(item, checker)
    const isAlike = a.type === 'multiple' ? ['text', 'number'].includes(b.type) : areAlike(left, a, item, b, checker)
    if (a.type === 'multiple') checkChoice(item, a.field, checker)
    if (!isAlike) wrongType(item, b, [a.type === 'multiple' ? 'choice' : a.type], checker)
  }
  if (a.type === 'rows' || a.type === 'other') wrongType(left, a, ['text'], checker)
  return { type: 'boolean' }
}

function typeOfSum(left: Rule, right: Rule, checker: Checker): Typed {
  const [a, b] = [typeOf(left, checker), typeOf(right, checker)]
  if (a.type === 'number' && b.type === 'number') return { type: 'number' }
  const types = [a.type, b.type]
  if (types.includes('none')) return { type: types.includes('number') ? 'number' : 'none' }
  const isText = types.some(type => type === 'text' || type === 'choice') && types.every(type => ['text', 'choice', 'number', 'date'].includes(type))
  if (isText) return { type: 'text' }
  if (a.type === 'number') wrongType(right, b, ['number'], checker)
  else wrongType(left, a, b.type === 'number' ? ['number'] : ['text'], checker)
  return { type: 'none' }
}

/** A condition says yes or no; a computed value must fit its field. */
function checkResult(rule: Rule, { type }: Typed, { kind, field }: RuleContext, checker: Checker): void {
  const own = checker.fields.get(field)
  if (kind !== 'computed') {
    if (type !== 'boolean' && type !== 'none') report(checker, 'NOT_A_CONDITION', rule, { found: TYPE_NAMES[type] })
    return
  }
  if (!own) return
  if (!COMPUTABLE.includes(own.type) || own.isKept) {
    report(checker, 'NOT_COMPUTABLE', rule, { label: own.label })
    return
  }
  if (own.type === 'choice') for (const leaf of leavesOf(rule)) checkChoice(leaf, own, checker)
  if (type === 'none' || type === 'null' || type === own.type || fits(rule, type, own.type)) return
  report(checker, 'WRONG_RESULT', rule, { label: own.label, expected: TYPE_NAMES[own.type], found: TYPE_NAMES[type] })
}

function fits(rule: Rule, type: Type, wanted: RuleType): boolean {
  if (wanted === 'text') return ['choice', 'number', 'date'].includes(type)
  if (wanted === 'choice') return type === 'text' || type === 'number'
  if (wanted === 'datetime') return false
  return wanted === 'date' && leavesOf(rule).every(leaf => leaf.kind === 'value' && (leaf.value === null || (typeof leaf.value === 'string' && isValidDate(leaf.value))))
}

/** The values that a rule may end with. */
function leavesOf(rule: Rule): Rule[] {
  return rule.kind === 'if' ? [...leavesOf(rule.then), ...leavesOf(rule.otherwise)] : [rule]
}

function checkReading(rule: Rule, { field, kind, rules = [] }: RuleContext, checker: Checker): void {
  if (kind === 'valid_if') return
  const label = (name: string): Label => checker.fields.get(name)?.label ?? { fr: name, en: name }
  const itself = find(rule, field)
  if (itself) {
    report(checker, 'ITSELF', itself, { label: label(field) })
    return
  }
  if (kind === 'required_if') return
  const circle = findCircle(field, fieldsOf(rule), rules.filter(other => other.field !== field || other.kind !== kind))
  const [, next] = circle ?? []
  if (!circle || next === undefined) return
  const list = { fr: circle.map(name => label(name).fr).join(' → '), en: circle.map(name => label(name).en).join(' → ') }
  report(checker, 'CIRCLE', find(rule, next) ?? rule, { list })
}

function find(rule: Rule, name: string): Rule | undefined {
  if (rule.kind === 'field' && rule.name === name) return rule
  for (const part of partsOf(rule)) {
    const found = find(part, name)
    if (found) return found
  }
  return undefined
}
