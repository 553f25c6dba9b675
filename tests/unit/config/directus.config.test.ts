import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import directusConfig, { ConfigurationError, describeConfig, isKnownVariable, redactConfig, resolveConfig } from '../../../directus.config.ts'
import type { Environment } from '../../../directus.config.ts'

const STRONG = 'zq8Xw2vN5tR1mK7pJ4hL9sD3fG6yB0cV'
const base: Environment = { SECRET: STRONG, RELAIS_NOTES_KEY: 'wT7r2LqVx9Nc4Zk1Jb6Hy3Gd8Fm5Sp0a', RELAIS_STUDIO_SECRET: 'kP4wz81LrTqv0NcX', DB_PASSWORD: 'mV2c8Q' }
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
    expect(Object.keys(resolveConfig(base).AUTH_KEYCLOAK_ROLE_MAPPING)).toEqual(['administrator', 'configurator', 'manager', 'adviser', 'steering'])
  })
})

describe('refusals', () => {
  it('lists every problem at once', () => {
    expect(problemsOf({ SECRET: 'short', PORT: 'http', RELAIS_PORTAIL: 'x' })).toEqual([
      'RELAIS_PORTAIL is not a variable of Relais.',
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
    'relais-demo-secret-relais-demo-secret',
    'changeme-changeme-changeme-changeme-changeme',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  ])('refuses the trivial secret %s in production only', (secret) => {
    expect(problemsOf({ ...production, SECRET: secret })).toEqual([expect.stringContaining('SECRET is a known or trivial value')])
    expect(problemsOf({ ...base, SECRET: secret })).toEqual([])
  })

  it('refuses a demo password of the database in production', () => {
    expect(problemsOf({ ...production, DB_PASSWORD: 'relais-demo' })).toEqual([expect.stringContaining('DB_PASSWORD')])
  })

  it('wants https in production, except on the machine itself', () => {
    expect(problemsOf({ ...production, PORTAL_URL: 'http://relais.example' })).toEqual(['PORTAL_URL must use https in production.'])
    expect(problemsOf({ ...production, PORTAL_URL: 'http://localhost:3000' })).toEqual([])
  })

  it('opens the demo accounts in production on the machine itself only', () => {
    expect(problemsOf({ ...production, RELAIS_DEMO: 'true' })).toHaveLength(3)
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
