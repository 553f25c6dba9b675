import type { Settings } from '../env.schema.ts'
import { EnvSchema } from '../env.schema.ts'
import type { FormStore } from './form-store.ts'
import { createFormStore } from './form-store.ts'

let store: FormStore | null = null

/** The one store of this process, so that a change seen by the hooks is seen everywhere at once; whoever asks first, at the start, says how old it may be. */
export function sharedStore({ CONFIGURATOR_CACHE_TTL_MS: ttlMs }: Settings = EnvSchema.parse({})): FormStore {
  store ??= createFormStore({ ttlMs, now: Date.now })
  return store
}
