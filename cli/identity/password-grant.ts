import { randomBytes } from 'node:crypto'
import type Provider from 'oidc-provider'
import { errors } from 'oidc-provider'
import { API_RESOURCE, SCOPES } from './configuration.ts'
import { checkPassword } from './credentials.ts'
import type { Realm } from './realm.ts'
import type { Throttle } from './throttle.ts'
import { API_AUDIENCE } from '../../seeds/identity/realm.ts'

/**
 * Adds Keycloak's direct access grant, which exchanges a demo account's password for tokens on the command line.
 * `oidc-provider` gives it only to the clients whose `grant_types` name it.
 */
export function registerPasswordGrant(provider: Provider, realm: Realm, throttle: Throttle): void {
  provider.registerGrantType('password', async (ctx) => {
    const { client, params } = ctx.oidc
    const { username, password } = params ?? {}
    if (!client || typeof username !== 'string' || typeof password !== 'string') throw new errors.InvalidRequest('username and password are required')

    const user = checkPassword(realm, throttle, { login: username, password, now: Date.now() })
    // With the status that Keycloak answers.
    if (!user.ok) throw Object.assign(new errors.InvalidGrant('invalid user credentials'), { status: 401, statusCode: 401 })

    const grant = new provider.Grant({ clientId: client.clientId, accountId: user.user.id })
    grant.addOIDCScope(SCOPES)
    grant.addResourceScope(API_RESOURCE, SCOPES)
    const common = { client, accountId: user.user.id, grantId: await grant.save(), gty: 'password', scope: SCOPES, expiresWithSession: false }

    const accessToken = new provider.AccessToken({
      ...common, aud: API_AUDIENCE, resourceServer: { scope: SCOPES, audience: API_AUDIENCE, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } },
    })
    const refreshToken = new provider.RefreshToken({ ...common, resource: API_RESOURCE })

    ctx.body = {
      access_token: await accessToken.save(),
      expires_in: accessToken.expiration,
      refresh_token: await refreshToken.save(),
      token_type: 'Bearer',
      scope: SCOPES,
    }
  }, ['username', 'password', 'scope'])
}

/**
 * Gives refresh tokens the shape of a JWT, as Keycloak's have: keycloak-js decodes them. Nothing trusts what it reads:
 * the whole text is the key under which the token is stored.
 */
export function shapeRefreshTokens(provider: Provider): void {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  Object.assign(provider.RefreshToken.prototype, {
    generateTokenId: () => `${encode({ typ: 'JWT', alg: 'none' })}.${encode({ typ: 'Refresh', iss: provider.issuer })}.${randomBytes(32).toString('base64url')}`,
  })
}
