import { createFormStore } from '@relais/extension-configurator'
import type { Audience } from '@relais/schema'
import type { Form } from '@relais/schema/forms'
import type { Knex } from 'knex'
import type { Host } from '../handlers/types.ts'

// A field opened to partners in the Studio must be accepted at once, on every instance: nothing is kept longer.
const FORMS_TTL_MS = 250

const store = createFormStore({ ttlMs: FORMS_TTL_MS, now: Date.now })

/** The form of a collection for an audience, local fields included; inside a transaction, pass its connection. */
export async function formOf(host: Host, collection: string, audience: Audience, knex: Knex = host.database): Promise<Form> {
  return store.formOf({ knex, schema: await host.getSchema({ database: knex }) }, collection, audience)
}
