import { SignJWT } from 'jose'
import { z } from 'zod'
import { roleIds } from '../schema/access/index.ts'
import { DEMO_PASSWORD, accounts, findAccount } from '../seeds/identity/accounts.ts'
import { UserError } from './errors.ts'
import { readSettings } from './settings.ts'
import type { DemoAccount } from '../seeds/identity/accounts.ts'
import type { Settings } from './settings.ts'

const ADMIN_TOKEN_MINUTES = 15

/** Where tokens come from: the provider for everybody, the key of the installation for administrators. */
export interface TokenSource { identityUrl: string, secret: string }

const sourceOf = ({ identityUrl, secrets }: Settings): TokenSource => ({ identityUrl, secret: process.env.SECRET ?? secrets.secret })

const TokenSchema = z.object({ access_token: z.string() })

/** Runs `relais token <e-mail>` and `relais token --list`. */
export async function token([name, ...rest]: string[]): Promise<void> {
  if (!name || rest.length > 0) throw new UserError('TOKEN_USAGE', 'Usage : npx relais token <e-mail>, ou npx relais token --list.')
  process.stdout.write(`${name === '--list' ? listAccounts() : await fetchToken(name, sourceOf(readSettings()))}\n`)
}

/** Table of the demo accounts, one a line. */
export function listAccounts(): string {
  const width = Math.max(...accounts.map(({ email }) => email.length))
  return accounts.map(({ email, description }) => `${email.padEnd(width)}  ${description}`).join('\n')
}

/**
 * Gets a bearer token of a demo account. An administrator is refused by the identity path of the API, so theirs is a
 * Directus token, signed with the key of this installation and short-lived.
 */
export async function fetchToken(name: string, { identityUrl, secret }: TokenSource): Promise<string> {
  const account = findAccount(name)
  if (!account) throw new UserError('UNKNOWN_ACCOUNT', `« ${name} » n’est pas un compte de démonstration. npx relais token --list les énumère.`)
  return account.audience === 'admin' ? signAdminToken(account, secret) : askProvider(account, identityUrl)
}

async function askProvider(account: DemoAccount, identityUrl: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'password', client_id: 'relais-cli', username: account.email, password: DEMO_PASSWORD, scope: 'openid' })
  const response = await fetch(`${identityUrl}/realms/relais/protocol/openid-connect/token`, { method: 'POST', body, signal: AbortSignal.timeout(10_000) })
    .catch((cause: unknown) => { throw new UserError('IDENTITY_AWAY', `Le fournisseur d’identité ne répond pas sur ${identityUrl} : lancez d’abord npm start.`, { cause }) })
  if (!response.ok) throw new UserError('TOKEN_REFUSED', `Le fournisseur d’identité a refusé le jeton de ${account.email} (${response.status}). Attendez une minute, puis réessayez.`)
  return TokenSchema.parse(await response.json()).access_token
}

function signAdminToken(account: DemoAccount, secret: string): Promise<string> {
  return new SignJWT({ id: account.id, role: roleIds.admin, app_access: true, admin_access: true })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('directus')
    .setIssuedAt()
    .setExpirationTime(`${ADMIN_TOKEN_MINUTES}m`)
    .sign(new TextEncoder().encode(secret))
}
