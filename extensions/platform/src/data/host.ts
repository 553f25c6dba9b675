import type { ApiExtensionContext } from '@directus/types'

/** What a service needs from Directus. */
export type Host = Pick<ApiExtensionContext, 'services' | 'database' | 'getSchema' | 'logger'>
