import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { findAccount } from '../../seeds/identity/accounts.ts'
import { call, codeOf, db } from '../support/stack.ts'
import { axe, choose, fillSignIn, goto, hasFocus, open, overflow, settled, shot, signIn, visitAs } from '../support/browser.ts'
import { mint } from '../integration/identity/mint.ts'
import { aPhone, anOffer, sharedListing, valueOf } from './world.ts'
import type { Page } from 'playwright-core'
import type { Listing } from './world.ts'

const SIRET_OF_LA_POSTE = '35600000049837'
const SIRET_WITH_A_WRONG_KEY = '35600000049838'
const SCRIPT = '<script><script>document.title = "pris"</script><img src=x onerror="document.title = \'pris\'">'
const ARABIC = 'ورشة خياطة للجميع'
const LONG_TEXT = 'Nous accueillons sans rendez-vous, le matin, toute personne qui cherche un premier emploi, et nous l’accompagnons jusqu’à la fin de sa période d’essai. '.repeat(4).trim()

let listing: Listing

beforeAll(async () => {
  listing = await sharedListing()
})

const sheet = () => `/partenaire/organisations/${listing.id}`
const openSheet = async (account = 'partenaire') => (await visitAs(account, sheet())).page
const edit = (page: Page, section: string) => page.getByRole('button', { name: `Modifier : ${section}` }).click()
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
const draftKept = (page: Page) => page.getByText(/^Brouillon conservé à/).waitFor()
/** The sentence under one field of a form. */
const complaintOf = (page: Page, field: string) => page.getByRole('alert').getByRole('listitem').filter({ hasText: field })

async function fillOffer(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Ajouter une offre' }).first().click()
  const panel = page.getByRole('dialog', { name: 'Ajouter une offre' })
  await panel.getByLabel('Nature').click()
  await choose(page, 'Atelier')
  await panel.getByLabel('Titre').fill(title)
  await panel.getByRole('checkbox', { name: 'Logement' }).check()
}

describe('a session that ends in the middle of a long form', () => {
  it('loses nothing of what was typed', async () => {
    const { page, context } = await signIn('partenaire2', sheet())
    await edit(page, 'Activité')
    await page.getByLabel('Description').fill(LONG_TEXT)
    await draftKept(page)
    const expired = await mint(findAccount('partenaire2')?.id ?? '', { exp: Math.floor(Date.now() / 1000) - 60 })
    await page.route('**/api/relais/directory/partner/**', route => route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${expired}` } }))
    await context.clearCookies()

    await save(page)
    const dialog = page.getByRole('dialog', { name: 'Votre session a expiré' })
    await dialog.waitFor()
    expect(await axe(page)).toEqual([])
    await shot(page, 'session-expired-1280')
    await page.unrouteAll()
    await dialog.getByRole('button', { name: 'Me reconnecter' }).click()
    await fillSignIn(page, 'partenaire2')

    await page.waitForURL(url => url.pathname === sheet())
    await page.getByText(/^Brouillon du .* repris$/).waitFor()
    expect(await page.getByLabel('Description').inputValue()).toBe(LONG_TEXT)
    await save(page)
    await page.getByText('En relecture avant publication : Description.').first().waitFor()
    await context.close()
  })

  it('leaves nothing to the next person at the computer', async () => {
    const { page, context } = await signIn('partenaire2', sheet())
    await edit(page, 'Coordonnées')
    await page.getByLabel('Courriel').fill('brouillon@ateliers.example')
    await draftKept(page)
    page.on('dialog', dialog => void dialog.accept())

    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByRole('button', { name: 'Me déconnecter et effacer mes brouillons' }).click()
    await page.waitForURL(url => url.pathname === '/')

    expect(await page.evaluate('Object.keys(localStorage).filter(key => key.startsWith("relais.draft."))')).toEqual([])
    await context.close()
  })
})

describe('clicks and buttons of the browser', () => {
  it('creates one offer on a double click', async () => {
    const title = `Un seul atelier ${randomUUID().slice(0, 8)}`
    const page = await openSheet()
    await page.getByRole('navigation', { name: 'Parties de la fiche' }).getByRole('link', { name: /^Offres/ }).click()
    await fillOffer(page, title)

    await page.getByRole('button', { name: 'Créer cette offre' }).dblclick()

    await page.getByText('Votre offre est créée').first().waitFor()
    await page.getByRole('article').filter({ hasText: title }).waitFor()
    expect((await db.query('select 1 from offers where title = $1', [title])).rowCount).toBe(1)
    await page.close()
  })

  it('keeps the press on the button while the messages of the fields come and go', async () => {
    const page = await openSheet()
    await page.getByRole('navigation', { name: 'Parties de la fiche' }).getByRole('link', { name: /^Offres/ }).click()
    await page.getByRole('button', { name: 'Ajouter une offre' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Ajouter une offre' })
    const title = panel.locator('[data-field=title]')
    await title.getByRole('textbox').focus()
    await title.getByRole('textbox').blur()
    await title.getByText('Cette réponse est obligatoire').waitFor()
    await title.getByRole('textbox').pressSequentially('Un')
    await title.getByText('Cette réponse est obligatoire').waitFor({ state: 'hidden' })
    await title.getByRole('textbox').fill('')

    await panel.getByRole('button', { name: 'Créer cette offre' }).click()

    await panel.getByText(/réponses sont à corriger/).waitFor()
    await page.close()
  })

  it('asks before the back button leaves a form, and keeps a draft', async () => {
    const { written } = aPhone()
    const { page } = await visitAs('partenaire', '/partenaire')
    await page.getByRole('link', { name: listing.name }).click()
    await edit(page, 'Coordonnées')
    await page.getByLabel('Téléphone').fill(written)
    await draftKept(page)

    await page.goBack()
    const dialog = page.getByRole('dialog', { name: 'Vos modifications ne sont pas enregistrées' })
    await dialog.getByRole('button', { name: 'Rester sur la page' }).click()
    expect(await page.getByLabel('Téléphone').inputValue()).toBe(written)
    expect(new URL(page.url()).pathname).toBe(sheet())

    await page.goBack()
    await dialog.getByRole('button', { name: 'Quitter sans enregistrer' }).click()
    await page.getByRole('heading', { level: 1, name: 'Bonjour Odile' }).waitFor()
    await page.goForward()
    await page.getByText(/^Brouillon du .* repris$/).waitFor()
    expect(await page.getByLabel('Téléphone').inputValue()).toBe(written)
    await page.getByRole('button', { name: 'Effacer' }).click()
    await expect.poll(() => page.getByLabel('Téléphone').inputValue()).not.toBe(written)
    await page.close()
  })

  it('closes a panel with the back button and stays on the file', async () => {
    const { page } = await visitAs('conseiller', '/conseiller')
    await page.getByRole('rowheader').first().getByRole('link').click()
    const path = await page.getByRole('button', { name: 'Proposer une offre' }).first().waitFor().then(() => new URL(page.url()).pathname)
    await page.getByRole('button', { name: 'Proposer une offre' }).first().click()
    await page.getByRole('dialog').waitFor()

    await page.goBack()

    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe(path)
    await page.close()
  })

  it('shows both values when one person works in two tabs', async () => {
    const [first, second] = [aPhone(), aPhone()]
    const [one, other] = [await openSheet(), await openSheet()]
    for (const tab of [one, other]) await edit(tab, 'Coordonnées')
    await one.getByLabel('Téléphone').fill(first.written)
    await other.getByLabel('Téléphone').fill(second.written)
    await save(one)
    await one.getByText('Publié dès maintenant : Téléphone.').first().waitFor()

    await save(other)
    const conflict = other.getByRole('alert').filter({ hasText: 'Quelqu’un a modifié la même chose' })
    await conflict.getByText(first.written).waitFor()
    await conflict.getByLabel(/Prendre celle d’en face/).check()
    await conflict.getByRole('button', { name: 'Enregistrer ce choix' }).click()

    await conflict.waitFor({ state: 'detached' })
    expect(await valueOf('organizations', 'phone', listing.id)).toBe(first.stored)
    await Promise.all([one.close(), other.close()])
  })
})

describe('what people type', () => {
  it('shows HTML, scripts and emoji as text', async () => {
    const title = `${SCRIPT.slice(0, 80)} 🎨👩🏽‍🏭`
    const offer = await anOffer(listing, { title, summary: SCRIPT, theme: 'leisure', places: 1 })
    const { page, context, errors, outside } = await open()

    await goto(page, `/offres/${offer.id}`)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await goto(page, `/organisations/${listing.id}`)
    await page.getByRole('link', { name: title }).waitFor()

    expect(await page.title()).not.toContain('pris')
    expect(await page.getByText(SCRIPT).count()).toBeGreaterThan(0)
    expect({ errors, outside }).toEqual({ errors: [], outside: [] })
    await context.close()
  })

  it('lays out a text that is read from right to left', async () => {
    const offer = await anOffer(listing, { title: ARABIC, summary: `${ARABIC} 🧵`, theme: 'leisure', places: 1 })
    const { page, context } = await open()

    await goto(page, `/offres/${offer.id}`)

    expect(await page.getByRole('heading', { level: 1, name: ARABIC }).evaluate(element => element.matches(':dir(rtl)'))).toBe(true)
    expect(await page.getByRole('link', { name: listing.name }).first().evaluate(element => element.matches(':dir(rtl)'))).toBe(false)
    await context.close()
  })

  it('keeps a very long word inside a phone', async () => {
    const offer = await anOffer(listing, { title: 'W'.repeat(150), summary: 'm'.repeat(280), theme: 'leisure', places: 1 })
    const { page, context } = await open({ width: 360, height: 740 })

    for (const path of [`/offres/${offer.id}`, `/?q=${'W'.repeat(20)}`]) {
      await goto(page, path)
      await settled(page)
      expect(await overflow(page)).toEqual([])
    }
    await context.close()
  })

  it('refuses a text that is too long, on the screen and on the server', async () => {
    const page = await openSheet()
    await edit(page, 'Identité')
    await page.getByLabel('Nom', { exact: true }).fill('n'.repeat(151))
    await save(page)

    await complaintOf(page, 'Nom').getByText(/trop long/).waitFor()
    expect(await hasFocus(page.getByRole('alert'))).toBe(true)
    expect(await axe(page)).toEqual([])
    const forced = await call(`/relais/directory/partner/organizations/${listing.id}`, { as: 'partenaire', method: 'PATCH', body: { values: { name: 'n'.repeat(151) }, base: { name: listing.name } } })
    expect([forced.status, codeOf(forced)]).toEqual([400, 'FORM_INVALID'])
    await page.close()

    // What was typed opens its section by itself.
    const again = await openSheet()
    await again.getByText(/^Brouillon du .* repris$/).waitFor()
    await again.getByRole('button', { name: 'Effacer' }).click()
    await expect.poll(() => again.getByLabel('Nom', { exact: true }).inputValue()).toBe(listing.name)
    await again.close()
  })

  it('refuses a SIRET with a wrong key, and takes that of La Poste', async () => {
    const page = await openSheet()
    await edit(page, 'Identité')
    await page.getByLabel('SIRET').fill(SIRET_WITH_A_WRONG_KEY)
    await save(page)
    await complaintOf(page, 'SIRET').getByText('Ce SIRET n’est pas valable : vérifiez ses 14 chiffres.').waitFor()
    await shot(page, 'form-errors-1280')

    await page.getByLabel('SIRET').fill(`${SIRET_OF_LA_POSTE.slice(0, 3)} ${SIRET_OF_LA_POSTE.slice(3, 6)} ${SIRET_OF_LA_POSTE.slice(6, 9)} ${SIRET_OF_LA_POSTE.slice(9)}`)
    await save(page)
    // It is of another firm than the SIREN of the listing.
    await page.getByRole('dialog', { name: 'Une valeur paraît étonnante' }).getByRole('button', { name: 'C’est bien cela, enregistrer' }).click()
    await page.getByText('En relecture avant publication : SIRET.').first().waitFor()

    const { rows } = await db.query('select id, proposed_value as value from change_proposals where item = $1 and field = $2 and status = $3', [listing.id, 'siret', 'pending'])
    expect(rows.map(row => row.value)).toContain(SIRET_OF_LA_POSTE)
    await page.close()
  })

  it('asks to confirm a place outside France', async () => {
    const { page } = await visitAs('partenaire', `${sheet()}?onglet=sites`)
    await page.getByRole('button', { name: /^Modifier : / }).first().click()
    const panel = page.getByRole('dialog')
    const before = await panel.getByLabel('Longitude').inputValue()
    await panel.getByLabel('Longitude').fill('-73.99')
    await panel.getByRole('button', { name: 'Enregistrer' }).click()

    const doubt = page.getByRole('dialog', { name: 'Une valeur paraît étonnante' })
    await doubt.getByText('Ce lieu est en dehors de la France').first().waitFor()
    expect(await axe(page)).toEqual([])
    await doubt.getByRole('button', { name: 'Vérifier' }).click()
    await doubt.waitFor({ state: 'detached' })
    await panel.getByRole('button', { name: 'Enregistrer' }).click()
    await doubt.getByRole('button', { name: 'C’est bien cela, enregistrer' }).click()
    await page.getByText('Vos modifications sont enregistrées').first().waitFor()

    const { rows } = await db.query<{ id: string }>('select id from sites where organization = $1 and longitude = $2', [listing.id, -73.99])
    expect(rows).toHaveLength(1)
    await db.query('update sites set longitude = $2 where id = $1', [rows[0]?.id, Number(before.replace(',', '.'))])
    await page.close()
  })
})

describe('an address that is not one’s own', () => {
  it('says the same of another organisation and of one that does not exist', async () => {
    const { rows } = await db.query<{ id: string }>(
      `select o.id from organizations o where not exists
       (select 1 from organization_members m join directus_users u on u.id = m."user" where m.organization = o.id and u.email = 'partenaire@relais.example') limit 1`,
    )
    const texts: string[] = []
    for (const id of [rows[0]?.id, randomUUID()]) {
      const { page } = await visitAs('partenaire', `/partenaire/organisations/${id}`)
      await page.getByRole('alert').first().waitFor()
      texts.push(await page.getByRole('main').innerText())
      await page.close()
    }

    expect(texts[0]).not.toBe('')
    expect(texts[1]).toBe(texts[0])
  })
})
