import { BatchTooLargeError, ContentTooLargeError, InvalidQueryError, InvalidRowsError, InvalidValueError, QueryTooDeepError, RequestsExceededError } from '../errors.ts'

const TOO_LARGE = /entity too large/i
const TOO_DEEP = /Max relational depth exceeded|"limit" must be less than or equal to/
/** Refusals of wrong input that Directus writes in English; its reason stays beside. */
const WRONG_INPUT: Record<string, typeof InvalidValueError> = {
  INVALID_QUERY: InvalidQueryError, INVALID_PAYLOAD: InvalidRowsError, VALUE_OUT_OF_RANGE: InvalidValueError, VALUE_TOO_LONG: InvalidValueError, NOT_NULL_VIOLATION: InvalidValueError,
}
/** Said of a value that another record has already, whatever the constraint. */
const NOT_UNIQUE = 'Une autre fiche porte déjà cette valeur, qui doit être unique. Changez-la, puis recommencez.'
const IN_ENGLISH = /^(?:Invalid|Value|Field|Numeric|")/
const NO_SESSION = /refresh token is required/i
/** Said to a browser that has no session to renew, as on the sign-in page. */
const SIGN_IN = 'Aucune session n’est ouverte ici, ou elle a pris fin. Connectez-vous.'
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
  if (code === 'INVALID_PAYLOAD' && TOO_LARGE.test(message)) return inFrench(new ContentTooLargeError({ max: 1024 ** 2 }))
  const rows = TOO_MANY_ROWS.exec(message)
  if (code === 'INVALID_PAYLOAD' && rows) return inFrench(new BatchTooLargeError({ max: Number(rows[1]) }))
  if (code === 'RECORD_NOT_UNIQUE' && IN_ENGLISH.test(message)) return { message: NOT_UNIQUE, extensions: Reflect.get(Object(error), 'extensions') }
  if (code === 'INVALID_PAYLOAD' && NO_SESSION.test(message)) return { message: SIGN_IN, extensions: Reflect.get(Object(error), 'extensions') }
  const Wrong = WRONG_INPUT[String(code)]
  return Wrong && IN_ENGLISH.test(message) ? { message: new Wrong().message, extensions: Reflect.get(Object(error), 'extensions') } : error
}

function inFrench({ message, code, extensions }: { message: string, code: string, extensions?: unknown }): unknown {
  return { message, extensions: { ...Object(extensions), code } }
}
