import type { Form, LocalRule } from '@relais/schema/forms'
import type { RuleField } from '@relais/schema/forms/rules'
import type { Impact } from '../service/impact.ts'
import type { Overview, ShownCollection } from '../service/overview.ts'

/** The part of the Studio's HTTP client that the screen uses. */
interface Api { request: (options: { url: string, method: string, data?: object }) => Promise<{ data: { data: unknown } }> }

export interface Done { change: string, field: string }
export interface Refused { code: string, message: string }
export type Turn = 'retire' | 'restore'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The code and the sentence of a refusal of the server, or nothing when it did not answer. */
export function refusalOf(error: unknown): Refused | null {
  const body = isRecord(error) && isRecord(error['response']) ? error['response']['data'] : undefined
  const [first]: unknown[] = isRecord(body) && Array.isArray(body['errors']) ? body['errors'] : []
  if (!isRecord(first) || typeof first['message'] !== 'string') return null
  const code = isRecord(first['extensions']) ? first['extensions']['code'] : undefined
  return { code: typeof code === 'string' ? code : '', message: first['message'] }
}

/** What the screen asks of the server, for the layer of the moment: a structure, or the network when null. */
export function createApi(api: Api, layer: () => string | null) {
  const ask = async <T>(method: string, path: string, data?: object): Promise<T> => {
    const structure = layer()
    const answer = await api.request({ url: structure === null ? path : `${path}?layer=${structure}`, method, ...(data ? { data } : {}) })
    return answer.data.data as T
  }
  const at = (collection: string, field = '') => `/relais/configurator/${collection}/fields${field && `/${field}`}`
  const sectionAt = (collection: string, section = '') => `/relais/configurator/${collection}/sections${section && `/${section}`}`
  return {
    overview: () => ask<Overview>('GET', '/relais/configurator'),
    collection: (collection: string) => ask<ShownCollection>('GET', `/relais/configurator/${collection}`),
    preview: (collection: string, audience: string) => ask<Form>('GET', `/relais/configurator/${collection}/forms/${audience}`),
    impact: (collection: string, field: string) => ask<Impact>('GET', `${at(collection, field)}/impact`),
    workshop: (collection: string, field: string) => ask<{ fields: RuleField[], rules: LocalRule[] }>('GET', `/relais/rules/${collection}/${field}`),
    add: (collection: string, body: object) => ask<Done>('POST', at(collection), body),
    change: (collection: string, field: string, body: object) => ask<Done>('PATCH', at(collection, field), body),
    turn: (collection: string, field: string, action: Turn, version: string) => ask<Done>('POST', `${at(collection, field)}/${action}`, { version }),
    addSection: (collection: string, body: object) => ask<Done>('POST', sectionAt(collection), body),
    changeSection: (collection: string, section: string, body: object) => ask<Done>('PATCH', sectionAt(collection, section), body),
    turnSection: (collection: string, section: string, action: Turn, version: string) => ask<Done>('POST', `${sectionAt(collection, section)}/${action}`, { version }),
    undo: (change: string) => ask<Done>('POST', `/relais/configurator/changes/${change}/undo`),
  }
}
export type ConfiguratorApi = ReturnType<typeof createApi>
