import { readSettings as readParsed } from '@relais/extensions/platform'
import { z } from 'zod'

const list = z.union([z.array(z.string()), z.string().transform(value => value.split(',').map(item => item.trim()).filter(Boolean))])

/** Settings of this domain; each is in docs/environment.md. */
export const EnvSchema = z.object({
  IDENTITY_ISSUER: z.url().optional(),
  IDENTITY_URL: z.url().default('http://localhost:8080'),
  IDENTITY_JWKS_URL: z.url().optional(),
  IDENTITY_CACHE_SECONDS: z.coerce.number().int().min(0).max(10).default(5),
  IDENTITY_INVITATION_DAYS: z.coerce.number().int().min(1).max(90).default(14),
  RELAIS_API_AUDIENCE: z.string().min(1).default('relais-api'),
  RELAIS_ALLOWED_CLIENTS: list.default(['relais-portal', 'relais-cli']),
  PORTAL_URL: z.url().default('http://localhost:3000'),
  SECRET: z.string().min(32),
})

/** Settings with every default resolved. */
export interface Settings {
  issuer: string
  jwksUrl: string
  audience: string
  clients: readonly string[]
  cacheSeconds: number
  invitationDays: number
  portalUrl: string
  /** Key of the installation; only keys drawn from it leave the server. */
  secret: string
}

/** Reads the settings once at start; a bad one stops the extension with its name. */
export function readSettings(env: Record<string, unknown>): Settings {
  const data = readParsed('identity', EnvSchema, env)
  const issuer = data.IDENTITY_ISSUER ?? `${data.IDENTITY_URL.replace(/\/$/, '')}/realms/relais`
  return {
    issuer,
    jwksUrl: data.IDENTITY_JWKS_URL ?? `${issuer}/protocol/openid-connect/certs`,
    audience: data.RELAIS_API_AUDIENCE,
    clients: data.RELAIS_ALLOWED_CLIENTS,
    cacheSeconds: data.IDENTITY_CACHE_SECONDS,
    invitationDays: data.IDENTITY_INVITATION_DAYS,
    portalUrl: data.PORTAL_URL.replace(/\/$/, ''),
    secret: data.SECRET,
  }
}
