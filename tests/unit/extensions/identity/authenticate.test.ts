import type { Accountability } from '@directus/types'
import { SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAuthenticator, provenClaims } from '../../../../extensions/identity/src/authenticate.ts'
import type { Authenticator, TokenRequest } from '../../../../extensions/identity/src/authenticate.ts'
import type { Account } from '../../../../extensions/identity/src/service/accounts.ts'
import { createVerifier, remoteKeys } from '../../../../extensions/identity/src/verifier.ts'
import { TestIssuer } from './issuer.ts'

type Accounts = Map<string, Account>

const anonymous: Accountability = { user: null, role: null, roles: [], admin: false, app: false, ip: '192.0.2.1', userAgent: 'test' }
const adviser: Account = { kind: 'user', user: 'user-1', role: 'role-adviser', roles: ['role-adviser'] }

let issuer: TestIssuer
let accounts: Accounts
let authenticator: Authenticator<Accounts>
let clock: number
let lookups: number

beforeEach(async () => {
  issuer = await TestIssuer.start()
  accounts = new Map([['subject-1', adviser]])
  clock = Date.now()
  lookups = 0
  authenticator = createAuthenticator<Accounts>({
    issuer: issuer.url,
    verify: createVerifier({ issuer: issuer.url, audience: 'relais-api', clients: ['relais-portal'], keys: remoteKeys(issuer.jwksUrl, 0) }),
    findAccount: async (database, subject) => {
      lookups += 1
      return database.get(subject) ?? { kind: 'unknown' }
    },
    cacheSeconds: 5,
    now: () => clock,
  })
})

afterEach(() => issuer.close())

function requestWith(token: string, overrides: Partial<TokenRequest> = {}): TokenRequest {
  return { token, method: 'GET', originalUrl: '/items/cases', query: {}, headers: { authorization: `Bearer ${token}` }, ...overrides }
}

const authenticate = (request: TokenRequest) => authenticator.authenticate(anonymous, request, accounts)

describe('what it leaves to Directus', () => {
  it.each([null, undefined, 'static-token-of-directus', 'a.b.c'])('returns the very same object for %s', async (token) => {
    const result = await authenticate({ ...requestWith('x'), token })

    expect(result).toBe(anonymous)
  })

  it('does not touch a token of Directus itself', async () => {
    const token = await new SignJWT({ id: 'user-1', role: 'r', app_access: true, admin_access: true }).setProtectedHeader({ alg: 'HS256' }).setIssuer('directus').sign(new Uint8Array(32))

    expect(await authenticate(requestWith(token))).toBe(anonymous)
  })

  it('does not touch a token of an issuer it does not know', async () => {
    expect(await authenticate(requestWith(await issuer.sign({ iss: 'http://evil.example/realms/relais' })))).toBe(anonymous)
  })
})

describe('an account of the realm', () => {
  it('gets its rights in a new object, without those of the Studio nor of an administrator', async () => {
    const result = await authenticate(requestWith(await issuer.sign()))

    expect(result).toEqual({ ...anonymous, user: 'user-1', role: 'role-adviser', roles: ['role-adviser'], admin: false, app: false })
    expect(anonymous.user).toBeNull()
  })

  it('is not found by its e-mail', async () => {
    accounts.set('conseiller@relais.example', adviser)

    await expect(authenticate(requestWith(await issuer.sign({ sub: 'stranger', email: 'conseiller@relais.example' })))).rejects.toMatchObject({ code: 'NOT_INVITED' })
  })

  it('is looked up again after five seconds, so that a suspension bites', async () => {
    const request = requestWith(await issuer.sign())
    await authenticate(request)
    await authenticate(request)
    accounts.set('subject-1', { kind: 'suspended' })
    clock += 5_000

    await expect(authenticate(request)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
    expect(lookups).toBe(2)
  })

  it('is looked up again at once when an account has changed', async () => {
    const request = requestWith(await issuer.sign())
    await authenticate(request)
    accounts.set('subject-1', { kind: 'suspended' })
    authenticator.forget()

    await expect(authenticate(request)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
  })

  it('does not outlive its token in the cache', async () => {
    const token = await issuer.sign({ exp: Math.floor(Date.now() / 1000) - 3 })
    await authenticate(requestWith(token))
    clock += 4_000
    await authenticate(requestWith(token)).catch(() => undefined)

    expect(lookups).toBe(2)
  })
})

describe('refusals', () => {
  it('refuses an administrator', async () => {
    accounts.set('subject-1', { kind: 'admin' })

    await expect(authenticate(requestWith(await issuer.sign()))).rejects.toMatchObject({ code: 'FORBIDDEN', status: 403 })
  })

  it('refuses a suspended account', async () => {
    accounts.set('subject-1', { kind: 'suspended' })

    await expect(authenticate(requestWith(await issuer.sign()))).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS', status: 401 })
  })

  it('refuses a suspended account where invitations are taken up', async () => {
    accounts.set('subject-1', { kind: 'suspended' })

    await expect(authenticate(requestWith(await issuer.sign(), { method: 'POST', originalUrl: '/relais/identity/session' }))).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
  })

  it('refuses a token in the address', async () => {
    const token = await issuer.sign()

    await expect(authenticate(requestWith(token, { headers: {}, query: { access_token: token } }))).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
    await expect(authenticate(requestWith(token, { query: { access_token: token } }))).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
  })

  it('refuses a token in a cookie', async () => {
    await expect(authenticate(requestWith(await issuer.sign(), { headers: {} }))).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
  })

  it('refuses rather than guesses while the keys are away', async () => {
    issuer.down = true

    await expect(authenticate(requestWith(await issuer.sign()))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    expect(lookups).toBe(0)
  })

  it('refuses a token without signature that names the realm', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

    await expect(authenticate(requestWith(`${encode({ alg: 'none' })}.${encode(issuer.claims())}.`))).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
  })
})

describe('somebody without an account', () => {
  it.each([
    ['GET', '/items/cases'],
    ['GET', '/relais/identity/me'],
    ['GET', '/relais/identity/session'],
    ['POST', '/relais/identity/session/'],
    ['POST', '/relais/identity/session/../me'],
    ['POST', '/relais/identity/invitations'],
    ['POST', '/relais/identity/invitations/abc'],
    ['GET', '/relais/identity/invitations'],
    ['GET', '/relais/identity/invitations/abc'],
    ['GET', '/relais/identity/invitations/view'],
    ['POST', '/relais/identity/invitations/view/'],
    ['DELETE', '/relais/identity/invitations/view'],
    ['GET', '/users/me?path=/relais/identity/session'],
    ['GET', '/relais/directory/search'],
  ])('is not let through %s %s', async (method, originalUrl) => {
    await expect(authenticate(requestWith(await issuer.sign({ sub: 'stranger' }), { method, originalUrl }))).rejects.toMatchObject({ code: 'NOT_INVITED', status: 403 })
  })

  it.each(['/relais/identity/session', '/relais/identity/invitations/view'])('reaches %s, as nobody, with a proven identity', async (originalUrl) => {
    const request = requestWith(await issuer.sign({ sub: 'stranger' }), { method: 'POST', originalUrl })

    const result = await authenticate(request)

    expect(result).toBe(anonymous)
    expect(request.token).toBeNull()
    expect(provenClaims(request)).toMatchObject({ sub: 'stranger' })
    expect(provenClaims({ ...request })).toBeUndefined()
  })

  it('enters as soon as they have an account', async () => {
    const token = await issuer.sign({ sub: 'stranger' })
    await authenticate(requestWith(token)).catch(() => undefined)
    accounts.set('stranger', adviser)

    expect(await authenticate(requestWith(token))).toMatchObject({ user: 'user-1' })
  })
})
