import type { Accountability, SchemaOverview } from '@directus/types'
import { isAdministrator } from '@relais/schema/access'
import type { Knex } from 'knex'
import type { FormStore } from './form-store.ts'
import type { Host } from './host.ts'
import type { Layer } from './layers.ts'
import { assertLayer } from './layers.ts'
import { clearCaches } from './permission-sync.ts'

/** An event of Directus, kept until what it tells is true. */
interface Told { event: string | string[], meta: Record<string, unknown>, context: Record<string, unknown> }

/** The part of Directus that tells the other extensions what happened. */
export interface Teller { emitAction: (event: string | string[], meta: Record<string, unknown>, context: unknown) => void }

/** What the configurator works with. */
export interface Workshop { host: Host, teller: Teller, store: FormStore, layer: Layer }

/** One change on its way: its transaction, who asks, and the events to tell once it is kept. */
export interface ChangeContext {
  host: Host
  trx: Knex
  author: string | null
  /** The structure whose fields and words change, or the network. */
  layer: Layer
  /** Of the caller, with the rights of an administrator: what he may do was checked before. */
  sudo: Accountability
  /** The data model as it is in this transaction. */
  schema: () => Promise<SchemaOverview>
  /** For the services of Directus: what they tell is kept. */
  quietly: { bypassEmitAction: (told: Told) => void, autoPurgeCache: false, autoPurgeSystemCache: false }
}

/**
 * Runs a change of the fields of a collection alone, all of it or none; then the caches forget, the forms are read
 * again and the others are told.
 */
export async function inOneChange<T>({ host, teller, store, layer }: Workshop, accountability: Accountability, collection: string, run: (context: ChangeContext) => Promise<T>): Promise<T> {
  await assertLayer(host.database, accountability, layer)
  const told: Told[] = []
  let isKept = false
  try {
    return await host.database.transaction(async (trx) => {
      await trx.raw('SELECT pg_advisory_xact_lock(hashtext(?))', [`relais.configurator.${collection}`])
      const origin = isAdministrator(accountability) ? 'admin' : 'configurator'
      await trx.raw('SELECT set_config(\'relais.author\', ?, true), set_config(\'relais.origin\', ?, true), set_config(\'relais.channel\', \'studio\', true)', [accountability.user ?? '', origin])
      const result = await run({
        host, trx, layer, author: accountability.user,
        sudo: { ...accountability, admin: true },
        schema: () => host.getSchema({ database: trx, bypassCache: true }),
        quietly: { bypassEmitAction: event => told.push(event), autoPurgeCache: false, autoPurgeSystemCache: false },
      })
      isKept = true
      return result
    })
  }
  finally {
    // What was read meanwhile is of a data model that is no more, or never was.
    const schema = await host.getSchema({ database: host.database, bypassCache: true })
    await clearCaches(host, schema)
    store.invalidate()
    if (isKept) for (const { event, meta, context } of told) teller.emitAction(event, meta, { ...context, database: host.database, schema })
  }
}
