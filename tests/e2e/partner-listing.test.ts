import { beforeAll, describe, expect, it } from 'vitest'
import { LOGO_FOLDER } from '../../schema/access/index.ts'
import { axe, hasFocus, overflow, visitAs } from '../support/browser.ts'
import { aPng } from '../support/files.ts'
import { call, db } from '../support/stack.ts'
import { aCase, aPerson, anOffer, anOrganization, key, makeWorld, somePlaces } from '../integration/directory/world.ts'
import type { World } from '../integration/directory/world.ts'

const REFERRALS = 23
let world: World

const logoOf = async () => (await db.query<{ logo: string | null, folder: string | null }>(
  'select o.logo, f.folder from organizations o left join directus_files f on f.id = o.logo where o.id = $1', [world.organization],
)).rows[0]

beforeAll(async () => {
  world = await makeWorld()
})

describe('a colleague', () => {
  it('is removed by the keyboard, after a question that may be left', async () => {
    const { page } = await visitAs('partenaire', `/partenaire/organisations/${world.organization}?onglet=equipe`)
    const remove = page.getByRole('button', { name: 'Retirer Bastien Roumégoux' })
    await remove.focus()
    await page.keyboard.press('Enter')
    const confirm = page.getByRole('button', { name: 'Retirer son accès' })
    await expect.poll(() => hasFocus(confirm)).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => hasFocus(remove)).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => hasFocus(confirm)).toBe(true)
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Enter')

    await page.getByText('Bastien Roumégoux n’a plus accès à la fiche').first().waitFor()
    await expect.poll(() => remove.count()).toBe(0)
    expect(await hasFocus(page.getByRole('list').filter({ hasText: 'Odile Garancher' }).first())).toBe(true)
    await page.close()
  })
})

describe('row 35: the SIRET of another organisation', () => {
  it('is told on the listing, with the name of those that are published and of no other', async () => {
    const [published, hidden] = [`Atelier jumeau ${key().slice(0, 8)}`, `Atelier caché ${key().slice(0, 8)}`]
    await db.query(`update organizations set siret = '35600000049837' where id = $1`, [world.organization])
    const twin = await anOrganization(world.other, { name: published, siret: '35600000049837' })
    await anOrganization(world.other, { name: hidden, siret: '35600000049837', visibility: 'internal' })
    const { page } = await visitAs('partenaire', `/partenaire/organisations/${world.organization}?onglet=fiche`)
    await page.getByText('Le même SIRET est celui d’une autre organisation').waitFor()

    await page.getByText('Une autre organisation porte ce SIRET ; sa fiche n’est pas publique.').waitFor()
    expect(await page.getByText(hidden).count()).toBe(0)
    expect(await axe(page)).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await overflow(page)).toEqual([])
    await page.getByRole('link', { name: published }).click()
    await page.waitForURL(url => url.pathname.endsWith(`/organisations/${twin}`))
    await page.getByRole('heading', { name: published }).waitFor()
    await page.close()
  })
})

describe('the logo of a listing', () => {
  it('is refused in words when it is no picture or too large, and nothing is kept', async () => {
    const { page } = await visitAs('partenaire', `/partenaire/organisations/${world.organization}?onglet=fiche`)
    const logo = page.getByRole('region', { name: 'Logo' })
    await logo.getByText('Aucun logo pour le moment').waitFor()

    await logo.getByLabel('Choisir une image').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') })
    await logo.getByText('Ce fichier n’est pas une image PNG, JPEG ou WebP.').waitFor()
    await logo.getByLabel('Choisir une image').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.alloc(501 * 1024) })
    await logo.getByText('Cette image dépasse 500 Ko.').waitFor()
    expect(await logo.getByRole('button', { name: 'Enregistrer ce logo' }).count()).toBe(0)
    // What only its name says to be a picture is not shown.
    await logo.getByLabel('Choisir une image').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<script>alert(1)</script>') })
    await logo.getByText('Ce fichier n’est pas une image PNG, JPEG ou WebP.').waitFor()
    expect(await logo.getByRole('button', { name: 'Enregistrer ce logo' }).count()).toBe(0)
    // A picture of another kind under that name reaches the server, which looks inside: the sentence stays, not the preview.
    await logo.getByLabel('Choisir une image').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64') })
    await logo.getByRole('button', { name: 'Enregistrer ce logo' }).click()
    await logo.getByText('Ce fichier n’est pas une image PNG, JPEG ou WebP.').waitFor()
    expect(await logo.getByRole('img').count()).toBe(0)

    expect(await logoOf()).toEqual({ logo: null, folder: null })
    await page.close()
  })

  it('is shown before it is saved, then to the network, and can be taken away and put back', async () => {
    const { page, errors } = await visitAs('partenaire', `/partenaire/organisations/${world.organization}?onglet=fiche`)
    const logo = page.getByRole('region', { name: 'Logo' })
    await logo.getByLabel('Choisir une image').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: aPng({ width: 64, height: 64 }) })
    await logo.getByRole('img', { name: 'Aperçu du nouveau logo de Atelier des essais' }).waitFor()
    await logo.getByRole('button', { name: 'Enregistrer ce logo' }).click()

    await page.getByText('Le logo est enregistré').first().waitFor()
    const picture = logo.getByRole('img', { name: 'Logo de Atelier des essais' })
    await picture.waitFor()
    await expect.poll(() => picture.evaluate(image => Reflect.get(image, 'naturalWidth'))).toBe(64)
    expect(await logoOf()).toEqual({ logo: expect.any(String), folder: LOGO_FOLDER })
    expect(await axe(page)).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await overflow(page)).toEqual([])

    await logo.getByRole('button', { name: 'Retirer le logo' }).click()
    await logo.getByText('Aucun logo pour le moment').waitFor()
    expect(await logoOf()).toEqual({ logo: null, folder: null })
    await page.getByRole('button', { name: 'Annuler' }).first().click()
    await picture.waitFor()
    expect(errors).toEqual([])
    await page.close()
  })
})

describe('a change of a place that waits for its review', () => {
  it('is counted on its tab, shown beside the published value, and withdrawn from there', async () => {
    const made = await call<{ data: { id: string } }>(`/relais/directory/partner/organizations/${world.organization}/sites`, {
      as: 'partenaire', method: 'POST', body: { values: { name: 'Antenne de la Vallée-du-Tir', postal_code: '98800', city: 'Nouméa' }, idempotency_key: key() },
    })
    expect(made.status).toBe(201)
    const site = made.body.data.id
    const asked = await call(`/relais/directory/partner/sites/${site}`, { as: 'partenaire', method: 'PATCH', body: { values: { status: 'archived' }, base: { status: 'active' } } })
    expect(asked.status).toBe(200)

    const { page, errors } = await visitAs('partenaire', `/partenaire/organisations/${world.organization}?onglet=sites`, { width: 360 })
    const card = page.getByRole('listitem').filter({ hasText: 'Antenne de la Vallée-du-Tir' })
    await card.getByText('Valeur proposée').waitFor()
    expect(await card.getByRole('definition').filter({ hasText: 'Valeur proposée' }).innerText()).toMatch(/^Ouvert[^]*Fermé/)
    expect(await page.getByRole('link', { name: /^Lieux/ }).innerText()).toMatch(/1$/)
    expect(await page.getByRole('link', { name: /^Ma fiche/ }).innerText()).toBe('Ma fiche')
    expect(await overflow(page)).toEqual([])
    expect(await axe(page)).toEqual([])

    await card.getByRole('button', { name: 'Retirer ma proposition' }).click()
    await card.getByText('Valeur proposée').waitFor({ state: 'detached' })
    const { rows } = await db.query('select p.status, s.status as site from change_proposals p join sites s on s.id = p.item where s.id = $1', [site])
    expect(rows).toEqual([{ status: 'withdrawn', site: 'active' }])
    expect(errors).toEqual([])
    await page.close()
  })
})

describe('the referrals that a partner received', () => {
  it('are read page by page, and none is left out', async () => {
    const offer = await anOffer(world.organization, world.structure)
    await somePlaces(offer, world.organization, REFERRALS)
    const people = Array.from({ length: REFERRALS }, (_, index) => `Personne${String(index).padStart(2, '0')}`)
    for (const first_name of people) {
      const file = await aCase(await aPerson(world.structure, { first_name }), world.structure, { conseiller: 'referent' })
      const { status } = await call('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body: { case: file, offer, idempotency_key: key() } })
      expect(status).toBe(201)
    }

    const { page } = await visitAs('partenaire', `/partenaire/organisations/${world.organization}?onglet=demandes`)
    await page.getByRole('link', { name: `À traiter (${REFERRALS})` }).waitFor()
    const names = () => page.getByRole('article').getByRole('heading', { level: 2 }).allTextContents()
    const first = await names()
    await page.getByRole('button', { name: 'Suivante' }).click()
    await page.getByText(/^\s*Page 2/).waitFor()
    await expect.poll(async () => (await names()).length).toBe(REFERRALS - first.length)

    expect(new Set([...first, ...await names()].map(name => name.trim().split(' ')[0]))).toEqual(new Set(people))
    await page.close()
  })
})
