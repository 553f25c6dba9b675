import { beforeAll, describe, expect, it } from 'vitest'
import { aCase, aMembership, aPerson, aStructure, insert, userId } from '../integration/directory/world.ts'
import { call } from '../support/stack.ts'
import { axe, goto, overflow, settled, shot, visitAs } from '../support/browser.ts'
import type { Page } from 'playwright-core'

const REASON = 'La personne est à l’accueil de notre antenne, sa structure est fermée ce soir.'
const TABS = ['synthese', 'plan', 'orientations', 'entretiens', 'coordonnees', 'documents', 'historique'] as const
/** What is still done on a file that is only read: looking closer. */
const LOOKING = /^(?:Qui a saisi|Toutes les valeurs|\d+ valeurs?|Voir en|Télécharger|Vue enregistrée)/

const files = { led: '', opened: '', left: '' }

async function aFullFile(structure: string, last: string, row: Record<string, unknown> = {}): Promise<string> {
  const person = await aPerson(structure, { first_name: 'Alix', last_name: last })
  const file = await aCase(person, structure, {}, row)
  const objective = await insert('objectives', { case: file, theme: 'housing', title: 'Un logement stable', status: 'open', due_on: '2026-06-01' })
  await insert('needs', { case: file, theme: 'housing', description: 'Se loger près du travail', status: 'open', identified_on: '2025-01-06' })
  await insert('actions', { case: file, objective, theme: 'housing', title: 'Appeler la résidence', status: 'todo' })
  await insert('milestones', { case: file, title: 'Point d’étape', due_on: '2027-01-15', kind: 'optional', status: 'planned' })
  await insert('interviews', { case: file, user: userId('responsable'), happened_at: '2025-01-06T10:00:00Z', kind: 'meeting', summary: 'Premier échange' })
  await insert('relatives', { person, last_name: 'Essai', first_name: 'Maud', relationship: 'mother' })
  return file
}

beforeAll(async () => {
  const [home, near] = [await aStructure({ name: 'Mission locale de La Réunion', time_zone: 'Indian/Reunion' }), await aStructure({ name: 'Mission locale d’ici' })]
  await aMembership(near, 'conseiller', 'adviser')
  await aMembership(near, 'responsable', 'manager')
  files.led = await aFullFile(near, 'Aabri', { referent: userId('conseiller') })
  files.opened = await aFullFile(home, 'Aabert')
  await insert('break_glass_accesses', { case: files.opened, user: userId('conseiller'), reason: REASON, valid_from: new Date(Date.now() - 60_000), valid_until: new Date(Date.now() + 20 * 3_600_000) })
  files.left = await aFullFile(home, 'Partie', { referent: userId('conseiller') })
  const { body } = await call<{ data: { id: string } }>('/items/transfers', { as: 'conseiller', method: 'POST', body: { case: files.left, structure: near, reason: 'La personne déménage.' } })
  expect((await call(`/relais/workflow/transfers/${body.data.id}/transitions/accept`, { as: 'responsable', method: 'POST', body: { from: 'requested' } })).status).toBe(200)
})

/** Everything of the page that can be pressed, ticked or typed in, by its name. */
async function gestures(page: Page): Promise<string[]> {
  const found = page.locator('main').locator('button:visible, input:visible, textarea:visible, select:visible, [role=checkbox]:visible, [role=switch]:visible')
  return found.evaluateAll(controls => controls.map(control => control.getAttribute('aria-label') ?? control.textContent?.trim() ?? ''))
}

async function gesturesByTab(page: Page, file: string, look: (tab: string) => Promise<void> = async () => undefined): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const tab of TABS) {
    await goto(page, `/conseiller/dossiers/${file}?onglet=${tab}`)
    await settled(page)
    await page.waitForLoadState('networkidle')
    found[tab] = (await gestures(page)).filter(name => !LOOKING.test(name))
    await look(tab)
  }
  return found
}

const none = Object.fromEntries(TABS.map(tab => [tab, []]))

describe('a file that is only read', () => {
  it('has every gesture for whoever leads it, so that their absence elsewhere means something', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/dossiers/${files.led}`)
    const found = await gesturesByTab(page, files.led)

    expect(found['synthese']).toEqual(expect.arrayContaining(['Proposer une offre', 'Ajouter un besoin', 'Demander un transfert']))
    expect(found['plan']).toEqual(expect.arrayContaining(['Ajouter une action', 'Appeler la résidence', 'Modifier : Point d’étape']))
    expect(found['entretiens']).toEqual(expect.arrayContaining(['Noter un entretien']))
    expect(found['coordonnees']).toEqual(expect.arrayContaining(['Ajouter un proche', 'Créer une invitation']))
    expect(await page.getByRole('region', { name: /lecture seule/ }).count()).toBe(0)
    await page.close()
  })

  it('opened by an exceptional access: says so, until when, why, and that it is written down; no tab has a gesture', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/dossiers/${files.opened}`)
    await settled(page)
    const banner = page.getByRole('region', { name: 'Accès exceptionnel, en lecture seule' })
    await banner.getByText(REASON).waitFor()
    await banner.getByText('heure de La Réunion').waitFor()
    await banner.getByText('inscrit au journal').waitFor()
    await shot(page, 'story-emergency-file')

    const found = await gesturesByTab(page, files.opened, async (tab) => {
      for (const [width, height] of [[360, 740], [1280, 900]] as const) {
        await page.setViewportSize({ width, height })
        expect([tab, await overflow(page), await axe(page)]).toEqual([tab, [], []])
      }
    })
    expect(found).toEqual(none)
    // The panel of an offer is in the address.
    await goto(page, `/conseiller/dossiers/${files.opened}?proposer=1`)
    await settled(page)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.close()
  })

  it('that left by transfer: says where it went and until when it is read, and no tab has a gesture', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/dossiers/${files.left}`)
    await settled(page)
    const banner = page.getByRole('region', { name: 'Ce dossier est parti vers : Mission locale d’ici' })
    await banner.getByText('fin de journée (heure de La Réunion)').waitFor()

    expect(await gesturesByTab(page, files.left)).toEqual(none)
    await page.close()
  })

  it('says so in the portfolio and on the board, where it does not move', async () => {
    const { page } = await visitAs('conseiller', '/conseiller?portee=tous&tri=name')
    await settled(page)
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    await row('AABERT').getByText('Lecture seule').waitFor()
    expect(await row('AABRI').getByText('Lecture seule').count()).toBe(0)

    await goto(page, '/conseiller?portee=tous&tri=name&vue=etapes')
    await settled(page)
    const card = (name: string) => page.getByRole('article', { name })
    await card('Alix AABERT').getByText('Lecture seule').waitFor()
    expect(await card('Alix AABERT').getByRole('button').count()).toBe(0)
    expect(await card('Alix AABRI').getByRole('button', { name: /^Faire passer|^Passer/ }).count()).toBe(1)
    await page.close()
  })
})
