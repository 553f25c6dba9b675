import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCase, aPerson, aStructure, insert, userId } from '../integration/directory/world.ts'
import { anAccount } from '../access/crowd.ts'
import { db, stack } from '../support/stack.ts'
import { axe, shot } from '../support/browser.ts'
import { openStudio } from './studio.ts'
import type { Page } from 'playwright-core'

// The running product may have been asked before.
const mark = randomUUID().slice(0, 6)

let page: Page
let person: string

beforeAll(async () => {
  const structure = await aStructure({ name: 'Mission locale des questions' })
  await insert('memberships', { structure, user: userId('responsable'), function: 'manager', valid_from: '2024-01-01' })
  person = await aPerson(structure, { last_name: `Questionnaire ${mark}` })
  await aCase(person, structure, {}, { reference: `QUESTION-${mark}` })
  const adviser = await anAccount('adviser')
  await db.query('update directus_users set first_name = $2, last_name = $3 where id = $1', [adviser.id, 'Ariane', `Questionnante ${mark}`])
  await insert('memberships', { structure, user: adviser.id, function: 'adviser', valid_from: '2024-01-01' })
  page = await openStudio('responsable')
  await page.goto(`${stack.directusUrl}/admin/relais-why`)
})
afterAll(() => page?.close())

describe('« Pourquoi ? » in the Studio', () => {
  it('asks first for an account and a record', async () => {
    await page.getByRole('button', { name: 'Expliquer' }).click()

    await page.getByText('Choisissez d’abord un compte et une fiche.').waitFor()
  })

  it('says when nobody is found', async () => {
    await page.getByRole('searchbox', { name: 'Compte' }).fill('Introuvable')
    await page.keyboard.press('Enter')

    await page.getByText('Aucun compte de vos structures ne correspond.').waitFor()
  })

  it('explains a refusal, by the keyboard alone, and what would change it', async () => {
    await page.getByRole('searchbox', { name: 'Compte' }).fill(`Questionnante ${mark}`)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('radio', { name: `Ariane Questionnante ${mark}` }).isChecked(), { timeout: 20_000 }).toBe(true)
    await page.getByRole('searchbox', { name: 'Fiche' }).fill(`Questionnaire ${mark}`)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('radio', { name: `QUESTION-${mark}` }).isChecked(), { timeout: 20_000 }).toBe(true)
    await page.getByRole('button', { name: 'Expliquer' }).focus()
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { name: 'Accès refusé' }).waitFor()
    await page.getByText('n’est pas dans l’équipe du dossier').waitFor()
    await page.getByText('L’ajouter à l’équipe du dossier.').waitFor()
  })

  it('explains a field that the profile may not write', async () => {
    await page.getByRole('combobox', { name: 'Action', exact: true }).selectOption('update')
    await page.getByRole('combobox', { name: 'Champ', exact: true }).selectOption('referent')
    await page.getByRole('button', { name: 'Expliquer' }).click()

    await page.getByText('le profil « Conseiller » consulte').waitFor()
    expect(await axe(page, '.why')).toEqual([])
    await shot(page, 'studio-why')
  })
})
