import type { ApiErrorItem, EditConflict } from '../types/api'

/** A refused call: `code` is what to test, `message` is what to show. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly extensions: Record<string, unknown>

  constructor(status: number, code: string, message: string, extensions: Record<string, unknown> = {}, cause?: unknown) {
    super(message, { cause })
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.extensions = extensions
  }
}

/** Whether a value is a plain object, whose keys can be read safely. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a body has the shape of an answer of the API: `{ data }`. */
export function isAnswer(body: unknown): boolean {
  return isRecord(body) && 'data' in body
}

function firstError(body: unknown): ApiErrorItem | undefined {
  if (!isRecord(body) || !Array.isArray(body.errors)) return undefined
  const first: unknown = body.errors[0]
  if (!isRecord(first)) return undefined
  const extensions = isRecord(first.extensions) ? first.extensions : {}
  const code = typeof extensions.code === 'string' ? extensions.code : 'UNKNOWN'
  return { message: typeof first.message === 'string' ? first.message : '', extensions: { ...extensions, code } }
}

/** Reads the first error of an API answer, whatever shape the body has. */
export function toApiError(status: number, body: unknown, cause?: unknown): ApiError {
  const error = firstError(body)
  if (!error) return new ApiError(status, status === 0 ? 'UNREACHABLE' : `HTTP_${status}`, '', {}, cause)
  return new ApiError(status, error.extensions.code, error.message, error.extensions, cause)
}

/** The same error in a language, when it is said in both. */
export function sayIn(error: ApiError, language: string): ApiError {
  const says = isRecord(error.extensions.says) ? error.extensions.says[language] : undefined
  return typeof says === 'string' ? new ApiError(error.status, error.code, says, error.extensions, error.cause) : error
}

const isConflict = (value: unknown): value is EditConflict => isRecord(value) && typeof value.field === 'string'

/** The fields that somebody else changed meanwhile, when this is such a refusal. */
export function conflictsOf(error: unknown): EditConflict[] {
  if (!(error instanceof ApiError) || error.code !== 'EDIT_CONFLICT' || !Array.isArray(error.extensions.conflicts)) return []
  return error.extensions.conflicts.filter(isConflict)
}

/** Whether the access token was refused because it is missing, wrong or too old. */
export function isSessionError(error: ApiError): boolean {
  return error.status === 401 || ['TOKEN_EXPIRED', 'INVALID_CREDENTIALS', 'INVALID_TOKEN', 'UNAUTHENTICATED'].includes(error.code)
}
