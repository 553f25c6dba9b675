import { describe, expect, it } from 'vitest'
import { aCase, aMembership, aPerson, aStructure, userId } from '../integration/directory/world.ts'
import { axe, fillSignIn, goto, hasFocus, open, overflow, settled, visitAs } from '../support/browser.ts'
import { call, stack } from '../support/stack.ts'
import { sharedListing } from './world.ts'

const REASON = 'La personne est à l’accueil de notre antenne, sa structure est fermée ce soir.'

describe('a refusal', () => {
  it('of an exceptional access has the keyboard, each time', async () => {
    const { page } = await visitAs('conseiller2', '/conseiller/acces')
    await page.getByLabel('Motif').fill(REASON)
    for (const number of ['ML-NULLE-PART-1', 'ML-NULLE-PART-2']) {
      await page.getByLabel('Numéro du dossier').fill(number)
      await page.getByRole('button', { name: 'Ouvrir ce dossier' }).click()
      const alert = page.getByRole('alert').filter({ hasText: 'aucun dossier ouvert ne porte ce numéro' })
      await alert.waitFor()
      await expect.poll(() => hasFocus(alert), { timeout: 20_000 }).toBe(true)
    }
    expect(await axe(page)).toEqual([])
    await page.close()
  })

  it('of a logo that is no picture, whatever its name says, is a sentence and no preview', async () => {
    const { id } = await sharedListing()
    const { page } = await visitAs('partenaire', `/partenaire/organisations/${id}`)
    const logo = page.getByRole('region', { name: 'Logo', exact: true })
    const pictures = await logo.getByRole('img').count()
    await logo.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('Ceci n’est pas une image.') })

    await logo.getByText('Ce fichier n’est pas une image PNG, JPEG ou WebP.').waitFor()
    expect(await logo.getByRole('img').count()).toBe(pictures)
    expect(await logo.getByRole('button', { name: 'Enregistrer ce logo' }).count()).toBe(0)
    await page.close()
  })

  it('of the Studio to those who do not work there is told by the portal, with their own space', async () => {
    const { page } = await open()
    await page.goto(`${stack.directusUrl}/admin/login`)
    await page.getByText('Se connecter avec Relais').click()
    await fillSignIn(page, 'partenaire')

    await page.waitForURL(`${stack.portalUrl}/studio`)
    await page.getByRole('heading', { name: 'Le Studio n’est pas ouvert à votre profil', level: 1 }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Espace partenaire' }).waitFor()
    await page.setViewportSize({ width: 360, height: 740 })
    expect([await overflow(page), await axe(page)]).toEqual([[], []])
    await page.close()
  })
})

describe('the transfers that one asked for', () => {
  it('are all there, the answered ones too', async () => {
    const [from, to] = [await aStructure({ name: 'Mission locale qui demande' }), await aStructure({ name: 'Mission locale qui répond' })]
    await aMembership(from, 'conseiller', 'adviser')
    await aMembership(to, 'responsable', 'manager')
    const file = await aCase(await aPerson(from, { first_name: 'Noé', last_name: 'Répondu' }), from, {}, { referent: userId('conseiller') })
    const { body } = await call<{ data: { id: string } }>('/items/transfers', { as: 'conseiller', method: 'POST', body: { case: file, structure: to, reason: 'La personne déménage.' } })
    const refused = await call(`/relais/workflow/transfers/${body.data.id}/transitions/refuse`, { as: 'responsable', method: 'POST', body: { from: 'requested', comment: 'La personne n’habite pas ici.' } })
    expect(refused.status).toBe(200)

    const { page } = await visitAs('conseiller', '/conseiller/transferts')
    await settled(page)
    await page.getByRole('listitem').filter({ hasText: 'De Mission locale qui demande vers Mission locale qui répond' }).waitFor()
    expect(await axe(page)).toEqual([])
    await goto(page, '/conseiller/transferts?etat=requested')
    await settled(page)
    expect(await page.getByText('De Mission locale qui demande vers Mission locale qui répond').count()).toBe(0)
    await page.close()
  })
})
