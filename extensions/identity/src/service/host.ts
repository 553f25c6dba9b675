import type { ApiExtensionContext, SchemaOverview } from '@directus/types'
import type { Knex } from 'knex'
import type { Settings } from '../env.schema.ts'

/** What Directus gives to an extension, as far as this one needs it, and its settings. */
export interface Host extends Pick<ApiExtensionContext, 'services' | 'database' | 'getSchema' | 'logger'> {
  settings: Settings
}

/** Where a piece of work reads and writes. */
export interface Work { host: Host, trx: Knex, schema: SchemaOverview }
