import { beforeAll, describe, expect, it } from 'vitest'
import { axe, fillSignIn, open, shot, signIn, visitAs } from '../support/browser.ts'
import { db, stack } from '../support/stack.ts'
import { sharedListing } from './world.ts'
import type { Page } from 'playwright-core'
import type { Listing } from './world.ts'

const GUEST = 'nouveau'

let listing: Listing
let link: string

const refusal = (page: Page) => page.getByRole('heading', { name: 'Cette invitation ne peut pas être utilisée' })

beforeAll(async () => {
  listing = await sharedListing()
})

describe('somebody is invited to keep a listing', () => {
  it('has no space before, whatever the address of their account', async () => {
    const { page, context } = await open()
    await page.goto(`${stack.portalUrl}/partenaire`)
    await fillSignIn(page, GUEST)

    await page.getByRole('heading', { name: 'Ce compte n’est rattaché à aucun espace' }).waitFor()
    expect(await axe(page)).toEqual([])
    await shot(page, 'not-invited-1280')
    await context.close()
  })

  it('is invited by the adviser, who gets a link to send', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/organisations/${listing.id}`)
    await page.getByLabel('Son adresse de courriel').fill(`${GUEST}@relais.example`)
    await page.getByRole('button', { name: 'Créer l’invitation' }).click()

    const done = page.getByRole('status').filter({ hasText: `${GUEST}@relais.example` })
    link = await done.getByText(`${stack.portalUrl}/invitation/`).innerText()
    await shot(page, 'story-invitation-link')
    await page.close()

    const { rows } = await db.query('select row_to_json(invitations)::text as stored from invitations where email = $1', [`${GUEST}@relais.example`])
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(link.split('/').at(-1))
  })

  it('accepts it after signing in, and arrives in the space it opens', async () => {
    const { page, context } = await open()
    await page.goto(link)
    await page.getByText(`Cette invitation vous ouvre l’espace partenaire de ${listing.name}`).waitFor()
    await page.getByRole('button', { name: 'Me connecter pour l’accepter' }).click()
    await fillSignIn(page, GUEST)
    await page.getByRole('button', { name: 'Accepter l’invitation' }).click()

    await page.waitForURL(url => url.pathname === '/partenaire')
    await page.getByRole('link', { name: listing.name }).click()
    await page.getByRole('heading', { level: 1, name: listing.name }).waitFor()
    await context.close()
  })

  it('used the link up', async () => {
    const { page, context } = await signIn('usager', '/usager')
    await page.goto(link)

    await refusal(page).waitFor()
    await context.close()
  })
})
