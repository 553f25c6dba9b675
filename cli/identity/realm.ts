import { readFileSync } from 'node:fs'
import { z } from 'zod'

const MapperSchema = z.object({ protocolMapper: z.string(), config: z.record(z.string(), z.string()) })

const ClientSchema = z.object({
  clientId: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  publicClient: z.boolean(),
  bearerOnly: z.boolean(),
  standardFlowEnabled: z.boolean(),
  directAccessGrantsEnabled: z.boolean(),
  secret: z.string().optional(),
  redirectUris: z.array(z.string()),
  webOrigins: z.array(z.string()),
  attributes: z.record(z.string(), z.string()),
  protocolMappers: z.array(MapperSchema),
})

const UserSchema = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  enabled: z.boolean(),
  firstName: z.string(),
  lastName: z.string(),
  groups: z.array(z.string()),
  credentials: z.array(z.object({ type: z.literal('password'), value: z.string() })),
})

/** The part of Keycloak's realm file that the embedded provider obeys. */
export const RealmSchema = z.object({
  realm: z.string(),
  accessTokenLifespan: z.number().int().positive(),
  accessCodeLifespan: z.number().int().positive(),
  ssoSessionIdleTimeout: z.number().int().positive(),
  ssoSessionMaxLifespan: z.number().int().positive(),
  revokeRefreshToken: z.boolean(),
  refreshTokenMaxReuse: z.number().int().min(0),
  failureFactor: z.number().int().positive(),
  waitIncrementSeconds: z.number().int().positive(),
  maxFailureWaitSeconds: z.number().int().positive(),
  groups: z.array(z.object({ name: z.string(), realmRoles: z.array(z.string()) })),
  clients: z.array(ClientSchema),
  users: z.array(UserSchema),
})

export type Realm = z.output<typeof RealmSchema>
export type RealmClient = z.output<typeof ClientSchema>
export type RealmUser = z.output<typeof UserSchema>

const DEFAULT_FILE = new URL('../../seeds/identity/relais-realm.json', import.meta.url)

/** Reads the realm file that Keycloak imports, with its `${NAME:default}` placeholders replaced from `env`. */
export function loadRealm(env: Readonly<Record<string, string | undefined>>, file: URL | string = DEFAULT_FILE): Realm {
  return RealmSchema.parse(substitute(JSON.parse(readFileSync(file, 'utf8')), env))
}

/** Replaces `${NAME}` and `${NAME:default}` in every string, as Keycloak does; without a value the text is kept. */
export function substitute(value: unknown, env: Readonly<Record<string, string | undefined>>): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)(?::([^}]*))?\}/g, (text, name: string, fallback?: string) => env[name] || (fallback ?? text))
  }
  if (Array.isArray(value)) return value.map(item => substitute(item, env))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, env)]))
  }
  return value
}

/** Names of the groups of a user, without their path. */
export function groupsOf(user: RealmUser): string[] {
  return user.groups.map(path => path.slice(path.lastIndexOf('/') + 1))
}

/** Whether tokens of this client carry a claim made by this kind of Keycloak mapper. */
export function hasMapper(client: RealmClient, protocolMapper: string): boolean {
  return client.protocolMappers.some(mapper => mapper.protocolMapper === protocolMapper)
}

/** Audience that the client's access tokens carry, or `undefined` when they serve for the userinfo endpoint only. */
export function audienceOf(client: RealmClient): string | undefined {
  return client.protocolMappers.find(mapper => mapper.protocolMapper === 'oidc-audience-mapper')?.config['included.client.audience']
}

/** Addresses a client may be sent back to after signing out; `+` means the same as after signing in. */
export function postLogoutRedirectUris(client: RealmClient): string[] {
  const declared = client.attributes['post.logout.redirect.uris']
  if (declared === undefined) return []
  return declared.split('##').flatMap(uri => (uri === '+' ? client.redirectUris : [uri]))
}

/** Whether an address matches a list that may end in `/*`, the only wildcard that Keycloak accepts. */
export function matchesRedirect(value: string, allowed: readonly string[]): boolean {
  const url = URL.parse(value)
  if (!url || url.username || url.password || url.hash) return false
  // A normalised form that differs hides something (dot segments, backslashes, encoded host): refuse rather than interpret.
  if (url.href !== value && url.href !== `${value}/`) return false
  return allowed.some(uri => (uri.endsWith('/*') ? url.href.startsWith(uri.slice(0, -1)) : value === uri))
}

/** Finds the user whose name or e-mail address was typed. */
export function findUser(realm: Realm, login: string): RealmUser | undefined {
  const name = login.trim().toLowerCase()
  return realm.users.find(user => user.enabled && (user.username === name || user.email === name))
}

/** Origins that the pages of the clients live on. */
export function clientOrigins(realm: Realm): string[] {
  const addresses = realm.clients.flatMap(client => [...client.webOrigins, ...client.redirectUris])
  return [...new Set(addresses.map(address => new URL(address).origin))]
}
