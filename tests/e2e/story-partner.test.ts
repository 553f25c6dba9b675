import { beforeAll, describe, expect, it } from 'vitest'
import { sayDate } from '@relais/schema/time'
import { call, db } from '../support/stack.ts'
import { choose, goto, open, shot, visitAs } from '../support/browser.ts'
import { aPhone, frame, otherSiret, sharedListing, valueOf } from './world.ts'
import type { Page } from 'playwright-core'
import type { Listing } from './world.ts'

const DESCRIPTION = 'Les Ateliers du Canal collectent, réparent et revendent meubles, livres et vêtements. Vingt-six personnes y travaillent en contrat d’insertion, '
  + 'avec une conseillère chaque semaine. La boutique est ouverte à tous du mardi au samedi, et un café réparation a lieu chaque premier samedi du mois.'
const OFFER = 'Atelier couture et retouches'
const REASON = 'Ce numéro est celui d’un autre établissement : envoyez-nous l’avis de situation.'
const phone = aPhone()

let listing: Listing
let partner: Page
let adviser: Page
let siret = ''

const openSheet = async (account: string, tab = 'fiche') =>
  (await visitAs(account, `/partenaire/organisations/${listing.id}?onglet=${tab}`)).page
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
const proposalOn = (field: string) => adviser.getByRole('article', { name: `${listing.name} · ${field}` }).filter({ hasText: 'Proposé par Odile Garancher' })
const today = () => sayDate(new Date(), 'fr-FR', 'Europe/Paris')

beforeAll(async () => {
  listing = await sharedListing()
  siret = otherSiret(String(await valueOf('organizations', 'siret', listing.id)))
})

describe('a partner keeps its listing up to date (ML-59, ML-66)', () => {
  it('reaches its own listing from its home', async () => {
    const visit = await visitAs('partenaire', '/partenaire')
    partner = visit.page
    await partner.getByRole('heading', { level: 1, name: 'Bonjour Odile' }).waitFor()

    await partner.getByRole('link', { name: listing.name }).click()

    await partner.getByRole('heading', { level: 1, name: listing.name }).waitFor()
    expect(new URL(partner.url()).pathname).toBe(`/partenaire/organisations/${listing.id}`)
  })

  it('publishes a phone number and hours at once', async () => {
    await partner.getByRole('button', { name: 'Modifier : Coordonnées' }).click()
    await partner.getByLabel('Téléphone').fill(phone.written)
    await partner.getByRole('group', { name: 'Lundi' }).getByRole('button', { name: 'Ajouter une plage le Lundi' }).click()
    await save(partner)

    await partner.getByText('Publié dès maintenant : Téléphone, Horaires d’accueil.').first().waitFor()
    const { body } = await call<{ data: { organization: { phone: string, hours: string } } }>(`/relais/directory/organizations/${listing.id}`)
    expect(body.data.organization.phone).toBe(phone.stored)
    expect(body.data.organization.hours).toMatch(/^Mo/)
  })

  it('sends a description and a SIRET to review, and says so before and after', async () => {
    const before = await valueOf('organizations', 'description', listing.id)
    await partner.getByRole('button', { name: 'Modifier : Activité' }).click()
    await partner.getByText('publié après relecture').first().waitFor()
    await partner.getByLabel('Description').fill(DESCRIPTION)
    await save(partner)
    await partner.getByText('En relecture avant publication : Description.').first().waitFor()

    await partner.getByRole('button', { name: 'Modifier : Identité' }).click()
    await partner.getByLabel('SIRET').fill(siret)
    await save(partner)
    await partner.getByText('En relecture avant publication : SIRET.').first().waitFor()

    await partner.getByText(siret).waitFor()
    expect(await valueOf('organizations', 'description', listing.id)).toBe(before)
    expect(await valueOf('organizations', 'siret', listing.id)).not.toBe(siret)
    await frame(partner.getByRole('heading', { level: 2, name: 'Activité' }))
    await shot(partner, 'story-partner-edit')
  })

  it('creates an offer with 8 places, online at once', async () => {
    await partner.getByRole('navigation', { name: 'Parties de la fiche' }).getByRole('link', { name: /^Offres/ }).click()
    await partner.getByRole('button', { name: 'Ajouter une offre' }).click()
    const panel = partner.getByRole('dialog', { name: 'Ajouter une offre' })
    await panel.getByLabel('Places libres maintenant').fill('8')
    await panel.getByLabel('Nature').click()
    await choose(partner, 'Atelier')
    await panel.getByLabel('Titre').fill(OFFER)
    await panel.getByLabel('En une phrase').fill('Apprendre à recoudre, raccourcir et transformer ses vêtements, avec une couturière.')
    await panel.getByRole('checkbox', { name: 'Emploi', exact: true }).check()
    await shot(partner, 'story-partner-offer')
    await panel.getByRole('button', { name: 'Créer cette offre' }).click()

    await partner.getByText('Votre offre est créée').first().waitFor()
    await partner.getByRole('article').filter({ hasText: OFFER }).waitFor()
    const { rows } = await db.query('select p.capacity, p.available, o.status from offers o join offer_places p on p.offer = o.id where o.title = $1', [OFFER])
    expect(rows).toEqual([{ capacity: 8, available: 8, status: 'active' }])
  })

  it('shows the adviser what changes, before and after, and who has the same SIRET', async () => {
    const { rows: [other] } = await db.query<{ id: string, name: string, siret: string | null }>(`select id, name, siret from organizations where id <> $1 and status = 'active' and visibility = 'public' order by name limit 1`, [listing.id])
    await db.query('update organizations set siret = $2 where id = $1', [other?.id, siret])
    adviser = (await visitAs('conseiller', '/conseiller/relecture')).page
    const proposal = proposalOn('Description')

    await proposal.getByRole('heading', { name: 'Avant' }).waitFor()
    await proposal.getByRole('heading', { name: 'Après' }).waitFor()

    expect(await proposal.getByText('Vingt-six personnes').count()).toBe(1)
    expect(await proposalOn('SIRET').getByText(siret).count()).toBe(1)
    await proposalOn('SIRET').getByText('Le même SIRET est celui d’une autre organisation').waitFor()
    await proposalOn('SIRET').getByRole('link', { name: other?.name ?? '' }).waitFor()
    await db.query('update organizations set siret = $2 where id = $1', [other?.id, other?.siret])
    expect(await proposal.getByRole('insertion').count()).toBeGreaterThan(0)
    expect(await proposal.getByRole('deletion').count()).toBeGreaterThan(0)
    await frame(proposal)
    await shot(adviser, 'story-review-queue')
  })

  it('lets the adviser publish one change and refuse the other with a reason', async () => {
    await proposalOn('Description').getByRole('button', { name: 'Publier', exact: true }).click()
    await adviser.getByText('Publié : Description').first().waitFor()

    const refused = proposalOn('SIRET')
    await refused.getByRole('button', { name: 'Refuser avec un motif' }).click()
    await refused.getByLabel('Motif du refus').fill(REASON)
    await refused.getByRole('button', { name: 'Refuser et répondre' }).click()
    await adviser.getByText('Refusé : SIRET').first().waitFor()

    expect(await valueOf('organizations', 'description', listing.id)).toBe(DESCRIPTION)
    expect(await valueOf('organizations', 'siret', listing.id)).not.toBe(siret)
  })

  it('tells the partner both decisions', async () => {
    partner = await openSheet('partenaire')
    const decisions = partner.getByRole('complementary', { name: 'Décisions récentes' })

    await decisions.getByRole('listitem').filter({ hasText: 'Description' }).filter({ hasText: 'Publiée' }).waitFor()
    await decisions.getByRole('listitem').filter({ hasText: 'SIRET' }).filter({ hasText: REASON }).waitFor()

    await shot(partner, 'story-partner-decisions')
  })

  it('shows the public what was accepted, and since when', async () => {
    const { page } = await open()
    await goto(page, `/organisations/${listing.id}`)

    await page.getByText(DESCRIPTION).waitFor()
    expect(await page.getByRole('link', { name: phone.written }).count()).toBe(1)
    expect(await page.getByText(/^Lundi : 9 h à 12 h/).count()).toBe(1)
    expect(await page.getByText(`mis à jour par le partenaire le ${today()}`).count()).toBeGreaterThan(0)
    expect(await page.getByText(siret).count()).toBe(0)
    await shot(page, 'story-public-updated')
    await page.context().close()
  })

  it('shows the offer in the search and on the map', async () => {
    const { page, context } = await open()
    await goto(page, `/?q=${encodeURIComponent(OFFER)}`)
    const result = page.getByRole('article').filter({ hasText: OFFER })
    await result.getByText('8 places').waitFor()
    expect(await result.getByText(`mis à jour par le partenaire le ${today()}`).count()).toBe(1)

    // The map frames its only result: it is in the middle.
    const map = page.getByRole('region', { name: 'Carte des résultats. La liste contient les mêmes résultats.' })
    const chosen = page.getByRole('region', { name: 'Résultats choisis sur la carte' })
    await expect.poll(async () => {
      await map.click()
      return chosen.getByRole('link', { name: OFFER }).count()
    }, { timeout: 20_000, interval: 500 }).toBe(1)
    await context.close()
  })
})

describe('two people of one organisation edit the same field', () => {
  it('shows both values to the second one, who chooses', async () => {
    const [first, second] = [aPhone(), aPhone()]
    const mine = await openSheet('partenaire')
    const theirs = await openSheet('partenaire2')
    for (const page of [mine, theirs]) await page.getByRole('button', { name: 'Modifier : Coordonnées' }).click()
    await mine.getByLabel('Téléphone').fill(first.written)
    await theirs.getByLabel('Téléphone').fill(second.written)

    await save(mine)
    await mine.getByText('Publié dès maintenant : Téléphone.').first().waitFor()
    await save(theirs)

    const conflict = theirs.getByRole('alert').filter({ hasText: 'Quelqu’un a modifié la même chose pendant votre saisie' })
    await conflict.getByText(second.written).waitFor()
    expect(await conflict.getByText(first.written).count()).toBe(1)
    expect(await conflict.getByText(/Odile Garancher/).count()).toBe(1)
    expect(await valueOf('organizations', 'phone', listing.id)).toBe(first.stored)
    await frame(theirs.getByRole('heading', { name: 'Coordonnées' }))
    await shot(theirs, 'story-conflict')

    await conflict.getByLabel(/Garder la mienne/).check()
    await conflict.getByRole('button', { name: 'Enregistrer ce choix' }).click()
    await theirs.getByText('Publié dès maintenant : Téléphone.').first().waitFor()
    const { rows } = await db.query('select value from value_history where collection = $1 and item = $2 and field = $3 order by at desc limit 2', ['organizations', listing.id, 'phone'])
    expect(rows.map(row => row.value)).toEqual([second.stored, first.stored])
  })

  it('keeps both proposals when the field goes to review', async () => {
    const texts = { partenaire: `${DESCRIPTION} Nous livrons à domicile.`, partenaire2: `${DESCRIPTION} Le parking est gratuit.` }
    for (const [account, text] of Object.entries(texts)) {
      const page = await openSheet(account)
      await page.getByRole('button', { name: 'Modifier : Activité' }).click()
      await page.getByLabel('Description').fill(text)
      await save(page)
      await page.getByText('En relecture avant publication : Description.').first().waitFor()
      await page.close()
    }

    const { page } = await visitAs('conseiller', '/conseiller/relecture')
    const proposal = page.getByRole('article', { name: `${listing.name} · Description` })

    await proposal.filter({ hasText: '1 autre proposition sur ce champ' }).first().waitFor()
    for (const text of ['Nous livrons à domicile.', 'Le parking est gratuit.']) expect(await proposal.filter({ hasText: text }).count()).toBe(2)
  })
})
