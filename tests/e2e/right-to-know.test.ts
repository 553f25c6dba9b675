import { beforeAll, describe, expect, it } from 'vitest'
import { axe, overflow, shot, visitAs } from '../support/browser.ts'
import { db } from '../support/stack.ts'

const NOTE = 'Rappeler la sœur avant jeudi, sans dire où elle loge.'
const REASON = 'La personne est à l’accueil de notre antenne, sa structure est fermée ce soir.'

let file: { id: string, reference: string }

beforeAll(async () => {
  const { rows } = await db.query<{ id: string, reference: string }>(
    `select c.id, c.reference from cases c join people p on p.id = c.person join directus_users u on u.id = p."user" where u.email = 'usager@relais.example' and c.status <> 'closed'`,
  )
  const [found] = rows
  if (!found) throw new Error('the demo world has no open file for « usager »')
  file = found
})

describe('the details of a person', () => {
  it('are never said to be published, only checked', async () => {
    const { page } = await visitAs('usager', '/usager/coordonnees')
    await page.getByRole('button', { name: 'Modifier : Identité' }).click()
    await page.getByText('changé après vérification').first().waitFor()

    expect(await page.getByText(/publié/i).count()).toBe(0)
    await page.getByRole('button', { name: 'Annuler' }).click()
    await page.close()
  })
})

describe('a private note', () => {
  it('is kept for its author', async () => {
    const { page } = await visitAs('conseiller', `/conseiller/dossiers/${file.id}?onglet=entretiens`)
    const notes = page.getByRole('region', { name: 'Mes notes privées' })
    await notes.getByLabel('Nouvelle note').fill(NOTE)
    await notes.getByRole('button', { name: 'Garder cette note' }).click()

    await notes.getByRole('listitem').getByText(NOTE).waitFor()
    await notes.scrollIntoViewIfNeeded()
    await shot(page, 'story-private-note')

    // A change that is not saved yet outlives another tab of the file.
    await notes.getByRole('listitem').getByRole('button', { name: /^Modifier/ }).click()
    await notes.getByLabel('Modifier la note').fill(`${NOTE} Ni qui l’héberge.`)
    const tabs = page.getByRole('navigation', { name: 'Parties du dossier' })
    await tabs.getByRole('link', { name: /^Plan/ }).click()
    await notes.waitFor({ state: 'detached' })
    await tabs.getByRole('link', { name: 'Entretiens' }).click()
    await expect.poll(() => notes.getByLabel('Modifier la note').inputValue(), { timeout: 20_000 }).toBe(`${NOTE} Ni qui l’héberge.`)
    await notes.getByRole('button', { name: 'Annuler' }).click()
    expect(await notes.getByLabel('Nouvelle note').inputValue()).toBe('')
    await page.close()
  })

  it('is not shown to the manager of the structure', async () => {
    const { page } = await visitAs('responsable', `/conseiller/dossiers/${file.id}?onglet=entretiens`)
    await page.getByRole('region', { name: 'Mes notes privées' }).getByText('Aucune note privée').waitFor()

    expect(await page.getByText(NOTE).count()).toBe(0)
    await page.close()
  })
})

describe('a file opened for a written reason', () => {
  it('asks for the number and a real reason, then opens the file', async () => {
    const { page } = await visitAs('conseiller2', '/conseiller/acces')
    await page.getByRole('button', { name: 'Ouvrir ce dossier' }).click()
    await page.getByText('Indiquez le numéro du dossier.').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByLabel('Numéro du dossier').fill('ML-NULLE-PART-1')
    await page.getByLabel('Motif').fill(REASON)
    await page.getByRole('button', { name: 'Ouvrir ce dossier' }).click()
    await page.getByRole('alert').filter({ hasText: 'aucun dossier ouvert ne porte ce numéro' }).waitFor()
    expect(await page.getByLabel('Motif').inputValue()).toBe(REASON)

    await page.getByLabel('Numéro du dossier').fill(file.reference)
    await page.getByRole('button', { name: 'Ouvrir ce dossier' }).click()

    await page.getByRole('heading', { level: 1, name: /Inès/ }).waitFor()
    await page.close()
  })

  it('is told to the manager, who reads the reason', async () => {
    const { page } = await visitAs('responsable', '/conseiller/acces')
    const access = page.getByRole('listitem').filter({ hasText: REASON })
    await access.waitFor()
    expect(await axe(page)).toEqual([])
    await shot(page, 'story-emergency-access')
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await overflow(page)).toEqual([])
    await access.getByRole('button', { name: 'J’ai lu ce motif' }).click()

    await access.getByText('Motif lu').waitFor()
    await page.close()
  })
})
