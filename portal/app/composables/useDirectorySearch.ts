import type { DirectoryPage, DirectoryPoints, SearchFacet, Territory, UnderstoodSearch } from '#shared/types/directory'
import type { DirectoryQuery } from '#shared/utils/directory-query'
import { DIRECTORY_PAGE_SIZE } from '#shared/utils/directory-query'

/** The public search: the address bar is its only state, so a link shows the same thing to anybody. */
export function useDirectorySearch() {
  const route = useRoute()
  const router = useRouter()
  const api = useApi()

  const query = computed(() => readDirectoryQuery(route.query))
  const params = computed(() => toSearchParams(query.value))
  // The map goes on showing what is beyond the place where it was asked to search.
  const pointParams = computed(() => toSearchParams({ ...query.value, box: null }))

  const { data, error, status, refresh } = useAsyncData(
    () => `directory.search:${JSON.stringify(params.value)}:${query.value.page}`,
    () => api<DirectoryPage>('/directory/search', { query: { ...params.value, page: query.value.page, limit: DIRECTORY_PAGE_SIZE } }),
    { lazy: true, deep: false },
  )

  // Few instances have any, and none is needed to show the results.
  const { data: lists } = useAsyncData('directory.facets', () => api<SearchFacet[]>('/directory/facets'), { lazy: true, server: false, default: () => [] })

  const listStatus = computed(() => {
    if (error.value) return 'error'
    if (data.value) return data.value.items.length > 0 ? 'success' : 'empty'
    return status.value === 'idle' || status.value === 'pending' ? 'pending' : 'error'
  })

  /** Changes what is asked; anything but the page starts again from the first one. */
  async function ask(changes: Partial<DirectoryQuery>): Promise<void> {
    await router.push({ query: writeDirectoryQuery(changeQuery(query.value, changes)) })
  }

  /** The address of a change, for a real link. */
  function linkTo(changes: Partial<DirectoryQuery>) {
    return { path: route.path, query: writeDirectoryQuery({ ...query.value, ...changes }) }
  }

  function findTerritories(text: string, signal?: AbortSignal): Promise<Territory[]> {
    return api<Territory[]>('/directory/territories', { query: { q: text }, signal })
  }

  function understand(text: string): Promise<UnderstoodSearch> {
    return api<UnderstoodSearch>('/directory/places', { query: { q: text } })
  }

  function fetchPoints(signal?: AbortSignal): Promise<DirectoryPoints> {
    return api<DirectoryPoints>('/directory/map', { query: pointParams.value, signal })
  }

  return { query, pointParams, page: data, lists, listStatus, error, refresh, ask, linkTo, findTerritories, understand, fetchPoints }
}
