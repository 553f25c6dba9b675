import type { PrimaryKey, RegisterFunctions } from '@directus/types'
import { declarationOf } from '../service/form-store.ts'
import type { FormStore } from '../service/form-store.ts'
import { assertSettings, checkWrite } from '../service/check-write.ts'
import type { Host } from '../service/host.ts'
import { assertHomes } from '../service/home-guard.ts'
import { assertLayerOfRows } from '../service/layers.ts'
import { assertRules } from '../service/rule-guard.ts'
import { assertTemplates } from '../service/template-guard.ts'

type Payload = Record<string, unknown>

/**
 * Every write of a product collection goes through its form, whatever the channel: Studio, API, import, nested rows
 * and the code of the product itself.
 */
export function registerWriteChecks({ filter }: Pick<RegisterFunctions, 'filter'>, host: Host, store: FormStore): void {
  filter<Payload>('items.create', async (payload, { collection }, { database, schema, accountability }) => {
    if (!declarationOf(collection) || schema === null) return payload
    return checkWrite(host, store, { knex: database, schema, accountability }, { collection, payload, keys: null })
  })

  filter<Payload>('items.update', async (payload, meta, { database, schema, accountability }) => {
    const { collection } = meta
    const keys: PrimaryKey[] = meta.keys
    if (!declarationOf(collection) || schema === null) return payload
    return checkWrite(host, store, { knex: database, schema, accountability }, { collection, payload, keys })
  })

  for (const [collection, assertRows] of [['field_rules', assertRules], ['home_pages', assertHomes], ['templates', assertTemplates]] as const) {
    filter<Payload>(`${collection}.items.create`, async (payload, _, context) => {
      await assertLayerOfRows(context, collection, payload, null)
      await assertRows(context, payload, null)
      return payload
    })

    filter<Payload>(`${collection}.items.update`, async (payload, { keys }, context) => {
      await assertLayerOfRows(context, collection, payload, keys)
      await assertRows(context, payload, keys)
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
