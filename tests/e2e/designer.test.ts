import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, hasFocus, overflow } from '../support/browser.ts'
import { call, stack } from '../support/stack.ts'
import { restoreWorkflow, snapshotWorkflow } from '../integration/workflow/versions.ts'
import { openStudio } from './studio.ts'
import type { Locator, Page } from 'playwright-core'

interface Said { states: { key: string, label: { fr: string, en: string } }[], transitions: object[] }
interface Shown { data: { published: Said, draft: { revision: string, definition: Said } | null } }

let page: Page
let before: number

const address = (query = '') => `${stack.directusUrl}/admin/relais-workflows?workflow=case${query}`
const region = (name: string) => page.getByRole('region', { name, exact: true })
const list = () => region('Étapes et passages')
const node = (name: string) => region('Graphe').getByRole('button', { name: new RegExp(`^${name},`) })
const focused = (target: Locator) => expect.poll(() => hasFocus(target), { timeout: 10_000 }).toBe(true)
const shown = async () => (await call<Shown>('/relais/workflows/case', { as: 'admin' })).body.data
const isSaved = () => page.getByText(/Brouillon enregistré à/).first().waitFor()
const french = (name: string) => region(name).getByLabel('Libellé en français').first()
const dropDraft = async () => {
  const { draft } = await shown()
  if (draft) await call('/relais/workflows/case/draft', { as: 'admin', method: 'DELETE', body: { revision: draft.revision } })
}

beforeAll(async () => {
  before = await snapshotWorkflow('case')
  page = await openStudio('configurateur')
  page.setDefaultTimeout(20_000)
  await page.goto(address())
  await list().waitFor()
})

afterAll(async () => {
  await page?.context().close()
  await restoreWorkflow('case', before)
})

describe('the designer, by the keyboard alone', () => {
  it('goes from state to state in the graph, opens one, and comes back to the list', async () => {
    await node('Accueil').focus()
    await page.keyboard.press('ArrowRight')
    await focused(node('Diagnostic'))
    await page.keyboard.press('Enter')
    await focused(region('Diagnostic'))
    expect(new URL(page.url()).searchParams.get('state')).toBe('diagnosis')

    await region('Diagnostic').getByRole('button', { name: 'Fermer' }).focus()
    await page.keyboard.press('Enter')
    await focused(list().getByRole('button', { name: /^Diagnostic/ }))
  })

  it('adds a state, moves it, removes it, and undoes all of it', async () => {
    await list().getByRole('button', { name: 'Ajouter une étape' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Essai au clavier')
    await page.keyboard.press('Enter')
    await focused(region('Essai au clavier'))
    const up = list().getByRole('button', { name: 'Monter « Essai au clavier »' })
    await up.focus()
    await page.keyboard.press('Enter')
    await focused(up)
    await isSaved()
    expect((await shown()).draft?.definition.states.map(({ key }) => key)).toEqual(['reception', 'diagnosis', 'support', 'suspended', 'essai_au_clavier', 'closed'])

    for (const _ of ['move', 'add']) await page.getByRole('button', { name: 'Annuler', exact: true }).press('Enter')
    expect(await list().getByRole('button', { name: /^Essai au clavier/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Rétablir', exact: true }).press('Enter')
    await list().getByRole('button', { name: /^Essai au clavier/ }).waitFor()
    await page.getByRole('button', { name: 'Jeter le brouillon' }).press('Enter')
    await page.getByRole('status').getByText('Le brouillon est jeté.').waitFor()
    expect((await shown()).draft).toBeNull()
  })

  it.each([[1280, 'light'], [1280, 'dark'], [640, 'light'], [320, 'light']] as const)('reads well and fits at %i px, in its %s colours', async (width, colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await page.goto(address('&transition=close'))
    await region('Clore').waitFor()
    expect([await axe(page, '.designer'), await overflow(page)]).toEqual([[], []])
    await region('Clore').getByRole('button', { name: 'Fermer' }).click()
    for (const tool of ['Différences', 'Simulation', 'Essayer']) {
      await region('Relire, essayer, publier').getByRole('button', { name: new RegExp(`^${tool}`) }).first().click()
      expect([tool, await overflow(page)]).toEqual([tool, []])
    }
    if (width === 1280) expect(await axe(page, '.designer')).toEqual([])
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  })
})

describe('what is drawn', () => {
  it('is kept while the server does not answer, and saved when it does, even after the page is left', async () => {
    await page.goto(address('&state=support'))
    await page.route('**/relais/workflows/case/draft', route => route.abort())
    await french('Accompagnement').fill('Accompagnement rapproché')
    await page.getByRole('status').getByText('Le serveur ne répond pas.').waitFor()
    await page.goto(`${stack.directusUrl}/admin/users`)
    await page.unroute('**/relais/workflows/case/draft')
    expect((await shown()).draft).toBeNull()

    await page.goto(address())
    await list().getByRole('button', { name: /^Accompagnement rapproché/ }).waitFor()
    await isSaved()
    expect((await shown()).draft?.definition.states.find(({ key }) => key === 'support')?.label.fr).toBe('Accompagnement rapproché')
  })

  it('meets what somebody else drew meanwhile: the rest is put together, and each chooses where both changed', async () => {
    await page.goto(address('&state=diagnosis'))
    await french('Diagnostic').waitFor()
    const { draft } = await shown()
    const theirs = { ...draft?.definition, states: draft?.definition.states.map(own => (['diagnosis', 'closed'].includes(own.key) ? { ...own, label: { fr: `${own.key} à eux`, en: own.label.en } } : own)) }
    expect((await call('/relais/workflows/case/draft', { as: 'admin', method: 'PUT', body: { revision: draft?.revision, definition: theirs } })).status).toBe(200)
    await french('Diagnostic').fill('Bilan de départ')

    const conflict = page.getByRole('region', { name: 'Vous avez changé la même chose à deux' })
    await conflict.getByText('diagnosis à eux').waitFor()
    await list().getByRole('button', { name: /^closed à eux/ }).waitFor()
    expect((await shown()).draft?.definition.states.find(({ key }) => key === 'diagnosis')?.label.fr).toBe('diagnosis à eux')
    await conflict.getByRole('button', { name: 'Garder le mien' }).click()
    await isSaved()
    expect((await shown()).draft?.definition.states.filter(({ key }) => ['diagnosis', 'closed'].includes(key)).map(({ label }) => label.fr)).toEqual(['Bilan de départ', 'closed à eux'])
  })

  it('leaves as a file and comes back from it; another file changes nothing', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Exporter' }).click()])
    const text = await readFile(await download.path(), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ relais: 'workflow', workflow: 'case', definition: { states: expect.any(Array) } })
    const before = (await shown()).draft?.definition
    const give = (content: string) => page.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(content) })

    await give('<html>')
    await page.getByRole('status').getByText('Ce fichier n’est pas un parcours').waitFor()
    await give(JSON.stringify({ definition: { states: [{ key: 'a', label: { fr: 'A', en: 'A' }, kind: 'magic' }], transitions: [] } }))
    await page.getByRole('status').getByText('n’ont pas la forme attendue').waitFor()
    expect((await shown()).draft?.definition).toEqual(before)

    await give(text.replace('Bilan de départ', 'Diagnostic partagé'))
    await page.getByRole('status').getByText('Le fichier est dans le brouillon').waitFor()
    expect((await shown()).draft?.definition.states.find(({ key }) => key === 'diagnosis')?.label.fr).toBe('Diagnostic partagé')
    await dropDraft()
  })

  it('stands on a version that is read: it changes nothing before somebody takes it up', async () => {
    await page.goto(address())
    await list().getByRole('button', { name: /^Clos/ }).waitFor()
    await page.getByText('Vous lisez une version publiée').waitFor()
    expect((await shown()).draft).toBeNull()
    await page.getByRole('button', { name: 'Publier…' }).press('Enter')
    await page.getByRole('status').getByText('Rien à publier').waitFor()
  })
})
