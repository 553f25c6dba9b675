import { BatchTooLargeError, ContentTooLargeError, QueryTooDeepError, RequestsExceededError } from '../errors.ts'

const TOO_LARGE = /entity too large/i
const TOO_DEEP = /Max relational depth exceeded|"limit" must be less than or equal to/
const TOO_MANY_ROWS = /Exceeded max batch mutation limit of (\d+)/

/** The limits that Directus refuses by itself, with our codes and in French; every other error passes unchanged. */
export function explainLimits<Errors>(errors: Errors): Errors | unknown[] {
  return Array.isArray(errors) ? errors.map(explain) : errors
}

function explain(error: unknown): unknown {
  const code = Reflect.get(Object(Reflect.get(Object(error), 'extensions')), 'code')
  const message = String(Reflect.get(Object(error), 'message'))
  if (code === 'REQUESTS_EXCEEDED' && !message.startsWith('Trop')) return inFrench(new RequestsExceededError({ seconds: 1 }))
  if (code === 'INVALID_QUERY' && TOO_DEEP.test(message)) return inFrench(new QueryTooDeepError())
  if (code !== 'INVALID_PAYLOAD') return error
  if (TOO_LARGE.test(message)) return inFrench(new ContentTooLargeError({ max: 1024 ** 2 }))
  const rows = TOO_MANY_ROWS.exec(message)
  return rows ? inFrench(new BatchTooLargeError({ max: Number(rows[1]) })) : error
}

function inFrench({ message, code, extensions }: { message: string, code: string, extensions?: unknown }): unknown {
  return { message, extensions: { ...Object(extensions), code } }
}
