/** As many as the queue gives at once. */
const PAGE_SIZE = 50

/** How many changes wait for a reviewer, kept for the whole portal so that the menu can show it. */
export function useReviewCount() {
  const count = useState<number | null>('review.count', () => null)
  const api = useApi()

  async function refresh(): Promise<void> {
    try {
      count.value = (await api<unknown[]>('/directory/proposals', { query: { status: 'pending' } })).length
    }
    catch (error: unknown) {
      // A menu without its number is still a menu.
      if (!(error instanceof ApiError)) throw error
    }
  }

  const label = computed(() => count.value === null ? '' : count.value >= PAGE_SIZE ? `${PAGE_SIZE}+` : String(count.value))

  return { count, label, refresh }
}
