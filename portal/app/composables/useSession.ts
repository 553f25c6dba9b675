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
  const { bearer } = useBearer()
  /** Where to go once what is left unsent was settled; null while nobody is leaving. */
  const leavingTo = useState<string | null>('session.leaving_to', () => null)

  const ready = computed(() => !['unknown', 'checking'].includes(status.value))

  function settings() {
    return { url: config.identityUrl, realm: config.identityRealm, clientId: config.identityClientId }
  }

  /** Asks again who is signed in, for instance after a right has changed. */
  async function reload(): Promise<void> {
    try {
      const [known, secret] = await Promise.all([api<Me>('/identity/me'), areDraftsOpen(me.value?.id) ? null : deviceKey()])
      await openDrafts(known.id, secret)
      me.value = known
      status.value = 'signed_in'
      rememberSignedIn(true)
    }
    catch (error: unknown) {
      if (!(error instanceof ApiError)) throw error
      status.value = error.status === 401 || error.status === 403 ? 'not_invited' : 'unavailable'
    }
  }

  /** The key of the drafts on this device; without an answer, they last as long as the page. */
  async function deviceKey(): Promise<string | null> {
    return api<{ key: string }>('/identity/device-key').then(({ key }) => key, () => null)
  }

  /** Asks the identity provider and the API whether the session still runs; when it ended, the dialog to sign in again shows. */
  async function check(): Promise<void> {
    try {
      await bearer(-1)
      await api<Me>('/identity/me')
    }
    catch (error: unknown) {
      // Out of reach is no end: the next request tells it where it matters.
      if (!(error instanceof ApiError)) throw error
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
    await draftsStored()
    try {
      await leaveToSignIn(settings(), redirectUri, $i18n.locale.value)
    }
    catch {
      status.value = 'unavailable'
    }
  }

  /** Signs out, once it is settled what becomes of what was typed and not sent. */
  async function signOut(to = '/'): Promise<void> {
    if (me.value && hasDrafts(me.value.id)) leavingTo.value = to
    else await leave(to)
  }

  /** Forgets drafts, signs out here and at the identity provider, then shows a page, the home page by default. */
  async function leave(to = '/'): Promise<void> {
    const user = me.value?.id
    leavingTo.value = null
    rememberSignedIn(false)
    me.value = null
    status.value = 'signed_out'
    // The forms go first: what they keep when they close would stay, and they would ask whether to leave.
    await nextTick()
    await draftsStored()
    forgetDrafts(user)
    forgetAttempts()
    // Kept only by whoever leaves to take it up with another account.
    if (to === '/') forgetInvitation()
    const identity = await currentIdentity()
    if (identity?.authenticated === true) await identity.logout({ redirectUri: `${location.origin}${to}` })
    else await navigateTo(to)
  }

  /** Attaches the identity just signed in to an invitation; rejects with the reason when it cannot. */
  async function accept(invitation: string): Promise<void> {
    const known = await api<Me>('/identity/session', { method: 'POST', body: { invitation } })
    await openDrafts(known.id, await deviceKey())
    me.value = known
    status.value = 'signed_in'
    rememberSignedIn(true)
  }

  /** Whether the person may enter a space. */
  function can(space: Space): boolean {
    return me.value?.spaces.includes(space) ?? false
  }

  return { me, status, ready, leavingTo, restore, reload, check, signIn, signOut, leave, accept, can }
}
