import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCase, aPerson, aStructure, insert, userId } from '../integration/directory/world.ts'
import { anAccount } from '../access/crowd.ts'
import { db, stack } from '../support/stack.ts'
import { openStudio } from './studio.ts'
import type { Page } from 'playwright-core'

let page: Page
let person: string

beforeAll(async () => {
  const structure = await aStructure({ name: 'Mission locale des questions' })
  await insert('memberships', { structure, user: userId('responsable'), function: 'manager', valid_from: '2024-01-01' })
  person = await aPerson(structure, { last_name: 'Questionnaire' })
  await aCase(person, structure, {}, { reference: 'QUESTION-1' })
  const adviser = await anAccount('adviser')
  await db.query('update directus_users set first_name = $2, last_name = $3 where id = $1', [adviser.id, 'Ariane', 'Questionnante'])
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
    await page.getByRole('searchbox', { name: 'Compte' }).fill('Questionnante')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('radio', { name: /Ariane Questionnante/ }).isChecked(), { timeout: 20_000 }).toBe(true)
    await page.getByRole('searchbox', { name: 'Fiche' }).fill('Questionnaire')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('radio', { name: /QUESTION-1/ }).isChecked(), { timeout: 20_000 }).toBe(true)
    await page.getByRole('button', { name: 'Expliquer' }).focus()
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { name: 'Accès refusé' }).waitFor()
    await page.getByText('n’est pas dans l’équipe du dossier').waitFor()
    await page.getByText('L’ajouter à l’équipe du dossier.').waitFor()
  })

  it('explains a field that the profile may not write', async () => {
    await page.getByLabel('Action').selectOption('update')
    await page.getByLabel('Champ').selectOption('referent')
    await page.getByRole('button', { name: 'Expliquer' }).click()

    await page.getByText('le profil « Conseiller » consulte').waitFor()
  })
})
