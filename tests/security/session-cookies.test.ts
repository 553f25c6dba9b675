import { describe, expect, it } from 'vitest'
import { Browser } from '../unit/cli/identity/browser.ts'
import { call, stack, tokenFor } from '../support/stack.ts'

async function signIn(): Promise<{ browser: Browser, cookies: string[] }> {
  const browser = new Browser()
  const start = await browser.request(`${stack.directusUrl}/auth/login/keycloak?redirect=${encodeURIComponent(`${stack.directusUrl}/admin/content`)}`)
  const toProvider = await browser.follow(start.headers.get('location') ?? '')
  const callback = await browser.follow(toProvider.url, await browser.post(toProvider.url, { account: 'responsable@relais.example' }))
  const studio = await browser.request(callback.url)
  return { browser, cookies: [...start.headers.getSetCookie(), ...studio.headers.getSetCookie()] }
}

describe('the cookies of the Studio', () => {
  it('are out of reach of scripts and of other sites', async () => {
    const { cookies } = await signIn()

    expect(cookies.length).toBeGreaterThan(1)
    for (const cookie of cookies.filter(line => !/expires=Thu, 01 Jan 1970/i.test(line))) {
      expect(cookie).toMatch(/httponly/i)
      expect(cookie).toMatch(/samesite=(?:lax|strict)/i)
      expect(cookie).not.toMatch(/domain=/i)
    }
  })

  it('end with the session: what was kept of them opens nothing', async () => {
    const { browser, cookies } = await signIn()
    const kept = cookies.map(line => line.split(';')[0]).join('; ')
    expect((await fetch(`${stack.directusUrl}/users/me`, { headers: { cookie: kept } })).status).toBe(200)

    await browser.request(`${stack.directusUrl}/auth/logout`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"mode":"session"}' })

    expect((await fetch(`${stack.directusUrl}/users/me`, { headers: { cookie: kept } })).status).toBe(401)
  })

  it('are not what opens the portal: a bearer token only, and never from a cookie', async () => {
    const token = await tokenFor('conseiller')

    expect((await call('/relais/identity/me', { base: `${stack.portalUrl}/api`, headers: { cookie: `directus_session_token=${token}` } })).status).toBe(401)
    expect((await call('/relais/identity/me', { base: `${stack.portalUrl}/api`, as: 'conseiller' })).status).toBe(200)
  })
})
