import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { directusService, portalService } from '../../cli/stack.ts'
import { DEMO_PASSWORD } from '../../seeds/identity/accounts.ts'
import { asShipped, besideStack, endLaunched, launch } from '../support/as-shipped.ts'
import type { ApiBody } from '../support/stack.ts'
import { call, codeOf, stack } from '../support/stack.ts'

/** The other tests run without these limits: here a second API and a second portal run with them, on the same data. */
let api = ''
let portal = ''
/** The same behind one proxy, as compose ships it. */
let behindProxy = ''

beforeAll(() => asShipped(async () => {
  const settings = await besideStack()
  for (const service of [directusService(settings), portalService(settings)]) await launch(service)
  const proxied = await besideStack({ PORT: String(settings.directusPort) })
  process.env.NUXT_TRUST_PROXY = '1'
  await launch(portalService(proxied)).finally(() => { delete process.env.NUXT_TRUST_PROXY })
  behindProxy = proxied.portalUrl
  api = settings.directusUrl
  portal = settings.portalUrl
}), 180_000)

afterAll(endLaunched)

const from = (address: string) => ({ 'x-forwarded-for': address })
const somewhere = (index: number) => `198.51.${Math.floor(index / 250)}.${(index % 250) + 1}`

/** Many requests, a few at a time; the answers in order. */
async function many(count: number, ask: (index: number) => ReturnType<typeof call>) {
  const answers: Awaited<ReturnType<typeof call>>[] = []
  for (let at = 0; at < count; at += 40) answers.push(...await Promise.all(Array.from({ length: Math.min(40, count - at) }, (_, index) => ask(at + index))))
  return answers
}

describe('limits as shipped', () => {
  it('count the requests of one account, wherever they come from, and of that one only', async () => {
    const answers = await many(520, index => call('/shares', { base: api, as: 'conseiller', headers: from(somewhere(index)) }))
    const refused = answers.filter(({ status }) => status === 429)
    const [first] = refused

    expect(answers.slice(0, 490).every(({ status }) => status === 404)).toBe(true)
    expect(refused.length).toBeGreaterThan(0)
    expect(first && codeOf(first)).toBe('REQUESTS_EXCEEDED')
    expect((first?.body as ApiBody).errors?.[0]?.message).toMatch(/^Trop de demandes/)
    expect(Number(first?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await call('/shares', { base: api, as: 'responsable', headers: from('198.51.100.9') })).status).toBe(404)
  })

  it('count the requests of one address', async () => {
    const answers = await Promise.all(Array.from({ length: 600 }, () => call('/relais/forms', { base: api, headers: from('203.0.113.5') })))
    const refused = answers.find(({ status }) => status === 429)

    expect(refused && codeOf(refused)).toBe('REQUESTS_EXCEEDED')
    expect((refused?.body as ApiBody).errors?.[0]?.message).toMatch(/^Trop de demandes/)
    expect((await call('/relais/forms', { base: api, headers: from('203.0.113.6') })).status).toBe(200)
  })

  it.each([['POST', '/relais/identity/invitations/view'], ['POST', '/relais/identity/session'], ['GET', '/auth/login/keycloak']])('count the attempts to sign in: %s %s', async (method, path) => {
    const address = `203.0.113.${50 + path.length}`
    const statuses = (await many(61, () => call(path, { base: api, method, headers: from(address), ...(method === 'POST' ? { body: { invitation: 'x' } } : {}) }))).map(({ status }) => status)

    expect(statuses.filter(status => status === 429)).toHaveLength(1)
    expect((await call(path, { base: api, method, headers: from('203.0.113.40'), ...(method === 'POST' ? { body: {} } : {}) })).status).not.toBe(429)
  })

  it('are not escaped by claiming another address to the portal', async () => {
    const answers = await many(70, index => call('/relais/identity/invitations/view', { base: `${portal}/api`, method: 'POST', body: { token: 'unknown' }, headers: { ...from(somewhere(index)), 'x-real-ip': somewhere(index), 'forwarded': `for=${somewhere(index)}` } }))

    expect(answers.some(({ status }) => status === 429)).toBe(true)
  })

  it('count each browser behind the proxy by the address that the proxy gives, whatever the browser claims', async () => {
    const through = (claimed: string, address: string) => call('/relais/identity/session', { base: `${behindProxy}/api`, method: 'POST', body: { invitation: 'x' }, headers: { ...from(`${claimed}, ${address}`), 'x-real-ip': claimed, 'forwarded': `for=${claimed}` } })
    const answers = await many(66, index => through(somewhere(index), '203.0.113.91'))

    expect(answers.filter(({ status }) => status === 429)).toHaveLength(6)
    // Another browser behind the same proxy is not held back by the first, even when the first claims its address.
    expect((await through('203.0.113.91', '203.0.113.92')).status).not.toBe(429)
    expect((await through('203.0.113.92', '203.0.113.91')).status).toBe(429)
  })

  it('slow down whoever guesses a password, and then the right one too', async () => {
    const signIn = (password: string) => fetch(`${stack.identityUrl}/realms/relais/protocol/openid-connect/token`, {
      method: 'POST', body: new URLSearchParams({ grant_type: 'password', client_id: 'relais-cli', username: 'conseiller.polynesie@relais.example', password, scope: 'openid' }),
    })
    expect((await signIn(DEMO_PASSWORD)).status).toBe(200)

    for (let attempt = 0; attempt < 40; attempt += 1) expect((await signIn(`wrong-${attempt}`)).status).toBeGreaterThanOrEqual(400)

    expect((await signIn(DEMO_PASSWORD)).status).toBeGreaterThanOrEqual(400)
  })
})
