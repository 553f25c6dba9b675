import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCase, aMembership, aPerson, aStructure, anOrganization, insert, userId } from '../integration/directory/world.ts'
import { call, db, stack } from '../support/stack.ts'
import { axe, goto, hasFocus, overflow, settled, shot, visitAs } from '../support/browser.ts'
import { frame } from './world.ts'
import { soon } from '../integration/configurator/world.ts'
import { withVersion } from '../integration/workflow/workflows.ts'
import { aPdf } from '../support/files.ts'
import { callAsConfigurator, openStudio } from './studio.ts'
import type { Page } from 'playwright-core'
import type { Definition } from '@relais/schema/workflow'

// Nobody in the demo world has this name: these people are only found by it.
const mark = 'Kervadec'
const PHONE = { width: 320, height: 740 }
const DAY_S = 86_400

let structure: string
let adviser: Page
const files: Record<'begun' | 'dragged' | 'keyed' | 'closed' | 'late', string> = { begun: '', dragged: '', keyed: '', closed: '', late: '' }

const aFile = async (first: string, status: string, team = 'referent') => aCase(
  await aPerson(structure, { first_name: first, last_name: mark }), structure, { conseiller: team }, { status, referent: team === 'referent' ? userId('conseiller') : null, ...(status === 'closed' && { closed_on: '2026-01-05', closing_reason: 'job' }) },
)
const statusOf = async (file: string) => (await db.query<{ status: string }>('select status from cases where id = $1', [file])).rows[0]?.status
const since = (file: string, days: number) => db.query('update workflow_objects set since = now() - make_interval(days => $2) where item = $1', [file, days])
const steps = (page: Page) => page.getByRole('region', { name: 'Faire avancer le dossier' })
const column = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name} `) })
const card = (page: Page, first: string) => page.getByRole('article', { name: new RegExp(`^${first} `) })
const board = `/conseiller?portee=tous&vue=etapes`

async function openBoard(page: Page, path = board): Promise<void> {
  await goto(page, path)
  await page.getByPlaceholder('Nom, téléphone, naissance, numéro').fill(mark)
  await expect.poll(() => page.getByRole('article').count(), { timeout: 20_000 }).toBeGreaterThan(0)
  await expect.poll(() => page.getByRole('article').filter({ hasNotText: mark.toLocaleUpperCase('fr') }).count(), { timeout: 20_000 }).toBe(0)
}

beforeAll(async () => {
  adviser = (await visitAs('conseiller', '/conseiller')).page
  structure = await aStructure({ name: 'Mission locale des étapes' })
  await aMembership(structure, 'conseiller', 'adviser')
  await aMembership(structure, 'responsable', 'manager')
  files.begun = await aFile('Ambre', 'reception')
  files.dragged = await aFile('Basile', 'reception')
  files.keyed = await aFile('Clara', 'diagnosis')
  files.closed = await aFile('Dario', 'closed', 'educator')
  files.late = await aFile('Élise', 'diagnosis')
  await since(files.begun, 4)
  await since(files.late, 40)
  // The engine plans once a minute; the pictures do not wait for it.
  await db.query('update workflow_objects set deadline_at = now() - interval \'3 days\', due_at = null where item = $1', [files.late])
  const { rows } = await db.query<{ id: string }>('select version as id from workflow_objects where item = $1', [files.begun])
  for (const days of [2, 3, 4, 5, 6, 12]) {
    await insert('workflow_events', { collection: 'cases', item: files.late, version: rows[0]?.id, transition: 'start_diagnosis', from_state: 'reception', to_state: 'diagnosis', seconds: days * DAY_S, audience: 'adviser', user: userId('conseiller'), at: new Date(Date.now() - days * DAY_S * 1000).toISOString() })
  }
})

describe('a step that asks for a file', () => {
  let field = ''
  let change = ''
  const asking = ({ states, transitions }: Definition): Definition => ({ states, transitions: transitions.map(one => (one.key === 'start_diagnosis' ? { ...one, comment: 'none' as const, fields: [], files: [field] } : one)) })

  beforeAll(async () => {
    const { body } = await callAsConfigurator<{ data: { field: string, change: string } }>('/relais/configurator/cases/fields', { method: 'POST', body: { type: 'file', label: { fr: 'Accord signé', en: 'Signed consent' } } })
    field = body.data.field
    change = body.data.change
    await soon(() => call(`/items/cases?fields=${field}&limit=1`, { as: 'conseiller' }), ({ status }) => status === 200)
  })
  afterAll(async () => {
    await db.query(`update cases set "${field}" = null where "${field}" is not null`)
    await callAsConfigurator(`/relais/configurator/changes/${change}/undo`, { method: 'POST' })
  })

  it('takes it in its dialog, says what is wrong with it, and shows it among the documents of the file', async () => {
    await withVersion('case', asking, async () => {
      const file = await aFile('Fanny', 'reception')
      await goto(adviser, `/conseiller/dossiers/${file}`)
      await steps(adviser).getByRole('button', { name: 'Commencer le diagnostic' }).click()
      const dialog = adviser.getByRole('dialog', { name: 'Commencer le diagnostic' })
      const input = dialog.getByLabel('Accord signé')
      await dialog.getByText('PDF, image, texte ou document de bureau, 5 Mo au plus.').waitFor()
      await dialog.getByRole('button', { name: 'Commencer le diagnostic' }).click()
      await dialog.getByRole('alert').getByRole('button', { name: 'Accord signé' }).click()
      expect(await hasFocus(input)).toBe(true)
      await input.setInputFiles({ name: 'vide.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) })
      await dialog.getByText('Ce fichier est vide. Choisissez-en un autre.').waitFor()
      await input.setInputFiles({ name: 'faux.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') })
      await dialog.getByText('Ce fichier contient autre chose que des pages').waitFor()
      await input.setInputFiles({ name: 'accord.pdf', mimeType: 'application/pdf', buffer: aPdf() })
      await dialog.getByText('accord.pdf est prêt.').waitFor()
      expect(await axe(adviser, '[role=dialog]')).toEqual([])
      await shot(adviser, 'story-stages-file-asked')
      await dialog.getByRole('button', { name: 'Commencer le diagnostic' }).click()
      await dialog.waitFor({ state: 'hidden' })
      expect(await statusOf(file)).toBe('diagnosis')

      await goto(adviser, `/conseiller/dossiers/${file}?onglet=documents`)
      const row = adviser.getByRole('listitem').filter({ has: adviser.getByRole('heading', { name: 'Accord signé' }) })
      await row.getByText('accord.pdf').waitFor()
      const download = adviser.waitForEvent('download')
      await row.getByRole('button', { name: 'Télécharger : Accord signé' }).click()
      expect((await download).suggestedFilename()).toBe('accord.pdf')
      await settled(adviser)
      expect(await axe(adviser)).toEqual([])
    })
  })
})

describe('a file moves from its page', () => {
  it('says where it is, and what may be done', async () => {
    await goto(adviser, `/conseiller/dossiers/${files.begun}`)
    await steps(adviser).getByText('Étape actuelle : Accueil, depuis le').waitFor()
    await steps(adviser).getByText('(4 jours)').waitFor()
    await settled(adviser)
    expect(await axe(adviser)).toEqual([])
    await frame(steps(adviser))
    await shot(adviser, 'story-stages-file')
  })

  it('asks what the step needs, and keeps what was typed when an answer is missing', async () => {
    await steps(adviser).getByRole('button', { name: 'Clore' }).click()
    const dialog = adviser.getByRole('dialog', { name: 'Clore' })
    await dialog.getByText('L’étape deviendra « Clos »').waitFor()
    await dialog.getByLabel('Commentaire').fill('Emploi trouvé, suivi terminé.')
    expect(await axe(adviser, '[role=dialog]')).toEqual([])
    await shot(adviser, 'story-stages-dialog')
    await dialog.getByRole('button', { name: 'Clore' }).click()

    await dialog.getByRole('alert').getByRole('button', { name: 'Clos le' }).waitFor()
    expect(await dialog.getByLabel('Commentaire').inputValue()).toBe('Emploi trouvé, suivi terminé.')
    expect(await statusOf(files.begun)).toBe('reception')
    await dialog.getByRole('button', { name: 'Annuler' }).click()
  })

  it('says that somebody moved it meanwhile, keeps the comment, and goes on from there', async () => {
    await goto(adviser, `/conseiller/dossiers/${files.keyed}`)
    await steps(adviser).getByRole('button', { name: 'Suspendre' }).click()
    const dialog = adviser.getByRole('dialog', { name: 'Suspendre' })
    await dialog.getByLabel('Commentaire').fill('Hospitalisation, reprise en mars.')
    expect((await call(`/relais/workflow/cases/${files.keyed}/transitions/start_support`, { as: 'responsable', method: 'POST', body: { from: 'diagnosis' } })).status).toBe(200)
    await dialog.getByRole('button', { name: 'Suspendre' }).click()

    await dialog.getByText('Entre-temps, l’étape est devenue « Accompagnement »').waitFor()
    expect(await dialog.getByLabel('Commentaire').inputValue()).toBe('Hospitalisation, reprise en mars.')
    await dialog.getByRole('button', { name: 'Suspendre' }).click()
    await adviser.getByText('C’est fait : étape « Suspendu »').first().waitFor()
    expect(await statusOf(files.keyed)).toBe('suspended')
  })

  it('says in French why a step is not for this person', async () => {
    await goto(adviser, `/conseiller/dossiers/${files.closed}`)

    await steps(adviser).getByText('Rouvrir : Cette décision ne revient pas à votre profil ou à votre fonction dans ce dossier.').waitFor()
    expect(await steps(adviser).getByRole('button').count()).toBe(0)
  })

  it('tells the way of a file with durations, as a line and as a table', async () => {
    await goto(adviser, `/conseiller/dossiers/${files.keyed}?onglet=historique`)
    const way = adviser.getByRole('region', { name: 'Parcours' })
    await way.getByText('Moins d’une heure à l’étape « Suspendu »').waitFor()
    await way.getByText('Hospitalisation, reprise en mars.').waitFor()
    await frame(way)
    await shot(adviser, 'story-stages-timeline')
    await way.getByRole('button', { name: 'Voir en tableau' }).click()

    await way.getByRole('row', { name: /Suspendu.*Suspendre/ }).waitFor()
    expect(await axe(adviser)).toEqual([])
  })
})

describe('the portfolio by stage', () => {
  it('has a column a stage, with numbers, deadlines and nothing wider than its page', async () => {
    await openBoard(adviser)
    await column(adviser, 'Accueil').getByRole('article').nth(1).waitFor()
    await card(adviser, 'Élise').getByText('en retard de 3 jours').waitFor()
    await settled(adviser)

    expect(await overflow(adviser)).toEqual([])
    expect(await axe(adviser)).toEqual([])
    await shot(adviser, 'story-stages-board')
  })

  it('row 28: asks before a step from which no step leads back', async () => {
    await card(adviser, 'Basile').dragTo(column(adviser, 'Diagnostic').getByRole('heading'))
    const dialog = adviser.getByRole('dialog', { name: 'Commencer le diagnostic' })
    await dialog.getByText('Ce passage restera dans l’historique').waitFor()
    await dialog.getByRole('button', { name: 'Annuler' }).click()

    await dialog.waitFor({ state: 'detached' })
    expect(await statusOf(files.dragged)).toBe('reception')
  })

  it('row 28: takes a step back for a while where the workflow has a way back, by the keyboard too', async () => {
    const returning = ({ states, transitions }: Definition): Definition => ({ states, transitions: [...transitions, { key: 'back', label: { fr: 'Revenir', en: 'Go back' }, from: ['diagnosis'], to: 'reception', who: { audiences: ['adviser'] } }] })
    await withVersion('case', returning, async () => {
      const file = await aFile('Gaëlle', 'reception')
      await openBoard(adviser)
      await card(adviser, 'Gaëlle').dragTo(column(adviser, 'Diagnostic').getByRole('heading'))
      await column(adviser, 'Diagnostic').getByRole('article', { name: /^Gaëlle / }).waitFor()
      expect(await statusOf(file)).toBe('diagnosis')
      await adviser.getByRole('button', { name: 'Annuler' }).focus()
      await adviser.keyboard.press('Enter')

      await column(adviser, 'Accueil').getByRole('article', { name: /^Gaëlle / }).waitFor()
      expect(await statusOf(file)).toBe('reception')
    })
    await openBoard(adviser)
  })

  it('moves a card by dragging it where a step leads', async () => {
    await card(adviser, 'Basile').dragTo(column(adviser, 'Diagnostic').getByRole('heading'))
    await adviser.getByRole('dialog').getByRole('button', { name: 'Commencer le diagnostic' }).click()

    await column(adviser, 'Diagnostic').getByRole('article', { name: /^Basile / }).waitFor()
    expect(await statusOf(files.dragged)).toBe('diagnosis')
    await expect.poll(() => hasFocus(adviser.locator(`[data-card="${files.dragged}"]`))).toBe(true)
  })

  it('opens the dialog of a step that asks something', async () => {
    await card(adviser, 'Basile').dragTo(column(adviser, 'Suspendu').getByRole('heading'))
    const dialog = adviser.getByRole('dialog', { name: 'Suspendre' })
    await dialog.getByLabel('Commentaire').waitFor()
    await adviser.keyboard.press('Escape')

    await dialog.waitFor({ state: 'detached' })
    expect(await statusOf(files.dragged)).toBe('diagnosis')
  })

  it('puts a card back and says why where no step leads', async () => {
    await card(adviser, 'Basile').dragTo(column(adviser, 'Accueil').getByRole('heading'))

    await adviser.getByText('Aucun passage ne mène de « Diagnostic » à « Accueil ».').first().waitFor()
    expect(await statusOf(files.dragged)).toBe('diagnosis')
  })

  it('does the same by the keyboard alone', async () => {
    await card(adviser, 'Basile').getByRole('button', { name: /^Passer à…/ }).focus()
    await adviser.keyboard.press('Enter')
    await adviser.getByRole('menuitem', { name: /^Commencer l’accompagnement/ }).waitFor()
    await adviser.keyboard.press('ArrowDown')
    await adviser.keyboard.press('Enter')
    await adviser.getByRole('dialog').getByRole('button', { name: 'Commencer l’accompagnement' }).focus()
    await adviser.keyboard.press('Enter')

    await column(adviser, 'Accompagnement').getByRole('article', { name: /^Basile / }).waitFor()
    expect(await statusOf(files.dragged)).toBe('support')
  })

  it('keeps only those that are late', async () => {
    await adviser.getByLabel('En retard sur le délai de l’étape').click()

    await expect.poll(() => adviser.getByRole('article').count()).toBe(1)
    await card(adviser, 'Élise').waitFor()
    expect(adviser.url()).toContain('retard=1')
    await adviser.getByLabel('En retard sur le délai de l’étape').click()
  })

  it('shows one column at a time on a narrow screen, and follows the card', async () => {
    await adviser.setViewportSize(PHONE)
    await openBoard(adviser, `${board}&etape=diagnosis`)
    await card(adviser, 'Élise').waitFor()
    expect(await column(adviser, 'Accueil').isVisible()).toBe(false)
    expect(await overflow(adviser)).toEqual([])
    expect(await axe(adviser)).toEqual([])
    await shot(adviser, 'story-stages-board-320')
    await card(adviser, 'Élise').getByRole('button', { name: /^Passer à…/ }).click()
    await adviser.getByRole('menuitem', { name: /^Commencer l’accompagnement/ }).click()
    await adviser.getByRole('dialog').getByRole('button', { name: 'Commencer l’accompagnement' }).click()

    await column(adviser, 'Accompagnement').getByRole('article', { name: /^Élise / }).waitFor()
    expect(adviser.url()).toContain('etape=support')
    await adviser.setViewportSize({ width: 1280, height: 900 })
  })
})

describe('a listing of a partner', () => {
  it('moves from its page, by those who follow it', async () => {
    const organization = await anOrganization(structure, { name: `Atelier ${mark}` })
    const { page } = await visitAs('conseiller', `/conseiller/organisations/${organization}`)
    const way = page.getByRole('region', { name: 'Faire avancer la fiche' })
    await way.getByText('Archiver : Cette décision ne revient pas à votre profil').waitFor()
    await settled(page)
    expect(await axe(page)).toEqual([])
    await way.getByRole('button', { name: 'Suspendre' }).click()
    const dialog = page.getByRole('dialog', { name: 'Suspendre' })
    await dialog.getByLabel('Commentaire').fill('Fermeture pour travaux.')
    await dialog.getByRole('button', { name: 'Suspendre' }).click()

    await way.getByRole('button', { name: 'Lever la suspension' }).waitFor()
    expect((await db.query('select status from organizations where id = $1', [organization])).rows).toEqual([{ status: 'suspended' }])
    await page.close()
  })
})

describe('the head of a file', () => {
  it.each([['/conseiller', 'Urgence forte : Logement'], ['/en/conseiller', 'High urgency: Housing']])('says the urgency as the language of %s writes it', async (space, words) => {
    await db.query(`update cases set urgency = 'high', urgency_themes = '["housing"]' where id = $1`, [files.late])
    const { page } = await visitAs('conseiller', `${space}/dossiers/${files.late}`)

    await page.getByText(words, { exact: true }).waitFor()
    await page.close()
  })
})

describe('the time spent in each stage', () => {
  it('tells an adviser who was sent its address that it is for managers, and shows nothing to try again', async () => {
    const { page, errors } = await visitAs('conseiller', '/conseiller/mesures')
    await page.getByText('Les mesures sont pour les responsables').waitFor()
    await settled(page)

    expect(await page.getByRole('button', { name: 'Réessayer' }).count()).toBe(0)
    expect(await page.getByRole('combobox', { name: 'Parcours' }).count()).toBe(0)
    expect(errors).toEqual([])
    await page.getByRole('link', { name: 'Portefeuille' }).last().click()
    await page.getByRole('heading', { level: 1, name: 'Mon portefeuille' }).waitFor()
    await page.close()
  })

  it.each([['responsable', '/conseiller/mesures'], ['pilotage', '/pilotage']])('is shown to %s as bars and as a table, and downloaded', async (account, path) => {
    if (account === 'pilotage') await aMembership(structure, 'pilotage', 'steering')
    const { page } = await visitAs(account, path)
    await page.getByRole('region', { name: 'Par étape' }).getByRole('row', { name: /^Accueil/ }).waitFor()
    await settled(page)

    for (const name of ['Parcours', 'Étape']) {
      // One is always measured: « the first » is not a choice beside its own name.
      expect((await page.getByRole('combobox', { name }).first().getByRole('option').allTextContents()).map(option => option.trim())).not.toContainEqual(expect.stringMatching(/^(Premi.*|)$/))
    }
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toEqual([])
    await shot(page, `story-stages-measures-${account}`)
    for (const [format, name] of [['xlsx', 'Excel (XLSX)'], ['ods', 'LibreOffice (ODS)'], ['csv', 'Texte (CSV)']] as const) {
      await page.getByRole('button', { name: 'Télécharger' }).first().click()
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()])
      expect(file.suggestedFilename()).toMatch(new RegExp(`^cases-\\d{4}-\\d{2}-\\d{4}-\\d{2}\\.${format}$`))
    }
    await page.setViewportSize(PHONE)
    expect(await overflow(page)).toEqual([])
    await page.close()
  })
})

describe('the Studio', () => {
  let studio: Page
  afterAll(() => studio?.close())

  it('moves a file from its form, with what the step asks', async () => {
    studio = await openStudio('responsable')
    await studio.goto(`${stack.directusUrl}/admin/content/cases/${files.begun}`)
    await studio.getByRole('button', { name: 'Commencer le diagnostic' }).click()
    await studio.getByText('La fiche passera à l’étape').waitFor()
    await shot(studio, 'story-stages-studio')
    await studio.getByRole('button', { name: 'Commencer le diagnostic' }).click()

    await studio.getByRole('button', { name: 'Commencer l’accompagnement' }).waitFor()
    expect(await statusOf(files.begun)).toBe('diagnosis')
  }, 120_000)

  it('says why a step is refused', async () => {
    await studio.getByRole('button', { name: 'Suspendre' }).click()
    await studio.getByRole('button', { name: 'Suspendre' }).click()

    await studio.getByRole('alert').getByText('Répondez à ce qui est demandé, puis confirmez.').waitFor()
    expect(await statusOf(files.begun)).toBe('diagnosis')
  })

  it('shows the time spent in each stage on a dashboard', async () => {
    const { body: { data: dashboard } } = await call<{ data: { id: string } }>('/dashboards', { as: 'admin', method: 'POST', body: { name: 'Délais' } })
    await call('/panels', { as: 'admin', method: 'POST', body: { dashboard: dashboard.id, type: 'relais-measures', position_x: 1, position_y: 1, width: 40, height: 24, show_header: true, name: 'Temps passé par étape', options: { collection: 'cases', months: 12 } } })
    const administrator = await openStudio('admin')
    await administrator.goto(`${stack.directusUrl}/admin/insights/${dashboard.id}`)

    await administrator.getByRole('row', { name: /^Accueil .*\d j/ }).waitFor()
    await shot(administrator, 'story-stages-panel')
    await administrator.close()
    await call(`/dashboards/${dashboard.id}`, { as: 'admin', method: 'DELETE' })
  }, 120_000)
})
