import pg from 'pg'
import { inject } from 'vitest'
import { fetchToken } from '../../cli/token.ts'
import { assertContract } from './contracts.ts'

/** Addresses of the product under test, booted once by `global-setup.ts`. */
export const stack = inject('stack')

/** Direct access to the database, for arranging and for looking, never for the act under test. */
export const db = new pg.Pool({ ...stack.database, max: 4, allowExitOnIdle: true })

const TOKEN_REUSED_MS = 120_000
const tokens = new Map<string, { token: Promise<string>, fetchedAt: number }>()

/** Bearer token of a demo account (`conseiller`, `partenaire`…), fetched again before it expires. */
export function tokenFor(account: string): Promise<string> {
  const email = account.includes('@') ? account : `${account}@relais.example`
  const known = tokens.get(email)
  if (known && Date.now() - known.fetchedAt < TOKEN_REUSED_MS) return known.token
  const token = fetchToken(email, { identityUrl: stack.identityUrl, secret: stack.secret })
  tokens.set(email, { token, fetchedAt: Date.now() })
  return token
}

export interface Answer<T = unknown> { status: number, body: T, headers: Headers }

/** The envelope of every answer of the API. */
export interface ApiBody { data?: unknown, errors?: { message: string, extensions: { code: string } & Record<string, unknown> }[] }

export interface Call { as?: string | null, method?: string, body?: unknown, headers?: Record<string, string>, base?: string }

/** One HTTP request to Directus as a demo account, or anonymous. */
export async function call<T = ApiBody>(path: string, { as, method = 'GET', body, headers = {}, base = stack.directusUrl }: Call = {}): Promise<Answer<T>> {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      ...(as ? { authorization: `Bearer ${await tokenFor(as)}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  let parsed: unknown
  try {
    parsed = text === '' ? null : JSON.parse(text)
  }
  catch {
    parsed = text
  }
  // Sent again, a write is answered by the key of what it made: nothing of what was typed is kept to be said twice.
  if (!response.headers.has('idempotency-replayed')) assertContract(method, `${base}${path}`, { status: response.status, body: parsed })
  return { status: response.status, body: parsed as T, headers: response.headers }
}

/** Code of the first error of an answer. */
export function codeOf({ body }: Answer): string | undefined {
  const errors = (body as { errors?: { extensions?: { code?: string } }[] } | null)?.errors
  return errors?.[0]?.extensions?.code
}
