import { isAbsolute, relative, resolve } from 'node:path'
import { roleIds } from '../access/index.ts'
import { isOwnNetwork } from './networks.ts'
import { strengthOf } from './secrets.ts'
import type { DirectusConfig } from '../../directus.config.ts'

/** What a production never starts with: `refused` is the sentence of the documentation, `names` the variables at fault. */
interface Refusal { about: string, refused: string, names: (config: DirectusConfig) => string[] }

type Name = keyof DirectusConfig

const ROOT = resolve(import.meta.dirname, '..', '..')
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
/** Bits of a key drawn by a machine, and of a password that travels in an address. */
const KEY_BITS = 80
const PASSWORD_BITS = 50
/** Secrets that we draw, which nobody has a reason to take weak; those of mail and storage are chosen elsewhere. */
const DRAWN = { SECRET: KEY_BITS, RELAIS_NOTES_KEY: KEY_BITS, RELAIS_STUDIO_SECRET: PASSWORD_BITS, DB_PASSWORD: PASSWORD_BITS, DB_ADMIN_PASSWORD: PASSWORD_BITS, REDIS: PASSWORD_BITS } as const

const isSecure = (url: string): boolean => url.startsWith('https://')
const isLocal = (url: string): boolean => LOOPBACK.has(new URL(url).hostname)
const isExposed = (url: string): boolean => !isSecure(url) && !isLocal(url)
/** In clear, to somewhere that is not the network of the operator. */
const leavesInClear = (url: string): boolean => !/^(?:https|rediss):/.test(url) && !isOwnNetwork(new URL(url).hostname)
const when = (condition: boolean, name: Name): Name[] => condition ? [name] : []
const among = <N extends Name>(names: readonly N[], isAtFault: (name: N) => boolean): N[] => names.filter(name => isAtFault(name))

function secretsOf(config: DirectusConfig): { name: string, value: string, bits: number }[] {
  return Object.entries(DRAWN).flatMap(([name, bits]) => {
    const value = config[name as keyof typeof DRAWN]
    return value === undefined ? [] : [{ name, bits, value: name === 'REDIS' && URL.canParse(value) ? decodeURIComponent(new URL(value).password) : value }]
  })
}

/** Duration in seconds. */
const secondsOf = (value: string): number => Number.parseInt(value, 10) * ({ ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, y: 31_557_600 }[value.replace(/^\d+/, '')] ?? 1)
const LONGEST = { ACCESS_TOKEN_TTL: '1h', SESSION_COOKIE_TTL: '12h', REFRESH_TOKEN_TTL: '7d', ACTIVITY_RETENTION: '366d', REVISIONS_RETENTION: '366d', FLOW_LOGS_RETENTION: '366d' } as const

/** Ten times what is shipped, or more: beyond, a limit protects nothing. */
const LARGEST = {
  QUERY_LIMIT_DEFAULT: 1000, QUERY_LIMIT_MAX: 10_000, MAX_RELATIONAL_DEPTH: 10, MAX_BATCH_MUTATION: 5000, MAX_IMPORT_ERRORS: 10_000, GRAPHQL_QUERY_TOKEN_LIMIT: 10_000,
  ASSETS_TRANSFORM_MAX_CONCURRENT: 64, PRESSURE_LIMITER_MAX_EVENT_LOOP_DELAY: 10_000, ACCESS_ACCOUNT_SECONDS: 3600, ACCESS_SIGN_IN_SECONDS: 3600, RATE_LIMITER_DURATION: 3600, RATE_LIMITER_GLOBAL_DURATION: 3600,
} as const
/** Points in a second. */
const FASTEST = [
  ['RATE_LIMITER_POINTS', 'RATE_LIMITER_DURATION', 2000], ['RATE_LIMITER_GLOBAL_POINTS', 'RATE_LIMITER_GLOBAL_DURATION', 20_000],
  ['ACCESS_ACCOUNT_POINTS', 'ACCESS_ACCOUNT_SECONDS', 500], ['ACCESS_SIGN_IN_POINTS', 'ACCESS_SIGN_IN_SECONDS', 10],
] as const
const HEAVIEST = { MAX_PAYLOAD_SIZE: 10, FILES_MAX_UPLOAD_SIZE: 100 } as const
const megabytes = (size: string): number => Number.parseInt(size, 10) * ({ b: 1e-6, kb: 1e-3, mb: 1, gb: 1000 }[size.replace(/^\d+/, '').toLowerCase()] ?? 1)

function limitsBeyondSense(config: DirectusConfig): Name[] {
  return [
    ...among(Object.keys(LARGEST) as (keyof typeof LARGEST)[], name => config[name] > LARGEST[name]),
    ...FASTEST.flatMap(([points, seconds, most]) => when(config[points] / Math.max(config[seconds], 1) > most, points)),
    ...among(Object.keys(HEAVIEST) as (keyof typeof HEAVIEST)[], name => megabytes(config[name]) > HEAVIEST[name]),
  ]
}

/** A site named in full: no pattern, no path, and encrypted but on the machine itself. */
function isNamedSite(origin: string): boolean {
  return URL.canParse(origin) && /^(?:https?|wss?):\/\/[a-z0-9.:[\]-]+$/.test(origin) && !origin.includes('*')
    && new URL(origin).host === origin.replace(/^\w+:\/\//, '') && (/^(?:https|wss):/.test(origin) || isLocal(origin))
}

/** Words that each directive may hold besides sites named in full. */
const KEYWORDS = {
  CONTENT_SECURITY_POLICY_DIRECTIVES__FRAME_ANCESTORS: ['\'none\'', '\'self\''],
  CONTENT_SECURITY_POLICY_DIRECTIVES__CONNECT_SRC: ['\'none\'', '\'self\''],
  CONTENT_SECURITY_POLICY_DIRECTIVES__IMG_SRC: ['\'none\'', '\'self\'', 'data:', 'blob:'],
  CONTENT_SECURITY_POLICY_DIRECTIVES__FONT_SRC: ['\'none\'', '\'self\'', 'data:'],
  CONTENT_SECURITY_POLICY_DIRECTIVES__STYLE_SRC: ['\'none\'', '\'self\'', '\'unsafe-inline\''],
} as const
type Directive = keyof typeof KEYWORDS

/** Groups that Keycloak, or the operator, gives to everybody. */
const EVERYBODY = /^(?:offline_access|uma_authorization|default-roles-.*|all|everyone|everybody|tous|toutes|users?|utilisat(?:eur|rice)s?|comptes?|accounts?)$/
/** How profiles are called, in both languages. */
const PROFILES: [name: RegExp, role: string][] = [
  [/^admin(?:istrat(?:or|eur|rice))?s?$/, roleIds.admin], [/^configurat(?:or|eur|rice)s?$/, roleIds.configurator], [/^(?:manager|responsable)s?$/, roleIds.manager],
  [/^(?:adviser|advisor|conseill(?:er|ère|ere))s?$/, roleIds.adviser], [/^(?:steering|pilotage)$/, roleIds.steering],
  [/^(?:partner|partenaire)s?$/, roleIds.partner], [/^(?:prescriber|prescript(?:eur|rice))s?$/, roleIds.prescriber],
  [/^(?:beneficiary|beneficiaries|usager|usagère|beneficiaire|bénéficiaire|jeune|personne)s?$/, roleIds.beneficiary],
]

/** Whether a group that anybody may be in, or that is named after another profile, gets the role. */
function isMisplaced([group, role]: [string, string]): boolean {
  const name = group.trim().toLowerCase().replace(/^\//, '').replace(/^relais[-_ ]/, '')
  return EVERYBODY.test(name) || PROFILES.some(([called, own]) => called.test(name) && own !== role)
}

/** Whether a folder holds the program, or is one of its own that servers give out or run. */
function isOfProgram(folder: string): boolean {
  const [inside, around] = [relative(ROOT, resolve(ROOT, folder)), relative(resolve(ROOT, folder), ROOT)]
  const leaves = (path: string): boolean => path.startsWith('..') || isAbsolute(path)
  return !leaves(around) || (!leaves(inside) && !/^\.data(?:[\\/]|$)/.test(inside))
}

const doors: Refusal[] = [
  {
    about: Object.keys(DRAWN).join(', '), refused: `weak: fewer than ${KEY_BITS} bits to guess for a key, ${PASSWORD_BITS} for a password, words, repetitions and sequences left out: draw it with \`openssl rand -base64 36\` or \`openssl rand -hex 24\``,
    names: config => secretsOf(config).filter(({ value, bits }) => strengthOf(value) < bits).map(({ name }) => name),
  },
  {
    about: Object.keys(DRAWN).join(', '), refused: 'the same value twice: whoever learns one would know both',
    names: config => secretsOf(config).filter(({ value }, index, all) => all.findIndex(other => other.value === value) !== index).map(({ name }) => name),
  },
  {
    about: 'DB_USER', refused: '`postgres`, or the administrator of the database: the application could rewrite its journal',
    names: config => when(['postgres', config.DB_ADMIN_USER?.toLowerCase()].includes(config.DB_USER.toLowerCase()), 'DB_USER'),
  },
  {
    about: 'RELAIS_DEMO', refused: '`true` while an address is not on this machine: it opens accounts with a public password',
    names: config => when(config.RELAIS_DEMO && ![config.PUBLIC_URL, config.PORTAL_URL, config.IDENTITY_URL].every(isLocal), 'RELAIS_DEMO'),
  },
  {
    about: 'AUTH_DISABLE_DEFAULT, AUTH_KEYCLOAK_REQUIRE_VERIFIED_EMAIL, RATE_LIMITER_ENABLED, RATE_LIMITER_GLOBAL_ENABLED', refused: '`false`: a door besides the identity provider, an address that nobody proved, attempts without number',
    names: config => among(['AUTH_DISABLE_DEFAULT', 'AUTH_KEYCLOAK_REQUIRE_VERIFIED_EMAIL', 'RATE_LIMITER_ENABLED', 'RATE_LIMITER_GLOBAL_ENABLED'], name => !config[name]),
  },
  { about: 'RELAIS_OPEN_DIRECTUS', refused: '`true`: addresses that nothing of the product asks would be open', names: config => when(config.RELAIS_OPEN_DIRECTUS, 'RELAIS_OPEN_DIRECTUS') },
  { about: 'AUTH_PROVIDERS', refused: 'anything but `keycloak`', names: config => when(config.AUTH_PROVIDERS.some(name => name !== 'keycloak'), 'AUTH_PROVIDERS') },
  {
    about: 'RELAIS_ALLOWED_CLIENTS', refused: 'a client whose name does not begin with `relais-`, such as those that every realm has, `relais-cli`, which takes passwords without a browser, and `relais-studio`',
    names: config => when(config.RELAIS_ALLOWED_CLIENTS.some(name => !/^relais-(?!cli$|studio$)/.test(name)), 'RELAIS_ALLOWED_CLIENTS'),
  },
  { about: 'RELAIS_API_AUDIENCE', refused: 'a name that does not begin with `relais-`: tokens made for others would be taken', names: config => when(!config.RELAIS_API_AUDIENCE.startsWith('relais-'), 'RELAIS_API_AUDIENCE') },
  { about: 'AUTH_KEYCLOAK_GROUP_CLAIM_NAME', refused: 'a name that does not end with `groups`: people may change other claims', names: config => when(!/groups$/i.test(config.AUTH_KEYCLOAK_GROUP_CLAIM_NAME), 'AUTH_KEYCLOAK_GROUP_CLAIM_NAME') },
  {
    about: 'AUTH_KEYCLOAK_ROLE_MAPPING', refused: 'a group that everybody is in, or one named after another profile',
    names: config => when(Object.entries(config.AUTH_KEYCLOAK_ROLE_MAPPING).some(isMisplaced), 'AUTH_KEYCLOAK_ROLE_MAPPING'),
  },
]

const wires: Refusal[] = [
  { about: 'PUBLIC_URL, PORTAL_URL, IDENTITY_URL, IDENTITY_ISSUER', refused: 'http, except on the machine itself: must use https', names: config => among(['PUBLIC_URL', 'PORTAL_URL', 'IDENTITY_URL', 'IDENTITY_ISSUER'], name => isExposed(config[name])) },
  {
    about: 'IDENTITY_JWKS_URL, AUTH_KEYCLOAK_ISSUER_URL, STORAGE_S3_ENDPOINT, REDIS', refused: 'in clear outside of your own network (a private address, a name without a dot or in `.internal`, `.local`…): must use TLS',
    names: config => among(['IDENTITY_JWKS_URL', 'AUTH_KEYCLOAK_ISSUER_URL', 'STORAGE_S3_ENDPOINT', 'REDIS'], name => URL.canParse(config[name] ?? '') && leavesInClear(config[name] ?? '')),
  },
  { about: 'DB_HOST', refused: 'outside of your own network without `DB_SSL=true`', names: config => when(!config.DB_SSL && !config.DB_HOST.startsWith('/') && !isOwnNetwork(config.DB_HOST), 'DB_HOST') },
  { about: 'EMAIL_SMTP_IGNORE_TLS', refused: '`true` with a mail server outside of your own network', names: config => when(config.EMAIL_SMTP_IGNORE_TLS && !isOwnNetwork(config.EMAIL_SMTP_HOST), 'EMAIL_SMTP_IGNORE_TLS') },
  {
    about: 'SESSION_COOKIE_SECURE, REFRESH_TOKEN_COOKIE_SECURE, AUTH_KEYCLOAK_COOKIE_SECURE, HSTS_ENABLED', refused: '`false` over https',
    names: config => isSecure(config.PUBLIC_URL) ? among(['SESSION_COOKIE_SECURE', 'REFRESH_TOKEN_COOKIE_SECURE', 'AUTH_KEYCLOAK_COOKIE_SECURE', 'HSTS_ENABLED'], name => !config[name]) : [],
  },
  { about: 'HSTS_MAX_AGE', refused: 'less than six months', names: config => when(config.HSTS_MAX_AGE < 15_552_000, 'HSTS_MAX_AGE') },
  { about: 'CORS_ORIGIN', refused: 'an origin in clear, a pattern, anything but a site named in full', names: config => when(config.CORS_ORIGIN?.some(origin => !isNamedSite(origin)) ?? false, 'CORS_ORIGIN') },
  {
    about: 'CONTENT_SECURITY_POLICY_DIRECTIVES__…', refused: 'every host (`*`, `http:`, `https:`), patterns, anything but sites named in full and the words of the default',
    names: config => among(Object.keys(KEYWORDS) as Directive[], name => config[name].trim().split(/\s+/).some(source => !KEYWORDS[name].some(word => word === source.toLowerCase()) && !isNamedSite(source))),
  },
]

const traces: Refusal[] = [
  {
    about: Object.keys(LONGEST).join(', '), refused: `longer than ${Object.values(LONGEST).join(', ')}`,
    names: config => among(Object.keys(LONGEST) as (keyof typeof LONGEST)[], name => secondsOf(config[name]) > secondsOf(LONGEST[name])),
  },
  { about: 'RETENTION_ENABLED', refused: '`false`: the technical history would be kept for ever', names: config => when(!config.RETENTION_ENABLED, 'RETENTION_ENABLED') },
  {
    about: [...Object.keys(LARGEST), ...FASTEST.map(([points]) => points), ...Object.keys(HEAVIEST)].join(', '),
    refused: `beyond what limits anything: ${Object.values(LARGEST).join(', ')}; ${FASTEST.map(([,, most]) => most).join(', ')} a second; ${Object.values(HEAVIEST).join(', ')} MB`, names: limitsBeyondSense,
  },
  { about: 'LOG_LEVEL', refused: '`debug` and `trace`, which write what people typed', names: config => when(['debug', 'trace'].includes(config.LOG_LEVEL), 'LOG_LEVEL') },
  { about: 'LOG_HTTP_IGNORE_PATHS', refused: 'a path outside of `/server/`: its requests would leave no line', names: config => when(config.LOG_HTTP_IGNORE_PATHS.some(path => !/^\/server\/[a-z]+$/.test(path)), 'LOG_HTTP_IGNORE_PATHS') },
  { about: 'EXTENSIONS_PATH', refused: 'another folder than the one of the release', names: config => when(relative(resolve(ROOT, config.EXTENSIONS_PATH), resolve(ROOT, 'extensions')) !== '', 'EXTENSIONS_PATH') },
  { about: 'RELAIS_DATA, TEMP_PATH, STORAGE_LOCAL_ROOT', refused: 'a folder of the program, or one that holds it', names: config => among(['RELAIS_DATA', 'TEMP_PATH', 'STORAGE_LOCAL_ROOT'], name => isOfProgram(config[name])) },
]

/** Everything that stops the start with `NODE_ENV=production`. */
export const REFUSED_IN_PRODUCTION: readonly Refusal[] = [...doors, ...wires, ...traces]

/** One sentence for each variable at fault. */
export function checkProduction(config: DirectusConfig): string[] {
  return REFUSED_IN_PRODUCTION.flatMap(({ refused, names }) => names(config).map(name => `${name} is refused in production: ${refused.replaceAll('`', '')}.`))
}
