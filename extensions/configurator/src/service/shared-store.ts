import type { Env } from '../env.schema.ts'
import type { FormStore } from './form-store.ts'
import { createFormStore } from './form-store.ts'

let store: FormStore | null = null

/** The store of this process, so that a change seen by the hooks is seen by the endpoint at once. */
export function sharedStore({ CONFIGURATOR_CACHE_TTL_MS: ttlMs }: Pick<Env, 'CONFIGURATOR_CACHE_TTL_MS'>): FormStore {
  store ??= createFormStore({ ttlMs, now: Date.now })
  return store
}
