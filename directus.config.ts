import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { roleIds } from './schema/access/index.ts'
import { isOfReadFamily, unsafeRuntime } from './schema/environment/host-variables.ts'
import { areNarrowProxies, isMetadataHost } from './schema/environment/networks.ts'
import { checkProduction } from './schema/environment/production.ts'
import { redactLine } from './schema/logs.ts'

/** Raw environment: what the operator, the supervisor or the container set. */
export type Environment = Record<string, string | undefined>

/** Values that other defaults are computed from. */
interface Facts {
  production: boolean
  data: string
  identityUrl: string
  redis: boolean
  hosts: { publicUrl: string, portalUrl: string }
}

type Value = string | number | boolean | string[] | Record<string, string>

interface Variable<T extends Value = Value> {
  meaning: string
  schema: z.ZodType<T, string>
  /** Product default; absent means that the variable stays unset. */
  fallback?: T | ((facts: Facts) => T | undefined)
  /** What the documentation prints when the default is computed. */
  shown?: string
  secret?: boolean
  /** Shortest accepted length, in bytes, of a secret. */
  minBytes?: number
  required?: 'always' | 'production'
}

const ROOT = import.meta.dirname
/** Discard port of this machine, refused by `fetch` itself: whatever Directus would report goes nowhere. */
const NOWHERE = 'http://127.0.0.1:9'
const text = z.string().min(1)
const flag = z.stringbool()
/** A feature that no operator may switch on. */
const never = z.literal('false', 'cannot be switched on').transform(() => false)
const count = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number)
const positive = count.pipe(z.number().min(1))
const port = count.pipe(z.number().min(1).max(65535))
const list = z.string().transform(value => value.split(',').map(item => item.trim()).filter(Boolean))
const hosts = list.pipe(z.array(z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'must be lower-case names of hosts, such as outils.exemple.fr')))
const internalHosts = list.pipe(z.array(z.string().regex(/^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]):[1-9]\d{0,4}$/, 'must be lower-case host:port pairs, such as outils.interne:8443'))
  .refine(hosts => !hosts.some(host => isMetadataHost(host.replace(/:\d+$/, ''))), 'must not name the address where a cloud keeps the secrets of its machines'))
const duration = z.string().regex(/^\d+(ms|s|m|h|d|y)$/, 'must be a duration such as 15m, 12h or 90d')
const size = z.string().regex(/^\d+(b|kb|mb|gb)$/i, 'must be a size such as 20mb')
const absoluteUrl = z.string().regex(/^https?:\/\/[^\s\\@?#]+[^/\s\\@?#]$/, 'must be an absolute http(s) address without a final slash, name nor query')
const jsonObject = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value)
  }
  catch {
    context.addIssue('must be JSON')
    return z.NEVER
  }
})
const proxies = z.string()
  .refine(value => value === 'false' || (/^\d+$/.test(value) ? Number(value) <= 5 : areNarrowProxies(value)), 'must name proxies, as addresses or networks such as 10.0.0.0/8: trusting everyone lets anyone forge an address')
  .transform(value => value === 'false' ? false : /^\d+$/.test(value) ? Number(value) : value)

/** Roles that a person may get by signing in to the Studio, first match wins: the most privileged group comes first. */
const STUDIO_ROLES = {
  administrator: roleIds.admin,
  configurator: roleIds.configurator,
  manager: roleIds.manager,
  adviser: roleIds.adviser,
}

/** A group gets a role of the Studio, and one named after a profile that of this profile. */
function isStudioRole([group, role]: [string, string]): boolean {
  const own: Record<string, string> = { ...STUDIO_ROLES, admin: roleIds.admin }
  return Object.values(own).includes(role) && (group in roleIds || group in own ? own[group] === role : true)
}

const FILE_TYPES = [
  'application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'text/csv', 'text/plain', 'text/calendar',
  'application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]

/**
 * What a request made by an automation never reaches. `0.0.0.0` stands, in Directus, for the addresses of this machine;
 * IPv6 outside of its public part is closed as a whole but for IPv4 written as IPv6, which the networks of IPv4 match.
 */
const PRIVATE_NETWORKS = [
  '0.0.0.0', '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15',
  '224.0.0.0/4', '240.0.0.0/4', '::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/8', '200::/7', '400::/6', '800::/5', '1000::/4', '4000::/2', '8000::/1',
  '2001::/23', '2002::/16',
]

const inProduction = (facts: Facts): boolean => facts.production
const isSecure = (url: string): boolean => url.startsWith('https://')
const redisStore = (facts: Facts): string => facts.redis ? 'redis' : 'memory'
const fixed = <T extends Value>(schema: z.ZodType<T, string>, fallback: T, meaning: string): Variable<T> & { fallback: T } =>
  ({ schema, fallback, meaning })

const addresses = {
  PUBLIC_URL: fixed(absoluteUrl, 'http://localhost:8055', 'Address of the back office, as browsers see it.'),
  PORTAL_URL: fixed(absoluteUrl, 'http://localhost:3000', 'Address of the portal, as browsers see it.'),
  IDENTITY_URL: fixed(absoluteUrl, 'http://localhost:8080', 'Address of the identity provider, as browsers see it, without the realm.'),
  IDENTITY_ISSUER: {
    schema: absoluteUrl, fallback: facts => `${facts.identityUrl}/realms/relais`, shown: '`IDENTITY_URL`/realms/relais',
    meaning: 'Issuer that an access token must carry.',
  },
  IDENTITY_JWKS_URL: {
    schema: absoluteUrl, fallback: facts => `${facts.identityUrl}/realms/relais/protocol/openid-connect/certs`,
    shown: '`IDENTITY_URL`/realms/relais/protocol/openid-connect/certs',
    meaning: 'Where the server reads the public keys of the realm; may be an internal address.',
  },
  HOST: { schema: text, fallback: facts => facts.production ? '0.0.0.0' : '127.0.0.1', shown: '127.0.0.1, 0.0.0.0 in production', meaning: 'Interface on which Directus listens.' },
  PORT: fixed(port, 8055, 'Port on which Directus listens.'),
} satisfies Record<string, Variable>

const product = {
  RELAIS_DATA: { schema: text, fallback: facts => facts.data, shown: '.data', meaning: 'Folder of everything that is written at run time.' },
  RELAIS_LISTEN: { schema: text, fallback: '127.0.0.1', meaning: 'Interface on which the portal, Directus and the embedded provider of `npm start` listen; elsewhere than on this machine, its demo accounts are open to whoever reaches it.' },
  RELAIS_SCREENSHOTS: { schema: text, meaning: 'Folder where the tests of the browser keep their pictures; set by `relais screenshots`.' },
  RELAIS_OPEN_DIRECTUS: fixed(flag, false, 'Reopens the data of Directus to whoever holds a token, for tests that compare our answers with its own; on a machine of tests only.'),
  RELAIS_DEMO: fixed(flag, false, 'Fills the containers with the demo world and its accounts, whose password is public; on this machine only.'),
  RELAIS_ADMIN_EMAIL: { schema: z.email(), meaning: 'E-mail of the first administrator, created by the migration.' },
  RELAIS_ADMIN_SUBJECT: { schema: z.uuid('must be the id of the person in Keycloak'), meaning: 'Id (`sub`) of that person in Keycloak; goes with `RELAIS_ADMIN_EMAIL`.' },
  RELAIS_API_AUDIENCE: fixed(text, 'relais-api', 'Audience that an access token must carry.'),
  RELAIS_ALLOWED_CLIENTS: {
    schema: list, fallback: facts => facts.production ? ['relais-portal'] : ['relais-portal', 'relais-cli'],
    shown: 'relais-portal, relais-cli; relais-portal in production', meaning: 'Clients (`azp`) whose access tokens are accepted.',
  },
  IDENTITY_CACHE_SECONDS: fixed(count.pipe(z.number().max(10)), 5, 'How long the decision on an access token is kept; a suspension is late by as much.'),
  IDENTITY_INVITATION_DAYS: fixed(count.pipe(z.number().min(1).max(90)), 14, 'Life of an invitation.'),
  DIRECTORY_REFRESH_MONTHS: fixed(count.pipe(z.number().min(1).max(36)), 6, 'Age from which an offer that nobody confirmed is to be refreshed.'),
  DIRECTORY_MAP_LIMIT: fixed(count.pipe(z.number().min(1000).max(100_000)), 50_000, 'Most points that the map returns.'),
  RELAIS_GEOCODING_URL: {
    schema: absoluteUrl, shown: 'none',
    meaning: 'Service that says where an address is, of the protocol of the Géoplateforme, for example `https://data.geopf.fr/geocodage`; it is asked for sites only, never for people.',
  },
  CONFIGURATOR_CACHE_TTL_MS: fixed(count.pipe(z.number().max(2000)), 1000, 'How long another instance may show forms without the latest local change.'),
  RELAIS_NOTES_KEY: {
    schema: text, secret: true, minBytes: 32, required: 'always',
    meaning: 'Key that seals the private notes of professionals. Lost or changed, the notes already written cannot be read any more.',
  },
  RELAIS_WEBHOOK_HOSTS: { schema: hosts, fallback: [], shown: 'none', meaning: 'Hosts that workflows may call, for example `outils.exemple.fr`; an address elsewhere is refused.' },
  RELAIS_WEBHOOK_INTERNAL_HOSTS: {
    schema: internalHosts, fallback: [], shown: 'none',
    meaning: 'Exact `host:port` of your own network that workflows may call besides, in clear or not, for example `outils.interne:8443`; only the operator names them.',
  },
  PRIVACY_SHOW_NAMES: fixed(flag, false, 'Shows people the names of those who opened their file, not only function and structure.'),
  PRIVACY_RETENTION_MONTHS: fixed(count.pipe(z.number().min(6).max(60)), 12, 'Age at which the journal is archived (CNIL 2021-122: 6 to 12 months).'),
  RELAIS_STUDIO_SECRET: {
    schema: text, secret: true, minBytes: 16, required: 'always',
    meaning: 'Secret of the confidential client `relais-studio`, the same one in the realm.',
  },
} satisfies Record<string, Variable>

const database = {
  DB_CLIENT: fixed(z.literal('pg'), 'pg', 'PostgreSQL is the only database supported.'),
  DB_HOST: fixed(text, '127.0.0.1', 'Host of PostgreSQL.'),
  DB_PORT: fixed(port, 5433, 'Port of PostgreSQL.'),
  DB_DATABASE: fixed(text, 'relais', 'Name of the database.'),
  DB_USER: fixed(text, 'relais', 'Role that owns the tables; never a superuser.'),
  DB_PASSWORD: { schema: text, secret: true, required: 'always', meaning: 'Password of that role.' },
  DB_ADMIN_USER: { schema: text, meaning: 'Superuser that installs the journal, out of reach of `DB_USER`; for `relais journal install` and the migration only.' },
  DB_ADMIN_PASSWORD: { schema: text, secret: true, meaning: 'Password of that superuser; never given to a server.' },
  DB_SSL: { schema: flag, meaning: 'Speaks to PostgreSQL over TLS and verifies its certificate; `NODE_EXTRA_CA_CERTS` names an authority of yours.' },
  DB_POOL__MIN: fixed(count, 0, 'Connections kept open by one process.'),
  DB_POOL__MAX: fixed(count.pipe(z.number().min(2)), 10, 'Most connections of one process; times the instances it must stay under `max_connections`.'),
  DB_EXCLUDE_TABLES: fixed(list, ['spatial_ref_sys'], 'Tables that Directus must not see.'),
} satisfies Record<string, Variable>

const security = {
  SECRET: { schema: text, secret: true, minBytes: 32, required: 'always', meaning: 'Key that signs the Studio sessions and from which those of the drafts on people’s devices are drawn: they are lost when it changes. The same on every instance.' },
  AUTH_PROVIDERS: fixed(list, ['keycloak'], 'Sign-in providers of the Studio.'),
  AUTH_DISABLE_DEFAULT: { schema: flag, fallback: true, meaning: 'Refuses local passwords: the identity provider is the only door.' },
  AUTH_KEYCLOAK_DRIVER: fixed(z.literal('openid'), 'openid', 'Protocol of the identity provider.'),
  AUTH_KEYCLOAK_CLIENT_ID: fixed(text, 'relais-studio', 'Client of the Studio in the realm.'),
  AUTH_KEYCLOAK_ISSUER_URL: {
    schema: absoluteUrl, fallback: facts => `${facts.identityUrl}/realms/relais/.well-known/openid-configuration`,
    shown: '`IDENTITY_URL`/realms/relais/.well-known/openid-configuration', meaning: 'Discovery document read by Directus; may be an internal address.',
  },
  AUTH_KEYCLOAK_ISSUER_DISCOVERY_MUST_SUCCEED: {
    schema: flag, fallback: inProduction, shown: 'true in production', meaning: 'Stops the start when the identity provider does not answer.',
  },
  AUTH_KEYCLOAK_IDENTIFIER_KEY: fixed(z.literal('sub', 'must be sub: an e-mail changes hands'), 'sub', 'Claim that identifies a person; never the e-mail.'),
  AUTH_KEYCLOAK_SCOPE: fixed(text, 'openid profile email', 'Scopes asked at sign-in.'),
  AUTH_KEYCLOAK_GROUP_CLAIM_NAME: fixed(text, 'groups', 'Claim that lists the groups of a person.'),
  AUTH_KEYCLOAK_ROLE_MAPPING: {
    schema: jsonObject.pipe(z.record(z.string(), z.uuid('must name roles by their id'))).refine(mapping => Object.entries(mapping).every(isStudioRole), 'must give roles of the Studio only, and to a group named after a profile its own'),
    fallback: STUDIO_ROLES, shown: Object.keys(STUDIO_ROLES).join(', '),
    meaning: 'Group → role of the Studio, as JSON; the first group that matches wins.',
  },
  AUTH_KEYCLOAK_ALLOW_PUBLIC_REGISTRATION: fixed(never, false, 'Accounts come from invitations only.'),
  AUTH_KEYCLOAK_REQUIRE_VERIFIED_EMAIL: fixed(flag, true, 'Refuses an account whose e-mail was not verified.'),
  AUTH_KEYCLOAK_SYNC_USER_INFO: fixed(flag, true, 'Copies name and e-mail from the identity provider at each sign-in.'),
  AUTH_KEYCLOAK_LABEL: fixed(text, 'Relais', 'Text of the sign-in button of the Studio.'),
  AUTH_KEYCLOAK_ICON: fixed(text, 'passkey', 'Icon of the sign-in button of the Studio.'),
  AUTH_KEYCLOAK_COOKIE_SECURE: { schema: flag, fallback: inProduction, shown: 'true in production', meaning: 'Sign-in cookie sent over HTTPS only.' },
  ACCESS_TOKEN_TTL: fixed(duration, '10m', 'Life of a Directus access token.'),
  REFRESH_TOKEN_TTL: fixed(duration, '12h', 'Life of a Directus refresh token.'),
  REFRESH_TOKEN_COOKIE_SECURE: { schema: flag, fallback: inProduction, shown: 'true in production', meaning: 'Refresh cookie sent over HTTPS only.' },
  REFRESH_TOKEN_COOKIE_SAME_SITE: fixed(z.enum(['lax', 'strict']), 'strict', 'SameSite of the refresh cookie.'),
  SESSION_COOKIE_TTL: fixed(duration, '1h', 'Life of a Studio session without activity.'),
  SESSION_COOKIE_SECURE: { schema: flag, fallback: inProduction, shown: 'true in production', meaning: 'Session cookie sent over HTTPS only.' },
  // Strict would lose the cookie on the way back from the identity provider.
  SESSION_COOKIE_SAME_SITE: fixed(z.enum(['lax', 'strict']), 'lax', 'SameSite of the session cookie.'),
  IP_TRUST_PROXY: fixed<string | number | boolean>(proxies, 'loopback', 'Proxies whose `X-Forwarded-For` is believed: names, CIDR list or number of hops; never `true`.'),
  CORS_ENABLED: fixed(flag, false, 'Lets other origins call Directus; the portal does not need it.'),
  CORS_ORIGIN: { schema: list, meaning: 'Origins allowed when `CORS_ENABLED` is true.' },
  HSTS_ENABLED: {
    schema: flag, fallback: facts => facts.production && isSecure(facts.hosts.publicUrl),
    shown: 'true in production over HTTPS', meaning: 'Tells browsers to use HTTPS only.',
  },
  HSTS_MAX_AGE: fixed(count, 31_536_000, 'Seconds during which browsers remember it.'),
  CONTENT_SECURITY_POLICY_DIRECTIVES__FRAME_ANCESTORS: fixed(text, '\'none\'', 'Sites that may show the Studio inside of theirs.'),
  CONTENT_SECURITY_POLICY_DIRECTIVES__CONNECT_SRC: fixed(text, '\'self\'', 'Hosts that the Studio may call.'),
  CONTENT_SECURITY_POLICY_DIRECTIVES__IMG_SRC: fixed(text, '\'self\' data: blob:', 'Hosts from which the Studio may show images.'),
  CONTENT_SECURITY_POLICY_DIRECTIVES__FONT_SRC: fixed(text, '\'self\' data:', 'Hosts from which the Studio may load fonts.'),
  CONTENT_SECURITY_POLICY_DIRECTIVES__STYLE_SRC: fixed(text, '\'self\' \'unsafe-inline\'', 'Hosts from which the Studio may load styles.'),
} satisfies Record<string, Variable>

const limits = {
  QUERY_LIMIT_DEFAULT: fixed(count, 100, 'Rows returned when a query says nothing.'),
  QUERY_LIMIT_MAX: fixed(count.pipe(z.number().min(1)), 1000, 'Most rows that a query may ask for.'),
  MAX_RELATIONAL_DEPTH: fixed(count, 5, 'Deepest nesting of a query.'),
  MAX_BATCH_MUTATION: fixed(count, 500, 'Most rows written by one request.'),
  MAX_PAYLOAD_SIZE: fixed(size, '1mb', 'Largest JSON body.'),
  MAX_IMPORT_ERRORS: fixed(count, 1000, 'Errors after which an import stops.'),
  GRAPHQL_INTROSPECTION: fixed(never, false, 'Publishes the GraphQL schema.'),
  GRAPHQL_QUERY_TOKEN_LIMIT: fixed(count, 5000, 'Largest GraphQL document.'),
  RATE_LIMITER_ENABLED: fixed(flag, true, 'Limits requests per address.'),
  RATE_LIMITER_POINTS: fixed(count, 200, 'Requests per address and per `RATE_LIMITER_DURATION`.'),
  RATE_LIMITER_DURATION: fixed(count, 1, 'Seconds of that window.'),
  RATE_LIMITER_STORE: { schema: z.enum(['memory', 'redis']), fallback: redisStore, shown: 'redis when `REDIS` is set', meaning: 'Where the counters live.' },
  RATE_LIMITER_GLOBAL_ENABLED: fixed(flag, true, 'Limits requests of everybody together.'),
  RATE_LIMITER_GLOBAL_POINTS: fixed(count, 2000, 'Requests of everybody per window; must exceed the limit of one address.'),
  RATE_LIMITER_GLOBAL_DURATION: fixed(count, 1, 'Seconds of that window.'),
  ACCESS_ACCOUNT_POINTS: fixed(positive, 500, 'Requests per account and per `ACCESS_ACCOUNT_SECONDS`, on each instance; needs `RATE_LIMITER_ENABLED`.'),
  ACCESS_ACCOUNT_SECONDS: fixed(positive, 10, 'Seconds of that window.'),
  ACCESS_SIGN_IN_POINTS: fixed(positive, 60, 'Attempts to sign in or to take up an invitation, per address and per `ACCESS_SIGN_IN_SECONDS`.'),
  ACCESS_SIGN_IN_SECONDS: fixed(positive, 60, 'Seconds of that window.'),
  PRESSURE_LIMITER_MAX_EVENT_LOOP_DELAY: {
    schema: count, fallback: facts => facts.production ? 500 : 5000, shown: '500 in production, 5000 elsewhere',
    meaning: 'Milliseconds of delay from which requests are answered 503.',
  },
  FILES_MAX_UPLOAD_SIZE: fixed(size, '20mb', 'Largest file.'),
  FILES_MIME_TYPE_ALLOW_LIST: { schema: list.refine(types => types.every(type => FILE_TYPES.includes(type)), 'must name types of the default only: no other is checked'), fallback: FILE_TYPES, shown: 'PDF, images, CSV, text, calendar, ODT, ODS, DOCX, XLSX', meaning: 'File types accepted.' },
  ASSETS_TRANSFORM_IMAGE_MAX_DIMENSION: fixed(count.pipe(z.number().max(8000)), 4000, 'Largest side of an image from which others are made on demand.'),
  ASSETS_TRANSFORM_MAX_CONCURRENT: fixed(positive, 4, 'Images made at the same time.'),
  IMPORT_IP_DENY_LIST: {
    schema: list.pipe(z.array(text).refine(networks => PRIVATE_NETWORKS.every(network => networks.includes(network)), 'must keep every private network of the default')),
    fallback: PRIVATE_NETWORKS, shown: 'every private, local and reserved network', meaning: 'Networks that automations and imports never call; may be made longer only.',
  },
  FLOWS_ENV_ALLOW_LIST: fixed(never, false, 'Variables that automations may read: none.'),
  SERVER_SHUTDOWN_TIMEOUT: fixed(count, 5000, 'Milliseconds left to requests under way at a stop.'),
} satisfies Record<string, Variable>

const off = (meaning: string): Variable<boolean> & { fallback: boolean } => fixed(never, false, meaning)

const switchedOff = {
  WEBSOCKETS_ENABLED: off('Unfixed advisory CVE-2026-126539 of Directus 11.'),
  MCP_ENABLED: off('No door for language models.'),
  AI_ENABLED: off('No call to a language model.'),
  TELEMETRY: off('Nothing is reported to the vendor.'),
  OPENAPI_ENABLED: off('Gives the version and every collection away.'),
  TUS_ENABLED: off('Resumable uploads, advisory CVE-2026-35412.'),
  METRICS_ENABLED: off('Metrics endpoint of Directus.'),
  TELEMETRY_URL: fixed(z.literal(NOWHERE), NOWHERE, 'The usage report has no destination.'),
  COMPLIANCE_URL: fixed(z.literal(NOWHERE), NOWHERE, 'The project owner form ignores `TELEMETRY`; it has no destination either.'),
  MARKETPLACE_REGISTRY: fixed(z.literal(NOWHERE), NOWHERE, 'No extension is downloaded.'),
  MARKETPLACE_TRUST: fixed(z.literal('sandbox'), 'sandbox', 'Foreign extensions never run outside the sandbox.'),
  EXTENSIONS_AUTO_RELOAD: off('Extensions are loaded at the start only.'),
} satisfies Record<string, Variable>

const running = {
  EXTENSIONS_PATH: { schema: text, fallback: () => join(ROOT, 'extensions'), shown: './extensions', meaning: 'Folder of our extensions.' },
  EXTENSIONS_MUST_LOAD: fixed(z.literal('true', 'cannot be switched off').transform(() => true), true, 'A broken extension stops the start instead of being left out.'),
  TEMP_PATH: { schema: text, fallback: facts => join(facts.data, 'tmp'), shown: '`RELAIS_DATA`/tmp', meaning: 'Folder of temporary files.' },
  STORAGE_LOCATIONS: fixed(z.enum(['local', 's3']), 'local', 'Where files are kept: `local` or `s3`.'),
  STORAGE_LOCAL_DRIVER: fixed(z.literal('local'), 'local', 'Driver of the location `local`.'),
  STORAGE_LOCAL_ROOT: { schema: text, fallback: facts => join(facts.data, 'uploads'), shown: '`RELAIS_DATA`/uploads', meaning: 'Folder of the files.' },
  STORAGE_S3_DRIVER: fixed(z.literal('s3'), 's3', 'Driver of the location `s3`.'),
  STORAGE_S3_KEY: { schema: text, secret: true, meaning: 'Access key of the bucket.' },
  STORAGE_S3_SECRET: { schema: text, secret: true, meaning: 'Secret key of the bucket.' },
  STORAGE_S3_BUCKET: { schema: text, meaning: 'Bucket.' },
  STORAGE_S3_REGION: { schema: text, meaning: 'Region of the bucket.' },
  STORAGE_S3_ENDPOINT: { schema: absoluteUrl, meaning: 'Address of the service when it is not Amazon.' },
  STORAGE_S3_SERVER_SIDE_ENCRYPTION: { schema: z.enum(['AES256', 'aws:kms']), meaning: 'Encryption of the files by the service.' },
  STORAGE_S3_FORCE_PATH_STYLE: fixed(flag, true, 'Bucket in the path rather than in the host name.'),
  RELAIS_UNUSED_FILES_DAYS: fixed(count.pipe(z.number().min(7).max(365)), 30, 'Age at which a file that somebody sent and that no record names is deleted, with its content.'),
  CACHE_ENABLED: off('The response cache knows neither role nor share: kept off.'),
  CACHE_STORE: { schema: z.enum(['memory', 'redis']), fallback: redisStore, shown: 'redis when `REDIS` is set', meaning: 'Store of the system caches.' },
  CACHE_SCHEMA_FREEZE_ENABLED: fixed(flag, true, 'Shares one frozen schema instead of cloning it at each request.'),
  REDIS: { schema: z.string().regex(/^rediss?:\/\//, 'must start with redis:// or rediss://'), secret: true, meaning: 'Redis of several instances: caches, counters, synchronisation.' },
  REDIS_ENABLED: { schema: flag, fallback: facts => facts.redis, shown: 'true when `REDIS` is set', meaning: 'Uses Redis.' },
  SYNCHRONIZATION_STORE: { schema: z.enum(['memory', 'redis']), fallback: redisStore, shown: 'redis when `REDIS` is set', meaning: 'Without Redis, scheduled flows run on every instance.' },
  RETENTION_ENABLED: fixed(flag, true, 'Deletes the technical history of Directus when it is too old.'),
  RETENTION_SCHEDULE: fixed(text, '30 2 * * *', 'When, as a cron expression.'),
  // CNIL 2021-122: logs are kept 6 to 12 months.
  ACTIVITY_RETENTION: fixed(duration, '365d', 'Age at which activity is deleted.'),
  REVISIONS_RETENTION: fixed(duration, '365d', 'Age at which revisions are deleted.'),
  FLOW_LOGS_RETENTION: fixed(duration, '30d', 'Age at which logs of automations are deleted.'),
  EMAIL_TRANSPORT: fixed(z.literal('smtp'), 'smtp', 'How Directus sends e-mail, as Keycloak does.'),
  EMAIL_FROM: fixed(z.email(), 'no-reply@relais.example', 'Sender of e-mail.'),
  EMAIL_SMTP_HOST: fixed(text, '127.0.0.1', 'Mail server; by default this machine, where nothing listens: nothing leaves.'),
  EMAIL_SMTP_PORT: fixed(port, 1025, 'Port of the mail server.'),
  EMAIL_SMTP_SECURE: fixed(flag, false, 'TLS from the first byte.'),
  EMAIL_SMTP_IGNORE_TLS: fixed(flag, false, 'Never upgrade to TLS.'),
  EMAIL_SMTP_USER: { schema: text, meaning: 'Account on the mail server.' },
  EMAIL_SMTP_PASSWORD: { schema: text, secret: true, meaning: 'Password of that account.' },
  EMAIL_VERIFY_SETUP: { schema: flag, fallback: inProduction, shown: 'true in production', meaning: 'Checks the mail server at the start.' },
  LOG_LEVEL: { schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), fallback: facts => facts.production ? 'info' : 'warn', shown: 'warn, info in production', meaning: 'Least serious line written.' },
  LOG_STYLE: { schema: z.enum(['pretty', 'raw']), fallback: facts => facts.production ? 'raw' : 'pretty', shown: 'pretty, raw in production', meaning: 'Lines for people or JSON for machines.' },
  LOG_HTTP_IGNORE_PATHS: fixed(list, ['/server/ping', '/server/health'], 'Paths that are not logged.'),
} satisfies Record<string, Variable>

const groups = { addresses, product, database, security, limits, switchedOff, running }
const variables: Record<string, Variable> = Object.assign({}, ...Object.values(groups))

type Known = typeof addresses & typeof product & typeof database & typeof security & typeof limits & typeof switchedOff & typeof running
type Output<V> = V extends { schema: z.ZodType<infer T> } ? V extends { fallback: unknown } | { required: 'always' } ? T : T | undefined : never

/** Every variable of the product with its resolved value. */
export type DirectusConfig = { [Name in keyof Known]: Output<Known[Name]> }

/** One line of the documentation of the environment. */
export interface VariableDescription { group: string, name: string, meaning: string, default: string, secret: boolean, required: boolean }

/** A configuration that the product refuses to start with, with one sentence a problem. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
  readonly problems: string[]

  constructor(problems: string[]) {
    super(`The configuration is refused:\n${problems.map(problem => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** Replaces each `X_FILE` of a known variable by the content of the file it names, as container secrets need. */
function readFiles(env: Environment, problems: string[]): Environment {
  const read = { ...env }
  for (const name of Object.keys(variables)) {
    const path = env[`${name}_FILE`]
    if (!path) continue
    if (env[name]) problems.push(`${name} and ${name}_FILE are both set: keep one.`)
    try {
      read[name] = readFileSync(path, 'utf8').trimEnd()
    }
    catch {
      problems.push(`${name}_FILE names a file that cannot be read.`)
    }
  }
  return read
}

function gatherFacts(env: Environment): Facts {
  return {
    production: env.NODE_ENV === 'production',
    data: resolve(ROOT, env.RELAIS_DATA || '.data'),
    identityUrl: env.IDENTITY_URL || addresses.IDENTITY_URL.fallback,
    redis: Boolean(env.REDIS),
    hosts: {
      publicUrl: env.PUBLIC_URL || addresses.PUBLIC_URL.fallback,
      portalUrl: env.PORTAL_URL || addresses.PORTAL_URL.fallback,
    },
  }
}

function parseVariable(name: string, raw: string | undefined, facts: Facts, problems: string[]): Value | undefined {
  const { schema, fallback, required } = variables[name]!
  if (!raw) {
    const missing = required === 'always' || (required === 'production' && facts.production)
    if (missing) problems.push(`${name} is missing: ${variables[name]!.meaning}`)
    return typeof fallback === 'function' ? fallback(facts) : fallback
  }
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  problems.push(`${name}: ${parsed.error.issues.map(issue => issue.message).join(', ')}.`)
  return undefined
}

function checkSecret(name: string, value: Value | undefined): string[] {
  const { secret, minBytes = 0 } = variables[name]!
  return secret && typeof value === 'string' && Buffer.byteLength(value) < minBytes ? [`${name} is shorter than ${minBytes} bytes.`] : []
}

function checkCoherence(config: DirectusConfig): string[] {
  const problems: string[] = []
  const rate = (points: number, seconds: number): number => points / Math.max(seconds, 1)
  if (config.RATE_LIMITER_GLOBAL_ENABLED) {
    if (!config.RATE_LIMITER_ENABLED) problems.push('RATE_LIMITER_GLOBAL_ENABLED needs RATE_LIMITER_ENABLED.')
    if (rate(config.RATE_LIMITER_GLOBAL_POINTS, config.RATE_LIMITER_GLOBAL_DURATION) <= rate(config.RATE_LIMITER_POINTS, config.RATE_LIMITER_DURATION))
      problems.push('RATE_LIMITER_GLOBAL_POINTS must allow more than RATE_LIMITER_POINTS.')
  }
  if (config.CORS_ENABLED && (!config.CORS_ORIGIN?.length || config.CORS_ORIGIN.includes('*')))
    problems.push('CORS_ORIGIN must list the origins allowed when CORS_ENABLED is true.')
  if (config.STORAGE_LOCATIONS === 's3') {
    for (const name of ['STORAGE_S3_KEY', 'STORAGE_S3_SECRET', 'STORAGE_S3_BUCKET'] as const) {
      if (!config[name]) problems.push(`${name} is missing: STORAGE_LOCATIONS is s3.`)
    }
  }
  if (Boolean(config.RELAIS_ADMIN_EMAIL) !== Boolean(config.RELAIS_ADMIN_SUBJECT)) problems.push('RELAIS_ADMIN_EMAIL and RELAIS_ADMIN_SUBJECT go together.')
  if (config.QUERY_LIMIT_DEFAULT > config.QUERY_LIMIT_MAX) problems.push('QUERY_LIMIT_DEFAULT must not exceed QUERY_LIMIT_MAX.')
  return problems
}

function refuseUnknown(env: Environment): string[] {
  return Object.keys(env)
    .filter(name => isOfReadFamily(name) && !isKnownVariable(name))
    .map(name => `${name} is not a variable of Relais: nobody judged what it opens. Remove it, or see docs/environment.md for its name.`)
}

/** Whether the product reads this variable, by itself or through its `_FILE` form. */
export function isKnownVariable(name: string): boolean {
  return name in variables || (name.endsWith('_FILE') && name.slice(0, -'_FILE'.length) in variables)
}

/** Resolves the environment into the typed configuration, or throws a `ConfigurationError` that lists every problem. */
export function resolveConfig(environment: Environment): DirectusConfig {
  const problems = [...refuseUnknown(environment), ...environment.NODE_ENV === 'production' ? unsafeRuntime(environment) : []]
  const env = readFiles(environment, problems)
  const facts = gatherFacts(env)
  const config: Record<string, Value | undefined> = {}
  for (const name of Object.keys(variables)) {
    config[name] = parseVariable(name, env[name], facts, problems)
    problems.push(...checkSecret(name, config[name]))
  }
  config.RELAIS_DATA = facts.data
  if (problems.length > 0) throw new ConfigurationError(problems)
  // Each value has just been parsed by the schema that its type comes from.
  const resolved = config as DirectusConfig
  problems.push(...checkCoherence(resolved), ...facts.production ? checkProduction(resolved) : [])
  if (problems.length > 0) throw new ConfigurationError(problems)
  return resolved
}

/** Says in words that Directus cannot misread: it would otherwise turn `0123` into a number and `a,b` into a list. */
function encode(value: Value): unknown {
  if (typeof value === 'string') return `string:${value}`
  if (Array.isArray(value)) return value.map(item => `string:${item}`)
  return typeof value === 'object' ? `json:${JSON.stringify(value)}` : value
}

/** Lists every variable with its default and meaning, for the documentation, the tests and `relais config`. */
export function describeConfig(): VariableDescription[] {
  return Object.entries<Record<string, Variable>>(groups).flatMap(([group, members]) =>
    Object.entries(members).map(([name, { meaning, fallback, shown, secret, required }]) => ({
      group,
      name,
      meaning,
      default: shown ?? (fallback === undefined || typeof fallback === 'function' ? '' : String(fallback)),
      secret: secret === true,
      required: required !== undefined,
    })))
}

/** Shows the resolved configuration without its secrets. */
export function redactConfig(config: DirectusConfig): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, variables[name]?.secret ? '********' : value]))
}

/** Gives Directus its configuration; what the operator sets in the environment always wins over the product's defaults. */
export default function directusConfig(environment: Environment = process.env): Record<string, unknown> {
  const config = resolveConfig(environment)
  const encoded = Object.entries(config).flatMap(([name, value]) => value === undefined ? [] : [[name, encode(value)]])
  return {
    ...Object.fromEntries(encoded),
    // Files were read and judged above: Directus must not read them again, after the values.
    ...Object.fromEntries(Object.keys(environment).filter(name => name.endsWith('_FILE') && isKnownVariable(name)).map(name => [name, undefined])),
    // The same secret is known by two names: ours, shared with the realm, and the one of the sign-in driver.
    AUTH_KEYCLOAK_CLIENT_SECRET: encode(config.RELAIS_STUDIO_SECRET),
    // Both loggers of Directus write through here, whatever calls them.
    LOGGER_HOOKS: { streamWrite: redactLine },
  }
}
