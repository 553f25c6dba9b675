import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { audienceOf, findUser, groupsOf, loadRealm, matchesRedirect, postLogoutRedirectUris, substitute } from '../../../../cli/identity/realm.ts'
import { DEMO_PASSWORD, accounts } from '../../../../seeds/identity/accounts.ts'
import { buildRealm, realmRoles } from '../../../../seeds/identity/realm.ts'
import { PROFESSIONAL_ROLE } from '../../../../seeds/identity/second-factor.ts'

const file = new URL('../../../../seeds/identity/relais-realm.json', import.meta.url)
const realm = loadRealm({ RELAIS_STUDIO_SECRET: 'secret-of-this-test' })
const client = (id: string) => realm.clients.find(({ clientId }) => clientId === id)

describe('the realm file', () => {
  it('is what the accounts say (run `node seeds/identity/build-realm.ts` if not)', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(buildRealm(accounts, { demo: true }))))
  })

  it('gives each account the group of its audience; nothing to who was not invited', () => {
    for (const account of accounts) {
      const roles = account.audience ? [realmRoles[account.audience]] : []
      const user = findUser(realm, account.email)
      expect(user).toMatchObject({ id: account.id, emailVerified: true, credentials: [{ value: DEMO_PASSWORD }] })
      expect(user && groupsOf(user)).toEqual(roles)
    }
  })

  it('has accounts that differ in everything that must', () => {
    for (const key of ['id', 'email'] as const) expect(new Set(accounts.map(account => account[key])).size).toBe(accounts.length)
  })

  it('opens each client as little as it can', () => {
    expect(client('relais-portal')).toMatchObject({ publicClient: true, standardFlowEnabled: true, directAccessGrantsEnabled: false, attributes: { 'pkce.code.challenge.method': 'S256' } })
    expect(client('relais-studio')).toMatchObject({ publicClient: false, standardFlowEnabled: true, directAccessGrantsEnabled: false, secret: 'secret-of-this-test' })
    expect(client('relais-api')).toMatchObject({ bearerOnly: true, standardFlowEnabled: false, directAccessGrantsEnabled: false })
    expect(client('relais-cli')).toMatchObject({ standardFlowEnabled: false, directAccessGrantsEnabled: true, redirectUris: [], attributes: { 'relais.demo': 'true' } })
  })

  it('addresses the API’s tokens to the API, and the Studio’s to nobody', () => {
    expect(['relais-portal', 'relais-cli', 'relais-studio'].map((id) => { const found = client(id); return found && audienceOf(found) })).toEqual(['relais-api', 'relais-api', undefined])
  })

  it('gives each group its role, and asks a second factor of all but the people followed', () => {
    for (const { name, realmRoles: roles } of realm.groups) expect(roles).toEqual(name === realmRoles.beneficiary ? [name] : [name, PROFESSIONAL_ROLE])
    expect(realm.groups.map(({ name }) => name)).toEqual(Object.values(realmRoles))
    expect(buildRealm(accounts, { demo: false })).toMatchObject({ browserFlow: 'relais browser', verifyEmail: true })
  })

  it('asks the mail server for a name only when there is one, and never writes its password', () => {
    expect(buildRealm(accounts, { demo: false })).toMatchObject({ smtpServer: { auth: 'false' } })
    expect(buildRealm(accounts, { demo: false, mailUser: true })).toMatchObject({ smtpServer: { auth: 'true', user: '${EMAIL_SMTP_USER}', password: '${EMAIL_SMTP_PASSWORD}' } })
  })

  it('has neither demo account, demo client nor known secret in production', () => {
    const text = JSON.stringify(buildRealm(accounts, { demo: false }))

    expect(text).not.toContain(DEMO_PASSWORD)
    expect(text).not.toContain('relais-cli')
    expect(text).not.toContain('relais.example')
    expect(text).toContain('"secret":"${RELAIS_STUDIO_SECRET}"')
    expect(text).toContain('passwordPolicy')
  })
})

describe('substitute', () => {
  it('takes the environment, then the default, and else leaves the text', () => {
    const text = { a: ['${PORTAL_URL:http://localhost:3000}/*', '${NOTHING}'], b: 1, c: null }

    expect(substitute(text, {})).toEqual({ a: ['http://localhost:3000/*', '${NOTHING}'], b: 1, c: null })
    expect(substitute(text, { PORTAL_URL: 'https://portail.example' })).toEqual({ a: ['https://portail.example/*', '${NOTHING}'], b: 1, c: null })
  })

  it('treats an empty variable as one that is not set', () => {
    expect(substitute('${A:b}', { A: '' })).toBe('b')
  })
})

describe('matchesRedirect', () => {
  const allowed = ['http://localhost:3000/*', 'http://localhost:8055/auth/login/keycloak/callback']

  it.each(['http://localhost:3000/', 'http://localhost:3000/conseiller/dossiers/1?onglet=plan', 'http://localhost:8055/auth/login/keycloak/callback'])('accepts %s', (uri) => {
    expect(matchesRedirect(uri, allowed)).toBe(true)
  })

  it.each([
    'http://localhost:3000.evil.example/', 'http://localhost:3000@evil.example/', 'https://localhost:3000/', 'http://localhost:30001/', 'http://evil.example/http://localhost:3000/',
    'http://localhost:3000/../x', 'http://localhost:3000\\@evil.example', 'http://localhost:3000/#a', '//localhost:3000/', 'javascript:alert(1)', '', 'http://localhost:8055/auth/login/keycloak/callback/x',
    'http://user:pass@localhost:3000/', ' http://localhost:3000/', 'http://localhost:3000/\nx',
  ])('refuses %j', (uri) => {
    expect(matchesRedirect(uri, allowed)).toBe(false)
  })
})

describe('postLogoutRedirectUris', () => {
  it('reads + as the addresses of signing in', () => {
    const portal = client('relais-portal')
    expect(portal && postLogoutRedirectUris(portal)).toEqual(['http://localhost:3000/*'])
  })
})
