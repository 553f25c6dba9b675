import { describe, expect, it } from 'vitest'
import { call, db, stack } from '../../support/stack.ts'
import { roleIds } from '../../../schema/access/index.ts'
import { signInToStudio } from './session.ts'
import type { Browser } from '../../unit/cli/identity/browser.ts'

const whoAmI = async (browser: Browser) => (await browser.request(`${stack.directusUrl}/users/me?fields=email,role`)).json()

describe('signing in to the Studio', () => {
  it('opens a session with the role that the groups give', async () => {
    const { browser, end } = await signInToStudio('admin@relais.example')

    expect(end).toBe(`${stack.directusUrl}/admin/content`)
    expect(await whoAmI(browser)).toMatchObject({ data: { email: 'admin@relais.example', role: roleIds.admin } })
  })

  it('gives an adviser the Studio without administration', async () => {
    const { browser } = await signInToStudio('conseiller@relais.example')

    expect(await whoAmI(browser)).toMatchObject({ data: { role: roleIds.adviser } })
    expect((await browser.request(`${stack.directusUrl}/roles?fields=name`)).status).not.toBe(500)
    expect((await browser.request(`${stack.directusUrl}/schema/snapshot`)).status).toBe(404)
  })

  it.each(['partenaire@relais.example', 'usager@relais.example'])('is refused to %s, whose account stays as it was', async (email) => {
    const before = await db.query('select role, status from directus_users where email = $1', [email])
    const { browser, end } = await signInToStudio(email)
    const after = await db.query('select role, status from directus_users where email = $1', [email])

    expect(end).toContain('reason=INVALID_CREDENTIALS')
    expect((await browser.request(`${stack.directusUrl}/users/me`)).status).not.toBe(200)
    expect(after.rows).toEqual(before.rows)
  })

  it('knows no password of its own accounts', async () => {
    expect((await call('/auth/password/request', { method: 'POST', body: { email: 'admin@relais.example' } })).status).toBe(404)
    expect((await call('/auth/login', { method: 'POST', body: { email: 'admin@relais.example', password: 'relais-demo' } })).status).toBeGreaterThanOrEqual(400)
  })
})
