import type { Accountability, ApiExtensionContext, SchemaOverview } from '@directus/types'
import type { Knex } from 'knex'

/** What every service of this extension needs from Directus. */
export type Host = Pick<ApiExtensionContext, 'services' | 'database' | 'getSchema' | 'logger'>

/** One write on its way: the connection of its transaction, the schema, and who asks. */
export interface WriteContext { knex: Knex, schema: SchemaOverview, accountability: Accountability | null }

/** Somebody whose rights are counted: neither an administrator nor our own code. */
export function isLimited(accountability: Accountability | null): accountability is Accountability {
  return accountability !== null && !accountability.admin
}
