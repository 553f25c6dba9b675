import type { ApiErrorItem } from '../types/api'

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

/** Whether the access token was refused because it is missing, wrong or too old. */
export function isSessionError(error: ApiError): boolean {
  return error.status === 401 || ['TOKEN_EXPIRED', 'INVALID_CREDENTIALS', 'INVALID_TOKEN', 'UNAUTHENTICATED'].includes(error.code)
}
