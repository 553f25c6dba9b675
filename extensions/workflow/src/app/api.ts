import type { Definition } from '@relais/schema/workflow'
import type { Simulation } from '../service/simulate.ts'
import type { ListedWorkflow, ShownWorkflow } from '../service/workflows.ts'

/** The part of the Studio's HTTP client that the screen uses. */
interface Api { request: (options: { url: string, method: string, data?: object }) => Promise<{ data: { data: unknown } }> }

/** What the designer asks of the server. */
export function createApi(api: Api) {
  const ask = async <T>(method: string, path = '', data?: object): Promise<T> => {
    const answer = await api.request({ url: `/relais/workflows${path}`, method, ...(data ? { data } : {}) })
    return answer.data.data as T
  }
  return {
    list: () => ask<ListedWorkflow[]>('GET'),
    show: (key: string) => ask<ShownWorkflow>('GET', `/${key}`),
    version: (key: string, number: number) => ask<Definition>('GET', `/${key}/versions/${number}`),
    save: (key: string, revision: string | null, definition: Definition) => ask<{ revision: string }>('PUT', `/${key}/draft`, { revision, definition }),
    drop: (key: string, revision: string) => ask<null>('DELETE', `/${key}/draft`, { revision }),
    publish: (key: string, revision: string) => ask<{ number: number }>('POST', `/${key}/draft/publish`, { revision }),
    simulate: (key: string, definition: Definition) => ask<Simulation>('POST', `/${key}/simulation`, { definition }),
  }
}
export type DesignerApi = ReturnType<typeof createApi>

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The draft that a conflict gives back: null when there is none any more, nothing when it is not a conflict. */
export function draftOfConflict(error: unknown): { revision: string, definition: Definition } | null | undefined {
  const body = isRecord(error) && isRecord(error['response']) ? error['response']['data'] : undefined
  const [first]: unknown[] = isRecord(body) && Array.isArray(body['errors']) ? body['errors'] : []
  const extensions = isRecord(first) ? first['extensions'] : undefined
  if (!isRecord(extensions) || extensions['code'] !== 'DRAFT_CHANGED') return undefined
  const { draft } = extensions
  return isRecord(draft) ? { revision: String(draft['revision']), definition: draft['definition'] as Definition } : null
}
