import { createHash } from 'node:crypto'
import type { Accountability } from '@directus/types'
import { AdminRefusedError, InvalidCredentialsError, NotInvitedError } from './errors.ts'
import { isOpenToUninvited } from './rules/open-routes.ts'
import type { Claims } from './rules/token.ts'
import { bearerOf, unverifiedIssuer } from './rules/token.ts'
import type { Account } from './service/accounts.ts'
import type { Verify } from './verifier.ts'

/** The part of the request of Express that deciding needs. */
export interface TokenRequest {
  token?: unknown
  method: string
  originalUrl: string
  query: Record<string, unknown>
  headers: { authorization?: string | undefined }
}

export interface AuthenticateOptions<Database> {
  issuer: string
  verify: Verify
  findAccount: (database: Database, subject: string) => Promise<Account>
  cacheSeconds: number
  now?: () => number
}

export interface Authenticator<Database> {
  authenticate: (fallback: Accountability, request: TokenRequest, database: Database) => Promise<Accountability>
  /** Forgets what was decided: an account or a right has changed. */
  forget: () => void
}

interface Decision { claims: Claims, account: Account, decidedAt: number }

const MAX_DECISIONS = 5_000

/** Proven identities, with or without an account, for the endpoint that takes up invitations. */
const proven = new WeakMap<object, Claims>()

/** What a token of the realm proved of a caller, who may have no account yet; set on the request by `authenticate` alone. */
export function provenClaims(request: object): Claims | undefined {
  return proven.get(request)
}

/**
 * Makes the filter that lets tokens of the realm through. Everything that is not one is left to Directus, untouched.
 * What it grants never has `admin` nor `app`: the Studio has its own session.
 */
export function createAuthenticator<Database>({ issuer, verify, findAccount, cacheSeconds, now = Date.now }: AuthenticateOptions<Database>): Authenticator<Database> {
  const decisions = new Map<string, Decision>()

  const decide = async (token: string, database: Database): Promise<Decision> => {
    const key = createHash('sha256').update(token).digest('base64url')
    const known = decisions.get(key)
    if (known && now() - known.decidedAt < cacheSeconds * 1000 && known.claims.exp * 1000 > now()) return known

    decisions.delete(key)
    const claims = await verify(token)
    const decision = { claims, account: await findAccount(database, claims.sub), decidedAt: now() }
    // Whoever is not let in may be let in within the second (an invitation taken up): only a yes is remembered.
    if (cacheSeconds > 0 && decision.account.kind === 'user') remember(decisions, key, decision)
    return decision
  }

  return {
    forget: () => decisions.clear(),
    async authenticate(fallback, request, database) {
      const { token } = request
      if (typeof token !== 'string' || unverifiedIssuer(token) !== issuer) return fallback
      // Nowhere but in the header: an address is logged and shared, a cookie is sent by any page.
      if (bearerOf(request.headers.authorization) !== token || request.query['access_token'] !== undefined) throw new InvalidCredentialsError()

      const { claims, account } = await decide(token, database)
      if (account.kind === 'user') {
        proven.set(request, claims)
        return { ...fallback, user: account.user, role: account.role, roles: account.roles, admin: false, app: false }
      }
      if (account.kind === 'admin') throw new AdminRefusedError()
      if (account.kind === 'suspended') throw new InvalidCredentialsError()
      if (!isOpenToUninvited(request.method, request.originalUrl)) throw new NotInvitedError()

      // Directus would look the token up as one of its own: hidden from it, the caller is anonymous.
      proven.set(request, claims)
      request.token = null
      return fallback
    },
  }
}

function remember(decisions: Map<string, Decision>, key: string, decision: Decision): void {
  decisions.set(key, decision)
  const oldest = decisions.keys().next()
  if (decisions.size > MAX_DECISIONS && !oldest.done) decisions.delete(oldest.value)
}
