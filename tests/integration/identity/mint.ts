import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT, importJWK } from 'jose'
import type { JWTPayload } from 'jose'
import { stack } from '../../support/stack.ts'

const keys = JSON.parse(readFileSync(join(stack.data, 'identity', 'keys.json'), 'utf8'))

/** The realm's own private key: with it a test makes every token that the realm would never sign. */
export const realmKey: { kid: string, n: string, e: string, kty: string } = keys.jwks.keys[0]

/** Claims of a token that the API accepts. */
export function claimsOf(sub: string, overrides: JWTPayload = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return { iss: `${stack.identityUrl}/realms/relais`, aud: 'relais-api', azp: 'relais-portal', typ: 'Bearer', sub, iat: now, exp: now + 300, ...overrides }
}

/** A token signed by the realm, whoever `sub` is; an `undefined` claim is left out. */
export async function mint(sub: string, overrides: JWTPayload = {}): Promise<string> {
  const key = await importJWK(realmKey, 'RS256')
  return new SignJWT(claimsOf(sub, overrides)).setProtectedHeader({ alg: 'RS256', kid: realmKey.kid, typ: 'JWT' }).sign(key)
}

/** Header that carries a token. */
export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })
