/** What a caller did wrong, when the server found out by failing. */
export type WrongInput = 'value' | 'query' | 'address'

/** Functions and operators that the type of a column has not, as `sum` of an identifier. */
const OF_QUERIES = new Set(['42883', '42804', '42846', '42803', '42725', '42P08', '42P18'])
/** Constraints that Directus does not translate everywhere. */
const OF_VALUES = new Set(['23502', '23503', '23505', '23514'])
/** What JavaScript throws on a date that is none, and Directus on a function, a filter or a relation that is none. */
const MESSAGES: readonly [RegExp, WrongInput][] = [
  [/^Invalid time value$/, 'value'],
  [/^Invalid function specified|^Undefined binding\(s\) detected|^Invalid group by|is not a (?:relational|JSON) field|^Invalid (?:filter|field|relation|alias|operator)/i, 'query'],
]

/** What only a name or a path of a query leads the database to, once its columns are known to be there: none of that name, a statement that is none. */
const OF_NAMES = new Set(['42703', '42601', '42702', '42P10'])
/** Where Directus reads a query, taking for granted what it has not checked. */
const READING = /@directus\/api\/dist\/(?:utils\/(?:validate|sanitize)-query\.js|database\/(?:run-ast|get-ast-from-query)\/|permissions\/modules\/process-ast\/)/
/** What that calls, which fails in its place: the language itself, and tools. */
const HELPERS = /\(<anonymous>\)$|\/node_modules\/(?:@directus\/utils|lodash-es)\//

const codeOf = (error: Error): string | undefined => {
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' && /^[\dA-Z]{5}$/.test(code) && Reflect.has(error, 'severity') ? code : undefined
}

/** Whether an error comes from what was asked, so that it answers 400 and is logged as a refusal; its message is never shown. */
export function wrongInputOf(error: unknown): WrongInput | undefined {
  if (!(error instanceof Error)) return undefined
  const code = codeOf(error)
  if (code !== undefined) {
    if (code.startsWith('22') || OF_VALUES.has(code)) return 'value'
    return OF_QUERIES.has(code) || code.startsWith('54') ? 'query' : undefined
  }
  return error.name === 'URIError' ? 'address' : MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1]
}

/**
 * Whether an error may come from the query of a request: it does where the request holds one and the database has every
 * column that Directus counts on; without either it is a fault of the server.
 */
export function mayComeFromQuery(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (code !== undefined) return OF_NAMES.has(code)
  return error instanceof TypeError && READING.test(error.stack?.split('\n').find(line => /^ {4}at /.test(line) && !HELPERS.test(line)) ?? '')
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
const isKey = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'

/** Whether a body is what Directus takes for granted: rows are objects, keys are texts or numbers. */
export function isPlainBody(method: string, body: unknown): boolean {
  if (Array.isArray(body)) return body.every(method === 'DELETE' ? isKey : isRecord)
  if (!isRecord(body) || !['PATCH', 'DELETE', 'SEARCH'].includes(method)) return true
  const { keys, query, data } = Object(body)
  const isOne = keys === undefined && query === undefined
  return isOne || [keys === undefined || (Array.isArray(keys) && keys.every(isKey)), query === undefined || isRecord(query), method !== 'PATCH' || isRecord(data)].every(Boolean)
}

/** Any host: an address without one is read as one of it. */
const SOME_HOST = 'http://relais.invalid'

/** Whether a sign-in to the Studio comes back to it, and sends texts only. */
export function isPlainSignIn({ query, body }: { query: object, body?: unknown }, publicUrl: string): boolean {
  const redirect: unknown = Reflect.get(query, 'redirect')
  const parts = isRecord(body) ? Object.values(Object(body)) : []
  return [...Object.values(query), ...parts].every(part => typeof part === 'string') && (typeof redirect !== 'string' || redirect === '' || leadsTo(redirect, publicUrl))
}

function leadsTo(address: string, publicUrl: string): boolean {
  const home = URL.canParse(address) ? publicUrl : SOME_HOST
  if (!URL.canParse(address, home) || !URL.canParse(home)) return false
  const { protocol, host } = new URL(address, home)
  return protocol === new URL(home).protocol && host === new URL(home).host
}
