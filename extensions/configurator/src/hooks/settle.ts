import type { EventContext, PrimaryKey, RegisterFunctions } from '@directus/types'
import type { FormStore } from '../service/form-store.ts'
import type { Host } from '../service/host.ts'
import type { Records } from '../service/settle-computed.ts'
import { parentsOf, settleAll, settleComputed } from '../service/settle-computed.ts'

const MAX_PENDING = 1000
/** What of a rule changes what it computes; its words do not. */
const COMPUTES = ['expression', 'kind', 'field']

/**
 * After each write, the computed values of the records written and of those that count them. Directus does not wait for
 * actions: a count may follow a moment after the answer.
 */
export function registerSettling({ filter, action }: Pick<RegisterFunctions, 'filter' | 'action'>, host: Host, store: FormStore): void {
  // Whom rows belonged to is only known before they leave.
  const former = new Map<string, Records[]>()
  const nameOf = ({ collection, keys }: Records): string => `${collection} ${keys.map(String).toSorted().join(' ')}`

  // On the connection of the write: while it holds locks, waiting for another one could block every writer.
  async function remember(records: Records, { database, schema }: Pick<EventContext, 'database' | 'schema'>): Promise<void> {
    const parents = (await parentsOf({ knex: database, schema: schema ?? await host.getSchema({ database }) }, store, records)).filter(({ keys }) => keys.length > 0)
    if (former.size >= MAX_PENDING) former.clear()
    if (parents.length > 0) former.set(nameOf(records), parents)
  }

  async function settle(records: Records): Promise<void> {
    const before = former.get(nameOf(records)) ?? []
    former.delete(nameOf(records))
    const context = { knex: host.database, schema: await host.getSchema() }
    for (const each of [records, ...await parentsOf(context, store, records), ...before]) await settleComputed(host, store, each)
  }

  const follow = (records: Records): void => {
    settle(records).catch((error: unknown) => host.logger.error(error, 'Computed values could not be settled'))
  }

  /** A computed value that a rule gives from today is that of the records that were there too. */
  const followRules = (keys: readonly PrimaryKey[]): void => {
    const settleRules = async (): Promise<void> => {
      store.invalidate()
      const collections: string[] = await host.database('field_rules').whereIn('id', [...keys]).where({ kind: 'computed' }).distinct('collection').pluck('collection')
      for (const collection of collections) await settleAll(host, store, collection)
    }
    settleRules().catch((error: unknown) => host.logger.error(error, 'The values of a new computation could not be settled'))
  }
  action('field_rules.items.create', ({ key }) => followRules([key]))
  action('field_rules.items.update', ({ keys, payload }) => {
    if (COMPUTES.some(name => name in payload)) followRules(keys)
  })

  filter<PrimaryKey[]>('items.delete', async (keys, { collection }, context) => {
    await remember({ collection, keys }, context)
    return keys
  })
  filter('items.update', async (payload, { collection, keys }, context) => {
    await remember({ collection, keys }, context)
    return payload
  })
  action('items.create', ({ collection, key }) => follow({ collection, keys: [key] }))
  action('items.update', ({ collection, keys }) => follow({ collection, keys }))
  action('items.delete', ({ collection, keys, payload }) => follow({ collection, keys: keys ?? payload }))
}
