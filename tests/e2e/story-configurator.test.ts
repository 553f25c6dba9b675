import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, shot, visitAs } from '../support/browser.ts'
import { call, db, stack } from '../support/stack.ts'
import { openStudio } from './studio.ts'
import { frame, sharedListing, valueOf } from './world.ts'
import type { Listing } from './world.ts'
import type { Page } from 'playwright-core'

// The tutorial of docs/guides/administrateur-local.md, step by step.
const SECTION = 'Venir chez nous'
const FIELD = 'Transport proposé'
const SEATS = 'Places du véhicule'
const HELP = 'Pour les personnes qui ne peuvent pas venir seules.'
const PRODUCT = 'Sigle ou autre nom'
const STUDIO_MS = 180_000

let listing: Listing
let studio: Page

const inStudio = (name: string) => studio.getByRole('region', { name, exact: true })
const said = (text: string) => studio.getByRole('status').getByText(text).waitFor()
const press = (name: string) => studio.getByRole('button', { name, exact: true }).first().click()
const preview = () => inStudio('Aperçu du formulaire')
const openSheet = async () => (await visitAs('partenaire', `/partenaire/organisations/${listing.id}`)).page

beforeAll(async () => {
  listing = await sharedListing()
  studio = await openStudio('configurateur')
  studio.setDefaultTimeout(20_000)
  await studio.goto(`${stack.directusUrl}/admin/relais-configurator`)
})

afterAll(async () => {
  await studio?.context().close()
  await db.query('delete from change_proposals where field = any($1)', [['x_transport_propose', 'x_places_du_vehicule']])
  await db.query('delete from field_rules where field = \'x_places_du_vehicule\'')
  for (const field of ['x_places_du_vehicule', 'x_transport_propose', 'x_section_venir_chez_nous']) await call(`/fields/organizations/${field}`, { as: 'admin', method: 'DELETE' })
})

describe('the ten steps of a local administrator (X-01)', () => {
  it('1. adds a section', async () => {
    await studio.getByLabel('Liste').selectOption('organizations')
    await inStudio('Champs et sections').getByRole('button', { name: 'Section Identité' }).waitFor()
    await shot(studio, 'configurator-home')
    await press('Ajouter une section')
    await studio.getByLabel('Libellé en français').fill(SECTION)
    await studio.getByLabel('Libellé en anglais').fill('Getting here')
    await press('Ajouter cette section')

    await said(`« ${SECTION} » : ajoutée.`)
    await inStudio('Champs et sections').getByText('Aucun champ : cette section n’est pas affichée.').first().waitFor()
  }, STUDIO_MS)

  it('2. describes a field and places it in the section', async () => {
    await press('Ajouter un champ')
    await studio.getByLabel('Nature de la réponse').selectOption({ label: 'Un choix' })
    await studio.getByLabel('Libellé en français').fill(FIELD)
    await studio.getByLabel('Libellé en anglais').fill('Transport offered')
    await studio.getByLabel('Aide en français').fill(HELP)
    await studio.getByRole('combobox', { name: 'Section', exact: true }).selectOption({ label: SECTION })

    await preview().getByRole('combobox', { name: FIELD }).waitFor()
  })

  it('3. gives it its choices', async () => {
    for (const [index, choice] of ['Oui', 'Sur demande', 'Non'].entries()) {
      await press('Ajouter un choix')
      await studio.getByLabel(`Choix ${index + 1}, en français`).fill(choice)
    }

    expect(await preview().getByRole('combobox', { name: FIELD }).getByRole('option').allInnerTexts()).toEqual(['Choisir…', 'Oui', 'Sur demande', 'Non'])
    await shot(studio, 'configurator-field')
  })

  it('4. says who sees it and who fills it', async () => {
    await studio.getByRole('combobox', { name: 'Partenaire', exact: true }).selectOption({ label: 'Propose (relecture)' })
    await press('Ajouter ce champ')

    await said(`« ${FIELD} » : ajouté.`)
    const { rows } = await db.query('select "group", interface from directus_fields where collection = $1 and field = $2', ['organizations', 'x_transport_propose'])
    expect(rows).toEqual([{ group: 'x_section_venir_chez_nous', interface: 'select-dropdown' }])
  })

  it('5. adds a second field, a number', async () => {
    await press('Ajouter un champ')
    await studio.getByLabel('Nature de la réponse').selectOption({ label: 'Nombre entier' })
    await studio.getByLabel('Libellé en français').fill(SEATS)
    await studio.getByRole('combobox', { name: 'Section', exact: true }).selectOption({ label: SECTION })
    await studio.getByRole('combobox', { name: 'Partenaire', exact: true }).selectOption({ label: 'Modifie directement' })
    await press('Ajouter ce champ')

    await said(`« ${SEATS} » : ajouté.`)
  })

  it('6. shows it only after an answer, without writing a rule', async () => {
    await inStudio('Champs et sections').getByRole('button', { name: new RegExp(`^${SEATS}`) }).click()
    const rule = studio.getByRole('group', { name: 'Affiché si', exact: true })
    await rule.getByRole('button', { name: 'Ajouter une condition' }).click()
    await rule.getByLabel('Champ', { exact: true }).selectOption({ label: FIELD })
    await rule.getByLabel('Comparaison').selectOption({ label: 'est' })
    await rule.getByLabel('Valeur').selectOption({ label: 'Oui' })
    await rule.getByText(`Affiché si ${FIELD} est Oui`).waitFor()
    await preview().getByText('Ses règles ne l’affichent pas avec ces réponses').waitFor()
    await preview().getByRole('combobox', { name: FIELD }).selectOption('Oui')
    await preview().getByLabel(SEATS).waitFor()
    await shot(studio, 'configurator-rule')

    await press('Enregistrer')
    await said(`« ${SEATS} » : modifié.`)
  })

  it('7. tries the form of the partner before anybody sees it', async () => {
    await studio.getByLabel('Tel que le voit').selectOption({ label: 'Partenaire' })
    await preview().getByRole('combobox', { name: FIELD }).waitFor()
    expect(await preview().getByLabel(SEATS).count()).toBe(0)
    await preview().getByRole('combobox', { name: FIELD }).selectOption('Oui')

    await preview().getByLabel(SEATS).waitFor()
    await frame(preview().getByRole('group', { name: SECTION }))
    await shot(studio, 'configurator-preview')
  })

  it('8. is followed by the partner, who proposes, and the adviser, who publishes', async () => {
    const partner = await openSheet()
    await partner.getByRole('button', { name: `Modifier : ${SECTION}` }).click()
    await partner.getByText(HELP).waitFor()
    expect(await partner.getByLabel(SEATS).count()).toBe(0)
    await partner.getByLabel(FIELD).click()
    await choose(partner, 'Oui')
    await partner.getByLabel(SEATS).fill('7')
    await frame(partner.getByRole('heading', { name: 'Suivi du partenariat' }))
    await shot(partner, 'configurator-partner')
    await partner.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await partner.getByText(`En relecture avant publication : ${FIELD}.`).first().waitFor()
    await partner.close()

    const { page: adviser } = await visitAs('conseiller', '/conseiller/relecture')
    const proposal = adviser.getByRole('article', { name: `${listing.name} · ${FIELD}` })
    await proposal.getByRole('button', { name: 'Publier', exact: true }).click()
    await adviser.getByText(`Publié : ${FIELD}`).first().waitFor()
    await adviser.close()
  })

  it('9. gives a field of the product the name that people use here', async () => {
    await inStudio('Champs et sections').getByRole('button', { name: PRODUCT, exact: true }).click()
    await inStudio(PRODUCT).getByText('Ce que ce changement touche').waitFor()
    await studio.getByLabel('Libellé en français').fill('Nom d’usage')
    await press('Enregistrer')
    await said('« Nom d’usage » : modifié.')

    const partner = await openSheet()
    await partner.getByRole('term').filter({ hasText: 'Nom d’usage' }).waitFor()
    await partner.close()
  })

  it('10. retires a field, and undoes both', async () => {
    await inStudio('Champs et sections').getByRole('button', { name: new RegExp(`^${SEATS}`) }).click()
    await studio.getByRole('group').filter({ hasText: 'Il ne sera plus demandé ni lu' }).last().locator('summary').click()
    await studio.getByRole('button', { name: 'Retirer ce champ' }).click()
    await said(`« ${SEATS} » : retiré.`)
    expect((await inStudio('Aperçu du formulaire').getByLabel(SEATS).count())).toBe(0)

    await studio.getByRole('status').getByRole('button', { name: 'Annuler ce changement' }).click()
    await said(`« ${SEATS} » : changement annulé.`)
    await press('Annuler ce changement : Nom d’usage, modifié')
    await said(`« ${PRODUCT} » : changement annulé.`)
    await frame(inStudio('Derniers changements'))
    await shot(studio, 'configurator-changes')
  })

  it('ends with the result on the page of the adviser', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/organisations/${listing.id}`)
    const section = page.getByRole('region', { name: SECTION })

    await section.getByRole('term').filter({ hasText: FIELD }).waitFor()
    await section.getByText('Oui', { exact: true }).waitFor()
    await page.getByRole('term').filter({ hasText: PRODUCT }).waitFor()
    expect(await valueOf('organizations', 'x_transport_propose', listing.id)).toBe('oui')
    await frame(section.getByRole('heading', { name: SECTION }))
    await shot(page, 'configurator-adviser')
    await page.close()
  })
})
