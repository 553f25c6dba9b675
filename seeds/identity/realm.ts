import type { AccountAudience, DemoAccount } from './accounts.ts'
import { DEMO_PASSWORD } from './accounts.ts'
import { PROFESSIONAL_ROLE, secondFactor } from './second-factor.ts'

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
  /** Whether tokens carry every role of the person, those of the account pages of Keycloak included. */
  fullScopeAllowed: false
  defaultClientScopes: string[]
  optionalClientScopes: string[]
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
  /** Whether the mail server asks for a name and a password. */
  mailUser?: boolean
}

/** Builds the realm in Keycloak 26's import format; `${NAME:default}` is replaced from the environment on import. */
export function buildRealm(accounts: readonly DemoAccount[], { demo, mailUser = false }: RealmOptions) {
  return {
    realm: REALM,
    displayName: 'Relais',
    enabled: true,
    sslRequired: 'external',
    ...sessionSettings,
    ...signInSettings,
    ...(demo ? {} : realPeopleSettings(mailUser)),
    roles: {
      realm: [
        ...Object.entries(realmRoles).map(([audience, name]) => ({ name, description: `Audience « ${audience} » de Relais` })),
        { name: PROFESSIONAL_ROLE, description: 'Second facteur exigé à la connexion' },
      ],
    },
    groups: Object.values(realmRoles).map(name => ({ name, realmRoles: name === realmRoles.beneficiary ? [name] : [name, PROFESSIONAL_ROLE] })),
    clients: demo ? [portal, studio, api, cli] : [portal, studio, api, adminCli],
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

/** What a realm without demo account asks besides. */
const realPeopleSettings = (mailUser: boolean) => ({
  // The links leave through the mail server of the product, which the operator may change in the console.
  verifyEmail: true,
  smtpServer: {
    host: '${EMAIL_SMTP_HOST:localhost}',
    port: '${EMAIL_SMTP_PORT:1025}',
    ssl: '${EMAIL_SMTP_SECURE:false}',
    from: '${EMAIL_FROM:no-reply@localhost}',
    fromDisplayName: 'Relais',
    auth: String(mailUser),
    ...(mailUser ? { user: '${EMAIL_SMTP_USER}', password: '${EMAIL_SMTP_PASSWORD}' } : {}),
  },
  passwordPolicy: 'length(12) and maxLength(128) and notUsername and notEmail and passwordHistory(3)',
  ...secondFactor(realmRoles.beneficiary),
})

const PORTAL_URL = '${PORTAL_URL:http://localhost:3000}'
const STUDIO_URL = '${PUBLIC_URL:http://localhost:8055}'

const mapper = (name: string, protocolMapper: string, config: Record<string, string>): ProtocolMapper =>
  ({ name, protocol: 'openid-connect', protocolMapper, consentRequired: false, config })

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
  fullScopeAllowed: false,
  // Neither `roles`, which would open Keycloak's account API to the portal's token, nor `offline_access`, which would outlive the session.
  defaultClientScopes: ['basic', 'profile', 'email', 'web-origins', 'acr'],
  optionalClientScopes: [],
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
  protocolMappers: [audienceMapper],
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
  protocolMappers: [groupsMapper],
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
  protocolMappers: [audienceMapper],
})

/** Keycloak adds it to every realm, open to passwords without second factor: named here to be closed. */
const adminCli = client({
  clientId: 'admin-cli',
  name: 'Ligne de commande de Keycloak',
  description: 'Fermée : un mot de passe seul n’ouvre rien',
  enabled: false,
  publicClient: true,
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
