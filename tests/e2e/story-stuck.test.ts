import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCase, aMembership, aPerson, aStructure, insert, rowOf, userId } from '../integration/directory/world.ts'
import { db } from '../support/stack.ts'
import { axe, goto, overflow, settled, visitAs } from '../support/browser.ts'
import type { Page } from 'playwright-core'

const PHONE = { width: 320, height: 740 }
const WIDE = { width: 1280, height: 900 }

let adviser: Page
let departure: string
let file: string

beforeAll(async () => {
  departure = await aStructure({ name: 'Mission locale du départ' })
  await aMembership(departure, 'conseiller', 'adviser')
  file = await aCase(await aPerson(departure, { first_name: 'Maïwenn', last_name: 'Trévidic' }), departure, {}, { referent: userId('conseiller'), former_references: 'ANCIEN-12' })
  adviser = (await visitAs('conseiller', `/conseiller/dossiers/${file}`)).page
})
afterAll(() => adviser?.close())

async function fits(page: Page): Promise<void> {
  for (const size of [PHONE, WIDE]) {
    await page.setViewportSize(size)
    expect([await overflow(page), await axe(page)]).toEqual([[], []])
  }
}

describe('what nobody answers, and what the delay leaves', () => {
  it('row 2: a transfer that nobody can answer says so on the file', async () => {
    const id = await insert('transfers', { case: file, structure: await aStructure({ name: 'Mission locale sans responsable' }), reason: 'La personne déménage.', status: 'requested', user_created: userId('conseiller'), date_created: new Date() })
    await db.query('update workflow_objects set unanswerable_at = now(), due_at = now() + interval \'1 day\' where item = $1', [id])

    await goto(adviser, `/conseiller/dossiers/${file}`)
    const part = adviser.getByRole('region', { name: 'Transfert', exact: true })
    await part.getByText('Sans réponse possible').waitFor()
    expect(await part.getByText('Accepté d’office le').count()).toBe(0)
    // Row 15: the number from before a transfer is shown beside the one of today.
    await adviser.getByText('ancien n° ANCIEN-12').first().waitFor()
    await settled(adviser)
    await fits(adviser)
  })

  it('a milestone made by an effect is in the plan of the file, and is changed there', async () => {
    await insert('milestones', { case: file, title: 'Point sur la suspension', due_on: '2027-01-15', kind: 'optional', status: 'planned' })

    await goto(adviser, `/conseiller/dossiers/${file}?onglet=plan`)
    const part = adviser.getByRole('region', { name: 'Échéances' })
    await part.getByText('Point sur la suspension').waitFor()
    await settled(adviser)
    await fits(adviser)
    await part.getByRole('button', { name: /Point sur la suspension/ }).focus()
    await adviser.keyboard.press('Enter')
    await adviser.getByRole('dialog', { name: 'Modifier l’échéance' }).waitFor()
  })

  it('row 15: a number that two files carry asks for the structure, and opens the one that is chosen', async () => {
    const [one, other] = await Promise.all(['Mission locale du Nord', 'Mission locale du Sud'].map(name => aStructure({ name })))
    await aCase(await aPerson(one ?? ''), one ?? '', {}, { reference: 'DOUBLE-01' })
    const wanted = await aCase(await aPerson(other ?? ''), other ?? '', {}, { reference: 'DOUBLE-01' })
    await db.query('delete from break_glass_accesses where "user" = $1', [userId('conseiller')])

    await goto(adviser, '/conseiller/acces')
    await adviser.getByLabel('Numéro du dossier').fill('DOUBLE-01')
    await adviser.getByLabel('Motif').fill('La personne est à l’accueil, sa conseillère est absente jusqu’à lundi.')
    await adviser.getByRole('button', { name: 'Ouvrir ce dossier' }).click()
    await adviser.getByRole('radio', { name: 'Mission locale du Nord — n° DOUBLE-01' }).waitFor()
    expect((await db.query('select 1 from break_glass_accesses where "user" = $1', [userId('conseiller')])).rows).toEqual([])
    await settled(adviser)
    await fits(adviser)

    await adviser.getByRole('radio', { name: 'Mission locale du Sud — n° DOUBLE-01' }).focus()
    await adviser.keyboard.press('Space')
    await adviser.getByRole('button', { name: 'Ouvrir ce dossier' }).click()
    await adviser.waitForURL(`**/conseiller/dossiers/${wanted}`)
    expect(await rowOf('cases', wanted)).toMatchObject({ reference: 'DOUBLE-01' })
  })
})
