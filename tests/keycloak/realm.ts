import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { z } from 'zod'
import { stack } from '../support/stack.ts'
import { pkce } from '../unit/cli/identity/browser.ts'
import { Visitor } from './visitor.ts'
import type { Person, Stop } from './visitor.ts'

export const REALM_URL = `${stack.identityUrl}/realms/relais`
export const endpoint = (name: string): string => `${REALM_URL}/protocol/openid-connect/${name}`
export const PORTAL_PAGE = `${stack.portalUrl}/conseiller`

/** A phrase that the policy of the realm accepts. */
export const PASSWORD = 'une grande phrase de passe'

let session: { token: string, until: number } | undefined

async function operatorToken(): Promise<string> {
  if (session && session.until > Date.now()) return session.token
  const response = await fetch(`${stack.identityUrl}/realms/master/protocol/openid-connect/token`, {
    method: 'POST', body: new URLSearchParams({ client_id: 'admin-cli', grant_type: 'password', ...inject('keycloak') }),
  })
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await response.json())
  session = { token, until: Date.now() + 20_000 }
  return token
}

/** One call to the administration of Keycloak, as the operator makes them in its console. */
export async function operator(path: string, method = 'GET', body?: unknown): Promise<{ status: number, body: unknown, location: string }> {
  const response = await fetch(`${stack.identityUrl}/admin/realms${path}`, {
    method, headers: { 'authorization': `Bearer ${await operatorToken()}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined, location: response.headers.get('location') ?? '' }
}

export interface Identity { email?: string, emailVerified?: boolean, firstName?: string, lastName?: string }

/** Somebody that the operator adds to the realm, in the groups named. */
export async function addPerson(username: string, groups: string[], { email = `${username}@ailleurs.example`, emailVerified = true, firstName = 'Lucette', lastName = 'Vandamme' }: Identity = {}): Promise<Person> {
  const { status, location } = await operator('/relais/users', 'POST', {
    username, email, emailVerified, enabled: true, firstName, lastName, groups: groups.map(name => `/${name}`), credentials: [{ type: 'password', value: PASSWORD, temporary: false }],
  })
  if (status !== 201) throw new Error(`${username}: ${status}`)
  return { id: location.slice(location.lastIndexOf('/') + 1), username, email, password: PASSWORD }
}

/** The demand that the portal makes through keycloak-js; any parameter may be changed, or left out with `undefined`. */
export function demand(changes: Record<string, string | undefined> = {}): { url: string, verifier: string } {
  const { verifier, challenge } = pkce()
  const parameters = {
    client_id: 'relais-portal', redirect_uri: PORTAL_PAGE, response_type: 'code', response_mode: 'fragment', scope: 'openid', state: randomBytes(8).toString('hex'), nonce: 'n-0S6_WzA2Mj',
    code_challenge: challenge, code_challenge_method: 'S256', ...changes,
  }
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { url: `${endpoint('auth')}?${new URLSearchParams(given)}`, verifier }
}

const TokensSchema = z.object({ access_token: z.string().default(''), id_token: z.string().default(''), refresh_token: z.string().default(''), error: z.string().optional() })

/** What the token endpoint answers; empty texts and an error when it refuses. */
export type Tokens = z.output<typeof TokensSchema>

export const answerOf = (stop: Stop): URLSearchParams => new URLSearchParams(new URL(stop.url).hash.slice(1))

/** Exchanges a code as the portal does. */
export async function exchange(visitor: Visitor, code: string, verifier: string): Promise<{ status: number, tokens: Tokens }> {
  const response = await visitor.post(endpoint('token'), { grant_type: 'authorization_code', client_id: 'relais-portal', code, redirect_uri: PORTAL_PAGE, code_verifier: verifier }, { origin: stack.portalUrl })
  return { status: response.status, tokens: TokensSchema.parse(await response.json()) }
}

export async function refresh(visitor: Visitor, token: string): Promise<{ status: number, tokens: Tokens }> {
  const response = await visitor.post(endpoint('token'), { grant_type: 'refresh_token', client_id: 'relais-portal', refresh_token: token }, { origin: stack.portalUrl })
  return { status: response.status, tokens: TokensSchema.parse(await response.json()) }
}

/** Signs in to the portal, whatever is asked on the way. */
export async function enterPortal(person: Person): Promise<{ visitor: Visitor, tokens: Tokens, stop: Stop }> {
  const visitor = new Visitor()
  const { url, verifier } = demand()
  const stop = await visitor.signIn(url, person)
  const { tokens } = await exchange(visitor, answerOf(stop).get('code') ?? '', verifier)
  return { visitor, tokens, stop }
}
