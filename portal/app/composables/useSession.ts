import type { Me, SessionStatus, Space } from '#shared/types/session'

// One question at a time to the identity provider, whoever asks; only ever set in a browser.
let restoring: Promise<void> | undefined

/**
 * The person signed in and the way in and out.
 * Nothing is asked of the identity provider before `restore()` or `signIn()`: public pages stay light.
 */
export function useSession() {
  const me = useState<Me | null>('session.me', () => null)
  const status = useState<SessionStatus>('session.status', () => 'unknown')
  const config = useRuntimeConfig().public
  const { $i18n } = useNuxtApp()
  const api = useApi()

  const ready = computed(() => !['unknown', 'checking'].includes(status.value))

  function settings() {
    return { url: config.identityUrl, realm: config.identityRealm, clientId: config.identityClientId }
  }

  /** Asks again who is signed in, for instance after a right has changed. */
  async function reload(): Promise<void> {
    try {
      me.value = await api<Me>('/identity/me')
      status.value = 'signed_in'
      rememberSignedIn(true)
    }
    catch (error: unknown) {
      if (!(error instanceof ApiError)) throw error
      status.value = error.status === 401 || error.status === 403 ? 'not_invited' : 'unavailable'
    }
  }

  async function recover(): Promise<void> {
    status.value = 'checking'
    try {
      const identity = await openIdentity(settings())
      if (identity.authenticated) return await reload()
      rememberSignedIn(false)
      status.value = 'signed_out'
    }
    catch {
      // The provider is away or its frame is blocked: signing in by a full page may still work.
      status.value = 'signed_out'
    }
  }

  /** Finds out who is signed in without leaving the page; resolves to whether somebody is. */
  async function restore(): Promise<boolean> {
    if (status.value === 'signed_in') return true
    restoring ??= recover().finally(() => {
      restoring = undefined
    })
    await restoring
    return me.value !== null
  }

  /** Leaves for the identity provider and comes back to `returnTo`, the current address by default. */
  async function signIn(returnTo: string = location.href): Promise<void> {
    const redirectUri = ownAddress(returnTo, location.origin)
    try {
      await leaveToSignIn(settings(), redirectUri, $i18n.locale.value)
    }
    catch {
      status.value = 'unavailable'
    }
  }

  /** Forgets drafts, signs out here and at the identity provider, then shows the home page. */
  async function signOut(): Promise<void> {
    rememberSignedIn(false)
    forgetDrafts()
    const identity = await currentIdentity()
    const wasSignedIn = identity?.authenticated === true
    me.value = null
    status.value = 'signed_out'
    if (wasSignedIn) await identity.logout({ redirectUri: `${location.origin}/` })
    else await navigateTo('/')
  }

  /** Attaches the identity just signed in to an invitation; rejects with the reason when it cannot. */
  async function accept(invitation: string): Promise<void> {
    me.value = await api<Me>('/identity/session', { method: 'POST', body: { invitation } })
    status.value = 'signed_in'
    rememberSignedIn(true)
  }

  /** Whether the person may enter a space. */
  function can(space: Space): boolean {
    return me.value?.spaces.includes(space) ?? false
  }

  return { me, status, ready, restore, reload, signIn, signOut, accept, can }
}
