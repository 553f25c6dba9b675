import type { Definition } from '@relais/schema/workflow'
import type { NewWorkflowBody } from '../rules/bodies.ts'
import type { Holdable } from '../service/holdable.ts'
import type { Applying } from '../service/made-here.ts'
import type { Migrated } from '../service/migrate.ts'
import type { Simulation } from '../service/simulate.ts'
import type { Walk, Walker } from '../service/walkers.ts'
import type { ListedWorkflow, ShownWorkflow } from '../service/workflows.ts'

/** The part of the Studio's HTTP client that the screen uses. */
interface Api { request: (options: { url: string, method: string, data?: object }) => Promise<{ data: { data: unknown } }> }

/** What the designer asks of the server. */
export function createApi(api: Api) {
  const ask = async <T>(method: string, path: string, data?: object): Promise<T> => {
    const answer = await api.request({ url: `/relais/${path}`, method, ...(data ? { data } : {}) })
    return answer.data.data as T
  }
  return {
    list: () => ask<ListedWorkflow[]>('GET', 'workflows'),
    fields: () => ask<Holdable[]>('GET', 'workflow/fields'),
    create: (asked: NewWorkflowBody) => ask<{ key: string }>('POST', 'workflows', asked),
    apply: (key: string, isDry: boolean) => ask<Applying>('POST', `workflows/${key}/application`, { dry_run: isDry }),
    release: (key: string, reason: string) => ask<null>('DELETE', `workflows/${key}/application`, { reason }),
    show: (key: string) => ask<ShownWorkflow>('GET', `workflows/${key}`),
    remove: (key: string) => ask<null>('DELETE', `workflows/${key}`),
    version: (key: string, number: number) => ask<Definition>('GET', `workflows/${key}/versions/${number}`),
    save: (key: string, revision: string | null, definition: Definition) => ask<{ revision: string }>('PUT', `workflows/${key}/draft`, { revision, definition }),
    drop: (key: string, revision: string) => ask<null>('DELETE', `workflows/${key}/draft`, { revision }),
    publish: (key: string, revision: string) => ask<{ number: number }>('POST', `workflows/${key}/draft/publish`, { revision }),
    simulate: (key: string, definition: Definition) => ask<Simulation>('POST', `workflows/${key}/simulation`, { definition }),
    accounts: (q: string) => ask<Walker[]>('POST', 'workflow/accounts', { q }),
    walk: (key: string, user: string, definition: Definition, item?: string) => ask<Walk>('POST', `workflows/${key}/walk`, { user, definition, ...(item ? { item } : {}) }),
    migrate: (version: string, states: Record<string, string>, isDry: boolean) => ask<Migrated>('POST', `workflow/versions/${version}/migrate`, { states, dry_run: isDry }),
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
