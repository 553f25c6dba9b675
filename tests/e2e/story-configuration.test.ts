import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apply, plan } from '../../schema/engine/index.ts'
import { call, codeOf, db } from '../support/stack.ts'
import { shot, visitAs } from '../support/browser.ts'
import { describeField, openField, openStudio, saveField } from './studio.ts'
import { frame, sharedListing } from './world.ts'
import type { Page } from 'playwright-core'
import type { Listing } from './world.ts'

const FIELD = 'x_vehicule_adapte'
const NAME = 'Véhicule adapté'
const NOTE = 'Pour les personnes qui ne peuvent pas venir seules.'
const STUDIO_MS = 180_000

let listing: Listing
let studio: Page

const path = () => `/relais/directory/partner/organizations/${listing.id}`
const save = (value: unknown, base: unknown) => call(path(), { as: 'partenaire', method: 'PATCH', body: { values: { [FIELD]: value }, base: { [FIELD]: base } } })
const openSheet = async () => (await visitAs('partenaire', `/partenaire/organisations/${listing.id}`)).page

beforeAll(async () => {
  listing = await sharedListing()
})

afterAll(async () => {
  await studio.context().close()
  await call(`/fields/organizations/${FIELD}`, { as: 'admin', method: 'DELETE' })
})

describe('an administrator adds a field without code (X-01)', () => {
  it('adds a field and its list of choices in the Studio', async () => {
    studio = await openStudio('admin')
    await describeField(studio, { collection: 'organizations', key: FIELD, name: NAME, note: NOTE, choices: { oui: 'Oui', sur_demande: 'Sur demande', non: 'Non' } })
    await shot(studio, 'story-studio-field')

    await saveField(studio)

    const { rows } = await db.query('select "group", interface from directus_fields where collection = $1 and field = $2', ['organizations', FIELD])
    expect(rows).toEqual([{ group: 'section_local', interface: 'select-dropdown' }])
  }, STUDIO_MS)

  it('is on the page of the adviser, and not yet on that of the partner', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/organisations/${listing.id}`)
    await page.getByRole('term').filter({ hasText: NAME }).waitFor()

    const partner = await openSheet()
    await partner.getByRole('term').filter({ hasText: 'Téléphone' }).waitFor()
    expect(await partner.getByText(NAME).count()).toBe(0)
    await Promise.all([page.close(), partner.close()])
  })

  it('is opened to partners by one row of « Droits par champ »', async () => {
    await openField(studio, { collection: 'organizations', field: FIELD, audience: 'Partenaire', level: 'Modifie directement' })

    expect((await db.query('select audience, level from field_settings where field = $1', [FIELD])).rows).toEqual([{ audience: 'partner', level: 'write' }])
  }, STUDIO_MS)

  it('is then in the form of the partner, who answers it', async () => {
    const page = await openSheet()
    await page.getByRole('button', { name: 'Modifier : Champs locaux' }).click()
    await page.getByText(NOTE).waitFor()
    await page.getByLabel(NAME).click()
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['Oui', 'Sur demande', 'Non'])
    await page.getByRole('option', { name: 'Sur demande' }).click()
    await frame(page.getByRole('heading', { name: 'Coordonnées' }))
    await shot(page, 'story-partner-local-field')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()

    await page.getByText(`Publié dès maintenant : ${NAME}.`).first().waitFor()
    await page.close()
  })

  it('shows the answer to the adviser', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/organisations/${listing.id}`)
    const section = page.getByRole('region', { name: 'Champs locaux' })

    await section.getByText('Sur demande').waitFor()
    await frame(section.getByRole('heading', { name: 'Champs locaux' }))
    await shot(page, 'story-adviser-local-field')
    await page.close()
  })

  it('is validated by the server, whatever the screen sends', async () => {
    const answer = await save('peut-être', 'sur_demande')

    expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
    expect(answer.body.errors?.[0]?.extensions.errors).toMatchObject([{ field: FIELD, code: 'NOT_A_CHOICE' }])
    expect((await save('oui', 'sur_demande')).status).toBe(200)
  })

  it('is still there after the schema is applied again', async () => {
    const client = await db.connect()
    try {
      await apply(client)
      expect((await plan(client)).changes).toEqual([])
    }
    finally {
      client.release()
    }
    await call('/utils/cache/clear?system=true', { as: 'admin', method: 'POST' })

    const page = await openSheet()
    await page.getByRole('term').filter({ hasText: NAME }).waitFor()
    expect(await page.getByRole('region', { name: 'Champs locaux' }).getByText('Oui').count()).toBe(1)
    await page.close()
  })
})
