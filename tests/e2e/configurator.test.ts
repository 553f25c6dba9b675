import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, hasFocus, overflow } from '../support/browser.ts'
import { call, db, stack } from '../support/stack.ts'
import { callAsConfigurator, openStudio } from './studio.ts'
import type { Locator, Page } from 'playwright-core'

const LIST = 'commitments'
const FIELD = 'x_duree_prevue'
const LABEL = 'Durée prévue'
const WIDTHS = [1280, 400, 320]

let page: Page

interface Shown { data: { fields: { field: string, version: string }[] } }
const address = (query = '') => `${stack.directusUrl}/admin/relais-configurator?list=${LIST}${query}`
const list = () => page.getByRole('region', { name: 'Champs et sections' })
const editor = (name: string) => page.getByRole('region', { name, exact: true })
const inList = (name: string) => list().getByRole('button', { name: new RegExp(`^${name}`) })
const asConfigurator = (path: string, method = 'GET', body?: unknown) => callAsConfigurator<Shown>(`/relais/configurator/${LIST}${path}`, { method, ...(body === undefined ? {} : { body }) })
const focused = (target: Locator) => expect.poll(() => hasFocus(target), { timeout: 10_000 }).toBe(true)
const labelOf = async () => (await db.query<{ translations: { translation: string }[] }>('select translations from directus_fields where collection = $1 and field = $2', [LIST, FIELD])).rows[0]?.translations[0]?.translation

async function somebodyElse(change: object): Promise<void> {
  const { body } = await asConfigurator('')
  const answer = await asConfigurator(`/fields/${FIELD}`, 'PATCH', { version: body.data.fields.find(({ field }) => field === FIELD)?.version, ...change })
  expect(answer.status).toBe(200)
}

beforeAll(async () => {
  page = await openStudio('configurateur')
  page.setDefaultTimeout(20_000)
  await page.goto(address())
  await list().waitFor()
})

afterAll(async () => {
  await page?.context().close()
  await call(`/fields/${LIST}/${FIELD}`, { as: 'admin', method: 'DELETE' })
})

describe('the page of the configurator, by the keyboard alone', () => {
  it('adds a field: the focus goes to the editor, then to the field in the list', async () => {
    await page.getByRole('button', { name: 'Ajouter un champ' }).focus()
    await page.keyboard.press('Enter')
    await focused(editor('Ajouter un champ'))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type(LABEL)
    await page.keyboard.press('Enter')

    await page.getByRole('status').getByText(`« ${LABEL} » : ajouté.`).waitFor()
    await focused(inList(LABEL))
    expect(new URL(page.url()).searchParams.get('list')).toBe(LIST)
  })

  it('opens it, goes back, and keeps the focus on the button that moves it', async () => {
    await page.keyboard.press('Enter')
    await focused(editor(LABEL))
    expect(new URL(page.url()).searchParams.get('field')).toBe(FIELD)
    await editor(LABEL).getByRole('button', { name: 'Fermer' }).focus()
    await page.keyboard.press('Enter')
    await focused(inList(LABEL))

    const up = list().getByRole('button', { name: 'Monter « Nombre »' })
    await up.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('déplacé.').waitFor()
    await focused(up)
    await page.getByRole('status').getByRole('button', { name: 'Annuler ce changement' }).press('Enter')
    await page.getByRole('status').getByText('changement annulé.').waitFor()
    await focused(page.getByRole('status'))
  })

  it.each(WIDTHS)('reads well and fits at %i px, with and without the editor', async (width) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(address())
    await list().waitFor()
    const own = () => axe(page, '.configurator')
    expect([await own(), await overflow(page)]).toEqual([[], []])
    await inList(LABEL).click()
    await editor(LABEL).getByRole('group', { name: 'Affiché si' }).getByRole('button', { name: 'Ajouter une condition' }).click()
    expect([await own(), await overflow(page)]).toEqual([[], []])
    await page.getByRole('button', { name: 'Abandonner ma saisie' }).click()
    await page.setViewportSize({ width: 1280, height: 900 })
  })
})

describe('what is typed', () => {
  const french = () => editor(LABEL).getByLabel('Libellé en français')

  it('stays open while the text of a rule is typed: `== 12`, not `== 1`', async () => {
    await page.goto(address(`&field=${FIELD}`))
    const rule = editor(LABEL).getByRole('group', { name: 'Affiché si' })
    await rule.getByText('Écrire la règle en texte').click()
    const text = rule.getByLabel('Affiché si, en texte')
    await text.pressSequentially('capacity == 12')

    expect(await text.inputValue()).toBe('capacity == 12')
    expect([await text.isVisible(), await hasFocus(text)]).toEqual([true, true])
    await page.getByRole('button', { name: 'Abandonner ma saisie' }).click()
  })

  it('is told what it touches before it is saved: a field that the rules of another read', async () => {
    await somebodyElse({ rules: [{ kind: 'shown_if', expression: 'capacity == 12' }] })
    await page.goto(address('&field=capacity'))
    await editor('Nombre').getByText(`lu par les règles de « ${LABEL} »`).waitFor()
    await editor('Nombre').getByLabel('Masquer ce champ dans les formulaires').check()

    await editor('Nombre').getByText(`les règles de « ${LABEL} » le lisent`).waitFor()
    expect(await axe(page, '.configurator')).toEqual([])
    await page.getByRole('button', { name: 'Abandonner ma saisie' }).click()
    await somebodyElse({ rules: [] })
  })

  it('stays when the server refuses it, with the reason and the remedy', async () => {
    await page.goto(address(`&field=${FIELD}`))
    await french().fill('PRECISIONS')
    await page.getByRole('button', { name: 'Enregistrer' }).click()

    await page.getByRole('status').getByText('existe déjà dans cette liste').waitFor()
    expect(await french().inputValue()).toBe('PRECISIONS')
    await page.getByRole('button', { name: 'Abandonner ma saisie' }).click()
    expect(await french().inputValue()).toBe(LABEL)
  })

  it('stays when the server does not answer, even after the page is left', async () => {
    await french().fill('Durée envisagée')
    await page.route('**/relais/configurator/**', route => route.abort())
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('status').getByText('Le serveur ne répond pas.').waitFor()
    await page.unroute('**/relais/configurator/**')

    await page.goto(`${stack.directusUrl}/admin/users`)
    await page.goto(address(`&field=${FIELD}`))
    await page.getByText('Modifié, pas encore enregistré : votre saisie est gardée.').waitFor()
    expect(await french().inputValue()).toBe('Durée envisagée')
    expect(await labelOf()).toBe(LABEL)
  })

  it('is put on what somebody else saved meanwhile, and both are told', async () => {
    await somebodyElse({ label: { fr: 'Durée totale', en: 'Total length' }, help: { fr: 'En mois.', en: 'In months.' } })
    await page.getByRole('button', { name: 'Enregistrer' }).click()

    await page.getByRole('status').getByText('Quelqu’un d’autre vient de changer ce champ.').waitFor()
    const own = editor('Durée totale')
    await own.getByText('Vous avez tous les deux changé : libellé.').waitFor()
    expect(await own.getByLabel('Libellé en français').inputValue()).toBe('Durée envisagée')
    expect(await own.getByLabel('Aide en français').inputValue()).toBe('En mois.')

    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('status').getByText('« Durée envisagée » : modifié.').waitFor()
    expect(await labelOf()).toBe('Durée envisagée')
  })
})

describe('a configuration of one structure', () => {
  it('renames a field there, and nowhere else', async () => {
    const { rows: [structure] } = await db.query<{ id: string, name: string }>('select id, name from structures where parent is not null and status = \'active\' order by name limit 1')
    if (!structure) throw new Error('the demo world has no structure under another')
    await page.goto(address())
    await page.getByLabel('Pour', { exact: false }).first().selectOption(structure.id)
    await page.getByText('Vous réglez une structure').waitFor()
    expect(await page.getByRole('button', { name: 'Ajouter une section' }).count()).toBe(0)
    await inList('Durée envisagée').click()
    await page.getByText('Ce champ vient du réseau').waitFor()
    await page.getByLabel('Libellé en français').fill('Nombre de mois')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('status').getByText('« Nombre de mois » : modifié.').waitFor()
    expect(new URL(page.url()).searchParams.get('layer')).toBe(structure.id)

    await page.getByLabel('Pour', { exact: false }).first().selectOption('')
    await inList('Durée envisagée').waitFor()
    expect(await labelOf()).toBe('Durée envisagée')
    await db.query('delete from field_layers where field = $1', [FIELD])
  })
})
