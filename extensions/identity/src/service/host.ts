import type { ApiExtensionContext } from '@directus/types'
import type { Settings } from '../env.schema.ts'

/** What Directus gives to an extension, as far as this one needs it, and its settings. */
export interface Host extends Pick<ApiExtensionContext, 'services' | 'database' | 'getSchema'> {
  settings: Settings
}
