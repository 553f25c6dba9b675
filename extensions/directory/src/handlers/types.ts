import type { EndpointExtensionContext } from '@directus/types'
import type { Env } from '../env.schema.ts'

/** What Directus gives to an endpoint. */
export type Host = Pick<EndpointExtensionContext, 'database' | 'getSchema' | 'logger' | 'services'>

export type DirectoryHost = Host & { settings: Env }
