import type Keycloak from 'keycloak-js'
import type { KeycloakInitOptions } from 'keycloak-js'

export interface IdentitySettings { url: string, realm: string, clientId: string }

const SIGNED_IN_HINT = 'relais.signed_in'
const FRAME_TIMEOUT_MS = 5000

// One adapter a page: its tokens live in this memory and nowhere else.
let adapter: Promise<Keycloak> | undefined

/** Whether the address bar carries the answer of the identity provider, which must be read before the router. */
export function hasIdentityAnswer(hash: string): boolean {
  return /[#&]state=/.test(hash) && /[#&](?:code|error)=/.test(hash)
}

async function start({ url, realm, clientId }: IdentitySettings, options: KeycloakInitOptions): Promise<Keycloak> {
  const { default: Adapter } = await import('keycloak-js')
  const keycloak = new Adapter({ url, realm, clientId })
  await keycloak.init({ pkceMethod: 'S256', checkLoginIframe: false, ...options })
  return keycloak
}

function askSilently(settings: IdentitySettings): Promise<Keycloak> {
  return start(settings, {
    onLoad: 'check-sso',
    silentCheckSsoRedirectUri: `${location.origin}/silent-check-sso.html`,
    silentCheckSsoFallback: false,
    messageReceiveTimeout: FRAME_TIMEOUT_MS,
  })
}

/** Loads the identity adapter once and finds out, without leaving the page, whether somebody is signed in. */
export function openIdentity(settings: IdentitySettings): Promise<Keycloak> {
  // An answer in the address needs no hidden frame, which some browsers block.
  adapter ??= (hasIdentityAnswer(location.hash) ? start(settings, {}) : askSilently(settings)).catch((error: unknown) => {
    adapter = undefined
    throw error
  })
  return adapter
}

/** The adapter if it is loaded already; never loads it. */
export async function currentIdentity(): Promise<Keycloak | undefined> {
  return adapter
}

/** Leaves the page for the sign-in of the provider; rejects when the provider cannot be reached. */
export async function leaveToSignIn(settings: IdentitySettings, redirectUri: string, locale: string): Promise<void> {
  const address = `${settings.url.replace(/\/$/, '')}/realms/${settings.realm}/.well-known/openid-configuration`
  // Only whether it answers matters here: better a sentence of ours than an error page of the browser.
  await fetch(address, { mode: 'no-cors', signal: AbortSignal.timeout(FRAME_TIMEOUT_MS) })
  const keycloak = await openIdentity(settings).catch(() => start(settings, {}))
  await keycloak.login({ redirectUri, locale })
}

/** Remembers that somebody signed in here, so that public pages know whether asking is worth it; holds no secret. */
export function rememberSignedIn(signedIn: boolean): void {
  if (signedIn) keep(SIGNED_IN_HINT, '1')
  else forget(SIGNED_IN_HINT)
}

/** Whether somebody signed in earlier from this browser. */
export function mayBeSignedIn(): boolean {
  return readKept(SIGNED_IN_HINT) === '1'
}
