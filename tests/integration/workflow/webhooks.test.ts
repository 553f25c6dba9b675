import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { call, codeOf, db, stack } from '../../support/stack.ts'
import { aCase, aPerson, insert, makeWorld } from '../directory/world.ts'
import { withVersion } from './workflows.ts'

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

describe('a call to the host of the network that the operator named', () => {
  const [host = '', port = ''] = stack.internalHost.split(':')
  const poll = { timeout: 45_000, interval: 300 }
  let server: Server
  let other: Server
  let answer: (response: ServerResponse) => void
  const seen: { headers: IncomingHttpHeaders, body: string }[] = []
  const strayed: string[] = []

  const listen = (own: Server, on: number) => new Promise<void>((resolve, reject) => {
    own.once('error', reject)
    own.listen(on, host, resolve)
  })
  const effectOf = async (file: string) => (await db.query<{ id: string, status: string, attempts: number, last_error: string | null }>(
    `select f.id, f.status, f.attempts, f.last_error from workflow_effects f join workflow_events e on e.id = f.event where e.item = $1 and f.effect ->> 'kind' = 'call_webhook'`, [file])).rows[0]
  /** Its next attempt, instead of half a minute later. */
  const hurry = async (id: string | undefined) => (await db.query(`update pgboss.job set start_after = now() where data ->> 'effect' = $1 and state = 'retry' returning id`, [id])).rows.length
  /** A step of a file that calls an address. */
  const calling = async (url: string, work: (file: string, webhookId: string) => Promise<void>) => {
    const declared = webhook(url)
    const id = await insert('webhooks', declared)
    await withVersion('case', said => ({ ...said, transitions: said.transitions.map(own => (own.key === 'suspend' ? { ...own, effects: [{ kind: 'call_webhook', webhook: declared.key }] } : own)) }), async () => {
      const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, {})
      expect((await call(`/relais/workflow/cases/${file}/transitions/suspend`, { as: 'conseiller', method: 'POST', body: { from: 'support', comment: 'Confidentiel' } })).status).toBe(200)
      await work(file, id)
      await db.query('delete from workflow_effects f using workflow_events e where e.id = f.event and e.item = $1', [file])
    })
  }

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => { body += part.toString() }).on('end', () => {
        seen.push({ headers: request.headers, body })
        answer(response)
      })
    })
    other = createServer((request, response) => {
      strayed.push(String(request.url))
      response.end()
    })
    await listen(server, Number(port))
    await listen(other, 0)
  })
  beforeEach(() => {
    seen.length = 0
    answer = response => response.writeHead(204).end()
  })
  afterAll(() => {
    for (const own of [server, other]) {
      own.closeAllConnections()
      own.close()
    }
  })

  const otherPort = () => {
    const address = other.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  }

  it('is refused on another port, another host or in disguise, also to an administrator', async () => {
    const refused = [`http://${host}:${otherPort()}/`, `http://${host}/`, `http://127.0.0.1:${port}/`, `http://[::ffff:10.0.0.1]:${port}/`, `http://moi:secret@${stack.internalHost}/`, `http://localhost:${port}/`]
    for (const url of refused) expect([url, codeOf(await create(url))]).toEqual([url, 'WEBHOOK_REFUSED'])
    expect((await create(`http://${stack.internalHost}/relais`)).status).toBe(200)
  })

  it('comes signed after the step, and again with the same identifier after an error', async () => {
    answer = response => response.writeHead(500).end()
    await calling(`http://${stack.internalHost}/relais`, async (file, id) => {
      await expect.poll(() => effectOf(file), poll).toMatchObject({ status: 'queued', attempts: 1, last_error: expect.stringContaining('answered 500') })
      answer = response => response.writeHead(204).end()
      const effect = await effectOf(file)
      await expect.poll(() => hurry(effect?.id), poll).toBe(1)
      await expect.poll(() => effectOf(file), poll).toMatchObject({ status: 'done', attempts: 2, last_error: null })

      expect(seen).toHaveLength(2)
      expect(seen.map(({ headers }) => headers['webhook-id'])).toEqual([effect?.id, effect?.id])
      const { body: { data: { secret } } } = await call<{ data: { secret: string } }>(`/relais/workflow/webhooks/${id}/secret`, { as: 'admin' })
      for (const { headers, body } of seen) {
        const signed = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')
        expect(headers['webhook-signature']).toBe(`v1,${signed}`)
        expect(JSON.parse(body)).toMatchObject({ type: 'workflow.transition', data: { collection: 'cases', item: file, transition: 'suspend', from: 'support', to: 'suspended' } })
        expect(body).not.toContain('Confidentiel')
      }
    })
  })

  it('that is never answered, or that is sent on to an address of the network, is an error', async () => {
    answer = () => undefined
    await calling(`http://${stack.internalHost}/muet`, async (file) => {
      await expect.poll(() => effectOf(file), poll).toMatchObject({ status: 'queued', attempts: 1, last_error: expect.stringContaining('aborted') })
    })
    answer = response => response.writeHead(307, { location: `http://${host}:${otherPort()}/dedans` }).end()
    await calling(`http://${stack.internalHost}/renvoi`, async (file) => {
      await expect.poll(() => effectOf(file), poll).toMatchObject({ status: 'queued', attempts: 1, last_error: expect.stringContaining('redirect') })
    })
    expect(strayed).toEqual([])
  }, 120_000)
})
