import { beforeAll, describe, expect, it } from 'vitest'
import { call, db } from '../support/stack.ts'
import { choose, shot, visitAs } from '../support/browser.ts'
import { anOffer, frame, sharedListing, valueOf } from './world.ts'
import type { Page } from 'playwright-core'
import type { Listing } from './world.ts'

interface File { id: string, person: string, phone: string }

const NEED = 'Trouver une chambre avant la fin du mois : son amie ne pourra plus l’héberger.'
const MESSAGE = 'Inès cherche une chambre seule, proche d’une ligne de métro. Elle peut venir tous les après-midis.'
const PHONE = { written: '06 39 98 61 47', stored: '+33639986147' }
const ACTION = 'Réunir les papiers pour le dossier de logement'
const MILESTONE = 'Bilan du projet logement'

let listing: Listing
let file: File
let offer: { id: string, title: string }
let adviser: Page
let partner: Page
let person: Page

/** The file of the person who has an account, followed by the demo adviser. */
async function fileOfInes(): Promise<File> {
  const { rows } = await db.query<File>(
    `select c.id, c.person, p.phone from cases c join people p on p.id = c.person join directus_users u on u.id = p."user"
     where u.email = 'usager@relais.example' and c.status <> 'closed'`,
  )
  const [found] = rows
  if (!found) throw new Error('the demo world has no open file for « usager »')
  return found
}

const archive = (id: string) => call(`/relais/directory/partner/offers/${id}`, { as: 'partenaire', method: 'PATCH', body: { values: { status: 'archived' }, base: { status: 'active' } } })

/** Opens the panel on one offer, whatever its theme and its distance. */
async function chooseOffer(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Proposer une offre' }).first().click()
  const panel = page.getByRole('dialog')
  await panel.getByRole('searchbox').fill(title)
  await panel.getByRole('button', { name: `Choisir : ${title}` }).click()
}

beforeAll(async () => {
  listing = await sharedListing()
  file = await fileOfInes()
  offer = await anOffer(listing, { title: 'Chambres en colocation solidaire', summary: 'Une chambre pour trois à douze mois, avec un accompagnement.', theme: 'housing', places: 3 })
  await call('/items/actions', { as: 'conseiller', method: 'POST', body: { case: file.id, theme: 'housing', title: ACTION, responsible: 'beneficiary', visible_to_beneficiary: true, due_on: '2030-01-15' } })
  await call('/items/milestones', { as: 'conseiller', method: 'POST', body: { case: file.id, title: MILESTONE, kind: 'optional', due_on: '2030-02-01' } })
})

describe('a person is referred to an offer (ML-90, ML-28, ML-55, ML-73)', () => {
  it('opens the file from the portfolio', async () => {
    adviser = (await visitAs('conseiller', '/conseiller')).page
    await adviser.getByRole('row').nth(5).waitFor()
    await shot(adviser, 'story-adviser-portfolio')

    await adviser.getByPlaceholder('Nom, téléphone, naissance, numéro').fill('Belkacem')
    await adviser.getByRole('row').filter({ hasText: 'Inès' }).getByRole('link').click()

    await adviser.getByRole('heading', { level: 1, name: /Inès/ }).waitFor()
    expect(new URL(adviser.url()).pathname).toBe(`/conseiller/dossiers/${file.id}`)
    expect(adviser.url()).not.toContain('Belkacem')
  })

  it('records a need, in words that the person will read', async () => {
    await adviser.getByRole('button', { name: 'Ajouter un besoin' }).first().click()
    const panel = adviser.getByRole('dialog', { name: 'Ajouter un besoin' })
    await panel.getByLabel('Thème').click()
    await choose(adviser, 'Logement')
    await panel.getByLabel('Besoin').fill(NEED)
    expect(await panel.getByText('La personne lira ce besoin dans son espace').count()).toBe(1)
    await panel.getByRole('button', { name: 'Ajouter un besoin' }).click()

    await adviser.getByText('Le besoin est ajouté').first().waitFor()
    await adviser.getByRole('region', { name: 'Logement' }).getByText(NEED).waitFor()
    await shot(adviser, 'story-adviser-case')
  })

  it('refers the person to the offer, sharing no more than is shown', async () => {
    await adviser.getByRole('listitem').filter({ hasText: NEED }).getByRole('button', { name: 'Chercher une offre' }).click()
    const panel = adviser.getByRole('dialog')
    await panel.getByRole('button', { name: `Choisir : ${offer.title}` }).click()
    await panel.getByLabel('Message au partenaire (facultatif)').fill(MESSAGE)
    expect(await panel.getByText(/^Inès B\., 19 ans$/).count()).toBe(1)
    await shot(adviser, 'story-referral')
    await panel.getByRole('button', { name: 'Orienter Inès vers cette offre' }).click()

    await adviser.getByText('Orientation envoyée pour Inès').first().waitFor()
    await adviser.getByRole('article', { name: offer.title }).getByText('Envoyée').first().waitFor()
    const { rows } = await db.query('select available from offer_places where offer = $1', [offer.id])
    expect(rows).toEqual([{ available: 2 }])
  })

  it('lets the partner answer, knowing only what it needs', async () => {
    partner = (await visitAs('partenaire', `/partenaire/organisations/${listing.id}?onglet=demandes`)).page
    const request = partner.getByRole('article', { name: 'Inès B.' }).filter({ hasText: offer.title })
    await request.getByText(MESSAGE).waitFor()
    expect(await partner.getByText('Belkacem', { exact: false }).count()).toBe(0)
    expect(await request.getByText('Non communiqué').count()).toBe(1)

    await request.getByRole('button', { name: 'Accepter' }).click()
    await request.getByLabel('Message au conseiller et à la personne (facultatif)').fill('Visite possible jeudi à 14 h, à notre accueil.')
    await shot(partner, 'story-partner-answer')
    await request.getByRole('button', { name: 'Accepter et répondre' }).click()

    await partner.getByText('Votre réponse est envoyée').first().waitFor()
  })

  it('shows the answer to the person', async () => {
    person = (await visitAs('usager', '/usager')).page
    await person.getByRole('heading', { level: 1, name: 'Bonjour Inès' }).waitFor()
    const milestone = person.getByRole('region', { name: 'Les dates de mon parcours' }).getByRole('listitem').filter({ hasText: MILESTONE })
    await milestone.getByText(/1er février 2030/).waitFor()
    await shot(person, 'story-beneficiary-home')

    await person.getByRole('link', { name: /orientation/ }).click()

    const referral = person.getByRole('article').filter({ hasText: offer.title })
    await referral.getByText('Acceptée').first().waitFor()
    expect(await referral.getByText('Visite possible jeudi à 14 h').count()).toBe(1)
  })

  it('lets the person tick an action', async () => {
    await person.goBack()
    await person.getByRole('link', { name: 'Toutes mes actions' }).click()
    await person.getByRole('checkbox', { name: ACTION }).click()

    await person.getByText('Bravo, c’est noté').first().waitFor()
    await person.getByRole('region', { name: /^Fait/ }).getByText(ACTION).waitFor()
  })

  it('lets the person correct a phone number', async () => {
    await person.getByRole('link', { name: 'Mon espace' }).first().click()
    await person.getByRole('link', { name: 'Voir et corriger mes coordonnées' }).click()
    await person.getByRole('button', { name: 'Modifier : Coordonnées' }).click()
    await person.getByLabel('Téléphone', { exact: true }).fill(PHONE.written)
    await person.getByRole('button', { name: 'Enregistrer', exact: true }).click()

    await person.getByText('Changé dès maintenant : Téléphone.').first().waitFor()
    expect(await valueOf('people', 'phone', file.person)).toBe(PHONE.stored)
  })

  it('shows the adviser the new number and who wrote it, and the action done', async () => {
    adviser = (await visitAs('conseiller', `/conseiller/dossiers/${file.id}?onglet=coordonnees`)).page
    const contact = adviser.getByRole('region', { name: 'Coordonnées' })
    await contact.getByText(PHONE.written).waitFor()
    await contact.getByText(/Saisi par Inès Belkacem \(la personne\), le/).first().waitFor()
    await frame(adviser.getByRole('heading', { name: 'Coordonnées' }))
    await shot(adviser, 'story-value-origin')

    await adviser.getByRole('link', { name: 'Plan' }).click()
    await adviser.getByText(ACTION).waitFor()
    expect((await db.query('select status, done_by = (select "user" from people where id = $2) as mine from actions where title = $1 and "case" = $3', [ACTION, file.person, file.id])).rows)
      .toEqual([{ status: 'done', mine: true }])

    await adviser.getByRole('link', { name: 'Orientations' }).click()
    const referral = adviser.getByRole('article', { name: offer.title })
    await referral.getByText('Acceptée').first().waitFor()
    expect(await referral.getByText('Visite possible jeudi à 14 h').count()).toBeGreaterThan(0)
  })
})

describe('an offer that takes nobody any more', () => {
  it('cannot be chosen when it is full', async () => {
    const full = await anOffer(listing, { title: 'Studio déjà attribué', summary: 'Un studio, déjà attribué.', theme: 'housing', places: 0 })
    const { page } = await visitAs('conseiller', `/conseiller/dossiers/${file.id}`)
    await page.getByRole('button', { name: 'Proposer une offre' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Seulement avec des places').uncheck()
    await panel.getByRole('searchbox').fill(full.title)

    const choose = panel.getByRole('button', { name: `Choisir : ${full.title}` })
    await choose.waitFor()

    expect(await choose.isDisabled()).toBe(true)
    expect(await panel.getByRole('article').filter({ hasText: full.title }).getByText('Complet').count()).toBe(1)
    await page.close()
  })

  it.each([
    {
      what: 'archived meanwhile',
      title: 'Logement retiré entre-temps',
      happens: async (id: string) => { expect((await archive(id)).status).toBe(200) },
      says: /n’est plus|n’accueille plus|n’est pas ouverte|archivée|retirée/i,
    },
    {
      what: 'filled meanwhile',
      title: 'Dernière chambre de la maison',
      happens: async (id: string) => { await db.query('update offer_places set capacity = 0 where offer = $1', [id]) },
      says: /place/i,
    },
  ])('is refused in clear words when it is $what, and keeps the message', async ({ title, happens, says }) => {
    const last = await anOffer(listing, { title, summary: 'Une seule place.', theme: 'housing', places: 1 })
    const { page } = await visitAs('conseiller', `/conseiller/dossiers/${file.id}`)
    await chooseOffer(page, title)
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Message au partenaire (facultatif)').fill(MESSAGE)
    await happens(last.id)

    await panel.getByRole('button', { name: 'Orienter Inès vers cette offre' }).click()

    const refusal = panel.getByRole('alert').filter({ hasText: 'L’orientation n’a pas été faite' })
    await refusal.waitFor()
    expect(await refusal.innerText()).toMatch(says)
    expect(await panel.getByLabel('Message au partenaire (facultatif)').inputValue()).toBe(MESSAGE)
    expect((await db.query('select 1 from referrals where offer = $1', [last.id])).rowCount).toBe(0)
    await refusal.getByRole('button', { name: 'Voir d’autres offres' }).click()
    await panel.getByRole('searchbox').waitFor()
    await page.close()
  })
})
