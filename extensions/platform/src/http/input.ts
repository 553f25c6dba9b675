import type { InputError } from './errors.ts'
import { ForbiddenError, FormInvalidError } from './errors.ts'
import type { Request } from 'express'
import { z } from 'zod'

type Issue = z.core.$ZodIssue

const IdSchema = z.guid()

/** A record key; anything else answers like an unknown record. */
export function parseId(value: unknown): string {
  const parsed = IdSchema.safeParse(value)
  if (!parsed.success) throw new ForbiddenError()
  return parsed.data
}

/** Checks what a caller sent and says in French which parameter is wrong. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input)
  const nul = findNul(input, '')
  if (nul !== undefined) throw new FormInvalidError({ errors: [forbiddenCharacter(nul)] })
  if (parsed.success) return parsed.data
  throw new FormInvalidError({ errors: parsed.error.issues.flatMap(issue => explain(issue, input)) })
}

/** Query parameters, own or inherited (see `query-hook.ts`). */
export function queryOf(req: Request): Record<string, unknown> {
  const query: Record<string, unknown> = {}
  for (const name in req.query) query[name] = req.query[name]
  // The bearer token may travel in the address of a request; it is no parameter of ours.
  delete query['access_token']
  return query
}

// PostgreSQL refuses U+0000 in any text, which would end as an unexplained internal error.
function findNul(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return value.includes('\u0000') ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, item] of Object.entries(value)) {
    const found = key.includes('\u0000') ? path : findNul(item, path ? `${path}.${key}` : key)
    if (found !== undefined) return found
  }
  return undefined
}

function forbiddenCharacter(field: string): InputError {
  return {
    field,
    code: 'WRONG_TYPE',
    message: {
      fr: `« ${field} » contient un caractère de contrôle interdit : retirez-le.`,
      en: `"${field}" contains a forbidden control character: remove it.`,
    },
  }
}

function explain(issue: Issue, input: unknown): InputError[] {
  const field = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      field: field ? `${field}.${key}` : key,
      code: 'UNKNOWN_FIELD',
      message: { fr: `« ${short(key)} » n’est pas un paramètre connu : retirez-le.`, en: `"${short(key)}" is not a known parameter: remove it.` },
    }))
  }
  const name = field || 'corps'
  if (issue.code === 'invalid_type' && valueAt(input, issue.path) === undefined) {
    return [{ field, code: 'REQUIRED', message: { fr: `« ${name} » est obligatoire.`, en: `"${name}" is required.` } }]
  }
  if (issue.code === 'too_big') return [tooBig(field, issue)]
  if (issue.code === 'too_small') return [tooSmall(field, issue)]
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ')
    return [{ field, code: 'NOT_A_CHOICE', message: { fr: `« ${name} » doit être l’une de ces valeurs : ${values}.`, en: `"${name}" must be one of: ${values}.` } }]
  }
  return [{ field, code: 'WRONG_TYPE', message: { fr: `« ${name} » n’a pas la forme attendue.`, en: `"${name}" does not have the expected form.` } }]
}

function tooBig(field: string, issue: Extract<Issue, { code: 'too_big' }>): InputError {
  const max = String(issue.maximum)
  if (issue.origin === 'string') {
    return { field, code: 'TOO_LONG', message: { fr: `« ${field} » dépasse ${max} caractères.`, en: `"${field}" is longer than ${max} characters.` } }
  }
  if (issue.origin === 'array') {
    return { field, code: 'TOO_LONG', message: { fr: `« ${field} » contient plus de ${max} éléments.`, en: `"${field}" has more than ${max} items.` } }
  }
  return { field, code: 'OUT_OF_RANGE', message: { fr: `« ${field} » doit être au plus ${max}.`, en: `"${field}" must be at most ${max}.` } }
}

function tooSmall(field: string, issue: Extract<Issue, { code: 'too_small' }>): InputError {
  const min = String(issue.minimum)
  if (issue.origin === 'string') {
    if (issue.minimum === 1) return { field, code: 'REQUIRED', message: { fr: `« ${field} » est obligatoire.`, en: `"${field}" is required.` } }
    return { field, code: 'TOO_SHORT', message: { fr: `« ${field} » doit compter au moins ${min} caractères.`, en: `"${field}" needs at least ${min} characters.` } }
  }
  return { field, code: 'OUT_OF_RANGE', message: { fr: `« ${field} » doit être au moins ${min}.`, en: `"${field}" must be at least ${min}.` } }
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), input)
}

const short = (key: string) => (key.length > 60 ? `${key.slice(0, 60)}…` : key)
