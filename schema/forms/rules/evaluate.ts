import type { Moment } from '../../time/index.ts'
import { ageOn, dayAt, daysBetween, today, tryAddDays } from '../../time/index.ts'
import { isValidDate, isValidInstant } from '../dates.ts'
import type { Values } from '../values.ts'
import { isEmpty, relatedKey } from '../values.ts'
import type { FunctionName, Literal, Operator, Rule } from './ast.ts'
import { parsed } from './parse.ts'

const MAX_STEPS = 20_000
const MAX_TEXT = 20_000
const MAX_DECIMALS = 6

interface Run { values: Values, moment: Moment, left: number }

/**
 * What a rule gives for the values of a form. It always answers, in bounded time: what cannot be computed is null, a
 * comparison with a missing answer is false, a text that is not a rule gives null. `today()` and `age()` are those of the place of the moment.
 */
export function evaluate(rule: string | Rule, values: Values, moment: Moment): Literal {
  const tree = typeof rule === 'string' ? treeOf(rule) : rule
  if (tree === null) return null
  const run: Run = { values, moment, left: MAX_STEPS }
  const answer = literalOf(read(tree, run))
  return run.left < 0 ? null : answer
}

/** Whether a condition holds: only a plain yes does. */
export function holds(rule: string | Rule, values: Values, moment: Moment): boolean {
  return evaluate(rule, values, moment) === true
}

function treeOf(text: string): Rule | null {
  const known = parsed(text)
  return 'rule' in known ? known.rule : null
}

function literalOf(value: unknown): Literal {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'boolean' ? value : relatedKey(value)
}

function read(rule: Rule, run: Run): unknown {
  if (--run.left < 0) return null
  switch (rule.kind) {
    case 'value': return rule.value
    case 'field': return Object.hasOwn(run.values, rule.name) ? run.values[rule.name] ?? null : null
    case 'list': return rule.items.map(item => literalOf(read(item, run)))
    case 'not': return read(rule.of, run) !== true
    case 'minus': return arithmetic('-', 0, read(rule.of, run))
    case 'if': return read(rule.test, run) === true ? read(rule.then, run) : read(rule.otherwise, run)
    case 'call': return CALLS[rule.name](rule.args.map(arg => read(arg, run)), run)
    case 'operation': return operate(rule.operator, rule.left, rule.right, run)
  }
}

function operate(operator: Operator, left: Rule, right: Rule, run: Run): unknown {
  if (operator === '&&') return read(left, run) === true && read(right, run) === true
  if (operator === '||') return read(left, run) === true || read(right, run) === true
  const [a, b] = [read(left, run), read(right, run)]
  switch (operator) {
    case '==': return same(a, b)
    case '!=': return !same(a, b)
    case 'in': return isAmong(a, b, run)
    case '<': return compare(a, b, order => order < 0)
    case '<=': return compare(a, b, order => order <= 0)
    case '>': return compare(a, b, order => order > 0)
    case '>=': return compare(a, b, order => order >= 0)
    case '+': return add(a, b)
    default: return arithmetic(operator, a, b)
  }
}

/** A number typed in a form is often a text, and decimals of the database are: 5 and "5", 22.5 and "22.50" are the same. */
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b)) return false
  const [x, y] = [scalar(a), scalar(b)]
  if (x === null || y === null) return (a ?? null) === (b ?? null)
  return x === y || (typeof x !== 'boolean' && typeof y !== 'boolean' && (String(x) === String(y) || isSameDecimal(x, y) || isSameDecimal(y, x)))
}

const isSameDecimal = (number: unknown, text: unknown): boolean => typeof number === 'number' && typeof text === 'string' && /^-?(?:0|[1-9]\d*)\.\d+$/.test(text) && Number(text) === number

const scalar = (value: unknown): Literal => typeof value === 'boolean' ? value : relatedKey(value)

function isAmong(value: unknown, options: unknown, run: Run): boolean {
  if (!Array.isArray(options)) return false
  const candidates = Array.isArray(value) ? value : [value]
  run.left -= candidates.length * options.length
  return run.left >= 0 && candidates.some(candidate => options.some(option => same(candidate, option)))
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/

function compare(a: unknown, b: unknown, test: (order: number) => boolean): boolean {
  // Lists and records are neither before nor after anything.
  if (isEmpty(a) || isEmpty(b) || typeof a === 'object' || typeof b === 'object') return false
  const [x, y] = [Number(a), Number(b)]
  if (!Number.isNaN(x) && !Number.isNaN(y)) return test(x - y)
  if (typeof a !== 'string' || typeof b !== 'string') return false
  const [left, right] = INSTANT.test(a) && INSTANT.test(b) ? [Date.parse(a), Date.parse(b)] : [a, b]
  // Days written yyyy-mm-dd sort as texts.
  return test(left < right ? -1 : Number(left > right))
}

/** A number, also when the database or a form wrote it as a text. */
function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function add(a: unknown, b: unknown): Literal {
  if (typeof a === 'number' && typeof b === 'number') return arithmetic('+', a, b)
  const [left, right] = [scalar(a), scalar(b)]
  if (left === null || right === null || typeof left === 'boolean' || typeof right === 'boolean') return null
  return bounded(`${left}${right}`)
}

const bounded = (text: string): string | null => text.length > MAX_TEXT ? null : text

function arithmetic(operator: Operator, a: unknown, b: unknown): number | null {
  const [x, y] = [numberOf(a), numberOf(b)]
  if (x === null || y === null) return null
  switch (operator) {
    case '+': return tidy(x + y)
    case '-': return tidy(x - y)
    case '*': return tidy(x * y)
    case '/': return tidy(x / y)
    case '%': return tidy(x % y)
    default: return null
  }
}

/** 0.1 + 0.2 is 0.3 for people; a division by zero is nothing. */
const tidy = (number: number): number | null => Number.isFinite(number) ? Number(number.toPrecision(15)) : null

const CALLS: Record<FunctionName, (args: readonly unknown[], run: Run) => unknown> = {
  today: (_, { moment }) => today(moment),
  age: ([born], { moment }) => onDays(ageOn, toDay(born, moment), today(moment)),
  days_between: ([from, to], { moment }) => onDays(daysBetween, toDay(from, moment), toDay(to, moment)),
  add_days: ([day, count], { moment }) => onDays(tryAddDays, toDay(day, moment), numberOf(count)),
  is_empty: ([value]) => isEmpty(value),
  count: ([rows]) => Array.isArray(rows) ? rows.length : numberOf(rows) ?? 0,
  contains: ([text, part], run) => Array.isArray(text) ? isAmong(part, text, run) : isText(text, part) && text.includes(String(part)),
  startsWith: ([text, part]) => isText(text, part) && text.startsWith(String(part)),
  endsWith: ([text, part]) => isText(text, part) && text.endsWith(String(part)),
  lower: ([text]) => typeof text === 'string' ? text.toLocaleLowerCase('fr') : null,
  round: ([number, decimals]) => round(numberOf(number), decimals === undefined ? 0 : numberOf(decimals)),
}

const isText = (text: unknown, part: unknown): text is string => typeof text === 'string' && typeof part === 'string'

function onDays<Other extends string | number, Answer>(answer: (day: string, other: Other) => Answer, day: string | null, other: Other | null): Answer | null {
  return day === null || other === null ? null : answer(day, other)
}

/** The day of a date or of an instant. */
function toDay(value: unknown, { zone }: Moment): string | null {
  if (typeof value !== 'string') return null
  if (isValidDate(value)) return value
  if (isValidInstant(value)) return dayAt(value, zone)
  return isValidDate(value.slice(0, 10)) && /^[T ]/.test(value.slice(10)) ? value.slice(0, 10) : null
}

function round(number: number | null, decimals: number | null): number | null {
  if (number === null || decimals === null || !Number.isInteger(decimals) || decimals < 0 || decimals > MAX_DECIMALS) return null
  // Half away from zero, as people round; by the text, since 1.005 × 100 is a little less than 100.5.
  const size = Math.abs(number)
  // Written with an exponent of its own: too small to leave anything, or too large to have decimals.
  if (String(size).includes('e')) return size < 1 ? 0 : number
  return Math.sign(number) * Number(`${Math.round(Number(`${size}e${decimals}`))}e-${decimals}`) || 0
}
