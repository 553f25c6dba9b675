import type { Accountability } from '@directus/types'
import type { Knex } from 'knex'
import { refusal } from '../rules/refusals.ts'
import { refusalError } from '../errors.ts'
import type { Workshop } from './change-context.ts'
import { inOneChange } from './change-context.ts'
import type { Place } from './change-steps.ts'
import { read } from './change-steps.ts'
import { openDeclaration } from './field-states.ts'
import { createFormStore } from './form-store.ts'

/** How a field of the network is asked in the Studio; null as the product does. */
export interface Shown extends Place { interface: string | null }

/** Does a piece of work on a collection and shows one of its fields otherwise, all of it or none: for those who set the whole network. */
export async function whileShowing<T>(tools: Pick<Workshop, 'host' | 'teller'>, caller: Accountability, { collection, field, interface: control }: Shown, work: (trx: Knex) => Promise<T>): Promise<T> {
  const declared = openDeclaration(collection).fields[field]
  const workshop: Workshop = { ...tools, store: createFormStore({ ttlMs: 0, now: Date.now }), layer: null }
  return inOneChange(workshop, caller, collection, async (context) => {
    const done = await work(context.trx)
    const own = (await read(context, collection)).fields.find(({ name }) => name === field)
    if (!own) throw refusalError(refusal('FIELD_UNKNOWN', { field }).refusal)
    const sudoFields = new context.host.services.FieldsService({ knex: context.trx, schema: await context.schema(), accountability: context.sudo })
    await sudoFields.updateField(collection, { field, type: own.type, meta: { interface: control ?? declared?.interface ?? 'select-dropdown' } }, context.quietly)
    return done
  })
}
