import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { errors } from 'oidc-provider'
import { accounts } from '../../seeds/identity/accounts.ts'
import { checkPassword } from './credentials.ts'
import type { ListedAccount } from './pages.ts'
import { cookieCheckPage, createNonce, expiredPage, loginPage, securityHeaders } from './pages.ts'
import type { Realm } from './realm.ts'
import { clientOrigins, findUser } from './realm.ts'
import { languageOf, texts } from './texts.ts'
import type { Throttle } from './throttle.ts'

export interface LoginContext { provider: Provider, realm: Realm, throttle: Throttle, mountPath: string }

const MAX_FORM_BYTES = 10_000

/** Shows the sign-in page (GET) or signs in (POST); the address names a demand that `oidc-provider` keeps. */
export async function handleLogin(context: LoginContext, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    if (req.method === 'POST') await submitLogin(context, req, res)
    else await showPrompt(context, req, res)
  }
  catch (error: unknown) {
    if (!(error instanceof errors.SessionNotFound)) throw error
    const nonce = createNonce()
    sendHtml(res, 400, securityHeaders(nonce), expiredPage(languageOf(req.headers['accept-language']), nonce))
  }
}

/** A client may ask for a consent page (`prompt=consent`): the clients of the realm are the product, so the answer is yes. */
async function showPrompt(context: LoginContext, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { prompt } = await context.provider.interactionDetails(req, res)
  if (prompt.name === 'consent') await context.provider.interactionFinished(req, res, { consent: {} })
  else await showLogin(context, req, res, {})
}

async function submitLogin(context: LoginContext, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { provider, realm, throttle } = context
  const interaction = await provider.interactionDetails(req, res)
  const form = await readForm(req)
  const login = form.get('login') ?? ''

  const picked = form.get('account')
  const signIn = picked === null
    ? checkPassword(realm, throttle, { login, password: form.get('password') ?? '', now: Date.now() })
    : pickAccount(realm, picked)
  if (signIn.ok) {
    await provider.interactionFinished(req, res, { login: { accountId: signIn.user.id, amr: [picked === null ? 'pwd' : 'demo'] } })
    return
  }
  const text = texts[languageOf(interaction.params.ui_locales)]
  await showLogin(context, req, res, { login, error: signIn.waitSeconds > 0 ? text.too_many(signIn.waitSeconds) : text.bad_credentials })
}

async function showLogin({ provider, realm, mountPath }: LoginContext, req: IncomingMessage, res: ServerResponse, tried: { login?: string, error?: string }): Promise<void> {
  const interaction = await provider.interactionDetails(req, res)
  const nonce = createNonce()
  const hint = typeof interaction.params.login_hint === 'string' ? interaction.params.login_hint : ''
  sendHtml(res, tried.error ? 401 : 200, securityHeaders(nonce, clientOrigins(realm)), loginPage({
    language: languageOf(interaction.params.ui_locales),
    nonce,
    action: `${mountPath}/login/${interaction.uid}`,
    accounts: listAccounts(realm),
    login: tried.login ?? hint,
    ...(tried.error ? { error: tried.error } : {}),
  }))
}

/** Only the demo accounts of the product may be entered without a password. */
function pickAccount(realm: Realm, email: string) {
  const user = accounts.some(account => account.email === email) ? findUser(realm, email) : undefined
  return user ? { ok: true, user } as const : { ok: false, waitSeconds: 0 } as const
}

function listAccounts(realm: Realm): ListedAccount[] {
  return accounts.filter(account => findUser(realm, account.email)).map(account => ({
    email: account.email,
    username: account.email.slice(0, account.email.indexOf('@')),
    name: `${account.firstName} ${account.lastName}`,
    description: account.description,
    isMain: !account.email.startsWith('conseiller.'),
  }))
}

/** Answers the two steps by which keycloak-js learns whether its hidden frame may use our cookies. */
export function handleCookieCheck(realm: Realm, step: string, req: IncomingMessage, res: ServerResponse): void {
  if (step === 'step1.html') {
    res.writeHead(302, { 'Set-Cookie': 'relais_identity_check=1; SameSite=Lax; HttpOnly', 'Location': 'step2.html', 'Cache-Control': 'no-store' })
    res.end()
    return
  }
  const nonce = createNonce()
  const isSupported = /(?:^|;\s*)relais_identity_check=1/.test(req.headers.cookie ?? '')
  sendHtml(res, 200, securityHeaders(nonce, [], clientOrigins(realm)), cookieCheckPage(nonce, isSupported))
}

function sendHtml(res: ServerResponse, status: number, headers: Record<string, string>, html: string): void {
  res.writeHead(status, { ...headers, 'Content-Type': 'text/html; charset=utf-8' })
  res.end(html)
}

async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of req) {
    text += String(chunk)
    if (text.length > MAX_FORM_BYTES) throw new Error('The sign-in form is too long.')
  }
  return new URLSearchParams(text)
}
