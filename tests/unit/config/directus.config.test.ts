import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import directusConfig, { ConfigurationError, describeConfig, isKnownVariable, redactConfig, resolveConfig } from '../../../directus.config.ts'
import type { Environment } from '../../../directus.config.ts'
import { roleIds } from '../../../schema/access/index.ts'
import { REFUSED_IN_PRODUCTION } from '../../../schema/environment/production.ts'
import { strengthOf } from '../../../schema/environment/secrets.ts'

const STRONG = 'zq8Xw2vN5tR1mK7pJ4hL9sD3fG6yB0cV'
const base: Environment = { SECRET: STRONG, RELAIS_NOTES_KEY: 'wT7r2LqVx9Nc4Zk1Jb6Hy3Gd8Fm5Sp0a', RELAIS_STUDIO_SECRET: 'kP4wz81LrTqv0NcX', DB_PASSWORD: 'mV2c8QwX4tZs1LpKd7' }
const production: Environment = {
  ...base,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://studio.relais.example',
  PORTAL_URL: 'https://relais.example',
  IDENTITY_URL: 'https://identity.relais.example',
}

function problemsOf(env: Environment): string[] {
  try {
    resolveConfig(env)
  }
  catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
  return []
}

describe('the configuration', () => {
  it('starts from safe defaults', () => {
    expect(resolveConfig(base)).toMatchObject({
      PUBLIC_URL: 'http://localhost:8055',
      HOST: '127.0.0.1',
      DB_PORT: 5433,
      QUERY_LIMIT_MAX: 1000,
      MAX_RELATIONAL_DEPTH: 5,
      MAX_BATCH_MUTATION: 500,
      RATE_LIMITER_ENABLED: true,
      IP_TRUST_PROXY: 'loopback',
      CORS_ENABLED: false,
      CACHE_ENABLED: false,
      GRAPHQL_INTROSPECTION: false,
      AUTH_KEYCLOAK_ALLOW_PUBLIC_REGISTRATION: false,
      EXTENSIONS_MUST_LOAD: true,
    })
  })

  it.each(['WEBSOCKETS_ENABLED', 'MCP_ENABLED', 'AI_ENABLED', 'TELEMETRY', 'OPENAPI_ENABLED', 'TUS_ENABLED'] as const)('keeps %s off and refuses to switch it on', (name) => {
    expect(resolveConfig(base)[name]).toBe(false)
    expect(problemsOf({ ...base, [name]: 'true' })).toEqual([`${name}: cannot be switched on.`])
  })

  it('sends the reports of Directus nowhere', () => {
    const { TELEMETRY_URL, COMPLIANCE_URL, MARKETPLACE_REGISTRY, EMAIL_SMTP_HOST } = resolveConfig(base)

    expect([TELEMETRY_URL, COMPLIANCE_URL, MARKETPLACE_REGISTRY].map(url => new URL(url).hostname)).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1'])
    expect(EMAIL_SMTP_HOST).toBe('127.0.0.1')
  })

  it('lets the operator win over a default', () => {
    expect(resolveConfig({ ...base, QUERY_LIMIT_MAX: '250', RATE_LIMITER_ENABLED: 'true' }).QUERY_LIMIT_MAX).toBe(250)
  })

  it('takes an empty variable as unset', () => {
    expect(resolveConfig({ ...base, PORT: '', REDIS: '' })).toMatchObject({ PORT: 8055, REDIS_ENABLED: false })
  })

  it('computes the addresses of the realm from the identity provider', () => {
    expect(resolveConfig({ ...base, IDENTITY_URL: 'http://localhost:9090' })).toMatchObject({
      IDENTITY_ISSUER: 'http://localhost:9090/realms/relais',
      IDENTITY_JWKS_URL: 'http://localhost:9090/realms/relais/protocol/openid-connect/certs',
      AUTH_KEYCLOAK_ISSUER_URL: 'http://localhost:9090/realms/relais/.well-known/openid-configuration',
    })
  })

  it('uses Redis everywhere as soon as it is named', () => {
    expect(resolveConfig({ ...base, REDIS: 'redis://:a,b@redis:6379' })).toMatchObject({
      REDIS_ENABLED: true, CACHE_STORE: 'redis', RATE_LIMITER_STORE: 'redis', SYNCHRONIZATION_STORE: 'redis',
    })
  })

  it('gives the administrator group the first place in the role mapping', () => {
    expect(Object.keys(resolveConfig(base).AUTH_KEYCLOAK_ROLE_MAPPING)).toEqual(['administrator', 'configurator', 'manager', 'adviser'])
  })
})

describe('refusals', () => {
  it('lists every problem at once', () => {
    expect(problemsOf({ SECRET: 'short', PORT: 'http', RELAIS_PORTAIL: 'x' })).toEqual([
      expect.stringContaining('RELAIS_PORTAIL is not a variable of Relais'),
      'PORT: must be a whole number.',
      expect.stringContaining('RELAIS_NOTES_KEY is missing'),
      expect.stringContaining('RELAIS_STUDIO_SECRET is missing'),
      expect.stringContaining('DB_PASSWORD is missing'),
      'SECRET is shorter than 32 bytes.',
    ])
  })

  it.each([
    ['PUBLIC_URL', '/admin'],
    ['PUBLIC_URL', 'https://studio.relais.example/'],
    ['PUBLIC_URL', 'https://a.example\\@ailleurs.example'], ['PUBLIC_URL', 'https://moi:mot@a.example'],
    ['IP_TRUST_PROXY', 'true'],
    ['DB_CLIENT', 'sqlite3'],
    ['MARKETPLACE_TRUST', 'all'],
    ['FILES_MAX_UPLOAD_SIZE', 'big'],
    ['SESSION_COOKIE_TTL', '1 hour'],
    ['AUTH_KEYCLOAK_ROLE_MAPPING', '{"adviser":"everything"}'],
    ['AUTH_KEYCLOAK_ROLE_MAPPING', 'adviser'],
    ['RELAIS_WEBHOOK_INTERNAL_HOSTS', 'outils.interne'],
    ['RELAIS_WEBHOOK_INTERNAL_HOSTS', 'outils.interne:8443,10.0.0.0/8'],
    ['RELAIS_WEBHOOK_INTERNAL_HOSTS', 'https://outils.interne:8443'],
    ['RELAIS_WEBHOOK_INTERNAL_HOSTS', '*.interne:443'],
  ])('refuses %s=%s', (name, value) => {
    expect(problemsOf({ ...base, [name]: value })).toEqual([expect.stringContaining(`${name}: `)])
  })

  it.each([
    [{ RATE_LIMITER_GLOBAL_POINTS: '10' }, 'RATE_LIMITER_GLOBAL_POINTS'],
    [{ RATE_LIMITER_ENABLED: 'false' }, 'RATE_LIMITER_GLOBAL_ENABLED'],
    [{ CORS_ENABLED: 'true' }, 'CORS_ORIGIN'],
    [{ CORS_ENABLED: 'true', CORS_ORIGIN: '*' }, 'CORS_ORIGIN'],
    [{ STORAGE_LOCATIONS: 's3', STORAGE_S3_KEY: 'k', STORAGE_S3_SECRET: 's' }, 'STORAGE_S3_BUCKET'],
    [{ QUERY_LIMIT_DEFAULT: '2000' }, 'QUERY_LIMIT_DEFAULT'],
  ])('refuses the incoherent %j', (extra, name) => {
    expect(problemsOf({ ...base, ...extra })).toEqual([expect.stringContaining(name)])
  })

  it.each([
    { SECRET: 'relais-demo-secret-relais-demo-secret' },
    { SECRET: 'changeme-changeme-changeme-changeme-changeme' },
    { SECRET: 'a'.repeat(48) },
    { SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789' },
    { SECRET: 'k9Xq'.repeat(12) },
    { SECRET: 'Xk9fTq2LmZ'.repeat(4) }, { SECRET: 'Marseille-Printemps-2026-Bonjour!' }, { SECRET: 'The quick brown fox jumps over the lazy dog' }, { SECRET: '00112233445566778899aabbccddeeff0' },
    { RELAIS_STUDIO_SECRET: 'mission-locale-paris' }, { RELAIS_STUDIO_SECRET: '1a2b3c4d5e6f7g8h' },
    { DB_PASSWORD: 'Soleil2026!' }, { DB_PASSWORD: 'MissionLocale' }, { DB_PASSWORD: 'P@ssw0rd1234' }, { DB_PASSWORD: '1q2w3e4r5t6y' }, { DB_PASSWORD: '1q2w3e4r5t6y7u8i' }, { DB_PASSWORD: '1357924680acegik' },
    { RELAIS_NOTES_KEY: STRONG },
    { DB_PASSWORD: 'a' }, { DB_PASSWORD: 'relais' }, { DB_PASSWORD: 'postgres' }, { DB_PASSWORD: 'Relais2026!' }, { DB_PASSWORD: 'relais-demo' },
    { REDIS: 'redis://:a@redis:6379' }, { REDIS: 'redis://redis:6379' },
    { DB_USER: 'postgres' }, { DB_USER: 'POSTGRES' }, { DB_USER: 'patronne', DB_ADMIN_USER: 'patronne' },
    { DB_HOST: 'db.fournisseur.example' }, { REDIS: 'redis://:mV2c8QwX4tZs1LpKd7q@cache.fournisseur.example:6379' },
    { IDENTITY_JWKS_URL: 'http://203.0.113.7/certs' }, { AUTH_KEYCLOAK_ISSUER_URL: 'http://203.0.113.7/.well-known/openid-configuration' }, { IDENTITY_ISSUER: 'http://ailleurs.example/realms/x' },
    { EMAIL_SMTP_IGNORE_TLS: 'true', EMAIL_SMTP_HOST: 'smtp.fournisseur.example' },
    { PUBLIC_URL: 'http://studio.relais.example' }, { PORTAL_URL: 'http://relais.example' },
    { RELAIS_DEMO: 'true' }, { RELAIS_OPEN_DIRECTUS: 'true' },
    { SESSION_COOKIE_SECURE: 'false' }, { REFRESH_TOKEN_COOKIE_SECURE: 'false' }, { AUTH_KEYCLOAK_COOKIE_SECURE: 'false' },
    { AUTH_DISABLE_DEFAULT: 'false' }, { AUTH_KEYCLOAK_REQUIRE_VERIFIED_EMAIL: 'false' }, { RATE_LIMITER_ENABLED: 'false', RATE_LIMITER_GLOBAL_ENABLED: 'false' },
    { AUTH_PROVIDERS: 'keycloak,github' },
    { RATE_LIMITER_GLOBAL_ENABLED: 'false' },
    { RELAIS_ALLOWED_CLIENTS: 'relais-portal,relais-cli' }, { RELAIS_ALLOWED_CLIENTS: 'admin-cli,account,security-admin-console' }, { RELAIS_ALLOWED_CLIENTS: 'relais-studio' },
    { RELAIS_API_AUDIENCE: 'account' },
    { AUTH_KEYCLOAK_GROUP_CLAIM_NAME: 'email' },
    ...[
      { offline_access: roleIds.admin }, { 'default-roles-relais': roleIds.admin }, { '/Utilisateurs': roleIds.adviser }, { 'partner ': roleIds.admin }, { partenaires: roleIds.admin },
      { 'relais-conseillers': roleIds.admin }, { Administrator: roleIds.adviser },
    ].map(mapping => ({ AUTH_KEYCLOAK_ROLE_MAPPING: JSON.stringify(mapping) })),
    { AUTH_KEYCLOAK_ROLE_MAPPING: '{"tous":"5d0e1a00-0000-4000-8000-000000000003"}' },
    { HSTS_ENABLED: 'false' }, { HSTS_MAX_AGE: '0' },
    { ACCESS_TOKEN_TTL: '1d' }, { ACCESS_TOKEN_TTL: '3600001ms' }, { ACTIVITY_RETENTION: '99y' }, { SESSION_COOKIE_TTL: '30d' }, { REFRESH_TOKEN_TTL: '1y' },
    { CORS_ORIGIN: 'http://ailleurs.example', CORS_ENABLED: 'true' },
    ...['https://*', 'https://.*', 'https://a.example,/.*/', 'https://*.example', 'https://a.example/chemin', 'null', 'HTTPS://a.example'].map(origin => ({ CORS_ORIGIN: origin, CORS_ENABLED: 'true' })),
    ...['https://*', 'http://*:*', 'HTTPS:', '\'none\'; script-src *', 'https://*.example', 'https:*', '\'self\'@evil'].map(sources => ({ CONTENT_SECURITY_POLICY_DIRECTIVES__FRAME_ANCESTORS: sources })),
    ...['\'self\' *:*', '\'self\' wss: ws:', '\'unsafe-eval\'', 'data:'].map(sources => ({ CONTENT_SECURITY_POLICY_DIRECTIVES__CONNECT_SRC: sources })),
    { CONTENT_SECURITY_POLICY_DIRECTIVES__FRAME_ANCESTORS: '*' }, { CONTENT_SECURITY_POLICY_DIRECTIVES__CONNECT_SRC: '\'self\' https:' },
    { LOG_LEVEL: 'trace' },
    { RETENTION_ENABLED: 'false' },
    { QUERY_LIMIT_MAX: '999999999' }, { MAX_BATCH_MUTATION: '999999' }, { MAX_PAYLOAD_SIZE: '9999gb' }, { FILES_MAX_UPLOAD_SIZE: '1gb' },
    { ACCESS_SIGN_IN_POINTS: '1000000000' }, { ACCESS_ACCOUNT_POINTS: '1000000000' }, { RATE_LIMITER_GLOBAL_POINTS: '2000000000' },
    { LOG_HTTP_IGNORE_PATHS: '/' },
    { EXTENSIONS_PATH: '/tmp' },
    { STORAGE_LOCAL_ROOT: 'portal/public' }, { STORAGE_LOCAL_ROOT: '/' }, { RELAIS_DATA: 'extensions', TEMP_PATH: '/data/tmp', STORAGE_LOCAL_ROOT: '/data/uploads' }, { TEMP_PATH: 'node_modules/.directus' },
  ])('refuses %j in production, and says why', (extra: Environment) => {
    const problems = problemsOf({ ...production, ...extra })

    expect(problems).not.toEqual([])
    expect(problems.filter(problem => !new RegExp(`^(?:${[...Object.keys(extra), 'RELAIS_NOTES_KEY'].join('|')}) is refused in production: `).test(problem))).toEqual([])
    expect(problemsOf({ ...base, ...extra })).toEqual([])
  })

  it('has a case above for each thing that production refuses', () => {
    const cases = readFileSync(fileURLToPath(import.meta.url), 'utf8')
    for (const { about, names } of REFUSED_IN_PRODUCTION) {
      expect(names(resolveConfig(production)), about).toEqual([])
      expect(about.split(', ').some(name => cases.includes(`{ ${name.replace('…', 'CONNECT_SRC')}: '`)), about).toBe(true)
    }
  })

  it.each([
    ['IP_TRUST_PROXY', '0.0.0.0/128.0.0.0,128.0.0.0/128.0.0.0'], ['IP_TRUST_PROXY', '::ffff:0.0.0.0/96'], ['IP_TRUST_PROXY', '::ffff:0:0/97,::ffff:8000:0/97'], ['IP_TRUST_PROXY', '::/32'], ['IP_TRUST_PROXY', '::/64'],
    ['IP_TRUST_PROXY', Array.from({ length: 256 }, (_, first) => `${first}.0.0.0/8`).join(',')], ['IP_TRUST_PROXY', 'Loopback'], ['IP_TRUST_PROXY', '0x0.0.0.0/1'], ['IP_TRUST_PROXY', '1/1'], ['IP_TRUST_PROXY', 'everybody'],
    ['RELAIS_WEBHOOK_INTERNAL_HOSTS', '169.254.169.254:80'], ['RELAIS_WEBHOOK_INTERNAL_HOSTS', '[fd00:ec2::254]:80'], ['RELAIS_WEBHOOK_INTERNAL_HOSTS', 'metadata.google.internal:80'], ['RELAIS_WEBHOOK_HOSTS', '*'],
    ['MARKETPLACE_REGISTRY', 'https://ailleurs.example'], ['GRAPHQL_INTROSPECTION', 'true'],
    ['IP_TRUST_PROXY', '0.0.0.0/1,128.0.0.0/1'], ['IP_TRUST_PROXY', '::/1,8000::/1'], ['IP_TRUST_PROXY', '99'],
    ['AUTH_KEYCLOAK_IDENTIFIER_KEY', 'email'],
    ['AUTH_KEYCLOAK_ROLE_MAPPING', JSON.stringify({ partner: roleIds.admin })],
    ['AUTH_KEYCLOAK_ROLE_MAPPING', JSON.stringify({ adviser: roleIds.admin })],
    ['AUTH_KEYCLOAK_ROLE_MAPPING', JSON.stringify({ agents: roleIds.beneficiary })],
    ['FILES_MIME_TYPE_ALLOW_LIST', 'image/svg+xml,text/html'],
    ['EXTENSIONS_MUST_LOAD', 'false'],
  ])('refuses %s=%s everywhere', (name, value) => {
    expect(problemsOf({ ...base, [name]: value })).toEqual([expect.stringContaining(`${name}: `)])
  })

  it.each([
    'AUTH_KEYCLOAK_DEFAULT_ROLE_ID', 'AUTH_KEYCLOAK_DEFAULT_ROLE_ID_FILE', 'auth_keycloak_default_role_id', 'AUTH_KEYCLOAK_ROLE_MAPPING__partenaires', 'AUTH_KEYCLOAK_PLAIN_CODE_CHALLENGE', 'AUTH_AUTRE_DRIVER',
    'CONTENT_SECURITY_POLICY_DIRECTIVES__SCRIPT_SRC', 'content_security_policy_directives__script_src', 'Content_Security_Policy_report_only', 'ASSETS_CONTENT_SECURITY_POLICY__DIRECTIVES__SCRIPT_SRC', 'CORS_CREDENTIALS',
    'ADMIN_EMAIL', 'ADMIN_PASSWORD', 'ADMIN_TOKEN', 'IP_CUSTOM_HEADER', 'UNIX_SOCKET_PATH', 'LOGIN_STALL_TIME', 'SESSION_COOKIE_DOMAIN', 'STORAGE_S3_ACL', 'STORAGE_PUBLIC_ROOT', 'EMAIL_TEMPLATES_PATH', 'MIGRATIONS_PATH',
    'PACKAGE_FILE_LOCATION', 'EXTENSIONS_LOCATION', 'DB_CONNECTION_STRING', 'DB_SSL__REJECT_UNAUTHORIZED', 'PASSWORD_RESET_URL_ALLOW_LIST', 'USER_INVITE_URL_ALLOW_LIST', 'ROOT_REDIRECT', 'CROSS_ORIGIN_OPENER_POLICY',
    'HASH_MEMORY_COST', 'SERVER_TIMEOUT', 'METRICS_TOKENS', 'LOGGER_LEVELS', 'CACHE_SKIP_ALLOWED', 'WEBSOCKETS_REST_AUTH', 'REDIS_HOST', 'AI_TELEMETRY_ENABLED',
  ])('refuses %s, which nobody judged, everywhere', (name) => {
    expect(problemsOf({ ...base, [name]: roleIds.admin })).toEqual([expect.stringContaining(`${name} is not a variable of Relais`)])
  })

  it('leaves alone the variables of the machine', () => {
    expect(problemsOf({ ...production, HOSTNAME: 'a', HOME: '/tmp', PATH: '/bin', LANG: 'fr_FR', KEY: 'x', NODE_EXTRA_CA_CERTS: '/ca.pem', IDENTITY_PORT: '8080', KUBERNETES_PORT: 'tcp://10.0.0.1:443', USER: 'relais', MAIL: '/var/mail', SECURITYSESSIONID: '1', NUXT_TRUST_PROXY: '1' })).toEqual([])
  })

  it.each([{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, { NODE_OPTIONS: '--inspect=0.0.0.0:9229' }, { DEBUG: 'knex:*' }, { NODE_DEBUG: 'http' }])('refuses %j in production', (extra) => {
    expect(problemsOf({ ...production, ...extra })).toEqual([expect.stringContaining('is refused in production')])
  })

  it.each(['172.30.84.0/23', 'loopback', 'loopback, uniquelocal', '203.0.113.7', '2001:db8::7', '0', '2', 'false', '173.245.48.0/20,104.16.0.0/13,104.24.0.0/14,172.64.0.0/13,2400:cb00::/32,2a06:98c0::/29'])('takes the proxies %s', (list) => {
    expect(problemsOf({ ...production, IP_TRUST_PROXY: list })).toEqual([])
  })

  it.each([
    { DB_HOST: 'db.fournisseur.example', DB_SSL: 'true' }, { REDIS: 'rediss://:mV2c8QwX4tZs1LpKd7q@cache.fournisseur.example:6380' }, { IDENTITY_JWKS_URL: 'http://10.0.0.4:8080/certs' }, { DB_HOST: 'base.interne' },
    { CORS_ENABLED: 'true', CORS_ORIGIN: 'https://a.example,https://b.example:8443' }, { CONTENT_SECURITY_POLICY_DIRECTIVES__IMG_SRC: '\'self\' data: https://fonds.example' }, { RELAIS_ALLOWED_CLIENTS: 'relais-portal,relais-mobile' },
    { STORAGE_LOCAL_ROOT: '/data/uploads', RELAIS_DATA: '/data' }, { RELAIS_WEBHOOK_HOSTS: 'outils.exemple.fr' }, { RELAIS_WEBHOOK_INTERNAL_HOSTS: '127.0.0.2:8443' },
  ])('takes %j in production', (extra: Environment) => {
    expect(problemsOf({ ...production, ...extra })).toEqual([])
  })

  it('takes the groups of an operator for roles of the Studio', () => {
    expect(problemsOf({ ...production, AUTH_KEYCLOAK_ROLE_MAPPING: JSON.stringify({ 'relais-admins': roleIds.admin, 'manager': roleIds.manager }) })).toEqual([])
  })

  it('takes what openssl draws', () => {
    for (let turn = 0; turn < 200; turn += 1) {
      expect(strengthOf(randomBytes(36).toString('base64'))).toBeGreaterThan(80)
      expect(strengthOf(randomBytes(24).toString('hex'))).toBeGreaterThan(80)
    }
  })

  it('takes http in production on the machine itself', () => {
    expect(problemsOf({ ...production, PORTAL_URL: 'http://localhost:3000' })).toEqual([])
  })

  it('opens the demo accounts in production on the machine itself only', () => {
    expect(problemsOf({ ...base, NODE_ENV: 'production', RELAIS_DEMO: 'true' })).toEqual([])
  })

  it('keeps automations away from every private network, whatever is added', () => {
    const networks = resolveConfig(base).IMPORT_IP_DENY_LIST

    for (const network of ['0.0.0.0', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '192.168.0.0/16', '::/96', '4000::/2', '8000::/1']) expect(networks).toContain(network)
    expect(resolveConfig({ ...base, IMPORT_IP_DENY_LIST: [...networks, '203.0.113.0/24'].join(',') }).IMPORT_IP_DENY_LIST).toHaveLength(networks.length + 1)
    expect(problemsOf({ ...base, IMPORT_IP_DENY_LIST: '169.254.169.254' })).toEqual([expect.stringContaining('IMPORT_IP_DENY_LIST')])
  })

  it('wants both the e-mail and the id of the first administrator', () => {
    expect(problemsOf({ ...base, RELAIS_ADMIN_EMAIL: 'claire@relais.example' })).toEqual(['RELAIS_ADMIN_EMAIL and RELAIS_ADMIN_SUBJECT go together.'])
  })

  it('never says the value of a secret', () => {
    expect(problemsOf({ ...production, SECRET: 'secret-of-mine' }).join()).not.toContain('secret-of-mine')
  })
})

describe('in production', () => {
  it('closes the local door and hardens the cookies', () => {
    expect(resolveConfig(production)).toMatchObject({
      AUTH_DISABLE_DEFAULT: true,
      AUTH_KEYCLOAK_ISSUER_DISCOVERY_MUST_SUCCEED: true,
      SESSION_COOKIE_SECURE: true,
      REFRESH_TOKEN_COOKIE_SECURE: true,
      AUTH_KEYCLOAK_COOKIE_SECURE: true,
      HSTS_ENABLED: true,
      LOG_STYLE: 'raw',
    })
  })
})

describe('secrets in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relais-config-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('reads the file without its final newline, and refuses a variable set twice or unreadable', () => {
    const path = join(folder, 'secret')
    writeFileSync(path, `${STRONG}\n`)
    const { SECRET: _, ...rest } = base

    expect(resolveConfig({ ...rest, SECRET_FILE: path }).SECRET).toBe(STRONG)
    expect(problemsOf({ ...base, SECRET_FILE: path })).toEqual(['SECRET and SECRET_FILE are both set: keep one.'])
    expect(problemsOf({ ...base, DB_PASSWORD: undefined, DB_PASSWORD_FILE: join(folder, 'none') })[0]).toBe('DB_PASSWORD_FILE names a file that cannot be read.')
  })
})

describe('what Directus receives', () => {
  it('cannot be misread as another type', () => {
    expect(directusConfig({ ...base, DB_PASSWORD: '0123,4', RELAIS_ALLOWED_CLIENTS: 'a, b' })).toMatchObject({
      DB_PASSWORD: 'string:0123,4',
      RELAIS_ALLOWED_CLIENTS: ['string:a', 'string:b'],
      DB_PORT: 5433,
      AUTH_KEYCLOAK_CLIENT_SECRET: 'string:kP4wz81LrTqv0NcX',
      AUTH_KEYCLOAK_ROLE_MAPPING: expect.stringMatching(/^json:\{"administrator":/),
    })
  })

  it('is not read again from files, after what was judged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'relais-config-'))
    writeFileSync(join(folder, 'proxies'), 'loopback')

    expect(directusConfig({ ...base, IP_TRUST_PROXY: '', IP_TRUST_PROXY_FILE: join(folder, 'proxies') })).toMatchObject({ IP_TRUST_PROXY: 'string:loopback', IP_TRUST_PROXY_FILE: undefined })
    rmSync(folder, { recursive: true })
  })

  it('leaves out what is unset', () => {
    expect(Object.keys(directusConfig(base))).not.toContain('REDIS')
  })
})

describe('the sources', () => {
  it('read no RELAIS_ variable that the configuration would refuse', () => {
    const root = fileURLToPath(new URL('../../../', import.meta.url))
    const files = ['cli', 'extensions', 'schema', 'seeds', 'tests/support', 'tests/e2e', 'portal/app', 'portal/server']
      .filter(folder => existsSync(join(root, folder)))
      .flatMap(folder => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter(name => /\.(ts|mjs|vue)$/.test(name) && !/node_modules|dist\//.test(name)).map(name => join(root, folder, name)))
    const named = files.flatMap(path => [...readFileSync(path, 'utf8').matchAll(/\benv(?:\.|\[')(RELAIS_[A-Z_]+)/g)].map(([, name = '']) => name))

    expect([...new Set(named)].filter(name => !isKnownVariable(name))).toEqual([])
  })
})

describe('the description', () => {
  it('says something about every variable, once', () => {
    const described = describeConfig()

    expect(new Set(described.map(({ name }) => name)).size).toBe(described.length)
    expect(described.filter(({ meaning }) => !/^[A-Z].*\.$/.test(meaning))).toEqual([])
    expect(described.every(({ name }) => isKnownVariable(name) && isKnownVariable(`${name}_FILE`))).toBe(true)
  })

  it('hides secrets', () => {
    expect(JSON.stringify(redactConfig(resolveConfig(base)))).not.toContain(STRONG)
  })
})
