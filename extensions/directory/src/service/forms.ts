import { formOf as readForm } from '@relais/extension-configurator'
import type { Audience } from '@relais/schema'
import type { Form } from '@relais/schema/forms'
import type { Knex } from 'knex'
import type { Host } from '../handlers/types.ts'

/** The form of a collection for an audience, local fields included; inside a transaction, pass its connection. */
export async function formOf(host: Host, collection: string, audience: Audience, knex: Knex = host.database): Promise<Form> {
  return readForm({ knex, schema: await host.getSchema({ database: knex }) }, collection, audience)
}
