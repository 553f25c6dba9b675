import { useApi } from '@directus/extensions-sdk'
import { reactive, ref } from 'vue'
import { download } from './browser.ts'
import type { Entry } from '../service/search.ts'

export interface Choice { id: string, name: string }

interface Page { data: Entry[], meta: { next: string | null } }

const ADDRESS = '/relais/privacy/journal'

/** State of the search: filters, lines, and what is under way. */
export function useJournal() {
  const api = useApi()
  const filters = reactive({ person: '', author: '', collection: '', kind: '', since: '', until: '' })
  const names = reactive({ person: '', author: '' })
  const entries = ref<Entry[]>([])
  const next = ref<string | null>(null)
  const status = ref<'loading' | 'ready' | 'failed'>('loading')
  const people = ref<Choice[] | null>(null)

  const params = () => ({
    ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')),
    ...(filters.until && { until: `${filters.until}T23:59:59.999Z` }),
  })

  async function load(isMore = false): Promise<void> {
    status.value = 'loading'
    try {
      const { data } = await api.get<Page>(ADDRESS, { params: { ...params(), ...(isMore && next.value ? { after: next.value } : {}) } })
      entries.value = isMore ? [...entries.value, ...data.data] : data.data
      next.value = data.meta.next
      status.value = 'ready'
    }
    catch {
      status.value = 'failed'
    }
  }

  /** The name travels in the body: an address would keep it in the logs. */
  async function findPeople(search: string): Promise<void> {
    const { data } = await api.request<{ data: { id: string, first_name: string, last_name: string }[] }>({
      method: 'SEARCH', url: '/items/people', data: { query: { search, fields: ['id', 'first_name', 'last_name'], limit: 8 } },
    })
    people.value = data.data.map(({ id, first_name, last_name }) => ({ id, name: `${first_name} ${last_name}` }))
  }

  async function choose(filter: 'person' | 'author', { id, name }: Choice): Promise<void> {
    filters[filter] = id
    names[filter] = name
    people.value = null
    await load()
  }

  async function exportCsv(): Promise<void> {
    const { data } = await api.get<Blob>(ADDRESS, { params: { ...params(), format: 'csv' }, responseType: 'blob' })
    download(data, 'journal.csv')
  }

  return { filters, names, entries, next, status, people, load, findPeople, choose, exportCsv }
}
