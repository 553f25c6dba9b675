import type { Account, ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { Keys } from './keys.ts'
import { createNonce, errorPage, logoutPage, logoutDonePage, securityHeaders } from './pages.ts'
import type { Realm, RealmClient, RealmUser } from './realm.ts'
import { audienceOf, clientOrigins, groupsOf, hasMapper, postLogoutRedirectUris } from './realm.ts'
import type { Store } from './store.ts'
import { adapterFactory } from './store.ts'
import { languageOf } from './texts.ts'

/** Internal name of the API in `oidc-provider`, which wants an absolute URI; tokens carry the audience itself. */
export const API_RESOURCE = 'urn:relais:api'
export const SCOPES = 'openid profile email'

export interface ConfigurationOptions {
  realm: Realm
  keys: Keys
  store: Store
  /** Path of the realm, the same as Keycloak's: `/realms/relais`. */
  mountPath: string
}

/** Turns the realm into the settings of `oidc-provider`, at Keycloak's addresses. */
export function providerConfiguration({ realm, keys, store, mountPath }: ConfigurationOptions): Configuration {
  const findClient = (clientId: string) => realm.clients.find(client => client.clientId === clientId)
  const apiAudience = (clientId: string) => {
    const client = findClient(clientId)
    return client && audienceOf(client)
  }

  return {
    adapter: adapterFactory(store, Date.now, realm.refreshTokenMaxReuse),
    jwks: keys.jwks,
    clients: realm.clients.filter(client => client.enabled && !client.bearerOnly).map(toClientMetadata),
    routes: keycloakRoutes,
    scopes: SCOPES.split(' '),
    claims: {
      openid: ['sub', 'groups'],
      profile: ['preferred_username', 'name', 'given_name', 'family_name'],
      email: ['email', 'email_verified'],
    },
    // Keycloak puts the claims of the scopes in the ID token too.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: (_ctx, client) => findClient(client.clientId)?.attributes['pkce.code.challenge.method'] === 'S256' },
    cookies: cookieSettings(keys, mountPath),
    ttl: {
      AccessToken: realm.accessTokenLifespan,
      AuthorizationCode: realm.accessCodeLifespan,
      IdToken: realm.accessTokenLifespan,
      RefreshToken: realm.ssoSessionIdleTimeout,
      Interaction: 1800,
      Session: realm.ssoSessionMaxLifespan,
      Grant: realm.ssoSessionMaxLifespan,
    },
    rotateRefreshToken: realm.revokeRefreshToken,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    // A password grant has no browser session to end with.
    expiresWithSession: async (_ctx, token) => !('gty' in token) || token.gty !== 'password',
    clientBasedCORS: (_ctx, origin, client) => findClient(client.clientId)?.webOrigins.includes(origin) ?? false,
    interactions: { url: (_ctx, interaction) => `${mountPath}/login/${interaction.uid}` },
    loadExistingGrant: ctx => grantEverything(ctx, apiAudience),
    findAccount: async (ctx, id) => toAccount(realm, realm.users.find(user => user.enabled && user.id === id), ctx),
    extraTokenClaims: async (_ctx, token) => {
      const user = 'accountId' in token ? realm.users.find(user => user.id === token.accountId) : undefined
      return user && accessTokenClaims(user, token.clientId)
    },
    formats: {
      customizers: {
        jwt: (_ctx, _token, parts) => {
          parts.header = { typ: 'JWT' }
          return parts
        },
      },
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      userinfo: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (_ctx, client, oneOf) => oneOf ?? (apiAudience(client.clientId) ? API_RESOURCE : []),
        useGrantedResource: async () => true,
        getResourceServerInfo: async (_ctx, _resource, client) => ({
          scope: SCOPES,
          audience: apiAudience(client.clientId) ?? client.clientId,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          // A valid hint proves that the demand comes from the application the person signed in to: no question asked.
          const isConfirmed = ctx.oidc.entities.IdTokenHint !== undefined
          const nonce = createNonce()
          ctx.set(securityHeaders(nonce, clientOrigins(realm)))
          ctx.body = logoutPage({ language: languageOf(ctx.oidc.params?.ui_locales), form, nonce, isConfirmed })
        },
        postLogoutSuccessSource: async (ctx) => {
          const nonce = createNonce()
          ctx.set(securityHeaders(nonce))
          ctx.body = logoutDonePage(languageOf(ctx.get('accept-language')), nonce)
        },
      },
    },
    renderError: async (ctx, out) => {
      const nonce = createNonce()
      ctx.set(securityHeaders(nonce))
      ctx.type = 'html'
      ctx.body = errorPage({ language: languageOf(ctx.get('accept-language')), nonce, code: out.error, detail: out.error_description })
    },
  }
}

const keycloakRoutes = {
  authorization: '/protocol/openid-connect/auth',
  token: '/protocol/openid-connect/token',
  jwks: '/protocol/openid-connect/certs',
  userinfo: '/protocol/openid-connect/userinfo',
  end_session: '/protocol/openid-connect/logout',
  revocation: '/protocol/openid-connect/revoke',
}

function cookieSettings(keys: Keys, mountPath: string): Configuration['cookies'] {
  return {
    keys: keys.cookieKeys,
    names: { session: 'relais_identity', interaction: 'relais_identity_login', resume: 'relais_identity_resume' },
    long: { httpOnly: true, signed: true, sameSite: 'lax', path: mountPath },
    short: { httpOnly: true, signed: true, sameSite: 'lax' },
  }
}

function toClientMetadata(client: RealmClient): ClientMetadata {
  const grants = [client.standardFlowEnabled ? 'authorization_code' : '', client.directAccessGrantsEnabled ? 'password' : '']
  return {
    client_id: client.clientId,
    client_name: client.name,
    client_secret: client.publicClient ? undefined : client.secret,
    token_endpoint_auth_method: client.publicClient ? 'none' : 'client_secret_basic',
    grant_types: [...grants.filter(grant => grant !== ''), 'refresh_token'],
    response_types: client.standardFlowEnabled ? ['code'] : [],
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: postLogoutRedirectUris(client),
    id_token_signed_response_alg: 'RS256',
  }
}

/** The clients of the realm are the product itself: signing in is consenting. */
async function grantEverything(ctx: KoaContextWithOIDC, apiAudience: (clientId: string) => string | undefined) {
  const { client, session, provider } = ctx.oidc
  const accountId = session?.accountId
  if (!client || !accountId) return undefined
  const known = session.grantIdFor(client.clientId)
  const existing = known ? await provider.Grant.find(known) : undefined
  if (existing) return existing

  const grant = new provider.Grant({ clientId: client.clientId, accountId })
  grant.addOIDCScope(SCOPES)
  if (apiAudience(client.clientId)) grant.addResourceScope(API_RESOURCE, SCOPES)
  await grant.save()
  return grant
}

function toAccount(realm: Realm, user: RealmUser | undefined, ctx: KoaContextWithOIDC): Account | undefined {
  if (!user) return undefined
  return {
    accountId: user.id,
    claims: async () => {
      const client = realm.clients.find(client => client.clientId === ctx.oidc.client?.clientId)
      const hasGroups = client !== undefined && hasMapper(client, 'oidc-group-membership-mapper')
      return { sub: user.id, ...personClaims(user), email_verified: user.emailVerified, ...(hasGroups ? { groups: groupsOf(user) } : {}) }
    },
  }
}

const personClaims = (user: RealmUser) => ({
  preferred_username: user.username,
  name: `${user.firstName} ${user.lastName}`,
  given_name: user.firstName,
  family_name: user.lastName,
  email: user.email,
})

/** What Keycloak writes in an access token, beside the registered claims. */
export function accessTokenClaims(user: RealmUser, clientId: string | undefined) {
  return {
    typ: 'Bearer',
    azp: clientId,
    ...personClaims(user),
    email_verified: user.emailVerified,
  }
}
