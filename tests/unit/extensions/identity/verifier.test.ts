import { SignJWT, exportSPKI, generateKeyPair, importJWK } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Verify } from '../../../../extensions/identity/src/verifier.ts'
import { createVerifier, remoteKeys } from '../../../../extensions/identity/src/verifier.ts'
import { TestIssuer } from './issuer.ts'

let issuer: TestIssuer
let verify: Verify

beforeEach(async () => {
  issuer = await TestIssuer.start()
  verify = createVerifier({ issuer: issuer.url, audience: 'relais-api', clients: ['relais-portal', 'relais-cli'], keys: remoteKeys(issuer.jwksUrl, 0) })
})

afterEach(() => issuer.close())

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const INVALID = { code: 'INVALID_CREDENTIALS', status: 401 }

describe('a token of the realm', () => {
  it('is accepted when everything is right, with what it says of the person', async () => {
    const claims = await verify(await issuer.sign({ email: 'a@example.org', email_verified: true, given_name: 'Zoé', family_name: 'Ô' }))

    expect(claims).toMatchObject({ sub: 'subject-1', azp: 'relais-portal', email: 'a@example.org', email_verified: true, given_name: 'Zoé', family_name: 'Ô' })
  })

  it('is accepted when the API is one audience among several', async () => {
    await expect(verify(await issuer.sign({ aud: ['account', 'relais-api'] }))).resolves.toMatchObject({ sub: 'subject-1' })
  })

  it('may be signed with ES256', async () => {
    await issuer.rotate('ES256')

    await expect(verify(await issuer.sign())).resolves.toMatchObject({ sub: 'subject-1' })
  })

  it('keeps its person when it says something absurd about their e-mail', async () => {
    await expect(verify(await issuer.sign({ email: '<script>', email_verified: 'yes' }))).resolves.toMatchObject({ email: undefined, email_verified: undefined })
  })
})

describe('refusals', () => {
  it.each([
    ['another issuer', { iss: 'http://evil.example/realms/relais' }],
    ['an issuer that only begins the same', { iss: 'http://127.0.0.1' }],
    ['another audience', { aud: 'account' }],
    ['no audience', { aud: undefined }],
    ['another client', { azp: 'relais-studio' }],
    ['no client', { azp: undefined }],
    ['an ID token', { typ: 'ID' }],
    ['a refresh token', { typ: 'Refresh' }],
    ['no type', { typ: undefined }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['no expiry', { exp: undefined }],
    ['a token not valid yet', { nbf: Math.floor(Date.now() / 1000) + 60 }],
  ])('refuses %s', async (_name, claims) => {
    await expect(verify(await issuer.sign(claims))).rejects.toMatchObject(INVALID)
  })

  it('says that an expired token has expired', async () => {
    await expect(verify(await issuer.sign({ exp: Math.floor(Date.now() / 1000) - 60 }))).rejects.toMatchObject({ code: 'TOKEN_EXPIRED', status: 401 })
  })

  it('does not say it of an expired token that somebody else signed', async () => {
    const { privateKey } = await generateKeyPair('RS256')

    await expect(verify(await issuer.sign({ exp: Math.floor(Date.now() / 1000) - 60 }, { privateKey }))).rejects.toMatchObject(INVALID)
  })

  it('refuses a token without signature (alg none)', async () => {
    await expect(verify(`${encode({ alg: 'none', typ: 'JWT' })}.${encode(issuer.claims())}.`)).rejects.toMatchObject(INVALID)
  })

  it('refuses HS256 signed with the public key', async () => {
    const publicKey = await importJWK(issuer.key.jwk, 'RS256', { extractable: true })
    if (!(publicKey instanceof CryptoKey)) throw new Error('not a key')
    const secret = new TextEncoder().encode(await exportSPKI(publicKey))
    const token = await new SignJWT(issuer.claims()).setProtectedHeader({ alg: 'HS256', kid: issuer.key.kid }).sign(secret)

    await expect(verify(token)).rejects.toMatchObject(INVALID)
  })

  it('refuses a key that the token brings with itself', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const token = await new SignJWT(issuer.claims()).setProtectedHeader({ alg: 'RS256', kid: issuer.key.kid, jwk: issuer.key.jwk }).sign(privateKey)

    await expect(verify(token)).rejects.toMatchObject(INVALID)
  })

  it('refuses a token changed after it was signed', async () => {
    const [header, , signature] = (await issuer.sign()).split('.')

    await expect(verify(`${header}.${encode(issuer.claims({ sub: 'somebody-else' }))}.${signature}`)).rejects.toMatchObject(INVALID)
  })

  it.each(['', 'a.b.c', 'no token at all', `${'a'.repeat(20_000)}.b.c`])('refuses noise (%#)', async (noise) => {
    await expect(verify(noise)).rejects.toMatchObject(INVALID)
  })
})

describe('keys', () => {
  it('refuses an unknown key and finds the new one after a rotation', async () => {
    const old = await issuer.sign()
    await verify(old)
    await expect(verify(await issuer.sign({}, { kid: 'unknown' }))).rejects.toMatchObject(INVALID)

    await issuer.rotate()

    await expect(verify(await issuer.sign())).resolves.toMatchObject({ sub: 'subject-1' })
    await expect(verify(old)).rejects.toMatchObject(INVALID)
  })

  it('does not ask for keys at each unknown name', async () => {
    const patient = createVerifier({ issuer: issuer.url, audience: 'relais-api', clients: ['relais-portal'], keys: remoteKeys(issuer.jwksUrl, 60_000) })
    await patient(await issuer.sign())
    for (let attempt = 0; attempt < 5; attempt += 1) await patient(await issuer.sign({}, { kid: `unknown-${attempt}` })).catch(() => undefined)

    expect(issuer.requests).toBe(1)
  })

  it('lets nobody in while the realm does not answer and no key is known', async () => {
    issuer.down = true

    await expect(verify(await issuer.sign())).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 })
  })

  it('goes on with the keys it knows while the realm does not answer', async () => {
    const token = await issuer.sign()
    await verify(token)
    issuer.down = true

    await expect(verify(token)).resolves.toMatchObject({ sub: 'subject-1' })
  })
})
