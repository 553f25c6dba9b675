import type { HomeAudience, HomePage } from '@relais/schema/homes'

// What an administrator writes must appear without signing in again.
const FRESH_MS = 30_000
/** On the server the public page is the same for everybody: it is kept for a moment between visitors. */
const SHARED_MS = 5_000
let shared: { at: number, pages: HomePage[] } | undefined
let loading: Promise<void> | undefined

/**
 * What was put at the top of a home of the portal, in the order to show it; nothing until it is loaded, or when it cannot be.
 * One request for all the homes of whoever looks, answered with an ETag.
 */
export function useHomePages(home: HomeAudience) {
  const pages = useState<HomePage[]>('home.pages', () => [])
  /** Who they were read for, and when. */
  const read = useState<{ user: string | null, at: number } | null>('home.read', () => null)
  const { me } = useSession()
  const api = useApi()

  async function fetchPages(): Promise<void> {
    const user = me.value?.id ?? null
    try {
      pages.value = await api<HomePage[]>('/home')
      read.value = { user, at: Date.now() }
    }
    catch (cause: unknown) {
      // A home does without: what the page itself is for is shown.
      if (!(cause instanceof ApiError)) throw cause
    }
  }

  async function loadShared(): Promise<void> {
    if (!shared || Date.now() - shared.at >= SHARED_MS) {
      await fetchPages()
      if (read.value) shared = { at: read.value.at, pages: pages.value }
      return
    }
    pages.value = shared.pages
    read.value = { user: null, at: shared.at }
  }

  async function load(): Promise<void> {
    if (read.value && read.value.user === (me.value?.id ?? null) && Math.abs(Date.now() - read.value.at) < FRESH_MS) return
    if (import.meta.server) return loadShared()
    loading ??= fetchPages().finally(() => {
      loading = undefined
    })
    await loading
  }

  // The other spaces are not rendered on the server: what is in them is personal.
  if (import.meta.client) watch(() => me.value?.id, () => void load(), { immediate: true })
  else if (home === 'public') onServerPrefetch(load)

  return computed(() => pages.value.filter(({ audience }) => audience === home))
}
