import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { axe, fillSignIn, goto, open, shot, signIn, visitAs } from '../support/browser.ts'
import { db, stack } from '../support/stack.ts'
import { aCase, aMembership, aPerson, aStructure, insert, makeWorld, rowOf, userId } from '../integration/directory/world.ts'
import type { Page, Route } from 'playwright-core'

let file: string
let person: string

beforeAll(async () => {
  const structure = await aStructure()
  await aMembership(structure, 'conseiller', 'adviser')
  await aMembership(structure, 'conseiller2', 'adviser')
  person = await aPerson(structure, { first_name: 'Alix', last_name: 'Gardée' })
  file = await aCase(person, structure, { conseiller: 'co_referent', conseiller2: 'educator' })
})

const interviews = () => `/conseiller/dossiers/${file}?onglet=entretiens`
const isWrite = (route: Route) => ['POST', 'PATCH'].includes(route.request().method())
const html = (status: number) => (route: Route) => (isWrite(route) ? route.fulfill({ status, contentType: 'text/html', body: '<html><body>Gateway</body></html>' }) : route.fallback())

/** Opens the form of an interview and types what was said. */
async function note(page: Page, text: string) {
  await page.getByRole('button', { name: 'Noter un entretien' }).first().click()
  const panel = page.getByRole('dialog', { name: 'Noter un entretien' })
  await panel.getByLabel('Compte rendu').fill(text)
  return panel
}

const saved = async (text: string): Promise<number> => Number((await db.query('select count(*)::int as count from interviews where summary = $1', [text])).rows[0].count)

const AGAIN = 'Ce que vous avez saisi est gardé sur cette page : recommencez dans un instant, rien ne sera enregistré deux fois.'
const SHORTER = 'Ce que vous avez saisi est gardé sur cette page : raccourcissez-le, ou choisissez un fichier moins lourd, puis recommencez.'

describe('row 3: a form that meets no server', () => {
  it.each([
    ['is cut off', 'Le serveur ne répond pas.', (route: Route) => (isWrite(route) ? route.abort() : route.fallback())],
    ['gets a 502 in HTML', 'Le service est momentanément indisponible.', html(502)],
    ['gets a 503 in HTML', 'Le service est momentanément indisponible.', html(503)],
    ['gets a 504 in HTML', 'Le service est momentanément indisponible.', html(504)],
    ['gets a 413 in HTML', 'Cet envoi est trop volumineux pour passer.', html(413)],
    ['gets the page of a Wi-Fi gate', 'La réponse reçue n’est pas celle de Relais', html(200)],
    ['gets JSON of another shape', 'La réponse reçue n’est pas celle de Relais', (route: Route) => (isWrite(route) ? route.fulfill({ json: { ok: true } }) : route.fallback())],
  ])('and %s says what happened, what is kept and what to do, then saves once', async (_, sentence, answer) => {
    const text = `Entretien ${randomUUID()}`
    const { page } = await visitAs('conseiller', interviews())
    const panel = await note(page, text)
    await page.route('**/api/items/interviews*', answer)
    await panel.getByRole('button', { name: 'Enregistrer' }).or(panel.locator('button[type=submit]')).first().click()

    const alert = panel.getByRole('alert').filter({ hasText: sentence })
    await alert.waitFor()
    expect(await alert.innerText()).toContain(sentence.includes('volumineux') ? SHORTER : AGAIN)
    expect(await panel.getByLabel('Compte rendu').inputValue()).toBe(text)
    await page.unroute('**/api/items/interviews*')
    await panel.locator('button[type=submit]').click()
    await panel.waitFor({ state: 'detached' })
    expect(await saved(text)).toBe(1)
    await page.close()
  })

  it('whose answer is lost makes one record when it is sent again', async () => {
    const text = `Réponse perdue ${randomUUID()}`
    const { page } = await visitAs('conseiller', interviews())
    const panel = await note(page, text)
    let sent = 0
    await page.route('**/api/items/interviews*', async (route) => {
      if (!isWrite(route) || sent > 0) return route.fallback()
      sent += 1
      await route.fetch()
      await route.abort()
    })
    await panel.locator('button[type=submit]').click()
    await panel.getByRole('alert').filter({ hasText: 'Le serveur ne répond pas.' }).waitFor()
    expect(await saved(text)).toBe(1)
    expect(await axe(page)).toEqual([])
    await shot(page, 'kept-failure-1280')

    await panel.locator('button[type=submit]').click()
    await panel.waitFor({ state: 'detached' })
    await page.getByText(text).waitFor()
    expect(await saved(text)).toBe(1)
    await page.close()
  })

  it('says that one is offline', async () => {
    const { page, context } = await signIn('conseiller', interviews())
    const panel = await note(page, `Hors connexion ${randomUUID()}`)
    await context.setOffline(true)
    await panel.locator('button[type=submit]').click()
    await panel.getByRole('alert').filter({ hasText: 'Vous êtes hors connexion : rien n’est parti.' }).waitFor()
    await context.close()
  })

  it('keeps a private note that was not saved', async () => {
    const text = `Note ${randomUUID()}`
    const { page } = await visitAs('conseiller', interviews())
    await page.getByLabel('Nouvelle note').fill(text)
    await page.route('**/api/relais/cases/*/notes', html(503))
    await page.getByRole('button', { name: 'Garder cette note' }).click()
    await page.getByText('Le service est momentanément indisponible.').first().waitFor()
    await page.unroute('**/api/relais/cases/*/notes')
    await page.getByRole('button', { name: 'Garder cette note' }).click()
    await page.getByText(text).first().waitFor()
    await expect.poll(() => page.getByLabel('Nouvelle note').inputValue()).toBe('')
    await page.close()
  })
})

describe('row 10: two people on one field', () => {
  it('shows both values, by the keyboard, and writes the one that is chosen', async () => {
    const interview = await insert('interviews', { case: file, user: userId('conseiller'), happened_at: '2025-03-04T09:30:00Z', kind: 'meeting', summary: 'Premier texte', visible_to_beneficiary: false })
    const { page } = await visitAs('conseiller', interviews())
    await page.getByRole('article').filter({ hasText: 'Premier texte' }).getByRole('button', { name: /^Modifier/ }).click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Compte rendu').fill('Mon texte')
    await db.query('update interviews set summary = $1 where id = $2', ['Le texte d’en face', interview])
    await panel.locator('button[type=submit]').click()

    const conflict = panel.getByRole('alert').filter({ hasText: 'Quelqu’un a modifié la même chose' })
    await conflict.getByText('Le texte d’en face').waitFor()
    expect(await conflict.getByText('Mon texte').count()).toBe(1)
    expect((await rowOf('interviews', interview))['summary']).toBe('Le texte d’en face')
    expect(await axe(page)).toEqual([])
    await shot(page, 'kept-conflict-1280')
    await conflict.getByLabel(/Garder la mienne/).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await panel.waitFor({ state: 'detached' })
    expect((await rowOf('interviews', interview))['summary']).toBe('Mon texte')
    await page.close()
  })
})

describe('row 18: what is typed', () => {
  it('survives a closed tab, is sealed on the device, and is given up at sign-out', async () => {
    const text = `Longue note ${randomUUID()}`
    const { page, context } = await signIn('conseiller', interviews())
    await page.getByLabel('Nouvelle note').fill(text)
    await expect.poll(() => page.evaluate('Object.keys(localStorage).filter(key => key.startsWith("relais.draft.")).length')).toBe(1)
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('Longue note')
    await page.close()

    const again = await context.newPage()
    await goto(again, interviews())
    await again.getByText(/^Brouillon du .* repris$/).waitFor()
    expect(await again.getByLabel('Nouvelle note').inputValue()).toBe(text)
    await shot(again, 'kept-draft-1280')

    await again.getByRole('button', { name: 'Se déconnecter' }).first().click()
    const dialog = again.getByRole('dialog', { name: 'Des saisies ne sont pas envoyées' })
    await dialog.getByRole('checkbox', { name: 'Mon appareil' }).waitFor()
    expect(await axe(again)).toEqual([])
    await shot(again, 'kept-sign-out-1280')
    again.on('dialog', asked => void asked.accept())
    await dialog.getByRole('button', { name: 'Me déconnecter et effacer mes brouillons' }).click()
    await again.waitForURL(url => url.pathname === '/')
    expect(await again.evaluate('Object.keys(localStorage).filter(key => key.startsWith("relais.draft."))')).toEqual([])
    await context.close()
  })

  it('by a partner for an answer is said before the answer is opened again', async () => {
    const world = await makeWorld()
    await insert('referrals', { case: file, offer: world.offer, status: 'sent', person_display: 'Alix G.', sent_at: new Date() })
    const { page, context } = await signIn('partenaire', `/partenaire/organisations/${world.organization}?onglet=demandes`)
    const card = (tab: Page) => tab.getByRole('article', { name: 'Alix G.' })
    await card(page).getByRole('button', { name: 'Refuser' }).click()
    await card(page).getByRole('textbox').fill('Nous n’avons plus de place avant mars.')
    await expect.poll(() => page.evaluate('Object.keys(localStorage).filter(key => key.startsWith("relais.draft.")).length')).toBe(1)
    await page.close()

    const again = await context.newPage()
    await goto(again, `/partenaire/organisations/${world.organization}?onglet=demandes`)
    await card(again).getByText(/^Brouillon du .* repris$/).waitFor()
    expect(await card(again).getByRole('button', { name: 'Accepter' }).count()).toBe(1)
    await card(again).getByRole('button', { name: 'Refuser' }).click()
    expect(await card(again).getByRole('textbox').inputValue()).toBe('Nous n’avons plus de place avant mars.')
    await context.close()
  })

  it('that a browser cannot keep is not promised at sign-out', async () => {
    const { page, context } = await open()
    await context.addInitScript('Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }')
    await page.goto(`${stack.portalUrl}${interviews()}`)
    await fillSignIn(page, 'conseiller2')
    await page.getByLabel('Nouvelle note').fill('Sans place sur cet appareil')
    await page.getByRole('button', { name: 'Se déconnecter' }).first().click()

    const dialog = page.getByRole('dialog', { name: 'Des saisies ne sont pas envoyées' })
    await dialog.getByText('Elles ne sont que sur cette page').waitFor()
    await dialog.getByRole('button', { name: 'Me déconnecter et perdre ces saisies' }).waitFor()
    expect(await dialog.getByRole('checkbox').count()).toBe(0)
    await context.close()
  })

  it('stays on one’s own device after signing out', async () => {
    const text = `À la maison ${randomUUID()}`
    const { page, context } = await signIn('conseiller2', interviews())
    await page.getByLabel('Nouvelle note').fill(text)
    page.on('dialog', asked => void asked.accept())
    await page.getByRole('button', { name: 'Se déconnecter' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Des saisies ne sont pas envoyées' })
    await dialog.getByRole('checkbox', { name: 'Mon appareil' }).check()
    await dialog.getByRole('button', { name: 'Me déconnecter et garder mes brouillons' }).click()
    await page.waitForURL(url => url.pathname === '/')

    await page.goto(`${stack.portalUrl}${interviews()}`)
    await fillSignIn(page, 'conseiller2')
    await page.getByText(/^Brouillon du .* repris$/).waitFor()
    expect(await page.getByLabel('Nouvelle note').inputValue()).toBe(text)
    await page.getByRole('button', { name: 'Effacer' }).click()
    await expect.poll(() => page.getByLabel('Nouvelle note').inputValue()).toBe('')
    await context.close()
  })

  it('is kept when the session is ended elsewhere, which is told on return to the tab', async () => {
    const text = `Session finie ${randomUUID()}`
    const { page, context } = await signIn('conseiller2', interviews())
    await page.getByLabel('Nouvelle note').fill(text)
    await context.clearCookies()
    await page.route('**/api/relais/identity/me', route => route.fulfill({ status: 401, json: { errors: [{ message: 'Session finie', extensions: { code: 'INVALID_CREDENTIALS' } }] } }))
    await page.clock.install()
    await page.clock.fastForward(61_000)
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    const dialog = page.getByRole('dialog', { name: 'Votre session a expiré' })
    await dialog.waitFor()
    await page.unrouteAll()
    await dialog.getByRole('button', { name: 'Me reconnecter' }).click()
    await fillSignIn(page, 'conseiller2')
    await page.getByText(/^Brouillon du .* repris$/).waitFor()
    expect(await page.getByLabel('Nouvelle note').inputValue()).toBe(text)
    await context.close()
  })
})

describe('row 8: a browser that keeps nothing', () => {
  it.each([
    ['throws', 'Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError") } }); Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("denied", "SecurityError") } })'],
    ['gives null', 'Object.defineProperty(window, "localStorage", { value: null }); Object.defineProperty(window, "sessionStorage", { value: null })'],
    ['is full', 'Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }'],
  ])('shows public pages whole and signs in when its storage %s', async (_, script) => {
    const { page, context, errors } = await open()
    await context.addInitScript(script)
    await goto(page, '/')
    await page.locator('h1').first().waitFor()
    await page.goto(`${stack.portalUrl}${interviews()}`)
    await fillSignIn(page, 'conseiller')
    await page.getByRole('button', { name: 'Noter un entretien' }).first().waitFor()
    expect(errors).toEqual([])
    await context.close()
  })
})
