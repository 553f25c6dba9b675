import { readSettings } from '@relais/extensions/platform'
import type { Row } from '@relais/extensions/platform'
import type { HookConfig, PrimaryKey } from '@directus/types'
import { EnvSchema } from './env.schema.ts'
import { ObjectKeptError } from './errors.ts'
import { guardCreate, guardUpdate } from './service/guard.ts'
import { assertPublishable } from './service/publish.ts'
import { runEffect } from './service/effects.ts'
import { takeWork } from './service/jobs.ts'
import { sweep } from './service/sweep.ts'
import { assertCallable } from './service/webhooks.ts'

/** No state is written but by its workflow; what follows a transition is done here. */
export const hook: HookConfig = ({ filter, init }, host) => {
  const settings = readSettings('workflow', EnvSchema, host.env)

  filter<Row>('items.create', async (payload, { collection }, context) => {
    await guardCreate(context, collection, payload)
    return payload
  })

  filter<Row>('items.update', (payload, meta, context) => {
    const { collection } = meta
    const keys: PrimaryKey[] = meta.keys
    return guardUpdate(host, context, { collection, keys, payload })
  })

  filter<Row>('workflow_versions.items.create', async (payload, _, context) => {
    await assertPublishable(context, payload, null)
    return payload
  })

  filter<Row>('workflow_versions.items.update', async (payload, { keys }, context) => {
    await assertPublishable(context, payload, keys)
    return payload
  })

  for (const event of ['create', 'update', 'delete']) filter(`workflow_objects.items.${event}`, () => { throw new ObjectKeptError() })

  for (const event of ['webhooks.items.create', 'webhooks.items.update']) filter<Row>(event, payload => assertCallable(payload, settings))

  // Servers do the work; the commands of Directus, which load extensions too, do not.
  init('app.after', async () => {
    await takeWork(host, { effect: id => runEffect(host, settings, id), sweep: () => sweep(host) })
  })
}
