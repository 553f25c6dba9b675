import { isValidDate, isValidDateTime, isValidInstant, isValidTime } from './dates.ts'
import { checkFormat } from './formats.ts'
import { looksLikeNir } from './identifiers.ts'
import { holdsTwoPhones } from './phone.ts'
import { messageOf } from './messages.ts'
import { beforeForbidden, countCharacters, hasForbiddenCharacters } from './text.ts'
import type { ErrorCode, FormField, Problem } from './types.ts'
import { isRecord } from './values.ts'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const DEFAULT_MAX_STRING = 255
const DEFAULT_MAX_TEXT = 20_000
const MAX_LIST = 500
const MAX_JSON = 100_000
const INT32 = { min: -2_147_483_648, max: 2_147_483_647 }

const problem = (code: ErrorCode, detail = {}): Problem => ({ code, message: messageOf(code, detail) })

/** What is wrong with one value that is not empty, or null. The value is expected to be normalised. */
export function checkValue(field: FormField, value: unknown): Problem | null {
  return CHECKS[field.kind](field, value)
}

const CHECKS: Record<FormField['kind'], (field: FormField, value: unknown) => Problem | null> = {
  text: checkText,
  long_text: checkText,
  integer: (field, value) => checkNumber(field, value),
  number: (field, value) => checkNumber(field, value),
  boolean: (_, value) => typeof value === 'boolean' ? null : problem('WRONG_TYPE'),
  date: (_, value) => checkDay(value, isValidDate, LIVES),
  datetime: checkDateTime,
  choice: checkChoice,
  choices: checkChoices,
  relation: checkRelation,
  file: checkRelation,
  json: (_, value) => checkJson(value),
}

function checkText(field: FormField, value: unknown): Problem | null {
  if (typeof value !== 'string') return problem('WRONG_TYPE')
  const before = beforeForbidden(value)
  if (before !== null) return problem('FORBIDDEN_CHARACTERS', { before })
  if (field.format === 'phone' && holdsTwoPhones(value)) return problem('TWO_PHONES')
  const tooLong = checkLength(field, value)
  if (tooLong) return tooLong
  if (field.type === 'time') return isValidTime(value) ? null : problem('BAD_TIME')
  if (field.type === 'uuid') return UUID.test(value) ? null : problem('WRONG_TYPE')
  if (field.format) return checkFormat(field.format, value)
  return looksLikeNir(value) ? { code: 'LOOKS_LIKE_NIR', severity: 'confirm' } : null
}

function checkLength(field: FormField, value: string): Problem | null {
  const count = countCharacters(value)
  const max = field.maxLength ?? (field.type === 'string' ? DEFAULT_MAX_STRING : DEFAULT_MAX_TEXT)
  if (count > max) return problem('TOO_LONG', { max, count })
  const min = field.minLength
  return min !== null && count < min ? problem('TOO_SHORT', { min, count }) : null
}

function checkNumber(field: FormField, value: unknown): Problem | null {
  if (field.type === 'bigInteger' && typeof value === 'string' && /^-?\d{1,18}$/.test(value)) return null
  if (typeof value !== 'number' || !Number.isFinite(value)) return problem('NOT_A_NUMBER')
  if (field.kind === 'integer' && !Number.isInteger(value)) return problem('NOT_A_NUMBER')
  const { min, max } = boundsOf(field)
  return (min !== null && value < min) || (max !== null && value > max) ? problem('OUT_OF_RANGE', { min, max }) : null
}

function boundsOf(field: FormField): { min: number | null, max: number | null } {
  if (field.format === 'latitude') return { min: -90, max: 90 }
  if (field.format === 'longitude') return { min: -180, max: 180 }
  if (field.type !== 'integer') return { min: field.min, max: field.max }
  return { min: field.min ?? (field.max === null ? null : INT32.min), max: field.max ?? INT32.max }
}

function checkDateTime(field: FormField, value: unknown): Problem | null {
  const isValid = field.type === 'timestamp' ? isValidInstant : isValidDateTime
  return checkDay(value, isValid, EVENTS)
}

/** No life is outside of these years, and nothing that has an hour: beyond, a finger slipped. */
const LIVES = { first: '1900', last: '2100' }
const EVENTS = { first: '1970', last: '2100' }

function checkDay(value: unknown, isValid: (text: string) => boolean, years: typeof LIVES): Problem | null {
  if (typeof value !== 'string' || !isValid(value)) return problem('BAD_DATE')
  const year = value.slice(0, 4)
  return year < years.first || year > years.last ? problem('FAR_DATE') : null
}

function isListed(field: FormField, value: unknown): boolean {
  return field.choices === null || field.choices.some(choice => String(choice.value) === String(value))
}

const isWord = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'

function checkChoice(field: FormField, value: unknown): Problem | null {
  if (!isWord(value)) return problem('WRONG_TYPE')
  if (typeof value === 'string') {
    if (hasForbiddenCharacters(value)) return problem('FORBIDDEN_CHARACTERS')
    const tooLong = checkLength(field, value)
    if (tooLong) return tooLong
  }
  return isListed(field, value) ? null : problem('NOT_A_CHOICE')
}

function checkChoices(field: FormField, value: unknown): Problem | null {
  if (!Array.isArray(value) || value.length > MAX_LIST || !value.every(isWord)) return problem('WRONG_TYPE')
  if (value.some(item => typeof item === 'string' && hasForbiddenCharacters(item))) return problem('FORBIDDEN_CHARACTERS')
  const longest = Math.max(0, ...value.map(item => countCharacters(String(item))))
  if (longest > DEFAULT_MAX_STRING) return problem('TOO_LONG', { max: DEFAULT_MAX_STRING, count: longest })
  return value.every(item => isListed(field, item)) ? null : problem('NOT_A_CHOICE')
}

/** A key, or a row to create or change through the relation, which its own form checks. */
function checkRelation(field: FormField, value: unknown): Problem | null {
  if (isRecord(value)) return null
  if (field.type === 'uuid') return typeof value === 'string' && UUID.test(value) ? null : problem('WRONG_TYPE')
  return isWord(value) && !hasForbiddenCharacters(String(value)) ? null : problem('WRONG_TYPE')
}

function checkJson(value: unknown): Problem | null {
  const text = JSON.stringify(value)
  if (text === undefined) return problem('WRONG_TYPE')
  if (text.length > MAX_JSON) return problem('TOO_LONG', { max: MAX_JSON, count: text.length })
  // PostgreSQL keeps neither NUL nor half characters in JSON.
  return /\\u0000|\\ud[89a-f]/i.test(text.replace(/\\\\/g, '')) ? problem('FORBIDDEN_CHARACTERS') : null
}
