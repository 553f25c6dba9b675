import { aggregate } from '@directus/sdk'

/** How many changes wait for a reviewer, kept for the whole portal so that the menu can show it. */
export function useReviewCount() {
  const count = useState<number | null>('review.count', () => null)
  const directus = useDirectus()

  async function refresh(): Promise<void> {
    try {
      const [row] = await directus.request(aggregate('change_proposals', {
        aggregate: { count: '*' },
        query: { filter: { status: { _eq: 'pending' } } },
      }))
      count.value = Number(row?.count ?? 0)
    }
    catch (error: unknown) {
      // A menu without its number is still a menu.
      if (!(error instanceof ApiError)) throw error
    }
  }

  return { count, refresh }
}
