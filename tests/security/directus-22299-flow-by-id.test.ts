import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { call, codeOf, db } from '../support/stack.ts'

const FlowSchema = z.object({ data: z.object({ id: z.uuid() }) })

describe('Directus 22299: an automation is started by anyone who knows its id', () => {
  it.each(['webhook', 'manual'])('is started by nobody without a session of the Studio (%s)', async (trigger) => {
    const made = await call('/flows', { as: 'admin', method: 'POST', body: { name: 'Essai', status: 'active', trigger, accountability: 'all', options: { method: 'GET', collections: ['organizations'] } } })
    const { id } = FlowSchema.parse(made.body).data

    for (const as of [null, 'usager', 'partenaire', 'conseiller', 'responsable', 'configurateur']) {
      for (const method of ['GET', 'POST']) {
        const answer = await call(`/flows/trigger/${id}`, { as, method, ...(method === 'POST' ? { body: { collection: 'organizations', keys: [] } } : {}) })
        expect([as, method, answer.status, codeOf(answer)]).toEqual([as, method, 404, 'ROUTE_NOT_AVAILABLE'])
      }
    }
    expect((await db.query('select 1 from directus_revisions where collection = \'directus_flows\' and item = $1 and data::text like \'%steps%\'', [id])).rows).toEqual([])
    await call(`/flows/${id}`, { as: 'admin', method: 'DELETE' })
  })
})
