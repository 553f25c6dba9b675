import { readSettings } from '@relais/extensions/platform'
import type { HookConfig } from '@directus/types'
import { setTimeout } from 'node:timers/promises'
import { EnvSchema } from './env.schema.ts'
import { describeExports, writeExports } from './hooks/exports.ts'
import { registerKits } from './hooks/kits.ts'
import { registerModelGuard } from './hooks/model.ts'
import { registerSettling } from './hooks/settle.ts'
import { registerSync } from './hooks/sync.ts'
import { registerWriteChecks } from './hooks/writes.ts'
import { sharedHomeStore } from './service/home-store.ts'
import { sharedStore } from './service/shared-store.ts'
import { syncConditions } from './service/studio-sync.ts'
import { showLayersInStudio } from './service/studio-layers.ts'
import { createSyncQueue } from './service/sync-queue.ts'
import { syncPermissions } from './service/permission-sync.ts'

/** Forms enforced on every write, and rights that follow the fields made here. */
export const hook: HookConfig = ({ init, filter, action: follow }, context) => {
  // The Configurateur tells what it did by the emitter of the extensions: that of Directus cannot be called.
  const action: typeof follow = (event, handler) => {
    follow(event, handler)
    context.emitter.onAction(event, handler)
  }
  const register = { filter, action }
  const env = readSettings('configurator', EnvSchema, context.env)
  const store = sharedStore(env)
  const queue = createSyncQueue({
    task: async () => {
      await syncPermissions(context)
      await syncConditions(context, store)
    },
    onError: error => context.logger.error(error, 'The rights of local fields could not be updated'),
    wait: setTimeout,
  })

  writeExports(context.services.ExportService)
  init('routes.before', ({ app }) => {
    showLayersInStudio(app, context, store)
    describeExports(app, context, store)
  })
  registerKits(register, {
    database: context.database, ttlMs: env.CONFIGURATOR_CACHE_TTL_MS, now: Date.now, onError: error => context.logger.error(error, 'The kits could not be read'),
    onUnreadable: kit => context.logger.error(`The kit ${kit} cannot be read: it is left out`),
    follow: () => {
      store.invalidate()
      queue.request()
    },
  })
  registerWriteChecks(register, context, store)
  registerSettling(register, context, store)
  registerModelGuard(register)
  registerSync(register, { database: context.database, store, homes: sharedHomeStore(env.CONFIGURATOR_CACHE_TTL_MS), queue, onError: error => context.logger.error(error, 'The settings of a deleted field could not be forgotten') })
}
