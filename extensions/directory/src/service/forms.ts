import type { Viewer } from '@relais/extension-configurator'
import { formOf as readForm } from '@relais/extension-configurator'
import type { Form } from '@relais/schema/forms'
import type { Knex } from 'knex'
import type { Host } from '../handlers/types.ts'

/** The form of a collection for somebody, local fields included; inside a transaction, pass its connection. */
export async function formOf(host: Host, collection: string, viewer: Viewer, knex: Knex = host.database): Promise<Form> {
  return readForm({ knex, schema: await host.getSchema({ database: knex }) }, collection, viewer)
}
