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

  it('lets in somebody whose e-mail changed to one that Directus refuses, and keeps the one that it knows', async () => {
    const known = 'ancienne.adresse@exemple.org'
    // Directus takes only endings that are on the public list: `.example` is not, no more than `.lan` or `.local`.
    await db.query('update directus_users set email = $1 where email = $2', [known, 'conseiller2@relais.example'])
    try {
      const { browser, end } = await signInToStudio('conseiller2@relais.example')

      expect(end).toBe(`${stack.directusUrl}/admin/content`)
      expect(await whoAmI(browser)).toMatchObject({ data: { email: known, role: roleIds.adviser } })
    }
    finally {
      await db.query('update directus_users set email = $2 where email = $1', [known, 'conseiller2@relais.example'])
    }
  })

  it.each(['partenaire@relais.example', 'usager@relais.example', 'pilotage@relais.example'])('is refused to %s, whose account stays as it was', async (email) => {
    const before = await db.query('select role, status from directus_users where email = $1', [email])
    const { browser, end } = await signInToStudio(email)
    const after = await db.query('select role, status from directus_users where email = $1', [email])

    // Nobody is told that a right password is wrong: the portal says whose space this is.
    expect(end).toBe(`${stack.portalUrl}/studio`)
    expect((await browser.request(`${stack.directusUrl}/users/me`)).status).not.toBe(200)
    expect(after.rows).toEqual(before.rows)
  })

  it('asks nothing at its door that is refused, and says what a session that is over is', async () => {
    const words = await call<{ data: unknown[] }>('/translations?fields=*', {})
    expect([words.status, words.body.data]).toEqual([200, []])
    const renewed = await call<{ errors: { message: string }[] }>('/auth/refresh', { method: 'POST', body: { mode: 'session' } })
    expect(renewed.status).toBe(400)
    expect(renewed.body.errors[0]?.message).toBe('Aucune session n’est ouverte ici, ou elle a pris fin. Connectez-vous.')
  })

  it.each(['conseiller', 'responsable', 'configurateur'])('shows %s no module that is not theirs', async (account) => {
    const { browser } = await signInToStudio(`${account}@relais.example`)
    const settings = await (await browser.request(`${stack.directusUrl}/settings?fields=*`)).json()
    expect(settings).toMatchObject({ data: { module_bar: expect.arrayContaining([expect.objectContaining({ id: 'content' })]) } })
    expect(JSON.stringify(settings)).not.toMatch(/"id":"(?:files|users)"/)
  })

  it('shows an administrator every module', async () => {
    const { browser } = await signInToStudio('admin@relais.example')
    const bar = JSON.stringify(await (await browser.request(`${stack.directusUrl}/settings?fields=module_bar`)).json())
    for (const id of ['content', 'users', 'files', 'relais-journal']) expect(bar).toContain(`"id":"${id}"`)
  })

  it('knows no password of its own accounts', async () => {
    expect((await call('/auth/password/request', { method: 'POST', body: { email: 'admin@relais.example' } })).status).toBe(404)
    expect((await call('/auth/login', { method: 'POST', body: { email: 'admin@relais.example', password: 'relais-demo' } })).status).toBeGreaterThanOrEqual(400)
  })
})
