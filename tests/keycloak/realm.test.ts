import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { accessTokenClaims } from '../../cli/identity/configuration.ts'
import { RealmSchema, findUser, substitute } from '../../cli/identity/realm.ts'
import { DEMO_PASSWORD } from '../../seeds/identity/accounts.ts'
import { stack } from '../support/stack.ts'
import { PASSWORD, addPerson, demand, endpoint, operator } from './realm.ts'
import { Visitor } from './visitor.ts'

const ClientsSchema = z.array(z.looseObject({ clientId: z.string(), publicClient: z.boolean().optional(), secret: z.string().optional(), redirectUris: z.array(z.string()).optional(), serviceAccountsEnabled: z.boolean().optional(), implicitFlowEnabled: z.boolean().optional() }))
const clients = async () => ClientsSchema.parse((await operator('/relais/clients')).body)
const secrets = () => z.object({ studioSecret: z.string() }).parse(JSON.parse(readFileSync(join(stack.data, 'secrets.json'), 'utf8')))

async function passwordGrant(realm: string, clientId: string, username: string, password: string) {
  const response = await fetch(`${stack.identityUrl}/realms/${realm}/protocol/openid-connect/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'password', client_id: clientId, username, password, scope: 'openid' }),
  })
  return { status: response.status, body: z.looseObject({ access_token: z.string().optional() }).parse(await response.json()) }
}

describe('the realm that Keycloak imported', () => {
  it('has its addresses and its secret from the environment, and no account', async () => {
    const found = new Map((await clients()).map(client => [client.clientId, client]))

    expect(found.get('relais-portal')).toMatchObject({ publicClient: true, redirectUris: [`${stack.portalUrl}/*`] })
    expect(found.get('relais-studio')).toMatchObject({ secret: secrets().studioSecret, redirectUris: [`${stack.directusUrl}/auth/login/keycloak/callback`] })
    expect(found.has('relais-cli')).toBe(false)
    expect(JSON.stringify([...found.values()].filter(({ clientId }) => clientId.startsWith('relais-')))).not.toContain('${')
    expect((await operator('/relais/users?search=relais.example')).body).toEqual([])
  })

  it('has no client that gives a token for a password alone, itself or the person’s', async () => {
    const person = await addPerson('sans-detour', ['beneficiary'])
    const opened: string[] = []
    for (const { clientId } of await clients()) if ((await passwordGrant('relais', clientId, person.username, PASSWORD)).body.access_token) opened.push(clientId)

    expect(opened).toEqual([])
    expect((await clients()).filter(({ serviceAccountsEnabled, implicitFlowEnabled }) => serviceAccountsEnabled || implicitFlowEnabled)).toEqual([])
  })

  it('lets nobody register, whether a person or a client', async () => {
    const registration = await fetch(`${stack.identityUrl}/realms/relais/clients-registrations/openid-connect`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ redirect_uris: ['https://ailleurs.example/'] }) })
    const page = await new Visitor().arrive(demand().url.replace('/auth?', '/registrations?'))

    expect([401, 403]).toContain(registration.status)
    expect(page.html).not.toContain('name="firstName"')
  })

  it('publishes the same addresses as the embedded provider', async () => {
    const configuration = z.looseObject({}).parse(await (await fetch(`${stack.identityUrl}/realms/relais/.well-known/openid-configuration`)).json())

    expect(configuration).toMatchObject({
      issuer: `${stack.identityUrl}/realms/relais`, authorization_endpoint: endpoint('auth'), token_endpoint: endpoint('token'), jwks_uri: endpoint('certs'),
      userinfo_endpoint: endpoint('userinfo'), end_session_endpoint: endpoint('logout'), revocation_endpoint: endpoint('revoke'),
    })
  })
})

describe('the realm of the demo', () => {
  it('is accepted too, and its tokens say what those of the embedded provider say', async () => {
    const file = JSON.parse(readFileSync(new URL('../../seeds/identity/relais-realm.json', import.meta.url), 'utf8'))
    const realm = RealmSchema.parse(file)
    // One of its accounts: Keycloak takes a second for the password of each.
    const users = realm.users.filter(({ username }) => username === 'conseiller')
    const created = await operator('', 'POST', { ...Object(substitute(file, { RELAIS_STUDIO_SECRET: secrets().studioSecret })), realm: 'demo', users })
    const { status, body } = await passwordGrant('demo', 'relais-cli', 'conseiller', DEMO_PASSWORD)
    const user = findUser(realm, 'conseiller')
    await operator('/demo', 'DELETE')

    expect([created.status, status]).toEqual([201, 200])
    expect(user).toBeDefined()
    expect(decodeJwt(body.access_token ?? '')).toMatchObject({ sub: user?.id, aud: 'relais-api', ...(user && accessTokenClaims(user, 'relais-cli')) })
  }, 120_000)
})
