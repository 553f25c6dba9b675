import type { Label } from '@relais/schema'
import { audiences } from '@relais/schema/access'
import type { Language } from './texts.ts'

/** The part of the Studio's HTTP client that the screen uses. */
interface Api { request: (options: { url: string, method: string, params?: object, data?: object }) => Promise<{ data: { data: unknown } }> }

export const ACTIONS = ['read', 'update', 'create', 'delete', 'share'] as const
export type Action = (typeof ACTIONS)[number]

export interface Answer { decision: 'granted' | 'refused', reasons: { isMet: boolean, text: Label }[], changes: Label[] }
export interface FoundAccount { id: string, name: string, audience: string | null, status: string }
interface Question { user: string, collection: string, item: string, field: string, action: Action }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const FOUND_SHOWN = 20

/** How a profile is called, or nothing for an account without one. */
export function audienceName(audience: string | null, language: Language): string {
  return audiences.find(known => known.audience === audience)?.label[language] ?? ''
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const fieldsIn = (template: string): string[] => [...template.matchAll(/{{\s*([\w.]+)\s*}}/g)].map(([, path = '']) => path)

function valueAt(row: unknown, path: string): string {
  const value = path.split('.').reduce<unknown>((inner, step) => (isRecord(inner) ? inner[step] : undefined), row)
  return value === null || value === undefined ? '' : String(value)
}

/** A record as its list shows it, or its key when it shows nothing. */
export function labelOf(row: unknown, template: string): string {
  const label = template.replaceAll(/{{\s*([\w.]+)\s*}}/g, (_match, path: string) => valueAt(row, path)).replaceAll(/\s+/g, ' ').trim()
  return /[\p{L}\p{N}]/u.test(label) ? label : valueAt(row, 'id')
}

/** Words are looked for in the fields that the list shows, those of the person included; a key is looked for as such. */
export function filterFor(text: string, template: string): Record<string, unknown> {
  if (UUID.test(text)) return { id: { _eq: text } }
  const shown = fieldsIn(template).filter(path => path !== 'id')
  const words = text.split(/\s+/).slice(0, 4)
  const within = (path: string, word: string) => path.split('.').reduceRight<unknown>((inner, step) => ({ [step]: inner }), { _icontains: word })
  return { _and: words.map(word => ({ _or: shown.map(path => within(path, word)) })) }
}

/** What the screen asks of the server; names travel in bodies, never in addresses. */
export function createWhy(api: Api) {
  return {
    async accounts(q: string): Promise<FoundAccount[]> {
      const { data: { data } } = await api.request({ url: '/relais/access/explain/accounts', method: 'POST', data: { q } })
      return Array.isArray(data) ? data : []
    },
    async records(collection: string, template: string, text: string): Promise<{ id: string, label: string }[]> {
      const query = { fields: ['id', ...fieldsIn(template)], filter: filterFor(text, template), limit: FOUND_SHOWN }
      const { data: { data } } = await api.request({ url: `/items/${collection}`, method: 'SEARCH', data: { query } })
      return Array.isArray(data) ? data.map(row => ({ id: valueAt(row, 'id'), label: labelOf(row, template) })) : []
    },
    async explain({ user, collection, item, field, action }: Question): Promise<Answer> {
      const params = { user, collection, action, ...(action === 'create' ? {} : { item }), ...(field && { field }) }
      const { data: { data } } = await api.request({ url: '/relais/access/explain', method: 'GET', params })
      return data as Answer
    },
    isForbidden(error: unknown): boolean {
      return isRecord(error) && isRecord(error['response']) && error['response']['status'] === 403
    },
  }
}
