import { fetchOutside } from '../../../../../extensions/platform/src/outgoing/fetch.ts'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http'
import type { lookup as Lookup, LookupAddress } from 'node:dns'
import type { Knex } from 'knex'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { assertCallable, callWebhook } from '../../../../../extensions/workflow/src/service/webhooks.ts'
import { secretOf, signedHeaders } from '../../../../../extensions/workflow/src/rules/signature.ts'

const ID = '7f2c1f4e-0000-4000-8000-000000000001'
const now = new Date('2026-03-12T10:00:00Z')
const settings = { SECRET: 'x'.repeat(32), RELAIS_WEBHOOK_HOSTS: ['outils.exemple.fr', 'dedans.exemple.fr', '127.0.0.1', '10.0.0.1', '[::ffff:a00:1]'], RELAIS_WEBHOOK_INTERNAL_HOSTS: ['127.0.0.2:4000', 'outils.interne:443'] }
const notice = { id: ID, collection: 'cases', item: '7f2c1f4e-0000-4000-8000-000000000002', transition: 'close', from: 'support', to: 'closed', at: new Date('2026-03-12T09:59:00Z') }

let server: Server
let own = ''
let answer: (response: ServerResponse) => void
const seen: { headers: IncomingHttpHeaders, body: string }[] = []

/** A row of the table, as the query builder would find it; `undefined` where there is none. */
const table = (url: string | undefined): Knex => {
  const rows = { where: () => rows, first: async () => (url === undefined ? undefined : { id: ID, url, secret_number: 1 }) }
  return (() => rows) as unknown as Knex
}
/** The way out, to the server of this test instead of the address. */
const sent: typeof fetchOutside = (_, options) => fetchOutside(own, { ...options, timeoutMs: 300, allowed: [own] })
const naming = (...addresses: string[]) => ((_host: string, _options: unknown, done: (error: null, found: LookupAddress[]) => void) => {
  done(null, addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })))
}) as unknown as typeof Lookup

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => { body += part.toString() }).on('end', () => {
      seen.push({ headers: request.headers, body })
      answer(response)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  own = address !== null && typeof address === 'object' ? `http://127.0.0.1:${address.port}` : ''
})
beforeEach(() => {
  seen.length = 0
  answer = response => response.writeHead(204).end()
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('the address of a webhook', () => {
  it.each([
    'http://outils.exemple.fr/', 'https://127.0.0.1/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://10.0.0.1/', 'https://0x7f.1/', 'https://169.254.169.254/latest', 'https://localhost/', 'https://autre.exemple.fr/',
    'http://127.0.0.2:4001/', 'http://127.0.0.2/', 'http://127.0.0.3:4000/', 'http://moi:secret@127.0.0.2:4000/', 'ftp://127.0.0.2:4000/', 'https://[::ffff:127.0.0.2]:4000/', 'http://outils.interne/', 'https://outils.interne:8443/',
    'https://outils.exemple.fr:8443/', 'https://moi:secret@outils.exemple.fr/', 'https://outils.exemple.fr.attaque.fr/', 'ftp://outils.exemple.fr/', 'javascript:alert(1)', 'outils.exemple.fr', '',
  ])('is refused: %s', async (url) => {
    expect(() => assertCallable({ url }, settings)).toThrow(expect.objectContaining({ code: 'WEBHOOK_REFUSED' }))
    // Also when it was there before the operator changed their mind.
    await expect(callWebhook(table(url), 'k', notice, { settings, now, send: sent })).rejects.toMatchObject({ code: 'WEBHOOK_REFUSED' })
    expect(seen).toEqual([])
  })

  it.each(['http://127.0.0.2:4000/relais', 'https://127.0.0.2:4000/', 'https://outils.interne/', 'http://outils.interne:443/'])('of the local network is taken where the operator names it with its port: %s', (url) => {
    expect(assertCallable({ url }, settings)).toEqual({ url })
    expect(() => assertCallable({ url }, { ...settings, RELAIS_WEBHOOK_INTERNAL_HOSTS: [] })).toThrow(expect.objectContaining({ code: 'WEBHOOK_REFUSED' }))
  })

  it('is taken on a host that the operator allows', () => {
    expect(assertCallable({ url: 'https://outils.exemple.fr/relais?a=1' }, settings)).toEqual({ url: 'https://outils.exemple.fr/relais?a=1' })
    expect(assertCallable({ label: 'Autre' }, settings)).toEqual({ label: 'Autre' })
    expect(() => assertCallable({ url: 'https://outils.exemple.fr/' }, { ...settings, RELAIS_WEBHOOK_HOSTS: [] })).toThrow()
  })
})

describe('a call', () => {
  it.each(['127.0.0.1', '::1', '::ffff:10.0.0.1', '10.0.0.1', 'fe80::1', 'fd00::1', '169.254.169.254'])('does not follow a name that leads to %s', async (address) => {
    const send: typeof fetchOutside = (url, options) => fetchOutside(url, { ...options, lookup: naming('93.184.216.34', address) })

    await expect(callWebhook(table('https://dedans.exemple.fr/'), 'k', notice, { settings, now, send })).rejects.toMatchObject({ reason: 'address' })
  })

  it('says what moved, signed, and nothing of anybody', async () => {
    await callWebhook(table('https://outils.exemple.fr/relais'), 'k', notice, { settings, now, send: sent })

    const { id, at: _, ...data } = notice
    expect(seen).toHaveLength(1)
    const [{ headers, body } = { headers: {}, body: '' }] = seen
    expect(JSON.parse(body)).toEqual({ type: 'workflow.transition', timestamp: '2026-03-12T09:59:00.000Z', data })
    expect(headers).toMatchObject(signedHeaders(secretOf(settings.SECRET, { id: ID, secret_number: 1 }), { id, at: now, body }))
    expect(headers['content-type']).toBe('application/json')
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ['an error', response => response.writeHead(500).end()], ['a redirection', response => response.writeHead(302, { location: 'https://outils.exemple.fr/' }).end()],
    ['nothing, ever', () => undefined], ['a flood', response => response.end('x'.repeat(100_000))], ['a cut line', response => response.destroy()],
  ])('that is answered by %s is an error, to be tried again', async (_, how) => {
    answer = how
    await expect(callWebhook(table('https://outils.exemple.fr/'), 'k', notice, { settings, now, send: sent })).rejects.toThrow()
    expect(seen).toHaveLength(1)
  })

  it('to a webhook that is gone, or not active, is an error', async () => {
    await expect(callWebhook(table(undefined), 'k', notice, { settings, now, send: sent })).rejects.toThrow('no active webhook k')
  })
})
