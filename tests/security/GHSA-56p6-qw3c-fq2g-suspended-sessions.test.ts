import { afterEach, describe, expect, it } from 'vitest'
import { userId } from './world.ts'
import { Browser } from '../unit/cli/identity/browser.ts'
import { call, db, stack } from '../support/stack.ts'

const ACCOUNT = 'conseiller.mayotte'
const setStatus = (status: string) => db.query('update directus_users set status = $2 where id = $1', [userId(ACCOUNT), status])

afterEach(() => setStatus('active'))

async function studioSession(): Promise<Browser> {
  const browser = new Browser()
  const toProvider = await browser.follow(`${stack.directusUrl}/auth/login/keycloak?redirect=${encodeURIComponent(`${stack.directusUrl}/admin/content`)}`)
  const login = await browser.follow(toProvider.url)
  const callback = await browser.follow(login.url, await browser.post(login.url, { account: `${ACCOUNT}@relais.example` }))
  await browser.request(callback.url)
  return browser
}

describe('GHSA-56p6-qw3c-fq2g: a suspended account keeps its session', () => {
  it('loses the portal within the five seconds that a decision is kept', async () => {
    expect((await call('/relais/identity/me', { as: ACCOUNT })).status).toBe(200)
    await setStatus('suspended')
    await new Promise(resolve => setTimeout(resolve, 5_500))

    for (const path of ['/relais/identity/me', '/items/cases', '/users/me', '/relais/forms']) expect([path, (await call(path, { as: ACCOUNT })).status]).toEqual([path, 401])
  })

  it('loses the Studio at once, and does not open it again', async () => {
    const browser = await studioSession()
    expect((await browser.request(`${stack.directusUrl}/users/me`)).status).toBe(200)
    await call(`/users/${userId(ACCOUNT)}`, { as: 'admin', method: 'PATCH', body: { status: 'suspended' } })

    expect((await browser.request(`${stack.directusUrl}/items/cases`)).status).toBeGreaterThanOrEqual(400)
    expect((await browser.request(`${stack.directusUrl}/auth/refresh`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"mode":"session"}' })).status).toBeGreaterThanOrEqual(400)
    const again = await studioSession()
    expect((await again.request(`${stack.directusUrl}/items/cases`)).status).toBeGreaterThanOrEqual(400)
  })
})
