import { describe, expect, it } from 'vitest'
import { axe, overflow, shot, visitAs } from '../support/browser.ts'
import { call, db, stack } from '../support/stack.ts'
import { openStudio } from './studio.ts'
import { frame } from './world.ts'

const STUDIO_MS = 180_000

async function ownPerson(): Promise<{ id: string, file: string, last_name: string }> {
  const { rows: [person] } = await db.query<{ id: string, file: string, last_name: string }>(
    `select p.id, c.id as file, p.last_name from people p join cases c on c.person = p.id join directus_users u on u.id = p."user" where u.email = 'usager@relais.example' and c.status <> 'closed'`,
  )
  if (!person) throw new Error('the demo world has no open file for « usager »')
  return person
}

describe('the right to know (X-04)', () => {
  it('shows a person who opened their file, and nothing of themselves', async () => {
    const { file } = await ownPerson()
    await call(`/relais/cases/files/${file}`, { as: 'conseiller' })

    const { page } = await visitAs('usager', '/usager/consultations')
    await page.getByRole('heading', { name: 'Qui a consulté mon dossier', level: 1 }).waitFor()
    await page.getByText(/^Conseiller, /).first().waitFor()

    expect(await axe(page)).toEqual([])
    await page.close()
  })
})

describe('the history of a field (X-05, X-06)', () => {
  it('gives back an earlier value, and takes that back too', async () => {
    const { id, file } = await ownPerson()
    const before = (await db.query<{ city: string | null }>('select city from people where id = $1', [id])).rows[0]?.city ?? null
    for (const city of ['Chenôve', 'Talant']) await call(`/items/people/${id}`, { as: 'conseiller', method: 'PATCH', body: { city } })

    const { page } = await visitAs('conseiller', `/conseiller/dossiers/${file}?onglet=historique`)
    const row = page.getByRole('listitem').filter({ hasText: 'Commune' }).filter({ hasText: 'Talant' }).first()
    await row.getByRole('button', { name: /valeurs/ }).click()
    const restore = row.getByRole('listitem').filter({ hasText: 'Chenôve' }).getByRole('button', { name: 'Reprendre cette valeur' })
    await restore.waitFor()
    expect(await axe(page)).toEqual([])
    await frame(row)
    await shot(page, 'story-history')
    await restore.click()
    await page.getByText('La valeur est changée').first().waitFor()

    const cityNow = async () => (await db.query<{ city: string }>('select city from people where id = $1', [id])).rows[0]?.city
    expect(await cityNow()).toBe('Chenôve')
    await page.getByRole('button', { name: 'Annuler' }).first().click()
    await expect.poll(cityNow).toBe('Talant')
    await page.close()
    await db.query('update people set city = $2 where id = $1', [id, before])
  })
})

describe('the search of the data protection officer (X-05)', () => {
  it('is in the Studio of an administrator: lines by act, door, object, person and account', async () => {
    const { id, last_name: name } = await ownPerson()
    await call(`/items/people/${id}?fields=id,first_name`, { as: 'conseiller' })
    const page = await openStudio('admin')
    await page.goto(`${stack.directusUrl}/admin/relais-journal`)
    await page.getByRole('table').waitFor()
    const shown = () => page.getByRole('row').count()
    expect(await shown()).toBeGreaterThan(2)

    await page.getByLabel('Objet').selectOption({ label: 'Contacts' })
    await page.getByLabel('Acte').selectOption({ label: 'export' })
    await page.getByRole('button', { name: 'Afficher' }).click()
    await page.getByText('Aucune ligne ne correspond.').waitFor()

    await page.getByLabel('Objet').selectOption({ label: 'Tous les objets' })
    await page.getByLabel('Acte').selectOption({ label: 'consultation' })
    await page.getByLabel('Par où').selectOption({ label: 'API' })
    await page.getByLabel('Personne suivie ou compte (nom)').fill(name)
    await page.getByRole('button', { name: 'Chercher' }).click()
    await page.getByRole('status').getByRole('button', { name }).first().click()
    await page.getByRole('button', { name: `Dossier de` }).waitFor()
    await page.getByRole('row').filter({ hasText: 'consultation' }).filter({ hasText: 'Personnes' }).first().waitFor()
    await shot(page, 'studio-journal')

    for (const [format, name] of [['xlsx', 'Excel (XLSX)'], ['ods', 'LibreOffice (ODS)'], ['csv', 'CSV']] as const) {
      const download = page.waitForEvent('download')
      await page.getByRole('group', { name: 'Exporter tout ce qui correspond' }).getByRole('button', { name }).click()
      expect((await download).suggestedFilename()).toBe(`journal.${format}`)
    }
    await page.setViewportSize({ width: 800, height: 900 })
    expect(await overflow(page)).toEqual([])
    await page.context().close()
  }, STUDIO_MS)
})
