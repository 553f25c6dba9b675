import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCase, aMember, aMembership, aPerson, aStructure, anOrganization, rowOf, userId } from '../integration/directory/world.ts'
import { db } from '../support/stack.ts'
import { axe, choose, chosen, goto, overflow, settled, shot, visitAs } from '../support/browser.ts'
import type { Page } from 'playwright-core'

const PHONE = { width: 360, height: 740 }
const WIDE = { width: 1280, height: 900 }
const REASON = 'La personne emménage à Limoges le 1er du mois et souhaite continuer.'

let adviser: Page
let manager: Page
let partner: Page
let file: string
let arrival: string
let organization: string

beforeAll(async () => {
  const [departure, target] = [await aStructure({ name: 'Mission locale du départ' }), await aStructure({ name: 'Mission locale de l’arrivée' })]
  arrival = target
  await aMembership(departure, 'conseiller', 'adviser')
  await aMembership(arrival, 'responsable', 'manager')
  await aMembership(arrival, 'conseiller', 'adviser')
  file = await aCase(await aPerson(departure, { first_name: 'Maïwenn', last_name: 'Trévidic' }), departure, {}, { referent: userId('conseiller') })
  organization = await anOrganization(arrival, { name: 'Recyclerie de l’arrivée' })
  await aMember(organization, 'partenaire', 'owner')
  adviser = (await visitAs('conseiller', `/conseiller/dossiers/${file}`)).page
  manager = (await visitAs('responsable', '/conseiller/transferts')).page
  partner = (await visitAs('partenaire', '/partenaire')).page
})
afterAll(async () => {
  for (const page of [adviser, manager, partner]) await page?.close()
})

/** Presses a button as a person without a mouse does. */
async function press(page: Page, name: string | RegExp, within = page.locator('body')): Promise<void> {
  await within.getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
}

async function fits(page: Page): Promise<void> {
  for (const size of [PHONE, WIDE]) {
    await page.setViewportSize(size)
    expect([await overflow(page), await axe(page)]).toEqual([[], []])
  }
}

describe('a file follows somebody who moves', () => {
  it('is asked for by its adviser, by the keyboard, with a reason', async () => {
    await settled(adviser)
    await press(adviser, 'Demander un transfert')
    const dialog = adviser.getByRole('dialog', { name: 'Demander un transfert' })
    await dialog.getByLabel('Structure d’accueil').focus()
    await adviser.keyboard.press('Enter')
    await adviser.getByPlaceholder('Chercher').fill('l’arrivée')
    await adviser.getByRole('option', { name: 'Mission locale de l’arrivée' }).waitFor()
    expect(await adviser.getByRole('option', { name: 'Mission locale du départ' }).count()).toBe(0)
    await adviser.keyboard.press('Enter')
    await chosen(adviser)
    await dialog.getByLabel('Motif').fill(REASON)
    expect(await axe(adviser, '[role=dialog]')).toEqual([])
    await shot(adviser, 'story-transfer-ask')
    await press(adviser, 'Demander un transfert', dialog)

    const part = adviser.getByRole('region', { name: 'Transfert', exact: true })
    await part.getByText('Accepté d’office le').waitFor()
    expect(await part.getByRole('button', { name: 'Demander un transfert' }).count()).toBe(0)
  })

  it('reaches those who manage the other structure, without a name, with the day by which they must answer', async () => {
    await goto(manager, '/conseiller/transferts')
    const row = manager.getByRole('article', { name: 'Dossier confié par Mission locale du départ' })
    await row.getByText('Accepté d’office le').waitFor()
    await settled(manager)
    expect(await manager.getByText('Trévidic').count()).toBe(0)
    await shot(manager, 'story-transfer-received')

    await row.getByRole('link').focus()
    await manager.keyboard.press('Enter')
    await manager.getByText(REASON).waitFor()
    await manager.getByText(/Si personne n’agit, « Accepter le transfert » se fera tout seul le/).waitFor()
    await settled(manager)
    await fits(manager)
    await shot(manager, 'story-transfer-answer')
  })

  it('is accepted, opens to them and is followed by who asked', async () => {
    await press(manager, 'Accepter le transfert')
    await press(manager, 'Accepter le transfert', manager.getByRole('dialog', { name: 'Accepter le transfert' }))

    await manager.getByRole('heading', { level: 1, name: 'Maïwenn TRÉVIDIC' }).waitFor()
    await manager.getByText('Nommez son référent dans la synthèse du dossier.').waitFor()
    expect(await rowOf('cases', file)).toMatchObject({ structure: arrival, referent: null })
    await manager.getByRole('link', { name: 'Ouvrir le dossier' }).click()
    await manager.waitForURL(`**/conseiller/dossiers/${file}`)
    await goto(adviser, '/conseiller/transferts?etat=accepted')
    await adviser.getByRole('article').getByText('De Mission locale du départ vers Mission locale de l’arrivée').first().waitFor()
  })
})

describe('an accreditation', () => {
  const card = (page: Page, name: string) => page.getByRole('article', { name })

  it('is asked for by the partner', async () => {
    await goto(partner, `/partenaire/organisations/${organization}?onglet=habilitations`)
    await press(partner, 'Déposer une demande')
    const dialog = partner.getByRole('dialog', { name: 'Déposer une demande' })
    await dialog.getByLabel('Pour').click()
    await choose(partner, 'Accueillir des travaux d’intérêt général')
    await dialog.getByRole('textbox', { name: 'Demande' }).fill('Deux postes de tri, le matin, avec un tuteur.')
    await press(partner, 'Déposer une demande', dialog)

    await card(partner, 'Accueillir des travaux d’intérêt général').getByText('Déposée').waitFor()
    await settled(partner)
    await shot(partner, 'story-accreditation-partner')
  })

  it('is examined by one, granted by another, and held by the partner for a time', async () => {
    await goto(adviser, '/conseiller/habilitations')
    await press(adviser, /^Passer à/, card(adviser, 'Recyclerie de l’arrivée'))
    await adviser.getByRole('menuitem', { name: /^Instruire/ }).press('Enter')
    await press(adviser, 'Instruire', adviser.getByRole('dialog', { name: 'Instruire' }))
    await card(adviser, 'Recyclerie de l’arrivée').getByText('En instruction').waitFor()
    await db.query(`update workflow_objects set deadline_at = now() - interval '3 days', due_at = null where item = (select id from accreditations where organization = $1)`, [organization])

    await goto(manager, '/conseiller/habilitations')
    await card(manager, 'Recyclerie de l’arrivée').getByText('en retard de 3 jours').waitFor()
    await settled(manager)
    await shot(manager, 'story-accreditations')
    await press(manager, /^Passer à/, card(manager, 'Recyclerie de l’arrivée'))
    await manager.getByRole('menuitem', { name: /^Accorder/ }).press('Enter')
    const dialog = manager.getByRole('dialog', { name: 'Accorder' })
    await dialog.getByLabel('Numéro de la décision').fill('H-2026-31')
    await dialog.getByLabel('Décidée le').fill('2026-01-05')
    await dialog.getByLabel('Valable jusqu’au').fill('2099-01-01')
    await press(manager, 'Accorder', dialog)
    await manager.getByText('C’est fait : étape « Accordée »').first().waitFor()

    await goto(partner, `/partenaire/organisations/${organization}?onglet=habilitations`)
    await partner.getByText(/^Valable jusqu’au .* 2099 \(encore/).waitFor()
    await press(partner, 'Voir son parcours')
    await partner.getByRole('region', { name: 'Parcours' }).getByText(/à l’étape « En instruction »/).waitFor()
    expect(await axe(partner)).toEqual([])
  })
})
