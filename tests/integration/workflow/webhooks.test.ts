import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, insert, makeWorld } from '../directory/world.ts'

const webhook = (url: string) => ({ key: `outil_${randomUUID().slice(0, 8)}`, label: 'Outil', url, is_active: true, secret_number: 1 })
const create = (url: string, as: string | null = 'admin') => call<{ data: { id: string } }>('/items/webhooks', { as, method: 'POST', body: webhook(url) })

let structure: string

beforeAll(async () => {
  structure = (await makeWorld()).structure
})

describe('a webhook', () => {
  it.each([[null, 401], ['conseiller', 403], ['responsable', 403], ['configurateur', 403], ['partenaire', 403]] as const)('is neither read nor declared by %s', async (as, status) => {
    const id = await insert('webhooks', webhook('https://outils.exemple.fr/'))

    expect([(await create('https://outils.exemple.fr/', as)).status, (await call('/items/webhooks', { as })).status, (await call(`/relais/workflow/webhooks/${id}/secret`, { as })).status]).toEqual([as === null ? 403 : status, 403, status])
  })

  it.each(['http://outils.exemple.fr/', 'https://127.0.0.1/', 'https://[::ffff:10.0.0.1]/', 'https://localhost/', 'https://pas-permis.exemple.fr/', 'nulle part'])('is refused to administrators too at %s, when made and when changed', async (url) => {
    const id = await insert('webhooks', webhook('https://outils.exemple.fr/'))

    for (const answer of [await create(url), await call(`/items/webhooks/${id}`, { as: 'admin', method: 'PATCH', body: { url } })]) {
      // Some are no address at all for the form.
      expect([answer.status, ['WEBHOOK_REFUSED', 'FORM_INVALID'].includes(codeOf(answer) ?? '')]).toEqual([400, true])
    }
    const { rows } = await db.query('select url from webhooks where id = $1', [id])
    expect(rows).toEqual([{ url: 'https://outils.exemple.fr/' }])
  })

  it('has a secret that only administrators get, of which nothing is stored', async () => {
    const id = await insert('webhooks', webhook('https://outils.exemple.fr/'))
    const read = async () => (await call<{ data: { secret: string } }>(`/relais/workflow/webhooks/${id}/secret`, { as: 'admin' })).body.data.secret

    const first = await read()
    expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await read()).toBe(first)
    await call(`/items/webhooks/${id}`, { as: 'admin', method: 'PATCH', body: { secret_number: 2 } })
    expect(await read()).not.toBe(first)
    expect(JSON.stringify((await db.query('select * from webhooks where id = $1', [id])).rows)).not.toContain(first.slice(6, 20))
    expect((await call(`/relais/workflow/webhooks/${randomUUID()}/secret`, { as: 'admin' })).status).toBe(403)
  })

  it('that may not be called fails in sight, and is tried again', async () => {
    const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, {})
    const declared = webhook('https://127.0.0.1/')
    await insert('webhooks', declared)
    expect((await call(`/relais/workflow/cases/${file}/transitions/suspend`, { as: 'conseiller', method: 'POST', body: { from: 'support', comment: 'x' } })).status).toBe(200)
    const { rows: [event] } = await db.query<{ id: string }>('select id from workflow_events where item = $1', [file])
    const id = await insert('workflow_effects', { event: event?.id, position: 5, effect: JSON.stringify({ kind: 'call_webhook', webhook: declared.key }), status: 'failed', attempts: 8, queued_at: new Date() })

    expect((await call(`/relais/workflow/effects/${id}/replay`, { as: 'conseiller', method: 'POST' })).status).toBe(403)
    expect((await call(`/relais/workflow/effects/${id}/replay`, { as: 'admin', method: 'POST' })).status).toBe(204)
    await expect.poll(async () => (await db.query('select status, attempts, last_error from workflow_effects where id = $1', [id])).rows[0], { timeout: 20_000, interval: 300 })
      .toMatchObject({ status: 'queued', attempts: 1, last_error: expect.stringContaining('ne peut pas être appelée') })
  })
})
