import { randomUUID } from 'node:crypto'
import { SignJWT, exportSPKI, generateKeyPair, importJWK } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { findAccount } from '../../../seeds/identity/accounts.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import { bearer, claimsOf, mint, realmKey } from './mint.ts'

const idOf = (name: string): string => findAccount(name)?.id ?? ''
const now = () => Math.floor(Date.now() / 1000)
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Every door that a token opens must refuse it, not only ours. */
const DOORS = ['/relais/identity/me', '/users/me', '/items/organizations', '/relais/directory/search', '/server/info']

async function expectRefused(token: string, status: number, code: string): Promise<void> {
  for (const door of DOORS) {
    const answer = await call(door, { headers: bearer(token) })
    expect([door, answer.status, codeOf(answer)]).toEqual([door, status, code])
  }
}

describe('a bearer token of the realm', () => {
  it('opens the API with the rights of its account', async () => {
    const answer = await call('/relais/identity/me', { as: 'conseiller' })

    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body.data).toMatchObject({ id: idOf('conseiller'), audience: 'adviser', spaces: ['conseiller', 'prescripteur'], can_review: true })
  })

  it('never opens what the Studio alone needs', async () => {
    for (const path of ['/settings', '/roles', '/policies', '/fields', '/collections']) {
      const { body } = await call(path, { as: 'conseiller' })
      expect(JSON.stringify(body)).not.toContain('project_url')
      expect(JSON.stringify(body)).not.toContain('directus_users')
    }
  })

  it.each([
    ['another issuer', { iss: 'http://evil.example/realms/relais' }],
    ['another audience', { aud: 'account' }],
    ['another client', { azp: 'relais-studio' }],
    ['an ID token', { typ: 'ID' }],
    ['no expiry', { exp: undefined }],
    ['a token not valid yet', { nbf: now() + 600 }],
  ])('is refused everywhere with %s', async (_name, claims) => {
    await expectRefused(await mint(idOf('conseiller'), claims), 401, 'INVALID_CREDENTIALS')
  })

  it('is refused with its own code when it has expired', async () => {
    await expectRefused(await mint(idOf('conseiller'), { exp: now() - 60 }), 401, 'TOKEN_EXPIRED')
  })

  it('is refused without signature', async () => {
    await expectRefused(`${encode({ alg: 'none' })}.${encode(claimsOf(idOf('conseiller')))}.`, 401, 'INVALID_CREDENTIALS')
  })

  it('is refused when signed with the public key as a secret', async () => {
    const publicKey = await importJWK({ kty: realmKey.kty, n: realmKey.n, e: realmKey.e }, 'RS256', { extractable: true })
    if (publicKey instanceof Uint8Array) throw new Error('not a public key')
    const secret = new TextEncoder().encode(await exportSPKI(publicKey))

    await expectRefused(await new SignJWT(claimsOf(idOf('conseiller'))).setProtectedHeader({ alg: 'HS256', kid: realmKey.kid }).sign(secret), 401, 'INVALID_CREDENTIALS')
  })

  it('is refused when another key signed it', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const sign = (kid: string) => new SignJWT(claimsOf(idOf('conseiller'))).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)

    await expectRefused(await sign(realmKey.kid), 401, 'INVALID_CREDENTIALS')
    await expectRefused(await sign('unknown'), 401, 'INVALID_CREDENTIALS')
  })

  it('is refused to administrators, whatever the door', async () => {
    await expectRefused(await mint(idOf('admin')), 403, 'FORBIDDEN')
  })

  it('is refused to somebody without an account, whatever their e-mail says', async () => {
    await expectRefused(await mint(randomUUID(), { email: 'conseiller@relais.example', email_verified: true }), 403, 'NOT_INVITED')
  })

  it('is refused in a cookie', async () => {
    const answer = await call('/relais/identity/me', { headers: { cookie: `directus_session_token=${await mint(idOf('conseiller'))}` } })

    expect([answer.status, codeOf(answer)]).toEqual([401, 'INVALID_CREDENTIALS'])
  })
})

describe('a suspended account', () => {
  afterEach(() => db.query('update directus_users set status = \'active\' where id = $1', [idOf('usager2')]))

  it('is refused at once when an administrator suspends it', async () => {
    const token = bearer(await mint(idOf('usager2')))
    expect((await call('/relais/identity/me', { headers: token })).status).toBe(200)

    await call(`/users/${idOf('usager2')}`, { as: 'admin', method: 'PATCH', body: { status: 'suspended' } })

    const answer = await call('/relais/identity/me', { headers: token })
    expect([answer.status, codeOf(answer)]).toEqual([401, 'INVALID_CREDENTIALS'])
  })

  it('is refused within seconds when another server suspended it', async () => {
    const token = bearer(await mint(idOf('usager2')))
    await call('/relais/identity/me', { headers: token })
    await db.query('update directus_users set status = \'suspended\' where id = $1', [idOf('usager2')])

    await expect.poll(async () => (await call('/relais/identity/me', { headers: token })).status, { timeout: 8_000, interval: 500 }).toBe(401)
  })
})

describe('what is not of the realm', () => {
  it('stays the business of Directus', async () => {
    const noise = await call('/users/me', { headers: bearer('not-a-token-of-anybody') })

    expect([noise.status, codeOf(noise)]).toEqual([401, 'INVALID_CREDENTIALS'])
    expect((await call('/users?limit=1', { as: 'admin' })).status).toBe(200)
  })

  it('leaves the public where it is', async () => {
    const answer = await call('/relais/identity/me')

    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED'])
    expect((await call('/server/ping')).status).toBe(200)
  })
})
