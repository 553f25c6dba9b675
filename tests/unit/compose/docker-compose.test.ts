import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import directusConfig, { isKnownVariable, resolveConfig } from '../../../directus.config.ts'
import { EnvSchema as DirectorySchema } from '../../../extensions/directory/src/env.schema.ts'
import { readSettings } from '../../../extensions/platform/src/index.ts'
import { EnvSchema as WorkflowSchema } from '../../../extensions/workflow/src/env.schema.ts'

const ROOT = new URL('../../../', import.meta.url)
const text = readFileSync(new URL('docker-compose.yml', ROOT), 'utf8')
const example = readFileSync(new URL('.env.example', ROOT), 'utf8')
const dockerfile = readFileSync(new URL('Dockerfile', ROOT), 'utf8')
const portalConfig = readFileSync(new URL('portal/nuxt.config.ts', ROOT), 'utf8')

const ServiceSchema = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), target: z.string() }).optional(),
  restart: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  command: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  read_only: z.boolean().optional(),
})
const { services, networks, volumes } = z.object({
  services: z.record(z.string(), ServiceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional(), ipam: z.object({ config: z.array(z.object({ subnet: z.string() })) }).optional() })),
  volumes: z.record(z.string(), z.object({})),
}).parse(parse(text, { merge: true }))

const OURS = ['realm', 'migrate', 'directus', 'worker']
/** Variables that the images of others understand. */
const FOREIGN: Record<string, RegExp> = {
  database: /^(POSTGRES_(DB|USER|PASSWORD)|(IDENTITY_)?DB_PASSWORD)$/,
  redis: /^REDIS_PASSWORD$/,
  identity: /^(KC_(DB|DB_URL|DB_USERNAME|DB_PASSWORD|HOSTNAME|HOSTNAME_BACKCHANNEL_DYNAMIC|HTTP_ENABLED|PROXY_HEADERS|HEALTH_ENABLED|LOG_LEVEL|BOOTSTRAP_ADMIN_USERNAME|BOOTSTRAP_ADMIN_PASSWORD)|PORTAL_URL|PUBLIC_URL|RELAIS_STUDIO_SECRET|EMAIL_(FROM|SMTP_(HOST|PORT|SECURE|USER|PASSWORD)))$/,
  mail: /^MP_(MAX_MESSAGES|DISABLE_VERSION_CHECK)$/,
}
const SECRETS = /SECRET|PASSWORD|KEY$/

const operator = {
  PUBLIC_URL: 'https://studio.relais.example', PORTAL_URL: 'https://relais.example', IDENTITY_URL: 'https://identity.relais.example',
  SECRET: 'zq8Xw2vN5tR1mK7pJ4hL9sD3fG6yB0cV', RELAIS_NOTES_KEY: 'wT7r2LqVx9Nc4Zk1Jb6Hy3Gd8Fm5Sp0a', RELAIS_STUDIO_SECRET: 'kP4wz81LrTqv0NcX', DB_PASSWORD: '5b1fd0c2a97e83d46f10b7c92e5a8d31', DB_ADMIN_PASSWORD: 'a4e09d77f1c35b28e6d091fa7c4b3e86', REDIS_PASSWORD: '0c41e7b2d95a6f38b1c7e20d94a5f68b',
  IDENTITY_DB_PASSWORD: '77ab0f3c21de94b5d8260e1fa37c5b9d', KC_BOOTSTRAP_ADMIN_PASSWORD: 'rT6vBq2nYw8z',
}

/** Replaces `${NAME:?message}` and `${NAME:-default}` as compose does. */
function interpolate(value: string, env: Record<string, string>): string {
  return value.replaceAll(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, sign?: string, rest = '') => {
    if (env[name]) return env[name]
    if (sign === '-') return rest
    throw new Error(`${name}: ${rest}`)
  })
}

function environmentOf(name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(services[name]!.environment).map(([key, value]) => [key, interpolate(value, operator)]))
}

const interpolations = [...text.matchAll(/\$\{(\w+)(?::([?-])([^}]*))?\}/g)].map(([, name = '', sign = '', rest = '']) => ({ name, sign, rest }))

describe('every variable that compose sets', () => {
  it.each(OURS)('is known to the configuration, for %s', (name) => {
    expect(Object.keys(services[name]!.environment).filter(key => key !== 'NODE_ENV' && !isKnownVariable(key))).toEqual([])
  })

  it('is read by the portal', () => {
    const names = Object.keys(services.portal!.environment).filter(key => key !== 'NODE_ENV')
    const camel = (key: string) => key.replace(/^NUXT_(PUBLIC_)?/, '').toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

    expect(names.filter(key => !new RegExp(`\\b${camel(key)}:`).test(portalConfig))).toEqual([])
  })

  it.each(Object.keys(FOREIGN))('is one that the image of %s documents', (name) => {
    expect(Object.keys(services[name]!.environment).filter(key => !FOREIGN[name]!.test(key))).toEqual([])
  })

  it.each(OURS)('makes a configuration that %s accepts in production', (name) => {
    const config = resolveConfig(environmentOf(name))

    expect(config).toMatchObject({ DB_HOST: 'database', DB_PORT: 5432, REDIS_ENABLED: true, EMAIL_SMTP_HOST: 'mail', RELAIS_DEMO: false })
  })
})

describe('what may be called outside', () => {
  const OUTSIDE = { RELAIS_GEOCODING_URL: 'https://adresses.example', RELAIS_WEBHOOK_HOSTS: 'outils.exemple.fr,aide.exemple.fr', RELAIS_WEBHOOK_INTERNAL_HOSTS: 'outils.interne:8443' }

  it.each(Object.keys(services).filter(name => name !== 'directus'))('is told to no other service: %s', (name) => {
    expect(Object.keys(services[name]!.environment).filter(key => key in OUTSIDE)).toEqual([])
  })

  it('is nothing when the operator names nothing, for Directus and for its extensions', () => {
    const environment = environmentOf('directus')
    expect(Object.keys(OUTSIDE).map(key => environment[key])).toEqual(['', '', ''])

    expect(resolveConfig(environment)).toMatchObject({ RELAIS_GEOCODING_URL: undefined, RELAIS_WEBHOOK_HOSTS: [], RELAIS_WEBHOOK_INTERNAL_HOSTS: [] })
    // Directus gives its extensions the environment as it is, under what the configuration says.
    for (const env of [environment, { ...environment, ...directusConfig(environment) }]) {
      expect(readSettings('directory', DirectorySchema, env).RELAIS_GEOCODING_URL).toBeUndefined()
      expect(readSettings('workflow', WorkflowSchema, env)).toMatchObject({ RELAIS_WEBHOOK_HOSTS: [], RELAIS_WEBHOOK_INTERNAL_HOSTS: [] })
    }
  })

  it('is what the operator names', () => {
    const environment = Object.fromEntries(Object.entries(services.directus!.environment).map(([key, value]) => [key, interpolate(value, { ...operator, ...OUTSIDE })]))

    expect(resolveConfig(environment)).toMatchObject({
      RELAIS_GEOCODING_URL: 'https://adresses.example', RELAIS_WEBHOOK_HOSTS: ['outils.exemple.fr', 'aide.exemple.fr'], RELAIS_WEBHOOK_INTERNAL_HOSTS: ['outils.interne:8443'],
    })
    expect(() => readSettings('directory', DirectorySchema, { ...environment, RELAIS_GEOCODING_URL: 'nulle part' })).toThrow('RELAIS_GEOCODING_URL')
  })
})

describe('secrets', () => {
  it('have no default: compose stops and says which one is missing', () => {
    const kept = interpolations.filter(({ name, sign, rest }) => SECRETS.test(name) && sign === '-' && rest !== '')

    expect(kept).toEqual([])
    expect(() => interpolate(services.directus!.environment.SECRET!, {})).toThrow('SECRET: at least 32 bytes')
  })

  it('are never written in the file', () => {
    const literal = Object.entries(services).flatMap(([service, { environment }]) => Object.entries(environment)
      .filter(([key, value]) => SECRETS.test(key) && !value.startsWith('${'))
      .map(([key]) => `${service}.${key}`))

    expect(literal).toEqual([])
  })

  it('of the demo stay out unless asked for on this machine', () => {
    expect(() => resolveConfig({ ...environmentOf('realm'), RELAIS_DEMO: 'true' })).toThrow('it opens accounts with a public password')
  })

  it('required from the operator are all in the example, and nothing else', () => {
    const required = new Set(interpolations.filter(({ sign }) => sign === '?').map(({ name }) => name))
    const listed = new Set([...example.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name))
    const used = new Set(interpolations.map(({ name }) => name))

    expect([...required].filter(name => !listed.has(name))).toEqual([])
    expect([...listed].filter(name => !used.has(name))).toEqual([])
    expect([...example.matchAll(/^\w+=(.+)$/gm)]).toEqual([])
  })
})

describe('services', () => {
  it('are the eight of the production shape and their two one-shot jobs', () => {
    expect(Object.keys(services).sort()).toEqual(['database', 'directus', 'identity', 'mail', 'migrate', 'portal', 'realm', 'redis', 'worker'])
  })

  it('wait for what exists, in a way that can succeed', () => {
    for (const [name, { depends_on }] of Object.entries(services)) {
      for (const [target, { condition }] of Object.entries(depends_on)) {
        const service = services[target]
        expect(service, `${name} waits for ${target}`).toBeDefined()
        const isHealthy = condition === 'service_healthy' && (service?.healthcheck !== undefined || ['directus', 'portal'].includes(target))
        const isDone = condition === 'service_completed_successfully' && service?.restart === 'no'
        expect(isHealthy || isDone, `${name} waits for ${target} to be ${condition}`).toBe(true)
      }
    }
  })

  it('never wait in a circle', () => {
    const visit = (name: string, seen: string[]): void => {
      expect(seen, `${[...seen, name].join(' → ')}`).not.toContain(name)
      for (const next of Object.keys(services[name]!.depends_on)) visit(next, [...seen, name])
    }
    for (const name of Object.keys(services)) visit(name, [])
  })

  it('use declared volumes and networks, and every declared one is used', () => {
    const named = Object.values(services).flatMap(service => service.volumes.map(volume => volume.split(':')[0]!))
    const bound = named.filter(source => source.startsWith('./'))

    expect([...new Set(named.filter(source => !source.startsWith('./')))].sort()).toEqual(Object.keys(volumes).sort())
    expect(bound.filter(path => !existsSync(new URL(path, ROOT)))).toEqual([])
    expect([...new Set(Object.values(services).flatMap(service => service.networks))].sort()).toEqual(Object.keys(networks).sort())
  })

  it('publish distinct ports on this machine only', () => {
    const ports = Object.values(services).flatMap(service => service.ports.map(value => interpolate(value, operator)))

    expect(ports.every(value => value.startsWith('127.0.0.1:'))).toBe(true)
    expect(new Set(ports.map(value => value.split(':')[1])).size).toBe(ports.length)
    expect(ports.sort()).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:8025:8025', '127.0.0.1:8055:8055', '127.0.0.1:8080:8080'])
  })

  it('keep what stores data away from the outside', () => {
    expect(networks.internal?.internal).toBe(true)
    for (const name of ['database', 'redis', 'migrate', 'worker', 'realm']) expect(services[name]!.networks, name).toEqual(['internal'])
  })

  it('count each browser by the address that the reverse proxy of this machine gives', () => {
    const [, base = '', bits = ''] = /^([\d.]+)\/(\d+)$/.exec(interpolate(services.directus!.environment.IP_TRUST_PROXY!, operator)) ?? []
    const numberOf = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
    const block = (address: string) => Math.floor(numberOf(address) / 2 ** (32 - Number(bits)))
    const subnets = Object.values(networks).map(({ ipam }) => ipam?.config[0]?.subnet ?? '')

    expect(subnets.filter(subnet => !/^172\.30\.8[45]\.0\/24$/.test(subnet) || block(subnet.split('/')[0]!) !== block(base))).toEqual([])
    expect(Number(bits)).toBeGreaterThanOrEqual(23)
    expect(interpolate(services.portal!.environment.NUXT_TRUST_PROXY!, operator)).toBe('1')
  })

  it('of the database repeat no statement, no parameter and no row in their log', () => {
    expect(services.database!.command).toEqual(expect.arrayContaining([
      '-clog_min_messages=fatal', '-clog_min_error_statement=panic', '-clog_error_verbosity=terse', '-clog_parameter_max_length=0', '-clog_parameter_max_length_on_error=0',
    ]))
  })

  it('of ours run without privilege on a read-only root', () => {
    for (const name of [...OURS, 'portal']) {
      expect(services[name], name).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    }
  })

  it('run versions that are pinned', () => {
    const foreign = Object.keys(FOREIGN).map(name => services[name]!.image)

    expect(foreign).toEqual([expect.stringMatching(/^postgres:17-/), expect.stringMatching(/^redis:8-/), expect.stringMatching(/keycloak:26\.\d+\.\d+$/), expect.stringMatching(/mailpit:v\d/)])
  })

  it('start files that exist', () => {
    const scripts = Object.values(services).flatMap(({ command = [] }) => command.filter(word => word.endsWith('.ts')))

    expect(scripts).toHaveLength(2)
    expect(scripts.filter(path => !existsSync(new URL(path, ROOT)))).toEqual([])
  })
})

describe('images', () => {
  const targets = [...dockerfile.matchAll(/^FROM .* AS (\w+)$/gm)].map(([, name]) => name)

  it('have the targets that compose builds', () => {
    const wanted = Object.values(services).flatMap(({ build }) => build?.target ?? [])

    expect(wanted.sort()).toEqual(['directus', 'portal', 'worker'])
    expect(wanted.filter(name => !targets.includes(name))).toEqual([])
  })

  it('install every workspace from its manifest', () => {
    const { workspaces } = z.object({ workspaces: z.array(z.string()) }).parse(JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')))
    const lock = z.object({ packages: z.record(z.string(), z.unknown()) }).parse(JSON.parse(readFileSync(new URL('package-lock.json', ROOT), 'utf8')))
    const folders = Object.keys(lock.packages).filter(path => path && !path.includes('node_modules'))

    expect(workspaces).toContain('extensions')
    expect(folders.filter(folder => !dockerfile.includes(`COPY ${folder}/package.json ${folder}/`))).toEqual([])
  })

  it('keep optional dependencies, which hold the driver of PostgreSQL', () => {
    expect(dockerfile).not.toContain('--omit=optional')
  })

  it('run on the Node that the product is tested with', () => {
    const runtime = readFileSync(new URL('cli/relais.mjs', ROOT), 'utf8').match(/node@([\d.]+)/)?.[1]

    expect(dockerfile).toContain(`node:${runtime}-`)
  })

  it('carry and show the licence of Directus, and run as an ordinary user', () => {
    expect(dockerfile).toContain('COPY --from=production /relais/node_modules/directus/license /LICENSE-DIRECTUS')
    expect(dockerfile).toMatch(/cat \/LICENSE-DIRECTUS && exec node/)
    expect(dockerfile.match(/^USER node$/gm)).toHaveLength(3)
  })

  it('start Directus without its update check', () => {
    expect(dockerfile).not.toMatch(/^CMD .*directus\/cli\.js/m)
    expect(dockerfile).toContain('node_modules/@directus/api/dist/cli/run.js start')
  })
})
