import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kitDemoRows } from '../../seeds/kits.ts'
import { aCase, aPerson, aStructure } from '../integration/directory/world.ts'
import { installKit, removeKit } from '../support/kit.ts'
import { readOds, readSheetCsv, readXlsx } from '../support/sheets.ts'
import { axe, choose, overflow, settled, shot, visitAs } from '../support/browser.ts'
import { db } from '../support/stack.ts'
import type { Page } from 'playwright-core'

const VASSELIN = 'Claire Vasselin-Onfray, mandataire'
const PERSON = /^Églantine Barthélemy-Roux/i
const OUTCOME = 'Mainlevée prononcée par le tribunal.'

let judge: Page
let guardian: Page
let organization = ''
let offer = ''

const cards = () => judge.getByRole('article')
const card = (name: string) => cards().filter({ hasText: name })
const titles = () => judge.getByRole('heading', { level: 2, name: /^Mesures de protection/ }).allTextContents().then(all => all.map(text => text.trim().replace('Mesures de protection : ', '')))
const found = (count: number) => judge.getByRole('status').filter({ hasText: count === 0 ? 'Aucune offre' : count === 1 ? '1 offre' : `${count} offres` }).waitFor()
const places = async () => (await db.query('select capacity, reserved, available from offer_places where offer = $1', [offer])).rows[0]

async function searchAgain(query = ''): Promise<void> {
  judge = (await visitAs('prescripteur', `/prescripteur?nature=guardianship${query}`)).page
  await judge.getByRole('heading', { level: 1, name: 'Trouver une place' }).waitFor()
  await judge.getByLabel('Personnes suivies').waitFor()
}

beforeAll(async () => {
  await installKit('mjpm')
  const rows = await kitDemoRows('mjpm')
  organization = String(rows.organizations?.find(({ name }) => name === VASSELIN)?.id)
  offer = String(rows.offers?.find(row => row['organization'] === organization)?.id)
  const structure = await aStructure({ name: 'Tribunal des essais', kind: 'court' })
  await aCase(await aPerson(structure, { first_name: 'Églantine', last_name: 'Barthélemy-Roux' }), structure, { prescripteur: 'prescriber' })
})
afterAll(() => removeKit('mjpm'))

describe('a judge finds the guardian best able to follow the person (MJ-01)', () => {
  it('sees those who have a free place, with the lists that the kit brings', async () => {
    await searchAgain()
    await found(6)

    expect(await titles()).toEqual(expect.arrayContaining([VASSELIN, 'Service des majeurs de la Ravine']))
    expect(await titles()).not.toContain('Bertrand Collonges-Ferté, mandataire')
    expect(await judge.getByLabel('Mode d’exercice').locator('option').allTextContents()).toEqual(['Peu importe', 'Mandataire individuel', 'Préposé d’établissement', 'Service mandataire'].map(text => expect.stringContaining(text)))
    expect(await axe(judge)).toEqual([])
  })

  it('begins with the tile of the home, which sets the filters', async () => {
    judge = (await visitAs('prescripteur', '/prescripteur')).page
    await judge.getByRole('heading', { level: 2, name: 'Protection des majeurs' }).waitFor()
    expect(await axe(judge)).toEqual([])

    await judge.getByRole('link', { name: /^Trouver un mandataire/ }).click()
    await judge.getByLabel('Personnes suivies').waitFor()
    await found(6)

    expect(new URL(judge.url()).searchParams.get('nature')).toBe('guardianship')
  })

  it('narrows by speciality, département of accreditation and way of practising', async () => {
    await judge.getByLabel('Personnes suivies').selectOption({ label: 'Personnes âgées' })
    await judge.getByLabel('Départements d’habilitation').selectOption({ label: 'Seine-Saint-Denis (93)' })
    await found(2)
    await judge.getByLabel('Mode d’exercice').selectOption({ label: 'Mandataire individuel' })
    await found(1)

    expect(await titles()).toEqual([VASSELIN])
    await judge.reload()
    await found(1)
    expect(await judge.getByLabel('Personnes suivies').inputValue()).toBe('older')
  })

  it('keeps out of the way of whoever looks for something else', async () => {
    await judge.getByRole('combobox', { name: 'Nature de l’offre' }).click()
    await judge.getByRole('option', { name: 'Atelier', exact: true }).click()

    for (const list of ['Personnes suivies', 'Départements d’habilitation', 'Mode d’exercice']) await expect.poll(() => judge.getByLabel(list).count()).toBe(0)
    await expect.poll(() => new URL(judge.url()).searchParams.getAll('critere')).toEqual([])
  })

  it('finds by name, and reads why somebody takes no measure', async () => {
    await searchAgain('&places=toutes')
    await judge.getByRole('searchbox').fill('collonges')
    await found(1)
    await card('Collonges').getByText('Suspendue, 0 place').waitFor()
    await card('Collonges').getByRole('link', { name: 'collonges@protection.example' }).waitFor()
    expect(await card('Collonges').getByRole('button', { name: /^Réserver une mesure/ }).isDisabled()).toBe(true)

    await judge.getByRole('searchbox').fill('plateau')
    await card('Plateau').getByText('Places non indiquées').waitFor()
    await judge.getByRole('searchbox').fill('confluent')
    await card('Confluent').getByText('Complet').waitFor()
  })

  it('finds around a town, the nearest first', async () => {
    await searchAgain('&places=toutes')
    await judge.getByRole('combobox', { name: 'Où' }).fill('Montreuil')
    await judge.getByRole('option', { name: 'Montreuil 93100' }).click()
    await judge.getByLabel('Distance').selectOption({ label: 'à moins de 20 km' })
    await card('Coteaux de Marne').getByText(/à \d+(?:,\d)? km/).waitFor()

    // The town alone is found first, then the radius around it.
    await expect.poll(async () => (await titles()).slice(0, 2)).toEqual(['Préposée de l’hôpital des Coteaux de Marne', 'Tutelles du Confluent'])
    expect(await titles()).not.toContain('Bertrand Collonges-Ferté, mandataire')
    await shot(judge, 'kit-mjpm-judge')
  })

  it('fits a telephone', async () => {
    await judge.setViewportSize({ width: 320, height: 800 })

    expect(await overflow(judge)).toEqual([])
    expect(await axe(judge)).toEqual([])
    await shot(judge, 'kit-mjpm-judge-320')
  })
})

describe('a measure is reserved, accepted, then ended (MJ-02, MJ-03)', () => {
  it('is reserved by the judge, and one place less is free', async () => {
    await searchAgain('&q=vasselin')
    await card(VASSELIN).getByText('6 places libres').waitFor()
    await card(VASSELIN).getByRole('button', { name: /^Réserver une mesure/ }).click()
    await judge.getByLabel('Chercher un nom').fill('Barthélemy')
    await judge.getByRole('button', { name: PERSON }).click()
    const form = judge.getByRole('dialog')
    await form.getByText('Une fois qu’il aura accepté, il verra aussi : le nom complet, la date de naissance, le téléphone, votre tribunal ou service.').waitFor()
    expect(await form.getByRole('button', { name: 'Réserver une mesure', exact: true }).isDisabled()).toBe(true)
    await form.getByLabel('Nature de la mesure').click()
    await choose(judge, 'Curatelle renforcée')
    await form.getByLabel('Numéro de dossier du tribunal').fill('24/0187')
    await form.getByLabel('Date de la décision').fill('2024-03-04')
    await form.getByRole('textbox', { name: /^Message/ }).fill('Curatelle renforcée, jugement du 4 mars.')
    expect(await axe(judge)).toEqual([])
    await shot(judge, 'kit-mjpm-reserve')
    await form.getByRole('button', { name: 'Réserver une mesure', exact: true }).click()

    await judge.getByRole('heading', { level: 2, name: PERSON }).waitFor()
    await judge.getByText('24/0187').waitFor()
    await judge.getByRole('button', { name: 'Annuler la réservation' }).waitFor()
    expect(await places()).toEqual({ capacity: 6, reserved: 1, available: 5 })
  })

  it('is accepted by the guardian', async () => {
    guardian = (await visitAs('partenaire', `/partenaire/organisations/${organization}?onglet=demandes`)).page
    const asked = guardian.getByRole('article', { name: 'Églantine B.' })
    await asked.getByText('Curatelle renforcée', { exact: true }).waitFor()
    await asked.getByText('24/0187').waitFor()
    await asked.getByRole('button', { name: 'Accepter' }).click()
    await asked.getByRole('button', { name: 'Accepter et répondre' }).click()

    await guardian.getByText('Votre réponse est envoyée').first().waitFor()
    expect(await places()).toEqual({ capacity: 6, reserved: 1, available: 5 })
    guardian = (await visitAs('partenaire', `/partenaire/organisations/${organization}?onglet=demandes&etat=acceptees`)).page
    await guardian.getByRole('article', { name: PERSON }).getByText('Tribunal').first().waitFor()
  })

  it('lets the guardian say how many measures can still come', async () => {
    guardian = (await visitAs('partenaire', `/partenaire/organisations/${organization}?onglet=offres`)).page
    const say = async (name: RegExp, value: string) => {
      await guardian.getByRole('spinbutton', { name }).fill(value)
      await guardian.getByRole('spinbutton', { name }).blur()
    }
    await say(/^Mesures suivies hors de Relais/, '8')
    await guardian.getByRole('button', { name: 'Enregistrer les places' }).click()
    await guardian.getByText('3 au-delà de la capacité').waitFor()
    expect(await places()).toEqual({ capacity: 6, reserved: 1, available: 0 })

    await say(/^Mesures suivies hors de Relais/, '0')
    await say(/^Capacité/, '10')
    await guardian.getByRole('button', { name: 'Enregistrer les places' }).click()
    await guardian.getByText('9 places libres').waitFor()
    expect(await places()).toEqual({ capacity: 10, reserved: 1, available: 9 })
    expect(await axe(guardian)).toEqual([])
  })

  it('is ended by the guardian, and the judge reads it', async () => {
    guardian = (await visitAs('partenaire', `/partenaire/organisations/${organization}?onglet=demandes&etat=acceptees`)).page
    const measure = guardian.getByRole('article', { name: PERSON })
    await measure.getByRole('button', { name: 'Terminer' }).click()
    await measure.getByLabel(/^Comment cela s’est terminé/).fill(OUTCOME)
    expect(await axe(guardian)).toEqual([])
    await shot(guardian, 'kit-mjpm-guardian')
    await measure.getByRole('button', { name: 'Terminer et libérer la place' }).click()
    await guardian.getByText('C’est terminé').first().waitFor()
    expect(await places()).toEqual({ capacity: 10, reserved: 0, available: 10 })

    judge = (await visitAs('prescripteur', '/prescripteur?onglet=orientations')).page
    const followed = judge.getByRole('article', { name: PERSON })
    await followed.getByText('Terminée').first().waitFor()
    await followed.getByText(OUTCOME).waitFor()
  })

  it('lets the guardian suspend its activity with a reason: nobody is sent any more', async () => {
    guardian = (await visitAs('partenaire', `/partenaire/organisations/${organization}?onglet=offres`)).page
    await guardian.getByRole('button', { name: /^Modifier/ }).first().click()
    const form = guardian.getByRole('dialog')
    await form.getByLabel('Suspendue').click()
    await form.getByLabel('Motif de la suspension').click()
    await choose(guardian, 'Habilitation suspendue')
    await form.getByText('Protection des majeurs').waitFor()
    await form.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await guardian.getByText('Suspendue, 0 place').waitFor()

    expect(await places()).toEqual({ capacity: 10, reserved: 0, available: 0 })
    await searchAgain('&q=vasselin&places=toutes')
    await card(VASSELIN).getByText('Suspendue, 0 place').waitFor()
  })
})

describe('the state services steer by territory (MJ-04)', () => {
  it('reads guardians, measures and free places by département, and takes them away as a file', async () => {
    const { page } = await visitAs('pilotage', '/pilotage')
    await page.getByRole('heading', { level: 2, name: 'Mandataires par département' }).waitFor()
    await settled(page)
    const cellsOf = async (name: string) => (await page.getByRole('row', { name }).getByRole('cell').allTextContents()).map(text => text.trim())

    expect(await cellsOf('Seine-Saint-Denis (93)')).toEqual(['1', '3', '0', '0', '3', '0', '0', '0', '0'])
    expect((await cellsOf('Paris (75)'))[0]).toMatch(/^\d+$/)
    expect(await axe(page)).toEqual([])
    await shot(page, 'kit-mjpm-steering')
    const save = async (format: string) => {
      await page.getByRole('region', { name: 'Mandataires par département' }).first().getByRole('button', { name: 'Télécharger' }).click()
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format }).click()])
      return readFile(await download.path())
    }
    expect(readSheetCsv((await save('Texte (CSV)')).toString('utf8'))).toEqual(expect.arrayContaining([expect.arrayContaining(['Code', 'Département', 'Mandataires', 'Capacité']), ['93', 'Seine-Saint-Denis', '1', '3', '0', '0', '3', '0', '0', '0', '0']]))
    const numbers = ['1', '3', '0', '0', '3', '0', '0', '0', '0'].map(value => ['n', value])
    expect(readXlsx(await save('Excel (XLSX)')).map(row => row.map(({ type, value }) => [type, value]))).toContainEqual([['inlineStr', '93'], ['inlineStr', 'Seine-Saint-Denis'], ...numbers])
    expect(readOds(await save('LibreOffice (ODS)')).map(row => row.map(({ value }) => value))).toContainEqual(['93', 'Seine-Saint-Denis', '1', '3', '0', '0', '3', '0', '0', '0', '0'])

    await page.setViewportSize({ width: 320, height: 800 })
    expect(await overflow(page)).toEqual([])
    expect(await axe(page)).toEqual([])
  })
})
