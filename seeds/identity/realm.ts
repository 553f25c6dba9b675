import type { AccountAudience, DemoAccount } from './accounts.ts'
import { DEMO_PASSWORD } from './accounts.ts'

export const REALM = 'relais'
export const API_AUDIENCE = 'relais-api'

/** Realm role, and group of the same name, of each audience that can sign in. */
export const realmRoles: Record<AccountAudience, string> = {
  admin: 'administrator',
  configurator: 'configurator',
  manager: 'manager',
  adviser: 'adviser',
  steering: 'steering',
  prescriber: 'prescriber',
  partner: 'partner',
  beneficiary: 'beneficiary',
}

export interface ProtocolMapper {
  name: string
  protocol: 'openid-connect'
  protocolMapper: string
  consentRequired: false
  config: Record<string, string>
}

export interface RealmClient {
  clientId: string
  name: string
  description: string
  enabled: boolean
  protocol: 'openid-connect'
  publicClient: boolean
  bearerOnly: boolean
  standardFlowEnabled: boolean
  implicitFlowEnabled: false
  directAccessGrantsEnabled: boolean
  serviceAccountsEnabled: false
  secret?: string
  redirectUris: string[]
  webOrigins: string[]
  attributes: Record<string, string>
  protocolMappers: ProtocolMapper[]
}

export interface RealmUser {
  id: string
  username: string
  email: string
  emailVerified: boolean
  enabled: boolean
  firstName: string
  lastName: string
  groups: string[]
  credentials: { type: 'password', value: string, temporary: false }[]
}

export interface RealmOptions {
  /** Without it, neither demo account nor command-line client: the shape of a production realm. */
  demo: boolean
}

/** Builds the realm in Keycloak 26's import format; `${NAME:default}` is replaced from the environment on import. */
export function buildRealm(accounts: readonly DemoAccount[], { demo }: RealmOptions) {
  return {
    realm: REALM,
    displayName: 'Relais',
    enabled: true,
    sslRequired: 'external',
    ...sessionSettings,
    ...signInSettings,
    ...(demo ? {} : { passwordPolicy: 'length(12) and notUsername and notEmail and passwordHistory(3)' }),
    roles: {
      realm: Object.entries(realmRoles).map(([audience, name]) => ({ name, description: `Audience « ${audience} » de Relais` })),
    },
    groups: Object.values(realmRoles).map(name => ({ name, realmRoles: [name] })),
    clients: demo ? [portal, studio, api, cli] : [portal, studio, api],
    users: demo ? accounts.map(toRealmUser) : [],
  }
}

const sessionSettings = {
  defaultSignatureAlgorithm: 'RS256',
  accessTokenLifespan: 300,
  accessCodeLifespan: 60,
  ssoSessionIdleTimeout: 3600,
  ssoSessionMaxLifespan: 36000,
  // A refresh token is replaced at each use, so that a stolen copy is noticed; once more is let through, for two tabs of the Studio.
  revokeRefreshToken: true,
  refreshTokenMaxReuse: 1,
}

const signInSettings = {
  registrationAllowed: false,
  resetPasswordAllowed: false,
  editUsernameAllowed: false,
  duplicateEmailsAllowed: false,
  loginWithEmailAllowed: true,
  rememberMe: false,
  bruteForceProtected: true,
  permanentLockout: false,
  failureFactor: 5,
  waitIncrementSeconds: 60,
  maxFailureWaitSeconds: 900,
  maxDeltaTimeSeconds: 43200,
  quickLoginCheckMilliSeconds: 1000,
  minimumQuickLoginWaitSeconds: 60,
  internationalizationEnabled: true,
  supportedLocales: ['fr', 'en'],
  defaultLocale: 'fr',
  eventsEnabled: true,
  eventsExpiration: 15552000,
  adminEventsEnabled: true,
}

const PORTAL_URL = '${PORTAL_URL:http://localhost:3000}'
const STUDIO_URL = '${PUBLIC_URL:http://localhost:8055}'

const mapper = (name: string, protocolMapper: string, config: Record<string, string>): ProtocolMapper =>
  ({ name, protocol: 'openid-connect', protocolMapper, consentRequired: false, config })

const subjectMapper = mapper('sub', 'oidc-sub-mapper', { 'access.token.claim': 'true', 'introspection.token.claim': 'true' })

const rolesMapper = mapper('realm roles', 'oidc-usermodel-realm-role-mapper', {
  'claim.name': 'realm_access.roles',
  'jsonType.label': 'String',
  'multivalued': 'true',
  'access.token.claim': 'true',
  'introspection.token.claim': 'true',
})

const audienceMapper = mapper('relais-api audience', 'oidc-audience-mapper', {
  'included.client.audience': API_AUDIENCE,
  'access.token.claim': 'true',
  'introspection.token.claim': 'true',
  'id.token.claim': 'false',
})

const groupsMapper = mapper('groups', 'oidc-group-membership-mapper', {
  'claim.name': 'groups',
  'full.path': 'false',
  'id.token.claim': 'true',
  'userinfo.token.claim': 'true',
  'access.token.claim': 'false',
})

const client = (options: Pick<RealmClient, 'clientId' | 'name' | 'description'> & Partial<RealmClient>): RealmClient => ({
  enabled: true,
  protocol: 'openid-connect',
  publicClient: false,
  bearerOnly: false,
  standardFlowEnabled: false,
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  serviceAccountsEnabled: false,
  redirectUris: [],
  webOrigins: [],
  attributes: {},
  protocolMappers: [],
  ...options,
})

const portal = client({
  clientId: 'relais-portal',
  name: 'Portail Relais',
  description: 'Navigateur des partenaires, personnes, conseillers et prescripteurs (keycloak-js)',
  publicClient: true,
  standardFlowEnabled: true,
  redirectUris: [`${PORTAL_URL}/*`],
  webOrigins: [PORTAL_URL],
  attributes: { 'pkce.code.challenge.method': 'S256', 'post.logout.redirect.uris': '+' },
  protocolMappers: [subjectMapper, rolesMapper, audienceMapper],
})

const studio = client({
  clientId: 'relais-studio',
  name: 'Studio Relais',
  description: 'Back-office Directus (pilote openid)',
  standardFlowEnabled: true,
  // No default: an unset variable must not become a secret that everybody can read here.
  secret: '${RELAIS_STUDIO_SECRET}',
  redirectUris: [`${STUDIO_URL}/auth/login/keycloak/callback`],
  attributes: { 'pkce.code.challenge.method': 'S256', 'post.logout.redirect.uris': `${STUDIO_URL}/*` },
  protocolMappers: [subjectMapper, groupsMapper],
})

const api = client({
  clientId: API_AUDIENCE,
  name: 'API Relais',
  description: 'Destinataire des jetons : ne demande jamais de jeton',
  bearerOnly: true,
})

const cli = client({
  clientId: 'relais-cli',
  name: 'Ligne de commande Relais (démonstration)',
  description: 'Démonstration seulement : mot de passe contre jeton pour `npx relais token`',
  publicClient: true,
  directAccessGrantsEnabled: true,
  attributes: { 'relais.demo': 'true' },
  protocolMappers: [subjectMapper, rolesMapper, audienceMapper],
})

function toRealmUser(account: DemoAccount): RealmUser {
  return {
    id: account.id,
    username: account.email.slice(0, account.email.indexOf('@')),
    email: account.email,
    emailVerified: true,
    enabled: true,
    firstName: account.firstName,
    lastName: account.lastName,
    groups: account.audience ? [`/${realmRoles[account.audience]}`] : [],
    credentials: [{ type: 'password', value: DEMO_PASSWORD, temporary: false }],
  }
}
