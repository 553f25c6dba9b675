import type { Label } from '@relais/schema'
import { RECORD_FOLDER } from '@relais/schema/access/files'
import type { Measures } from '../../service/measures.ts'
import type { HeldCollection } from '../../service/states.ts'

/** The part of the Studio's HTTP client that these screens use. */
export interface StudioApi { request: (options: { url: string, method: string, params?: object, data?: object }) => Promise<{ data: { data: unknown } }> }

export interface OfferedStep {
  key: string
  label: Label
  to: string
  to_label: Label
  comment: 'none' | 'optional' | 'required'
  fields: string[]
  files: string[]
  file_labels: Record<string, Label>
  is_possible: boolean
  reasons: { code: string, message: Label, field?: string }[]
}
export interface OfferedSteps { state: string, label: Label, since: string, deadline_at: string | null, /** Where its days are counted. */ zone: string, transitions: OfferedStep[] }
export interface DoneStep { id: string, label: Label | null, transition: string, from_label: Label | null, to_label: Label | null, from_state: string, to_state: string, seconds: number, at: string, by: string | null, comment: string | null }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The status and the words of a refusal of the server. */
export function refusalOf(error: unknown): { status: number, message: string } {
  const response = isRecord(error) && isRecord(error['response']) ? error['response'] : {}
  const data = isRecord(response['data']) ? response['data'] : {}
  const [first] = Array.isArray(data['errors']) ? data['errors'] : []
  return { status: Number(response['status'] ?? 0), message: isRecord(first) && typeof first['message'] === 'string' ? first['message'] : '' }
}

/** What the screens ask of the server about the way of a record. */
export function createSteps(api: StudioApi, collection: string, id: string) {
  const address = `/relais/workflow/${collection}/${id}`
  const get = async <T>(url: string): Promise<T> => (await api.request({ url, method: 'GET' })).data.data as T
  return {
    read: () => get<OfferedSteps>(`${address}/transitions`),
    /** Where a new record may begin; nothing when no workflow holds the collection. */
    async beginnings(): Promise<{ key: string, label: Label }[]> {
      const held = (await get<HeldCollection[]>('/relais/workflow/states')).find(own => own.collection === collection)
      return held?.states.filter(({ key }) => held.initial.includes(key)).map(({ key, label }) => ({ key, label })) ?? []
    },
    history: () => get<DoneStep[]>(`${address}/history`),
    async move(key: string, body: { from: string, values: object, comment: string | null }): Promise<void> {
      await api.request({ url: `${address}/transitions/${key}`, method: 'POST', data: body })
    },
    /** Sends a file of a record and gives its identifier. */
    async send(file: File): Promise<string> {
      const form = new FormData()
      form.set('folder', RECORD_FOLDER)
      form.set('file', file)
      const { data: { data } } = await api.request({ url: '/files', method: 'POST', params: { fields: 'id' }, data: form })
      return isRecord(data) ? String(data['id']) : ''
    },
  }
}

/** The measures of a collection over the last months. */
export async function readMeasures(api: StudioApi, collection: string, params: { months: number }): Promise<Measures> {
  const { data: { data } } = await api.request({ url: `/relais/workflow/${collection}/measures`, method: 'GET', params })
  return data as Measures
}
