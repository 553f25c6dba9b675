import { fetchOutside } from '../../../../../extensions/platform/src/outgoing/fetch.ts'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { lookup as Lookup, LookupAddress } from 'node:dns'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const servers: Server[] = []
const seen: { url: string | undefined, method: string | undefined, authorization: string | undefined }[] = []

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    seen.push({ url: request.url, method: request.method, authorization: request.headers.authorization })
    handler(request, response)
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return address !== null && typeof address === 'object' ? `http://127.0.0.1:${address.port}` : ''
}

let own: string
let other: string

beforeAll(async () => {
  other = await serve((_request, response) => { response.end('other') })
  own = await serve((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: `${other}/landed` }).end()
    else if (request.url === '/metadata') response.writeHead(307, { location: 'http://169.254.169.254/latest/' }).end()
    else if (request.url === '/loop') response.writeHead(301, { location: '/loop' }).end()
    else if (request.url === '/big') response.end('x'.repeat(5000))
    else if (request.url === '/slow') setTimeout(() => response.end('late'), 5000)
    else response.end(JSON.stringify({ ok: true }))
  })
})
beforeEach(() => { seen.length = 0 })
afterAll(() => { for (const server of servers) server.close() })

/** A name server that gives these addresses, one answer a call. */
function naming(...answers: string[][]): { lookup: typeof Lookup, calls: () => number } {
  let calls = 0
  const lookup = (_host: string, _options: unknown, done: (error: null, found: LookupAddress[]) => void) => {
    const answer = answers[Math.min(calls, answers.length - 1)] ?? []
    calls += 1
    done(null, answer.map(address => ({ address, family: address.includes(':') ? 6 : 4 })))
  }
  return { lookup: lookup as unknown as typeof Lookup, calls: () => calls }
}

describe('a request that leaves', () => {
  it('reaches an address of the installation', async () => {
    const response = await fetchOutside(`${own}/keys`, { allowed: [own] })

    expect(await response.json()).toEqual({ ok: true })
  })

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.7', '169.254.169.254', 'fd00::1'])('does not follow a name that leads to %s', async (address) => {
    await expect(fetchOutside('https://partner.example/hook', naming([address]))).rejects.toMatchObject({ reason: 'address' })
    expect(seen).toEqual([])
  })

  it('does not take the one good address of a name that also has a bad one', async () => {
    await expect(fetchOutside('https://partner.example/hook', naming(['93.184.216.34', '127.0.0.1']))).rejects.toMatchObject({ reason: 'address' })
  })

  it('asks the name once: a second answer, private this time, is never seen', async () => {
    const names = naming(['192.0.2.0'], ['127.0.0.1'])

    await expect(fetchOutside('https://partner.example/hook', { lookup: names.lookup })).rejects.toThrow()
    expect(names.calls()).toBe(1)
  })

  it.each(['/away', '/metadata', '/loop'])('follows no redirection by itself (%s)', async (path) => {
    await expect(fetchOutside(`${own}${path}`, { allowed: [own] })).rejects.toMatchObject({ reason: 'redirect' })
    expect(seen).toHaveLength(1)
  })

  it('checks where a redirection leads', async () => {
    await expect(fetchOutside(`${own}/away`, { allowed: [own], maxRedirects: 3 })).rejects.toMatchObject({ reason: 'scheme' })
    await expect(fetchOutside(`${own}/metadata`, { allowed: [own], maxRedirects: 3 })).rejects.toMatchObject({ reason: 'scheme' })
    await expect(fetchOutside(`${own}/loop`, { allowed: [own], maxRedirects: 3 })).rejects.toMatchObject({ reason: 'redirect' })
    expect(seen.map(({ url }) => url)).not.toContain('/landed')
  })

  it('keeps its secrets from another origin', async () => {
    await fetchOutside(`${own}/away`, { allowed: [own, other], maxRedirects: 1, method: 'POST', body: '{}', headers: { authorization: 'Bearer x' } })

    expect(seen).toEqual([{ url: '/away', method: 'POST', authorization: 'Bearer x' }, { url: '/landed', method: 'GET', authorization: undefined }])
  })

  it('reads no more than it was told, and no longer', async () => {
    await expect(fetchOutside(`${own}/big`, { allowed: [own], maxBytes: 1000 })).rejects.toMatchObject({ reason: 'size' })
    await expect(fetchOutside(`${own}/slow`, { allowed: [own], timeoutMs: 100 })).rejects.toThrow()
  })
})
