import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { explain } from './errors.ts'
import { dataFolder } from './paths.ts'

const SecretsSchema = z.object({ secret: z.string(), key: z.string(), databasePassword: z.string(), studioSecret: z.string(), notesKey: z.string(), administratorPassword: z.string() })
export type Secrets = z.output<typeof SecretsSchema>

/** Addresses, ports and secrets of one embedded run. */
export interface Settings {
  data: string
  /** Interface on which the three servers listen; the database never leaves this machine. */
  listen: string
  portalPort: number
  directusPort: number
  identityPort: number
  databasePort: number
  portalUrl: string
  directusUrl: string
  identityUrl: string
  secrets: Secrets
  /** Set when the operator brings a PostgreSQL: the embedded one is then left alone. */
  externalDatabase: boolean
  database: { host: string, port: number, user: string, password: string, database: string, ssl?: boolean }
  /** Who installs the journal; no server knows its password. */
  administrator: { user: string, password: string }
}

/** Secrets of this installation, drawn on first use and kept in a file that only its owner reads. */
export function readSecrets(folder: string): Secrets {
  const path = join(folder, 'secrets.json')
  const kept = existsSync(path) ? SecretsSchema.partial().parse(JSON.parse(readFileSync(path, 'utf8'))) : {}
  const draw = () => randomBytes(32).toString('base64url')
  const secrets = { secret: draw(), key: draw(), databasePassword: draw(), studioSecret: draw(), notesKey: draw(), administratorPassword: draw(), ...kept }
  // An installation of before a secret existed gets that one, and keeps the others.
  if (Object.keys(kept).length === Object.keys(secrets).length) return secrets
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${path}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  catch (error: unknown) {
    throw explain(error, folder)
  }
  return secrets
}

function port(value: string | undefined, fallback: number): number {
  return value ? z.coerce.number().int().min(1).max(65535).parse(value) : fallback
}

/** A secret, or the content of the file that `NAME_FILE` names, as container secrets are. */
function secretOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const path = env[`${name}_FILE`]
  return env[name] ?? (path ? readFileSync(path, 'utf8').trimEnd() : undefined)
}

/** Reads the environment once; every other file of the command receives the result. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const data = dataFolder(env)
  const secrets = readSecrets(data)
  const portalPort = port(env.PORTAL_PORT, 3000)
  const directusPort = port(env.PORT, 8055)
  const identityPort = port(env.IDENTITY_PORT, 8080)
  const databasePort = port(env.DB_PORT, 5433)
  return {
    data, listen: env.RELAIS_LISTEN || '127.0.0.1', secrets, portalPort, directusPort, identityPort, databasePort,
    portalUrl: env.PORTAL_URL ?? `http://localhost:${portalPort}`,
    directusUrl: env.PUBLIC_URL ?? `http://localhost:${directusPort}`,
    identityUrl: env.IDENTITY_URL ?? `http://localhost:${identityPort}`,
    externalDatabase: env.DB_HOST !== undefined,
    database: {
      host: env.DB_HOST ?? '127.0.0.1', port: databasePort, user: env.DB_USER ?? 'relais',
      password: secretOf(env, 'DB_PASSWORD') ?? secrets.databasePassword, database: env.DB_DATABASE ?? 'relais',
      ...(/^(?:true|1|yes|on|y|enabled)$/i.test(env.DB_SSL ?? '') && { ssl: true }),
    },
    administrator: { user: env.DB_ADMIN_USER ?? 'postgres', password: secretOf(env, 'DB_ADMIN_PASSWORD') ?? secrets.administratorPassword },
  }
}

/** Environment of the three servers. */
export function serverEnvironment(settings: Settings, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { database, secrets } = settings
  const drawn = {
    DB_PASSWORD: database.password, SECRET: secrets.secret, KEY: secrets.key, RELAIS_NOTES_KEY: secrets.notesKey, RELAIS_STUDIO_SECRET: secrets.studioSecret,
  }
  // A secret in a file is read by whoever needs it: given twice, it would be refused.
  const given = Object.entries(drawn).filter(([name]) => !env[`${name}_FILE`]).map(([name, value]) => [name, env[name] ?? value])
  return {
    // Not `development`: Directus would put stack traces in its answers.
    NODE_ENV: 'test',
    ...env,
    RELAIS_DATA: settings.data,
    RELAIS_LISTEN: settings.listen,
    HOST: settings.listen,
    PORT: String(settings.directusPort),
    PUBLIC_URL: settings.directusUrl,
    PORTAL_PORT: String(settings.portalPort),
    PORTAL_URL: settings.portalUrl,
    IDENTITY_PORT: String(settings.identityPort),
    IDENTITY_URL: settings.identityUrl,
    DB_HOST: database.host,
    DB_PORT: String(database.port),
    DB_USER: database.user,
    DB_DATABASE: database.database,
    ...Object.fromEntries(given),
  }
}
