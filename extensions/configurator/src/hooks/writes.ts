import type { EventContext, PrimaryKey, RegisterFunctions } from '@directus/types'
import { isLent } from '@relais/schema/access'
import { declarationOf } from '../service/form-store.ts'
import type { FormStore } from '../service/form-store.ts'
import { assertSettings, checkWrite, refuseNested } from '../service/check-write.ts'
import type { Host } from '../service/host.ts'
import { assertHomes } from '../service/home-guard.ts'
import { CONFIGURED, assertLayerOfRows, assertPlainTexts } from '../service/layers.ts'
import { assertRules } from '../service/rule-guard.ts'
import { assertTemplates } from '../service/template-guard.ts'

type Payload = Record<string, unknown>

/**
 * Every write of a product collection goes through its form, whatever the channel: Studio, API, import, nested rows
 * and the code of the product itself.
 */
export function registerWriteChecks({ filter }: Pick<RegisterFunctions, 'filter'>, host: Host, store: FormStore): void {
  filter<Payload>('items.create', async (payload, { collection }, { database, schema, accountability }) => {
    assertLendable({ schema, accountability }, collection, payload)
    if (!declarationOf(collection) || schema === null) return payload
    return checkWrite(host, store, { knex: database, schema, accountability }, { collection, payload, keys: null })
  })

  filter<Payload>('items.update', async (payload, meta, { database, schema, accountability }) => {
    const { collection } = meta
    const keys: PrimaryKey[] = meta.keys
    assertLendable({ schema, accountability }, collection, payload)
    if (!declarationOf(collection) || schema === null) return payload
    return checkWrite(host, store, { knex: database, schema, accountability }, { collection, payload, keys })
  })

  const assertRows: Readonly<Record<string, typeof assertRules>> = { field_rules: assertRules, home_pages: assertHomes, templates: assertTemplates }
  for (const collection of CONFIGURED) {
    filter<Payload>(`${collection}.items.create`, async (payload, _, context) => {
      await assertLayerOfRows(context, collection, payload, null)
      await assertRows[collection]?.(context, payload, null)
      assertPlainTexts(payload)
      return payload
    })

    filter<Payload>(`${collection}.items.update`, async (payload, { keys }, context) => {
      await assertLayerOfRows(context, collection, payload, keys)
      await assertRows[collection]?.(context, payload, keys)
      assertPlainTexts(payload)
      return payload
    })

    filter<PrimaryKey[]>(`${collection}.items.delete`, async (keys, _, context) => {
      await assertLayerOfRows(context, collection, {}, keys)
      return keys
    })
  }

  filter<Payload>('field_settings.items.create', async (payload, _, context) => {
    await assertSettings(context, payload, null)
    return payload
  })

  filter<Payload>('field_settings.items.update', async (payload, { keys }, context) => {
    await assertSettings(context, payload, keys)
    return payload
  })
}

/** Rights are lent for one record, whose values our own code made: never for the rows that those values would bring along. */
function assertLendable({ schema, accountability }: Pick<EventContext, 'schema' | 'accountability'>, collection: string, payload: Payload): void {
  if (isLent(accountability)) refuseNested(schema, collection, payload)
}
