import type { Label } from '../../define.ts'
import type { FunctionName, Literal, Operation, Rule } from './ast.ts'
import type { RuleField, RuleKind } from './check.ts'
import { chain } from './filter.ts'
import { parsed } from './parse.ts'

export type Language = keyof Label

interface Words { fields: ReadonlyMap<string, RuleField>, language: Language }

const OPENINGS: Record<RuleKind, Label> = {
  shown_if: { fr: 'Affiché si', en: 'Shown if' },
  required_if: { fr: 'Obligatoire si', en: 'Required if' },
  valid_if: { fr: 'Accepté si', en: 'Accepted if' },
  computed: { fr: 'Calculé :', en: 'Computed:' },
}

/** A rule as a sentence for people: « Affiché si Âge est inférieur à 18 ». Null when the text is not a rule. */
export function sentence(rule: string | Rule, { kind, fields }: { kind: RuleKind, fields: readonly RuleField[] }, language: Language): string | null {
  const known = typeof rule === 'string' ? parsed(rule) : { rule }
  if (!('rule' in known)) return null
  return `${OPENINGS[kind][language]} ${say(known.rule, { fields: new Map(fields.map(field => [field.name, field])), language })}`
}

function say(rule: Rule, words: Words): string {
  switch (rule.kind) {
    case 'value': return literal(rule.value, undefined, words)
    case 'field': return words.fields.get(rule.name)?.type === 'boolean' ? `${nameOf(rule.name, words)}` : nameOf(rule.name, words)
    case 'list': return rule.items.map(item => say(item, words)).join(', ')
    case 'minus': return `−${say(rule.of, words)}`
    case 'not': return negation(rule.of, words)
    case 'if': return pick(words, `${value(rule.then, words)} si ${claim(rule.test, words)}, sinon ${value(rule.otherwise, words)}`, `${value(rule.then, words)} if ${claim(rule.test, words)}, otherwise ${value(rule.otherwise, words)}`)
    case 'call': return sayCall(rule.name, rule.args, words, true)
    case 'operation': return sayOperation(rule, words)
  }
}

const pick = ({ language }: Words, fr: string, en: string): string => language === 'fr' ? fr : en
const nameOf = (name: string, { fields, language }: Words): string => fields.get(name)?.label[language] ?? name

/** A part that must hold: a yes/no field alone is said in full. */
function claim(rule: Rule, words: Words): string {
  return rule.kind === 'field' ? pick(words, `${say(rule, words)} est oui`, `${say(rule, words)} is yes`) : say(rule, words)
}

const value = (rule: Rule, words: Words): string => rule.kind === 'operation' || rule.kind === 'if' ? `(${say(rule, words)})` : say(rule, words)

function literal(raw: Literal, field: RuleField | undefined, { language }: Words): string {
  if (raw === null) return language === 'fr' ? 'vide' : 'empty'
  if (typeof raw === 'boolean') return language === 'fr' ? (raw ? 'oui' : 'non') : raw ? 'yes' : 'no'
  const choice = field?.choices?.find(option => String(option.value) === String(raw))
  if (choice) return choice.label[language]
  if (typeof raw === 'number') return raw.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 6 })
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(raw)
  if (day) return `${day[3]}/${day[2]}/${day[1]}`
  return language === 'fr' ? `« ${raw} »` : `“${raw}”`
}

function negation(rule: Rule, words: Words): string {
  if (rule.kind === 'field') return pick(words, `${say(rule, words)} n’est pas oui`, `${say(rule, words)} is not yes`)
  if (rule.kind === 'call' && NEGATED.includes(rule.name)) return sayCall(rule.name, rule.args, words, false)
  if (rule.kind === 'operation' && rule.operator === 'in') return membership(rule, words, false)
  return pick(words, `il est faux que (${say(rule, words)})`, `it is false that (${say(rule, words)})`)
}

const NEGATED: readonly FunctionName[] = ['is_empty', 'contains', 'startsWith', 'endsWith']

function sayCall(name: FunctionName, args: readonly Rule[], words: Words, isTrue: boolean): string {
  const [a = '', b = ''] = args.map(arg => value(arg, words))
  const [field, part] = args
  const listed = field?.kind === 'field' && part?.kind === 'value' ? literal(part.value, words.fields.get(field.name), words) : b
  switch (name) {
    case 'today': return pick(words, 'aujourd’hui', 'today')
    case 'age': return pick(words, `l’âge donné par ${a}`, `the age given by ${a}`)
    case 'days_between': return pick(words, `le nombre de jours entre ${a} et ${b}`, `the number of days between ${a} and ${b}`)
    case 'add_days': return pick(words, `${a} plus ${b} jours`, `${a} plus ${b} days`)
    case 'count': return pick(words, `le nombre de ${a}`, `the number of ${a}`)
    case 'lower': return pick(words, `${a} en minuscules`, `${a} in lower case`)
    case 'round': return pick(words, `${a} arrondi`, `${a} rounded`)
    case 'is_empty': return isTrue ? pick(words, `${a} est vide`, `${a} is empty`) : pick(words, `${a} est rempli`, `${a} is filled`)
    case 'contains': return isTrue ? pick(words, `${a} contient ${listed}`, `${a} contains ${listed}`) : pick(words, `${a} ne contient pas ${listed}`, `${a} does not contain ${listed}`)
    case 'startsWith': return isTrue ? pick(words, `${a} commence par ${b}`, `${a} starts with ${b}`) : pick(words, `${a} ne commence pas par ${b}`, `${a} does not start with ${b}`)
    case 'endsWith': return isTrue ? pick(words, `${a} se termine par ${b}`, `${a} ends with ${b}`) : pick(words, `${a} ne se termine pas par ${b}`, `${a} does not end with ${b}`)
  }
}

function sayOperation(rule: Operation, words: Words): string {
  const { operator, left, right } = rule
  if (operator === '&&' || operator === '||') {
    const parts = chain(rule, operator).map(part => part.kind === 'operation' && (part.operator === '&&' || part.operator === '||') ? `(${say(part, words)})` : claim(part, words))
    return parts.join(operator === '&&' ? pick(words, ' et ', ' and ') : pick(words, ' ou ', ' or '))
  }
  if (operator === 'in') return membership(rule, words, true)
  if (['+', '-', '*', '/', '%'].includes(operator)) return `${value(left, words)} ${SIGNS[operator] ?? operator} ${value(right, words)}`
  return comparison(rule, words)
}

const SIGNS: Record<string, string> = { '-': '−', '*': '×', '/': '÷', '%': 'modulo' }

function membership({ left, right }: Operation, words: Words, isTrue: boolean): string {
  const field = left.kind === 'field' ? words.fields.get(left.name) : undefined
  const subject = value(left, words)
  if (right.kind !== 'list') {
    const listed = right.kind === 'field' && left.kind === 'value' ? literal(left.value, words.fields.get(right.name), words) : subject
    const whole = value(right, words)
    return isTrue ? pick(words, `${whole} contient ${listed}`, `${whole} contains ${listed}`) : pick(words, `${whole} ne contient pas ${listed}`, `${whole} does not contain ${listed}`)
  }
  const options = right.items.map(item => item.kind === 'value' ? literal(item.value, field, words) : value(item, words)).join(', ')
  if (field?.type === 'multiple') return isTrue ? pick(words, `${subject} contient l’un de : ${options}`, `${subject} contains one of: ${options}`) : pick(words, `${subject} ne contient aucun de : ${options}`, `${subject} contains none of: ${options}`)
  return isTrue ? pick(words, `${subject} est l’un de : ${options}`, `${subject} is one of: ${options}`) : pick(words, `${subject} n’est aucun de : ${options}`, `${subject} is none of: ${options}`)
}

const NUMBERS: Record<string, Label> = {
  '==': { fr: 'est égal à', en: 'equals' }, '!=': { fr: 'est différent de', en: 'differs from' },
  '<': { fr: 'est inférieur à', en: 'is less than' }, '<=': { fr: 'est inférieur ou égal à', en: 'is at most' },
  '>': { fr: 'est supérieur à', en: 'is more than' }, '>=': { fr: 'est supérieur ou égal à', en: 'is at least' },
}
const DAYS: Record<string, Label> = {
  '==': { fr: 'est le', en: 'is on' }, '!=': { fr: 'n’est pas le', en: 'is not on' },
  '<': { fr: 'est avant', en: 'is before' }, '<=': { fr: 'est avant ou le même jour que', en: 'is before or the same day as' },
  '>': { fr: 'est après', en: 'is after' }, '>=': { fr: 'est après ou le même jour que', en: 'is after or the same day as' },
}
const WORDS: Record<string, Label> = { '==': { fr: 'est', en: 'is' }, '!=': { fr: 'n’est pas', en: 'is not' } }

function comparison({ operator, left, right }: Operation, words: Words): string {
  const subject = value(left, words)
  const field = left.kind === 'field' ? words.fields.get(left.name) : undefined
  if (right.kind === 'value' && right.value === null) {
    return operator === '!=' ? pick(words, `${subject} est rempli`, `${subject} is filled`) : pick(words, `${subject} est vide`, `${subject} is empty`)
  }
  const object = right.kind === 'value' ? literal(right.value, field, words) : value(right, words)
  const isDay = field?.type === 'date' || field?.type === 'datetime' || (left.kind === 'call' && ['today', 'add_days'].includes(left.name))
  const isNumber = !field || field.type === 'number'
  const table = isDay ? DAYS : WORDS[operator] && !(isNumber && left.kind !== 'value' && !(right.kind === 'value' && typeof right.value !== 'number')) ? WORDS : NUMBERS
  return `${subject} ${(table[operator] ?? NUMBERS[operator] ?? WORDS['=='])?.[words.language]} ${object}`
}
