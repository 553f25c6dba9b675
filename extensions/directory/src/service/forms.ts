import type { Host } from '@relais/extensions/platform'
import type { Viewer } from '@relais/extensions/configurator'
import { formOf as readForm } from '@relais/extensions/configurator'
import type { Form } from '@relais/schema/forms'
import type { Knex } from 'knex'

/** The form of a collection for somebody, local fields included; inside a transaction, pass its connection. */
export async function formOf(host: Host, collection: string, viewer: Viewer, knex: Knex = host.database): Promise<Form> {
  return readForm({ knex, schema: await host.getSchema({ database: knex }) }, collection, viewer)
}
