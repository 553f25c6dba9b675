import { audienceOf } from '@relais/schema/access'
import type { Request, Response } from 'express'
import { ForbiddenError } from '../errors.ts'
import { declarationOf } from '../service/form-store.ts'
import type { FormStore } from '../service/form-store.ts'
import type { Host } from '../service/host.ts'
import { isLimited } from '../service/host.ts'
import { countReadable } from '../service/related-counts.ts'
import { assertLayer } from '../service/layers.ts'
import { workshopOf } from '../service/rule-guard.ts'
import { accountabilityOf, callerOf } from './caller.ts'

/**
 * `GET /relais/rules/:collection/:field?layer=<structure>`: what a rule of this field may name, and the rules of its collection, so that
 * a screen checks and says a rule as it is typed. For those who configure.
 */
export function getWorkshop(host: Host, store: FormStore) {
  return async (req: Request, res: Response): Promise<void> => {
    const audience = audienceOf(callerOf(req))
    if (audience !== 'admin' && audience !== 'configurator') throw new ForbiddenError()
    const { collection = '', field = '' } = req.params
    const layer = typeof req.query['layer'] === 'string' && req.query['layer'] !== '' ? req.query['layer'] : null
    const accountability = accountabilityOf(req)
    if (layer !== null && accountability !== null) await assertLayer(host.database, accountability, layer)
    const workshop = await workshopOf(store, { knex: host.database, schema: await host.getSchema() }, { collection, field, layer })
    if (workshop === null) throw new ForbiddenError()
    res.set('Cache-Control', 'no-store').json({ data: workshop })
  }
}

/**
 * `GET /relais/forms/:collection/:id/counts`: the numbers of related rows that the caller's form of this record reads,
 * by list. As far as the caller may read the record, and those rows: a list that is closed to them is left out.
 */
export function getCounts(host: Host, store: FormStore) {
  return async (req: Request, res: Response): Promise<void> => {
    const accountability = accountabilityOf(req)
    const { collection = '', id = '' } = req.params
    if (accountability === null || !declarationOf(collection)) throw new ForbiddenError()
    const schema = await host.getSchema()
    const primary = schema.collections[collection]?.primary ?? 'id'
    const items = new host.services.ItemsService(collection, { knex: host.database, schema, accountability })
    await items.readOne(id, { fields: [primary] }, { emitEvents: false })
    const audience = isLimited(accountability) ? audienceOf(callerOf(req)) : 'admin'
    const { counts: lists } = await store.formOf({ knex: host.database, schema }, collection, { audience, user: accountability.user })
    const counts = await countReadable(host, schema, accountability, { collection, lists, id })
    res.set('Cache-Control', 'no-store').json({ data: counts })
  }
}
