import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { call, codeOf, db, stack } from '../support/stack.ts'
import { REALM_URL, addPerson, answerOf, demand, endpoint, enterPortal, exchange, operator, refresh } from './realm.ts'
import { bearer, linkAccount } from './accounts.ts'
import { Visitor } from './visitor.ts'
import type { Person } from './visitor.ts'

const CACHED_MS = 5_500
const later = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const me = (token: string) => call('/relais/identity/me', { headers: bearer(token) })

let person: Person
let unlink: () => Promise<void>

beforeAll(async () => {
  // Somebody who is asked for no code: one serves once, and these tests sign in more often than every thirty seconds.
  person = await addPerson('usager', ['beneficiary'])
  unlink = await linkAccount('usager', person)
})
afterAll(() => unlink())

describe('a token of Keycloak', () => {
  it('opens the API with the rights of its account, and says no more than it must', async () => {
    const { tokens } = await enterPortal(person)
    const { payload, protectedHeader } = await jwtVerify(tokens.access_token, createRemoteJWKSet(new URL(endpoint('certs'))), { issuer: REALM_URL, audience: 'relais-api', algorithms: ['RS256'] })
    const answer = await me(tokens.access_token)

    expect(answer.status).toBe(200)
    expect(answer.body.data).toMatchObject({ audience: 'beneficiary' })
    expect(protectedHeader.typ).toBe('JWT')
    expect(payload).toMatchObject({ aud: 'relais-api', azp: 'relais-portal', typ: 'Bearer', sub: person.id, email: person.email, email_verified: true, preferred_username: 'usager' })
    expect(Number(payload.exp) - Number(payload.iat)).toBe(300)
    for (const claim of ['realm_access', 'resource_access', 'groups']) expect(payload).not.toHaveProperty(claim)
    expect(decodeJwt(tokens.id_token)).toMatchObject({ typ: 'ID', aud: 'relais-portal', nonce: 'n-0S6_WzA2Mj', sub: person.id })
    expect(decodeJwt(tokens.refresh_token)).toMatchObject({ typ: 'Refresh' })
  })

  it('of another kind, or of another client, is refused', async () => {
    const { visitor, tokens } = await enterPortal(person)
    const redirect = `${stack.identityUrl}/realms/relais/account/`
    const { url, verifier } = demand({ client_id: 'account-console', redirect_uri: redirect })
    const stop = await visitor.arrive(url)
    const other = z.object({ access_token: z.string() }).parse(await (await visitor.post(endpoint('token'), { grant_type: 'authorization_code', client_id: 'account-console', code: answerOf(stop).get('code') ?? '', redirect_uri: redirect, code_verifier: verifier })).json())

    for (const token of [tokens.id_token, tokens.refresh_token, other.access_token]) expect((await me(token)).status).toBeGreaterThanOrEqual(400)
    expect((await fetch(`${REALM_URL}/account/`, { headers: { ...bearer(tokens.access_token), accept: 'application/json' } })).status).toBeGreaterThanOrEqual(400)
  })

  it('of somebody who was not invited opens nothing', async () => {
    const { tokens } = await enterPortal(await addPerson('inconnu', ['beneficiary']))
    const answer = await call('/items/cases', { headers: bearer(tokens.access_token) })

    expect([answer.status, codeOf(answer)]).toEqual([403, 'NOT_INVITED'])
  })
})

describe('the code flow', () => {
  it.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with a challenge in clear', { code_challenge_method: 'plain' }],
    ['for a token at once', { response_type: 'token' }],
    ['for an identity token at once', { response_type: 'id_token' }],
  ])('is refused %s', async (_name, changes) => {
    const stop = await new Visitor().signIn(demand(changes).url, person)

    expect(answerOf(stop).get('error')).toMatch(/invalid_request|unauthorized_client|unsupported_response_type/)
    expect(stop.url).not.toMatch(/code=|access_token=|id_token=/)
  })

  it.each(['http://evil.example/', `${stack.portalUrl}.evil.example/`, `${stack.portalUrl}@evil.example/`, `${stack.portalUrl}/../..//evil.example`, 'javascript:alert(1)'])('does not send back to %s', async (redirect) => {
    const stop = await new Visitor().arrive(demand({ redirect_uri: redirect }).url)

    expect(stop.url).toContain(REALM_URL)
    expect(stop.asked).toBe('nothing')
  })

  it('gives a code that serves once, with its verifier only', async () => {
    const visitor = new Visitor()
    const { url, verifier } = demand()
    const code = answerOf(await visitor.signIn(url, person)).get('code') ?? ''
    const first = await exchange(visitor, code, verifier)
    const again = await exchange(visitor, code, verifier)
    const other = answerOf(await visitor.arrive(demand().url)).get('code') ?? ''

    expect([first.status, again.status]).toEqual([200, 400])
    expect((await exchange(visitor, other, verifier)).status).toBe(400)
  })

  it('answers the page of the portal alone', async () => {
    const { visitor, tokens } = await enterPortal(person)
    const response = await visitor.post(endpoint('token'), { grant_type: 'refresh_token', client_id: 'relais-portal', refresh_token: tokens.refresh_token }, { origin: 'http://evil.example' })

    expect(response.headers.get('access-control-allow-origin')).not.toBe('http://evil.example')
  })
})

describe('rotation', () => {
  it('replaces a refresh token at each use, lets one more through for another tab, then drops the whole family', async () => {
    const { visitor, tokens } = await enterPortal(person)
    const second = await refresh(visitor, tokens.refresh_token)
    const otherTab = await refresh(visitor, tokens.refresh_token)
    const third = await refresh(visitor, tokens.refresh_token)
    const family = await refresh(visitor, second.tokens.refresh_token)

    expect(second.tokens.refresh_token).not.toBe(tokens.refresh_token)
    expect([second.status, otherTab.status, third.status, family.status]).toEqual([200, 200, 400, 400])
  })

  it('of the keys of the realm is followed at once; the tokens signed before stay good until they end', async () => {
    const before = await enterPortal(person)
    const realm = z.object({ id: z.string() }).parse((await operator('/relais')).body)
    const created = await operator('/relais/components', 'POST', {
      name: 'next', providerId: 'rsa-generated', providerType: 'org.keycloak.keys.KeyProvider', parentId: realm.id,
      config: { priority: ['200'], enabled: ['true'], active: ['true'], algorithm: ['RS256'], keySize: ['3072'] },
    })
    const after = await enterPortal(person)
    const kids = [before, after].map(({ tokens }) => decodeProtectedHeader(tokens.access_token).kid)

    expect(created.status).toBe(201)
    expect(kids[0]).not.toBe(kids[1])
    // The keys are read again at most every ten seconds, whoever asks.
    await expect.poll(async () => (await me(after.tokens.access_token)).status, { timeout: 15_000, interval: 500 }).toBe(200)
    expect((await me(before.tokens.access_token)).status).toBe(200)
  })
})

describe('an account closed', () => {
  it('in Relais loses the portal within five seconds, whatever Keycloak says', async () => {
    const { tokens } = await enterPortal(person)
    expect((await me(tokens.access_token)).status).toBe(200)
    await db.query('update directus_users set status = \'suspended\' where external_identifier = $1', [person.id])
    await later(CACHED_MS)
    const answer = await me(tokens.access_token)
    await db.query('update directus_users set status = \'active\' where external_identifier = $1', [person.id])
    await later(CACHED_MS)

    expect(answer.status).toBe(401)
    expect((await me(tokens.access_token)).status).toBe(200)
  })

  it('in Keycloak gets no token any more, and no session', async () => {
    const { visitor, tokens } = await enterPortal(person)
    await operator(`/relais/users/${person.id}`, 'PUT', { enabled: false })
    const renewed = await refresh(visitor, tokens.refresh_token)
    const silent = await visitor.arrive(demand({ prompt: 'none' }).url)
    const again = await enterPortal(person)
    await operator(`/relais/users/${person.id}`, 'PUT', { enabled: true })

    expect(renewed.status).toBe(400)
    expect(answerOf(silent).get('code')).toBeNull()
    expect(again.tokens.access_token).toBe('')
  })
})

describe('sessions', () => {
  it('end when the person signs out, refresh token included, and the browser is sent back to the portal', async () => {
    const { visitor, tokens } = await enterPortal(person)
    const end = await visitor.arrive(`${endpoint('logout')}?${new URLSearchParams({ client_id: 'relais-portal', id_token_hint: tokens.id_token, post_logout_redirect_uri: `${stack.portalUrl}/` })}`)

    expect(end.url).toBe(`${stack.portalUrl}/`)
    expect((await refresh(visitor, tokens.refresh_token)).status).toBe(400)
    expect(answerOf(await visitor.arrive(demand({ prompt: 'none' }).url)).get('error')).toBe('login_required')
  })

  it('are not ended by the link of somebody else, which asks first, nor sent back elsewhere', async () => {
    const { visitor, tokens } = await enterPortal(person)
    const asked = await visitor.arrive(`${endpoint('logout')}?${new URLSearchParams({ client_id: 'relais-portal', post_logout_redirect_uri: `${stack.portalUrl}/` })}`)
    const elsewhere = await visitor.arrive(`${endpoint('logout')}?${new URLSearchParams({ client_id: 'relais-portal', id_token_hint: tokens.id_token, post_logout_redirect_uri: 'http://evil.example/' })}`)

    expect(asked.url).toContain(REALM_URL)
    expect(elsewhere.url).toContain(REALM_URL)
    expect((await refresh(visitor, tokens.refresh_token)).status).toBe(200)
  })

  it('are seen and ended by the person, and by the operator', async () => {
    const mine = await enterPortal(person)
    const other = await enterPortal(person)
    const redirect = `${stack.identityUrl}/realms/relais/account/`
    const { url, verifier } = demand({ client_id: 'account-console', redirect_uri: redirect })
    const stop = await mine.visitor.arrive(url)
    const account = z.object({ access_token: z.string() }).parse(await (await mine.visitor.post(endpoint('token'), { grant_type: 'authorization_code', client_id: 'account-console', code: answerOf(stop).get('code') ?? '', redirect_uri: redirect, code_verifier: verifier })).json())
    const headers = { ...bearer(account.access_token), accept: 'application/json' }
    const seen = z.array(z.looseObject({ sessions: z.array(z.looseObject({ id: z.string() })) })).parse(await (await fetch(`${REALM_URL}/account/sessions/devices`, { headers })).json())
    const sid = String(decodeJwt(other.tokens.access_token).sid)
    await fetch(`${REALM_URL}/account/sessions/${sid}`, { method: 'DELETE', headers })
    const ended = await refresh(other.visitor, other.tokens.refresh_token)
    await operator(`/relais/users/${person.id}/logout`, 'POST')

    expect(seen.flatMap(({ sessions }) => sessions.map(({ id }) => id))).toContain(sid)
    expect(ended.status).toBe(400)
    expect((await refresh(mine.visitor, mine.tokens.refresh_token)).status).toBe(400)
  })

  it('are new at each sign-in', async () => {
    const sessions = [await enterPortal(person), await enterPortal(person)].map(({ tokens }) => decodeJwt(tokens.access_token).sid)

    expect(new Set(sessions).size).toBe(2)
  })
})
