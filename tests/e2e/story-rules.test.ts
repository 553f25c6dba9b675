import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shot, visitAs } from '../support/browser.ts'
import { call, db } from '../support/stack.ts'
import { frame, sharedListing } from './world.ts'
import type { Listing } from './world.ts'

const FIELDS = { x_lits: 'Lits', x_lits_pris: 'Lits occupés', x_lits_libres: 'Lits libres' } as const
const MESSAGE = 'Il ne peut pas y avoir plus de lits occupés que de lits : corrigez l’un des deux nombres.'
let listing: Listing

const admin = (path: string, method: string, body?: unknown) => call(path, { as: 'admin', method, ...(body === undefined ? {} : { body }) })
const give = (field: string, kind: string, expression: string, more = {}) => call('/items/field_rules', { as: 'configurateur', method: 'POST', body: { collection: 'organizations', field, kind, expression, ...more } })

beforeAll(async () => {
  listing = await sharedListing()
  for (const [field, name] of Object.entries(FIELDS)) {
    await admin('/fields/organizations', 'POST', { field, type: 'integer', schema: { is_nullable: true }, meta: { interface: 'input', translations: [{ language: 'fr-FR', translation: name }] } })
    await admin('/items/field_settings', 'POST', { collection: 'organizations', field, audience: 'partner', level: field === 'x_lits_libres' ? 'read' : 'write' })
  }
  expect(await give('x_lits_libres', 'computed', 'x_lits - x_lits_pris')).toMatchObject({ status: 200 })
  expect(await give('x_lits_pris', 'valid_if', 'x_lits_pris <= x_lits', { message_fr: MESSAGE })).toMatchObject({ status: 200 })
})

afterAll(async () => {
  await admin('/items/field_rules', 'DELETE', { query: { filter: { collection: { _eq: 'organizations' } } } })
  for (const field of Object.keys(FIELDS)) await admin(`/fields/organizations/${field}`, 'DELETE')
})

describe('a rule given by the local administrator is in the form of the partner', () => {
  it('computes as one types, and says why an answer is refused', async () => {
    const { page } = await visitAs('partenaire', `/partenaire/organisations/${listing.id}`)
    await page.getByRole('button', { name: 'Modifier : Champs locaux' }).click()
    const free = page.locator('[data-field="x_lits_libres"]')

    await page.getByLabel(FIELDS.x_lits, { exact: true }).fill('12')
    await page.getByLabel(FIELDS.x_lits_pris, { exact: true }).fill('5')
    await free.getByText('7', { exact: true }).waitFor()

    await page.getByLabel(FIELDS.x_lits_pris, { exact: true }).fill('15')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await page.getByRole('alert').getByText(MESSAGE).waitFor()
    await frame(free)
    await shot(page, 'story-partner-rules')

    await page.getByLabel(FIELDS.x_lits_pris, { exact: true }).fill('4')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await page.getByText('Publié dès maintenant', { exact: false }).first().waitFor()
    expect((await db.query('select x_lits, x_lits_pris, x_lits_libres from organizations where id = $1', [listing.id])).rows).toEqual([{ x_lits: 12, x_lits_pris: 4, x_lits_libres: 8 }])
    await page.close()
  })
})
