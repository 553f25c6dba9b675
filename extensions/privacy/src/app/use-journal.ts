import { useApi, useStores } from '@directus/extensions-sdk'
import type { SheetFormat } from '@relais/schema/sheets'
import { reactive, ref } from 'vue'
import { download } from './browser.ts'
import type { Entry } from '../service/search.ts'

export interface Choice { id: string, name: string }
export type Chosen = 'person' | 'author' | 'item'

interface Page { data: Entry[], meta: { next: string | null } }
interface Named { id: string, first_name: string | null, last_name: string | null }
interface CollectionsStore { collections: { collection: string, name: string }[] }
interface FieldsStore { getField: (collection: string, field: string) => { name: string } | null }

const ADDRESS = '/relais/privacy/journal'
const FOUND = 8

/** State of the search: filters, lines, and what is under way. */
export function useJournal() {
  const api = useApi()
  const stores = useStores()
  const { collections: known }: CollectionsStore = stores['useCollectionsStore']()
  const fields: FieldsStore = stores['useFieldsStore']()
  const filters = reactive({ person: '', author: '', collection: '', item: '', kind: '', channel: '', since: '', until: '' })
  const names = reactive<Record<Chosen, string>>({ person: '', author: '', item: '' })
  const entries = ref<Entry[]>([])
  const next = ref<string | null>(null)
  const status = ref<'loading' | 'ready' | 'failed'>('loading')
  const found = ref<{ people: Choice[], accounts: Choice[] } | null>(null)

  const collections = known.map(({ collection, name }) => ({ collection, name })).sort((one, other) => one.name.localeCompare(other.name))

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
  async function ask(url: string, search: string): Promise<Choice[]> {
    const { data } = await api.request<{ data: Named[] }>({ method: 'SEARCH', url, data: { query: { search, fields: ['id', 'first_name', 'last_name'], limit: FOUND } } })
    return data.data.map(({ id, first_name, last_name }) => ({ id, name: [first_name, last_name].filter(Boolean).join(' ') }))
  }

  async function find(search: string): Promise<void> {
    if (!search.trim()) return
    try {
      const [people, accounts] = await Promise.all([ask('/items/people', search), ask('/users', search)])
      found.value = { people, accounts }
    }
    catch {
      status.value = 'failed'
    }
  }

  async function choose(filter: Chosen, { id, name }: Choice): Promise<void> {
    filters[filter] = id
    names[filter] = name
    found.value = null
    await load()
  }

  async function exportAs(format: SheetFormat): Promise<void> {
    try {
      const { data } = await api.get<Blob>(ADDRESS, { params: { ...params(), format }, responseType: 'blob' })
      download(data, `journal.${format}`)
    }
    catch {
      status.value = 'failed'
    }
  }

  /** What the Studio calls a collection and its fields, local ones included. */
  const nameOf = (collection: string, field?: string): string =>
    (field ? fields.getField(collection, field)?.name : collections.find(one => one.collection === collection)?.name) ?? field ?? collection

  return { filters, names, collections, entries, next, status, found, load, find, choose, exportAs, nameOf }
}
