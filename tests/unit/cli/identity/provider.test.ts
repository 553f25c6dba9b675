import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startIdentity } from '../../../../cli/identity/server.ts'
import type { Identity, IdentityOptions } from '../../../../cli/identity/server.ts'
import { DEMO_PASSWORD, findAccount } from '../../../../seeds/identity/accounts.ts'
import { Browser, freePort, pkce, readForm } from './browser.ts'

const PORT = await freePort()
const PORTAL = 'http://localhost:3987'
const STUDIO = 'http://localhost:8987'
const SECRET = 'studio-secret-of-the-tests'
const folder = mkdtempSync(join(tmpdir(), 'relais-identity-'))
const options: IdentityOptions = {
  port: PORT, url: `http://localhost:${PORT}`, portalUrl: PORTAL, publicUrl: STUDIO, studioSecret: SECRET, dataFolder: folder,
}

let identity: Identity
let endpoint: (name: string) => string

beforeAll(async () => {
  identity = await startIdentity(options)
  endpoint = name => `${identity.url}/protocol/openid-connect/${name}`
})

afterAll(async () => {
  await identity.close()
  rmSync(folder, { recursive: true })
})

function authorizationUrl(parameters: Record<string, string>): string {
  const common = { client_id: 'relais-portal', redirect_uri: `${PORTAL}/conseiller?vue=1`, response_type: 'code', response_mode: 'fragment', scope: 'openid', state: 's', nonce: 'n' }
  return `${endpoint('auth')}?${new URLSearchParams({ ...common, ...parameters })}`
}

const TokensSchema = z.object({ access_token: z.string(), refresh_token: z.string(), id_token: z.string().default('') })
type Tokens = z.output<typeof TokensSchema>

const asTokens = async (response: Response): Promise<Tokens> => {
  expect(response.status).toBe(200)
  return TokensSchema.parse(await response.json())
}

/** Signs in as a demo account and returns the fragment that the portal would receive. */
async function signIn(browser: Browser, parameters: Record<string, string>, form: Record<string, string>): Promise<URLSearchParams> {
  const login = await browser.follow(authorizationUrl(parameters))
  const posted = await browser.post(login.url, form)
  const end = await browser.follow(login.url, posted)
  const url = new URL(end.url)
  return new URLSearchParams(url.hash ? url.hash.slice(1) : url.search)
}

async function portalSession(email = 'conseiller@relais.example') {
  const browser = new Browser()
  const { verifier, challenge } = pkce()
  const answer = await signIn(browser, { code_challenge: challenge, code_challenge_method: 'S256' }, { login: email, password: DEMO_PASSWORD })
  const code = answer.get('code') ?? ''
  const exchange = () => browser.post(endpoint('token'), {
    grant_type: 'authorization_code', client_id: 'relais-portal', code, redirect_uri: `${PORTAL}/conseiller?vue=1`, code_verifier: verifier,
  }, { origin: PORTAL })
  return { browser, answer, exchange }
}

const refresh = (browser: Browser, token: string) =>
  browser.post(endpoint('token'), { grant_type: 'refresh_token', client_id: 'relais-portal', refresh_token: token }, { origin: PORTAL })

describe('discovery', () => {
  it('publishes Keycloak’s addresses and one RS256 key', async () => {
    const configuration = await (await fetch(`${identity.url}/.well-known/openid-configuration`)).json()
    const certs = z.object({ keys: z.array(z.object({}).loose()) }).parse(await (await fetch(endpoint('certs'))).json())

    expect(configuration).toMatchObject({
      issuer: `http://localhost:${PORT}/realms/relais`,
      authorization_endpoint: endpoint('auth'),
      token_endpoint: endpoint('token'),
      jwks_uri: endpoint('certs'),
      userinfo_endpoint: endpoint('userinfo'),
      end_session_endpoint: endpoint('logout'),
      code_challenge_methods_supported: ['S256'],
    })
    expect(certs.keys).toHaveLength(1)
    expect(certs.keys[0]).not.toHaveProperty('d')
  })

  it('answers elsewhere that nothing is there', async () => {
    expect((await fetch(`http://localhost:${PORT}/realms/master/.well-known/openid-configuration`)).status).toBe(404)
    expect((await fetch(`${identity.url}/protocol/openid-connect/nothing`)).status).toBe(404)
  })
})

describe('portal sign-in', () => {
  it('refuses a demand without PKCE', async () => {
    const { url } = await new Browser().follow(authorizationUrl({}))

    expect(new URLSearchParams(new URL(url).hash.slice(1)).get('error')).toBe('invalid_request')
  })

  it.each([
    'http://evil.example/',
    `${PORTAL}.evil.example/`,
    `${PORTAL}@evil.example/`,
    `${PORTAL}/../..//evil.example`,
    `${PORTAL}/page#fragment`,
    'javascript:alert(1)',
  ])('does not redirect to %s', async (redirect) => {
    const { challenge } = pkce()
    const { response } = await new Browser().follow(authorizationUrl({ redirect_uri: redirect, code_challenge: challenge, code_challenge_method: 'S256' }))

    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
  })

  it('answers login_required to prompt=none when nobody is signed in', async () => {
    const { challenge } = pkce()
    const { url } = await new Browser().follow(authorizationUrl({ prompt: 'none', code_challenge: challenge, code_challenge_method: 'S256' }))

    expect(new URLSearchParams(new URL(url).hash.slice(1)).get('error')).toBe('login_required')
  })

  it('shows a page without outside resource, in French, then in English when asked', async () => {
    const { challenge } = pkce()
    const french = await new Browser().follow(authorizationUrl({ code_challenge: challenge, code_challenge_method: 'S256' }))
    const english = await new Browser().follow(authorizationUrl({ code_challenge: challenge, code_challenge_method: 'S256', ui_locales: 'en' }))
    const html = await french.response.text()

    expect(html).toContain('<html lang="fr">')
    expect(html).not.toMatch(/(src|href)="/)
    expect(french.response.headers.get('content-security-policy')).toContain('frame-ancestors \'none\'')
    expect(await english.response.text()).toContain('Sign in to Relais')
  })

  it('keeps the login and says that the password is wrong, without saying which accounts exist', async () => {
    const { challenge } = pkce()
    const browser = new Browser()
    const login = await browser.follow(authorizationUrl({ code_challenge: challenge, code_challenge_method: 'S256' }))
    const wrong = await browser.post(login.url, { login: 'responsable', password: 'nope' })
    const unknown = await browser.post(login.url, { login: '"><script>alert(1)</script>', password: 'nope' })
    const body = await unknown.text()

    expect(wrong.status).toBe(401)
    expect(await wrong.text()).toContain('role="alert"')
    expect(unknown.status).toBe(401)
    expect(body).not.toContain('<script>alert')
  })

  it('gives tokens that the API can verify and that keycloak-js can read', async () => {
    const { answer, exchange } = await portalSession()
    const response = await exchange()
    const tokens = await asTokens(response)
    const { payload, protectedHeader } = await jwtVerify(tokens.access_token, createRemoteJWKSet(new URL(endpoint('certs'))), {
      issuer: identity.url, audience: 'relais-api', algorithms: ['RS256'],
    })

    expect(answer.get('state')).toBe('s')
    expect(response.headers.get('access-control-allow-origin')).toBe(PORTAL)
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    expect(protectedHeader.typ).toBe('JWT')
    expect(payload).toMatchObject({
      sub: findAccount('conseiller')?.id, typ: 'Bearer', azp: 'relais-portal',
      email: 'conseiller@relais.example', preferred_username: 'conseiller', given_name: 'Yanis', family_name: 'Ferrandi',
    })
    expect(payload.exp! - payload.iat!).toBe(300)
    expect(decodeJwt(tokens.id_token)).toMatchObject({ aud: 'relais-portal', nonce: 'n', sub: payload.sub })
    expect(decodeJwt(tokens.refresh_token)).toMatchObject({ typ: 'Refresh' })
  })

  it('refuses a code used twice', async () => {
    const { exchange } = await portalSession()
    await exchange()

    expect((await exchange()).status).toBe(400)
  })

  it('refuses the token endpoint to pages of another origin', async () => {
    const { browser, exchange } = await portalSession()
    const tokens = await asTokens(await exchange())
    const response = await browser.post(endpoint('token'), { grant_type: 'refresh_token', client_id: 'relais-portal', refresh_token: tokens.refresh_token }, { origin: 'http://evil.example' })

    expect(response.status).toBe(400)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('signs in a demo account in one click, then silently in the same browser', async () => {
    const browser = new Browser()
    const { challenge } = pkce()
    const parameters = { code_challenge: challenge, code_challenge_method: 'S256' }
    await signIn(browser, parameters, { account: 'partenaire@relais.example' })
    const silent = await browser.follow(authorizationUrl({ ...parameters, prompt: 'none', redirect_uri: `${PORTAL}/silent-check-sso.html` }))

    expect(new URL(silent.url).pathname).toBe('/silent-check-sso.html')
    expect(new URL(silent.url).hash).toContain('code=')
  })

  it('says that the form has expired when its cookie is gone', async () => {
    const response = await new Browser().post(`${identity.url}/login/nothing`, { account: 'admin@relais.example' })

    expect(response.status).toBe(400)
    expect(await response.text()).toContain('n’est plus valable')
  })
})

describe('refresh', () => {
  it('renews the tokens, lets an old one through once more for another tab, then drops the whole family', async () => {
    const { browser, exchange } = await portalSession()
    const first = await asTokens(await exchange())
    const second = await asTokens(await refresh(browser, first.refresh_token))

    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(decodeJwt(second.access_token)).toMatchObject({ aud: 'relais-api', typ: 'Bearer' })
    expect((await refresh(browser, first.refresh_token)).status).toBe(200)
    expect((await refresh(browser, first.refresh_token)).status).toBe(400)
    expect((await refresh(browser, second.refresh_token)).status).toBe(400)
  })

  it('still works after the provider was killed and started again', async () => {
    const { browser, exchange } = await portalSession()
    const tokens = await asTokens(await exchange())
    await identity.close()
    identity = await startIdentity(options)
    await setTimeout(100)

    const renewed = await asTokens(await refresh(browser, tokens.refresh_token))

    expect(decodeJwt(renewed.access_token).sub).toBe(findAccount('conseiller')?.id)
  })
})

describe('sign-out', () => {
  it('ends the session and the refresh token, and goes back to the portal', async () => {
    const { browser, exchange } = await portalSession()
    const tokens = await asTokens(await exchange())
    const page = await browser.request(`${endpoint('logout')}?${new URLSearchParams({ client_id: 'relais-portal', id_token_hint: tokens.id_token, post_logout_redirect_uri: `${PORTAL}/` })}`)
    const html = await page.text()
    const { action, fields } = readForm(html)
    const end = await browser.follow(action, await browser.post(action, { ...fields, logout: 'yes' }))
    const { challenge } = pkce()
    const silent = await browser.follow(authorizationUrl({ prompt: 'none', code_challenge: challenge, code_challenge_method: 'S256' }))

    expect(html).toContain('.click()')
    expect(end.url).toBe(`${PORTAL}/`)
    expect((await refresh(browser, tokens.refresh_token)).status).toBe(400)
    expect(silent.url).toContain('error=login_required')
  })

  it('asks first when the demand carries no proof', async () => {
    const { browser, exchange } = await portalSession()
    await exchange()
    const page = await browser.request(`${endpoint('logout')}?${new URLSearchParams({ client_id: 'relais-portal', post_logout_redirect_uri: `${PORTAL}/` })}`)

    expect(await page.text()).not.toContain('.click()')
  })

  it('does not go back to an unknown address', async () => {
    const response = await new Browser().request(`${endpoint('logout')}?${new URLSearchParams({ client_id: 'relais-portal', post_logout_redirect_uri: 'http://evil.example/' })}`)

    expect(response.status).toBe(400)
  })
})

describe('studio sign-in', () => {
  it('gives an opaque token and the groups in the ID token and the userinfo', async () => {
    const browser = new Browser()
    const { verifier, challenge } = pkce()
    const redirect = `${STUDIO}/auth/login/keycloak/callback`
    const answer = await signIn(browser, {
      client_id: 'relais-studio', redirect_uri: redirect, response_mode: 'query', scope: 'openid profile email', code_challenge: challenge, code_challenge_method: 'S256',
    }, { login: 'admin@relais.example', password: DEMO_PASSWORD })
    const basic = (secret: string) => ({ authorization: `Basic ${btoa(`relais-studio:${secret}`)}` })
    const form = { grant_type: 'authorization_code', code: answer.get('code') ?? '', redirect_uri: redirect, code_verifier: verifier }
    const refused = await browser.post(endpoint('token'), form, basic('${RELAIS_STUDIO_SECRET}'))
    const tokens = await asTokens(await browser.post(endpoint('token'), form, basic(SECRET)))
    const userinfo = await (await fetch(endpoint('userinfo'), { headers: { authorization: `Bearer ${tokens.access_token}` } })).json()

    expect(refused.status).toBe(401)
    expect(tokens.access_token).not.toContain('.')
    expect(decodeJwt(tokens.id_token)['groups']).toEqual(['administrator'])
    expect(userinfo).toMatchObject({ sub: findAccount('admin')?.id, groups: ['administrator'], email: 'admin@relais.example', email_verified: true, given_name: 'Camille' })
  })
})

describe('consent', () => {
  it('is given by signing in, even when the client asks for a consent page', async () => {
    const browser = new Browser()
    const { challenge } = pkce()
    const parameters = { code_challenge: challenge, code_challenge_method: 'S256' }
    await signIn(browser, parameters, { account: 'conseiller@relais.example' })
    const asked = await browser.follow(authorizationUrl({ ...parameters, prompt: 'consent' }))

    expect(new URL(asked.url).origin).toBe(PORTAL)
    expect(new URL(asked.url).hash).toContain('code=')
  })
})

describe('password grant', () => {
  const ask = (clientId: string, username: string, password: string) =>
    new Browser().post(endpoint('token'), { grant_type: 'password', client_id: clientId, username, password, scope: 'openid' })

  it('is for the command-line client only', async () => {
    const response = await ask('relais-portal', 'conseiller', DEMO_PASSWORD)

    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_request' })
  })

  it('gives the command line a token of its own', async () => {
    const tokens = await asTokens(await ask('relais-cli', 'usager@relais.example', DEMO_PASSWORD))

    expect(decodeJwt(tokens.access_token)).toMatchObject({ azp: 'relais-cli', aud: 'relais-api', typ: 'Bearer' })
  })

  it('waits after five failures, even with the right password', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await ask('relais-cli', 'pilotage', 'nope')).status).toBe(401)

    expect((await ask('relais-cli', 'pilotage', DEMO_PASSWORD)).status).toBe(401)
    expect((await ask('relais-cli', 'pilotage@relais.example', DEMO_PASSWORD)).status).toBe(401)
  })
})

describe('hidden frame of keycloak-js', () => {
  it('lets the portal alone frame the cookie check', async () => {
    const browser = new Browser()
    const { response } = await browser.follow(endpoint('3p-cookies/step1.html'))

    expect(response.headers.get('content-security-policy')).toContain(`frame-ancestors ${PORTAL}`)
    expect(await response.text()).toContain('\'supported\'')
    expect(await (await fetch(endpoint('3p-cookies/step2.html'))).text()).toContain('\'unsupported\'')
  })
})

describe('production', () => {
  it('is refused in one clear sentence and with the status of a wrong configuration', async () => {
    const child = spawn(process.execPath, ['cli/identity/main.ts'], { env: { ...process.env, NODE_ENV: 'production', IDENTITY_PORT: '0' }, stdio: 'pipe' })
    let message = ''
    child.stderr.on('data', chunk => message += String(chunk))
    const [status] = await once(child, 'exit')

    expect(status).toBe(78)
    expect(message).toContain('refuse de démarrer avec NODE_ENV=production')
    expect(message.trim().split('\n')).toHaveLength(1)
  })
})
