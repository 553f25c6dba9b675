import type { RegisterFunctions } from '@directus/types'
import type { Knex } from 'knex'
import type { FormStore } from '../service/form-store.ts'
import { declarationOf } from '../service/form-store.ts'
import type { HomeStore } from '../service/home-store.ts'
import { forgetSettings } from '../service/model-guard.ts'
import type { SyncQueue } from '../service/sync-queue.ts'

interface SyncParts { database: Knex, store: FormStore, homes: HomeStore, queue: SyncQueue, onError: (error: unknown) => void }

const SETTINGS_EVENTS = ['field_settings', 'field_rules'].flatMap(collection => ['create', 'update', 'delete'].map(action => `${collection}.items.${action}`))

/**
 * After a change of a field or of a local decision, the forms are read again and the rights follow. Directus does not
 * wait for actions: the answer may leave a moment before the rights are in force, and a start catches up what a crash
 * interrupted.
 */
export function registerSync({ action }: Pick<RegisterFunctions, 'action'>, { database, store, homes, queue, onError }: SyncParts): void {
  const follow = (): void => {
    store.invalidate()
    queue.request()
  }
  for (const event of [...SETTINGS_EVENTS, 'server.start']) action(event, follow)
  for (const event of ['fields.create', 'fields.update']) action(event, ({ collection }) => { if (declarationOf(collection)) follow() })
  for (const event of ['home_pages.items.create', 'home_pages.items.update', 'home_pages.items.delete']) action(event, () => homes.invalidate())
  for (const event of ['translations.create', 'translations.update', 'translations.delete']) action(event, () => store.invalidate())

  action('fields.delete', ({ collection, payload }) => {
    if (!declarationOf(collection)) return
    forgetSettings(database, collection, payload).catch(onError).finally(follow)
  })
}
