import { fetchOutside } from '@relais/extensions/platform'
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose'
import type { JWTVerifyGetKey } from 'jose'
import { IdentityAwayError, InvalidCredentialsError, TokenExpiredError } from './errors.ts'
import type { Claims } from './rules/token.ts'
import { ClaimsSchema } from './rules/token.ts'

export interface VerifierOptions {
  issuer: string
  audience: string
  /** Clients (`azp`) whose tokens are accepted. */
  clients: readonly string[]
  keys: JWTVerifyGetKey
  now?: () => Date
}

export type Verify = (token: string) => Promise<Claims>

/** Asymmetric only: a symmetric algorithm would let anyone sign with the public key. */
const ALGORITHMS = ['RS256', 'ES256']
const CLOCK_TOLERANCE_SECONDS = 5

class KeysAwayError extends Error {}

/** Makes the function that accepts a token of the realm or throws the answer to give. */
export function createVerifier({ issuer, audience, clients, keys, now = () => new Date() }: VerifierOptions): Verify {
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, telling(keys), {
        issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'iat', 'sub', 'azp', 'typ'], currentDate: now(),
      })
      const claims = ClaimsSchema.parse(payload)
      if (!clients.includes(claims.azp)) throw new InvalidCredentialsError()
      return claims
    }
    catch (error: unknown) {
      if (error instanceof KeysAwayError) throw new IdentityAwayError()
      if (error instanceof errors.JWTExpired) throw new TokenExpiredError()
      throw new InvalidCredentialsError()
    }
  }
}

/** Distinguishes « no such key », which is the token's fault, from « no keys to be had », which is not. */
function telling(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token)
    }
    catch (error: unknown) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported) throw error
      throw new KeysAwayError('The public keys of the realm cannot be read.', { cause: error })
    }
  }
}

/** Public keys of the realm, kept ten minutes and asked again, at most every `cooldownMs`, when a token names another. */
export function remoteKeys(url: string, cooldownMs = 10_000): JWTVerifyGetKey {
  // The operator chose this address, which may be an internal one: it alone is open, wherever the answer points to.
  const allowed = [new URL(url).origin]
  return createRemoteJWKSet(new URL(url), {
    cacheMaxAge: 600_000, cooldownDuration: cooldownMs, timeoutDuration: 5_000,
    [customFetch]: address => fetchOutside(address, { allowed, timeoutMs: 5_000, headers: { accept: 'application/json' } }),
  })
}
