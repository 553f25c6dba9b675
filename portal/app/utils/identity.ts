import type Keycloak from 'keycloak-js'

interface IdentitySettings { url: string, realm: string, clientId: string }

const SIGNED_IN_HINT = 'relais.signed_in'

// One adapter a page: its tokens live in this memory and nowhere else.
let adapter: Promise<Keycloak> | undefined

async function start(settings: IdentitySettings): Promise<Keycloak> {
  const { default: Adapter } = await import('keycloak-js')
  const keycloak = new Adapter({ url: settings.url, realm: settings.realm, clientId: settings.clientId })
  await keycloak.init({
    onLoad: 'check-sso',
    pkceMethod: 'S256',
    checkLoginIframe: false,
    silentCheckSsoRedirectUri: `${location.origin}/silent-check-sso.html`,
    silentCheckSsoFallback: false,
    messageReceiveTimeout: 5000,
  })
  return keycloak
}

/** Loads the identity adapter once and asks the provider, without leaving the page, whether somebody is signed in. */
export function openIdentity(settings: IdentitySettings): Promise<Keycloak> {
  adapter ??= start(settings).catch((error: unknown) => {
    adapter = undefined
    throw error
  })
  return adapter
}

/** The adapter if it is loaded already; never loads it. */
export async function currentIdentity(): Promise<Keycloak | undefined> {
  return adapter
}

/** Whether the address bar carries the answer of the identity provider, which must be read before the router. */
export function hasIdentityAnswer(hash: string): boolean {
  return /[#&]state=/.test(hash) && /[#&](?:code|error)=/.test(hash)
}

/** Remembers that somebody signed in here, so that public pages know whether asking is worth it; holds no secret. */
export function rememberSignedIn(signedIn: boolean): void {
  if (signedIn) localStorage.setItem(SIGNED_IN_HINT, '1')
  else localStorage.removeItem(SIGNED_IN_HINT)
}

/** Whether somebody signed in earlier from this browser. */
export function mayBeSignedIn(): boolean {
  return localStorage.getItem(SIGNED_IN_HINT) === '1'
}
