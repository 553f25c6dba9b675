import { beforeAll, describe, expect, it } from 'vitest'
import { findAccount } from '../../seeds/identity/accounts.ts'
import { axe, fillSignIn, hasFocus, open, overflow, shot, signIn, visitAs } from '../support/browser.ts'
import { db, stack } from '../support/stack.ts'
import { sharedListing } from './world.ts'
import type { Page } from 'playwright-core'
import type { Listing } from './world.ts'

const GUEST = 'nouveau'
const NO_LINK = 'Ouvrez le lien de votre invitation'

let listing: Listing
let link: string

const tokenOf = (address: string) => new URL(address).hash.slice(1)
const refusal = (page: Page) => page.getByRole('heading', { name: 'Cette invitation ne peut pas être utilisée' })

beforeAll(async () => {
  listing = await sharedListing()
})

describe('somebody is invited to keep a listing', () => {
  it('has no space before, whatever the address of their account', async () => {
    const { page, context } = await open()
    await page.goto(`${stack.portalUrl}/partenaire`)
    await fillSignIn(page, GUEST)

    await page.getByRole('heading', { name: 'Ce compte n’est rattaché à rien aujourd’hui' }).waitFor()
    expect(await axe(page)).toEqual([])
    await shot(page, 'not-invited-1280')
    await context.close()
  })

  it('is invited by the adviser, who gets a link to send', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/organisations/${listing.id}`)
    await page.getByLabel('Son adresse de courriel').fill(`${GUEST}@relais.example`)
    await page.getByRole('button', { name: 'Créer l’invitation' }).click()

    const done = page.getByRole('status').filter({ hasText: `${GUEST}@relais.example` })
    link = await done.getByText(`${stack.portalUrl}/invitation#`).innerText()
    await page.getByText(`n•••@relais.example`).waitFor()
    await shot(page, 'story-invitation-link')
    await page.close()

    const { rows } = await db.query('select row_to_json(invitations)::text as stored from invitations where email = $1', [`${GUEST}@relais.example`])
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link))
  })

  it('is not let in with another address, and is told so', async () => {
    const { page, context } = await signIn('partenaire2', '/partenaire')
    await page.goto(link)
    await page.getByText('Connectez-vous avec l’adresse de courriel à laquelle on vous a invité.').waitFor()
    await page.getByRole('button', { name: 'Accepter l’invitation' }).click()
    await refusal(page).waitFor()

    expect(await axe(page)).toEqual([])
    await shot(page, 'invitation-other-address-1280')
    await page.getByRole('button', { name: 'Utiliser un autre compte' }).waitFor()
    await context.close()
  })

  it('is shown nothing of it by a link that was cut, opened after it in the same tab', async () => {
    const { page, context } = await open()
    await page.goto(link)
    await page.getByText(`Cette invitation vous ouvre l’espace partenaire de ${listing.name}`).waitFor()
    await page.goto(link.slice(0, link.indexOf('#') + 10))

    await page.getByRole('alert').filter({ hasText: NO_LINK }).waitFor()
    expect(await page.getByRole('button', { name: 'Me connecter pour l’accepter' }).count()).toBe(0)
    await page.reload()
    await page.getByRole('alert').filter({ hasText: NO_LINK }).waitFor()
    await context.close()
  })

  it('accepts it after signing in, and arrives in the space it opens; its secret is in no address', async () => {
    const { page, context } = await open()
    const addresses: string[] = []
    context.on('request', request => addresses.push(request.url(), request.headers()['referer'] ?? ''))
    page.on('framenavigated', frame => addresses.push(frame.url()))
    await page.goto(link)
    await page.getByText(`Cette invitation vous ouvre l’espace partenaire de ${listing.name}`).waitFor()
    expect(page.url()).toBe(`${stack.portalUrl}/invitation`)
    addresses.length = 0
    await page.getByRole('button', { name: 'Me connecter pour l’accepter' }).click()
    await fillSignIn(page, GUEST)
    await page.getByText(`Vous êtes connecté avec ${GUEST}@relais.example.`).waitFor()
    await shot(page, 'invitation-signed-in-1280')
    await page.getByRole('button', { name: 'Accepter l’invitation' }).click()

    await page.waitForURL(url => url.pathname === '/partenaire')
    await page.getByRole('link', { name: listing.name }).click()
    await page.getByRole('heading', { level: 1, name: listing.name }).waitFor()
    expect(addresses.filter(address => address.includes(tokenOf(link)))).toEqual([])
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain(tokenOf(link))
    await context.close()
  })

  it('used the link up', async () => {
    const { page, context } = await signIn('usager', '/usager')
    await page.goto(link)

    await refusal(page).waitFor()
    await context.close()
  })
})

describe('an invitation that waits', () => {
  it('is revoked by whoever may invite, by keyboard, and its link opens nothing', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/organisations/${listing.id}`)
    await page.getByLabel('Son adresse de courriel').fill('zoe.martin@exemple.example')
    await page.getByRole('button', { name: 'Créer l’invitation' }).click()
    const waiting = await page.getByText(`${stack.portalUrl}/invitation#`).innerText()
    const revoke = page.getByRole('button', { name: /^Révoquer : z•••@exemple\.example/ })
    await revoke.focus()
    await page.keyboard.press('Enter')
    const confirm = page.getByRole('button', { name: 'Révoquer l’invitation' })
    await expect.poll(() => hasFocus(confirm)).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => hasFocus(revoke)).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => hasFocus(confirm)).toBe(true)
    expect(await axe(page)).toEqual([])
    await shot(page, 'invitation-revoke-1280')
    await page.keyboard.press('Enter')

    await expect.poll(() => hasFocus(page.getByRole('heading', { name: 'Invitations créées' }))).toBe(true)
    await expect.poll(() => revoke.count()).toBe(0)
    await page.close()
    const guest = await open()
    await guest.page.goto(waiting)
    await refusal(guest.page).waitFor()
    await guest.context.close()
  })

  it('is made for a person to their address or to whoever holds the link, and is said in their file', async () => {
    const { rows: [file] } = await db.query<{ id: string, person: string }>(
      `select c.id, c.person from cases c join people p on p.id = c.person join access_grants g on g."case" = c.id
       where p."user" is null and g."user" = $1 and g.level = 'manage' and g.valid_until is null and c.status <> 'closed' order by c.reference limit 1`, [findAccount('conseiller')?.id])
    const { page } = await visitAs('conseiller', `/conseiller/dossiers/${file?.id}?onglet=coordonnees`)
    await page.getByLabel('Son adresse de courriel').fill('')
    await page.getByRole('button', { name: 'Créer une invitation' }).click()
    await page.getByText('Qui détient le lien').waitFor()

    expect(await axe(page)).toEqual([])
    await page.getByRole('heading', { name: 'Espace de la personne' }).scrollIntoViewIfNeeded()
    await shot(page, 'invitation-person-1280')
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await overflow(page)).toEqual([])
    await page.getByRole('heading', { name: 'Espace de la personne' }).scrollIntoViewIfNeeded()
    await shot(page, 'invitation-person-360')
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('button', { name: /^Révoquer/ }).click()
    await page.getByRole('button', { name: 'Révoquer l’invitation' }).click()
    // Said by the notice and by the region that screen readers listen to.
    await page.getByText('L’invitation est révoquée').first().waitFor()
    await page.close()
    expect((await db.query('select 1 from invitations where person = $1', [file?.person])).rows).toEqual([])
  })
})
