import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shot, visitAs } from '../support/browser.ts'
import { db, stack } from '../support/stack.ts'
import { aCase, aPerson, insert, rowOf } from '../integration/directory/world.ts'
import { askToSweep } from '../integration/workflow/workflows.ts'
import { forgetWorkflow, restoreWorkflow, snapshotWorkflow } from '../integration/workflow/versions.ts'
import { callAsConfigurator, openStudio } from './studio.ts'
import { frame } from './world.ts'
import type { Page } from 'playwright-core'

// The tutorial « Dessiner un workflow » of docs/guides/administrateur-local.md, step by step.
const STAGE = 'Bilan intermédiaire'
const GO = 'Faire le bilan'
const BACK = 'Reprendre après le bilan'
const TASK = 'Rédiger le bilan avec la personne'
const STUDIO_MS = 180_000

let studio: Page
let before: number
let old: string
let structure: string

const inStudio = (name: string) => studio.getByRole('region', { name, exact: true })
const list = () => inStudio('Étapes et passages')
const said = (text: string) => studio.getByRole('status').getByText(text).first().waitFor()
const press = (name: string) => studio.getByRole('button', { name, exact: true }).first().click()
const tool = (name: RegExp | string) => inStudio('Relire, essayer, publier').getByRole('button', { name }).first().click()

interface Published { data: { published: { states: { key: string, deadline?: object, reminders?: number[] }[], transitions: { key: string, fields?: string[], effects?: { kind: string }[] }[] } } }
const published = async () => (await callAsConfigurator<Published>('/relais/workflows/case')).body.data.published

/** A file of the structure of the demo adviser, in the support. */
const aFile = async (firstName: string) => aCase(await aPerson(structure, { first_name: firstName, last_name: 'Essai-parcours' }), structure, { conseiller: 'referent' }, { status: 'support' })

beforeAll(async () => {
  const { rows: [place] } = await db.query<{ structure: string }>('select m.structure from memberships m join directus_users u on u.id = m."user" where u.email = \'conseiller@relais.example\' limit 1')
  structure = place?.structure ?? ''
  before = await snapshotWorkflow('case')
  old = await aFile('Ancienne')
  studio = await openStudio('configurateur')
  studio.setDefaultTimeout(20_000)
  await studio.goto(`${stack.directusUrl}/admin/relais-workflows?workflow=case`)
})

afterAll(async () => {
  await studio?.context().close()
  await restoreWorkflow('case', before)
  await forgetWorkflow('objectives')
})

describe('a local administrator adds a stage to the way of a file', () => {
  it('1. opens the workflow: its graph, and the same thing as a list', async () => {
    await studio.getByLabel('Parcours').selectOption('case')
    await inStudio('Graphe').getByRole('button', { name: /^Accompagnement, étape intermédiaire. Mène à : .*Suspendu par « Suspendre »/ }).waitFor()
    expect(await list().getByRole('button', { name: /^Clore de Accueil, Diagnostic, Accompagnement, Suspendu à Clos/ }).count()).toBe(1)
    await shot(studio, 'workflow-home')
  }, STUDIO_MS)

  it('2. adds the stage with its reminder, and reads at once what it lacks', async () => {
    await press('Ajouter une étape')
    await list().getByLabel('Libellé en français').fill(STAGE)
    await list().getByLabel('Libellé en anglais').fill('Interim review')
    await list().getByRole('button', { name: 'Ajouter', exact: true }).click()

    await said(`« ${STAGE} » est ajouté au brouillon.`)
    await inStudio(STAGE).getByText(`Rien ne mène à « ${STAGE} » depuis une étape de départ.`).waitFor()
    await studio.getByLabel('Cette étape a une échéance').check()
    await inStudio(STAGE).getByLabel('Nombre').fill('20')
    await inStudio(STAGE).getByLabel('Unité').selectOption({ label: 'jours' })
    await inStudio(STAGE).getByLabel('Rappels : combien de jours avant').fill('5')
    await studio.keyboard.press('Tab')
    await frame(inStudio('Graphe'))
    await shot(studio, 'workflow-state')
  })

  it('3. adds the transition that leads there, with a mandatory field and what follows', async () => {
    await press('Ajouter un passage')
    await list().getByLabel('Libellé en français').fill(GO)
    await list().getByLabel('Libellé en anglais').fill('Do the review')
    await list().getByLabel('Étapes de départ du passage').selectOption({ label: 'Accompagnement' })
    await list().getByLabel('Étape d’arrivée').selectOption({ label: STAGE })
    await list().getByRole('button', { name: 'Ajouter', exact: true }).click()

    const form = inStudio(GO)
    await form.getByText(`Personne ne peut faire « ${GO} »`).waitFor()
    await form.getByRole('group', { name: 'Qui peut faire ce passage, Profils' }).getByLabel('Conseiller').check()
    await form.getByRole('group', { name: 'Qui peut faire ce passage, Profils' }).getByLabel('Responsable').check()
    await form.getByLabel('Demander une réponse').selectOption({ label: 'Synthèse' })
    await form.getByLabel('Ajouter un effet').selectOption({ label: 'Créer une action' })
    await form.getByLabel('Intitulé').fill(TASK)
    await frame(form.getByRole('group', { name: 'Ce qui est demandé' }))
    await shot(studio, 'workflow-transition')
  })

  it('4. adds the way back, and has nothing left to correct', async () => {
    await press('Ajouter un passage')
    await list().getByLabel('Libellé en français').fill(BACK)
    await list().getByLabel('Étapes de départ du passage').selectOption({ label: STAGE })
    await list().getByLabel('Étape d’arrivée').selectOption({ label: 'Accompagnement' })
    await list().getByRole('button', { name: 'Ajouter', exact: true }).click()
    await inStudio(BACK).getByRole('group', { name: 'Qui peut faire ce passage, Profils' }).getByLabel('Conseiller').check()

    await tool(/^À corriger \(0\)/)
    await inStudio('Relire, essayer, publier').getByText('Rien à corriger').waitFor()
    await studio.getByText(/Brouillon enregistré à/).first().waitFor()
  })

  it('5. tries it as an adviser, then as somebody who may not', async () => {
    await press('Fermer')
    await tool('Essayer')
    const tools = inStudio('Relire, essayer, publier')
    await tools.getByRole('button', { name: 'Faire : Commencer l’accompagnement' }).click()
    await tools.getByText(/demande : Synthèse/).waitFor()
    await tools.getByRole('button', { name: `Faire : ${GO}` }).click()
    await tools.getByRole('status').getByText(STAGE).waitFor()
    await frame(tools)
    await shot(studio, 'workflow-walk')
    await tools.getByRole('combobox').first().selectOption('beneficiary')
    await tools.getByText(/Fermé : Cette décision ne revient pas à votre profil/).first().waitFor()

    await tools.getByLabel('Essayer comme une personne de l’équipe : nom, ou courriel en entier').fill('conseiller.reunion@relais.example')
    await tools.getByRole('button', { name: 'Chercher' }).click()
    await tools.getByRole('listitem').filter({ hasText: 'Conseiller' }).getByRole('button').click()
    await tools.getByRole('button', { name: 'Faire : Commencer l’accompagnement' }).waitFor()
    await frame(tools)
    await shot(studio, 'workflow-walk-as')
    await tools.getByRole('button', { name: 'Essayer comme quelqu’un d’autre' }).click()
  })

  it('6. reads what changes, simulates and publishes', async () => {
    await tool('Différences')
    const tools = inStudio('Relire, essayer, publier')
    for (const line of [`Étape « ${STAGE} » : ajouté`, `Passage « ${GO} » : ajouté`, `Passage « ${BACK} » : ajouté`]) await tools.getByText(line).waitFor()
    await press('Publier…')
    await tools.getByText(/changeraient?, aucune ne resterait bloquée\./).waitFor()
    await tools.getByRole('rowheader', { name: 'Accompagnement' }).first().waitFor()
    expect(await tools.getByText('Lesquelles').count()).toBe(0)
    await frame(tools)
    await shot(studio, 'workflow-simulation')
    await tools.getByRole('button', { name: 'Publier maintenant' }).click()

    await said(`La version ${before + 1} est publiée`)
    const { states, transitions } = await published()
    expect(states.find(({ key }) => key === 'bilan_intermediaire')).toMatchObject({ deadline: { amount: 20, unit: 'days' }, reminders: [5] })
    expect(transitions.find(({ key }) => key === 'faire_le_bilan')).toMatchObject({ fields: ['summary'], effects: [{ kind: 'create_action' }] })
  })

  it('7. changes nothing for the files under way, and everything for the new ones', async () => {
    const { page: former } = await visitAs('conseiller', `/conseiller/dossiers/${old}`)
    await former.getByRole('button', { name: 'Suspendre', exact: true }).waitFor()
    expect(await former.getByRole('button', { name: GO, exact: true }).count()).toBe(0)
    await former.close()

    const file = await aFile('Nouvelle')
    const { page } = await visitAs('conseiller', `/conseiller/dossiers/${file}`)
    await page.getByRole('button', { name: GO, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Synthèse').fill('Le projet avance : entretien prévu en mars.')
    await shot(page, 'workflow-adviser')
    await dialog.getByLabel('Synthèse').fill('')
    await dialog.getByRole('button', { name: GO, exact: true }).click()
    await dialog.getByText('Cette réponse est obligatoire.').first().waitFor()
    expect((await rowOf('cases', file)).status).toBe('support')
    await dialog.getByLabel('Synthèse').fill('Le projet avance : entretien prévu en mars.')
    await dialog.getByRole('button', { name: GO, exact: true }).click()

    await page.getByRole('button', { name: BACK, exact: true }).waitFor()
    expect(await rowOf('cases', file)).toMatchObject({ status: 'bilan_intermediaire', summary: 'Le projet avance : entretien prévu en mars.' })
    await page.getByText(STAGE).first().waitFor()
    await expect.poll(async () => (await db.query('select title, responsible from actions where "case" = $1', [file])).rows, { timeout: 20_000 }).toEqual([{ title: TASK, responsible: 'adviser' }])
    await page.close()

    // Sixteen days later nobody reviewed it: the adviser is reminded, once.
    await db.query('update workflow_objects set since = now() - interval \'16 days\' where item = $1', [file])
    await askToSweep()
    const told = async () => (await db.query<{ subject: string }>('select n.subject from directus_notifications n join directus_users u on u.id = n.recipient where n.item = $1 and u.email = \'conseiller@relais.example\'', [file])).rows.map(({ subject }) => subject)
    await expect.poll(told, { timeout: 30_000 }).toEqual([`Rappel : « ${STAGE} »`])
  })

  it('8. counts the files that could follow, and moves none unasked', async () => {
    await studio.goto(`${stack.directusUrl}/admin/relais-workflows?workflow=case`)
    await tool('Simulation')
    const panel = studio.getByRole('group', { name: 'Fiches des autres versions' })
    await panel.getByRole('button', { name: 'Compter ces fiches' }).click()
    await panel.getByText(/\d fiches suivent une autre version\./).waitFor()
    await panel.getByRole('button', { name: /^Faire passer (?:au moins )?\d+ fiches$/ }).waitFor()
    expect((await db.query('select 1 from workflow_objects where item = $1 and version in (select id from workflow_versions where number > $2)', [old, before])).rows).toEqual([])
  }, STUDIO_MS)

  it('9. begins a workflow on another list, applies it and lets it go', async () => {
    await press('Nouveau parcours')
    const making = inStudio('Nouveau parcours')
    await making.getByLabel('Liste').selectOption({ label: 'Objectifs' })
    await making.getByLabel('Champ qui dit l’étape').selectOption({ label: 'État' })
    await making.getByLabel('Nom du parcours en français').fill('Suivi des objectifs')
    await shot(studio, 'workflow-new')
    await making.getByRole('button', { name: 'Commencer le brouillon' }).click()
    await said('Le parcours « Suivi des objectifs » est commencé')
    expect(await list().getByRole('button', { name: /^Abandonné/ }).count()).toBe(1)

    const { rows: [made] } = await db.query<{ key: string }>('select key from workflows where collection = \'objectives\'')
    const address = `/relais/workflows/${made?.key}`
    const { body: { data: { draft } } } = await callAsConfigurator<{ data: { draft: { revision: string, definition: { states: { key: string }[] } } } }>(address)
    const states = draft.definition.states.map(own => ({ ...own, kind: own.key === 'open' ? 'initial' : 'final' }))
    const transitions = states.slice(1).map(({ key }) => ({ key, label: { fr: `Marquer : ${key === 'reached' ? 'atteint' : 'abandonné'}`, en: key }, from: ['open'], to: key, who: { audiences: ['adviser'] } }))
    const { body: { data: { revision } } } = await callAsConfigurator<{ data: { revision: string } }>(`${address}/draft`, { method: 'PUT', body: { revision: draft.revision, definition: { states, transitions } } })
    expect((await callAsConfigurator(`${address}/draft/publish`, { method: 'POST', body: { revision } })).status).toBe(200)
    await studio.goto(`${stack.directusUrl}/admin/relais-workflows?workflow=${made?.key}`)
    await tool('Application')
    await press('Compter les fiches')
    await studio.getByText(/fiches suivront ce parcours\./).waitFor()
    await frame(inStudio('Relire, essayer, publier'))
    await shot(studio, 'workflow-application')
    await press('Appliquer ce parcours')
    await said('Le parcours est appliqué')
    const objective = await insert('objectives', { case: old, theme: 'housing', title: 'Trouver une chambre', status: 'open', due_on: '2026-12-18' })
    const adviser = await visitAs('conseiller', `/conseiller/dossiers/${old}?onglet=plan`)
    await adviser.page.getByRole('button', { name: 'Modifier : Trouver une chambre' }).click()
    const steps = adviser.page.getByRole('region', { name: 'Faire avancer' })
    await steps.getByRole('button', { name: 'Marquer : atteint' }).waitFor()
    expect(await adviser.page.getByRole('dialog').getByLabel('État').count()).toBe(0)
    await shot(adviser.page, 'workflow-record')
    await steps.getByRole('button', { name: 'Marquer : atteint' }).click()
    await adviser.page.getByRole('dialog', { name: 'Marquer : atteint' }).getByRole('button', { name: 'Marquer : atteint' }).click()
    await adviser.page.getByText('C’est fait : étape « Atteint »').first().waitFor()
    expect((await rowOf('objectives', objective))['status']).toBe('reached')
    expect(adviser.errors).toEqual([])
    await adviser.page.close()
    await tool('Application')
    await studio.getByLabel('Motif, gardé dans le journal').fill('Fin de l’essai')
    await press('Cesser d’appliquer ce parcours')
    await said('Le parcours n’est plus appliqué')
    expect((await db.query('select 1 from workflow_objects where collection = \'objectives\'')).rows).toEqual([])

    await press('Supprimer ce parcours…')
    await studio.getByText('Supprimer « Suivi des objectifs » ? Il ne pourra pas être repris.').waitFor()
    await press('Supprimer ce parcours')
    await said('des fiches ont suivi ce parcours, et leur historique s’y lit.')
  }, STUDIO_MS)

  it('10. removes one that no record followed', async () => {
    const { body: { data: { key } } } = await callAsConfigurator<{ data: { key: string } }>('/relais/workflows', { method: 'POST', body: { collection: 'needs', field: 'urgency', label: { fr: 'Suivi pour voir', en: 'To see' } } })
    await studio.goto(`${stack.directusUrl}/admin/relais-workflows?workflow=${key}`)
    await tool('Application')
    await press('Supprimer ce parcours…')
    await press('Garder ce parcours')
    await press('Supprimer ce parcours…')
    await press('Supprimer ce parcours')
    await said('Le parcours « Suivi pour voir » est supprimé.')
    expect((await db.query('select 1 from workflows where key = $1', [key])).rows).toEqual([])
  }, STUDIO_MS)
})
