import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, goto, open, overflow, settled, shot, visitAs } from '../support/browser.ts'
import { db } from '../support/stack.ts'
import type { Page } from 'playwright-core'

let page: Page

beforeAll(async () => {
  page = (await open()).page
})

afterAll(() => page.close())

async function ask(text: string): Promise<void> {
  await goto(page, '/')
  await settled(page)
  await page.getByRole('searchbox', { name: 'Que cherchez-vous ?' }).fill(text)
  await page.keyboard.press('Enter')
}

describe('section B: the public search', () => {
  it('finds something for its own example', async () => {
    await goto(page, '/')
    await settled(page)
    const example = await page.getByRole('searchbox', { name: 'Que cherchez-vous ?' }).getAttribute('placeholder')
    await ask(example ?? '')

    await page.waitForURL(url => url.searchParams.get('territory') === '75056')
    await settled(page)
    expect(await page.getByRole('article').count()).toBeGreaterThan(0)
    expect(await page.getByText('Les plus proches de vos mots d’abord, puis de ce lieu').count()).toBe(1)
    await shot(page, 'search-place')
  })

  it('finds something for its example in English', async () => {
    await goto(page, '/en')
    await settled(page)
    const box = page.getByRole('searchbox', { name: 'What are you looking for?' })
    await box.fill(await box.getAttribute('placeholder') ?? '')
    await page.keyboard.press('Enter')

    await page.waitForURL(url => url.searchParams.get('territory') === '75056')
    await settled(page)
    expect(await page.getByRole('article').count()).toBeGreaterThan(0)
  })

  it('asks which Saint-Denis, by the keyboard and at 320 px too', async () => {
    await page.setViewportSize({ width: 320, height: 800 })
    await ask('psychologue saint denis')
    const asked = page.getByRole('group', { name: 'Cherchez-vous à :' })
    await asked.waitFor()

    expect(await asked.getByRole('button').count()).toBeGreaterThan(1)
    expect(await overflow(page)).toEqual([])
    expect(await axe(page)).toEqual([])
    await shot(page, 'search-homonyms-320')
    await asked.getByRole('button', { name: 'Saint-Denis (93' }).press('Enter')
    await page.waitForURL(url => url.searchParams.get('territory') === '93066' && url.searchParams.get('q') === 'psychologue')
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('widens with the words kept', async () => {
    await goto(page, '/?q=zzxxqqvv&territory=23&place=Creuse')
    await settled(page)
    await page.getByRole('button', { name: 'Chercher partout' }).click()

    await page.waitForURL(url => url.searchParams.get('q') === 'zzxxqqvv' && !url.searchParams.has('territory'))
  })
})

describe('row 11: Ctrl K', () => {
  it('finds a person and an organisation, with a slip of the finger', async () => {
    const { page: adviser } = await visitAs('conseiller', '/conseiller')
    await settled(adviser)
    const { rows: [organization] } = await db.query<{ name: string }>('select name from organizations where status = \'active\' and visibility = \'public\' order by name limit 1')
    await adviser.keyboard.press('Control+k')
    await adviser.getByRole('dialog').waitFor()
    await adviser.keyboard.type(organization?.name.toUpperCase() ?? '')
    await adviser.getByRole('option', { name: organization?.name ?? '' }).waitFor()
    await adviser.keyboard.press('Control+a')
    await adviser.keyboard.type('belkcaem ines')
    await adviser.getByRole('option', { name: /Inès/ }).first().waitFor()
    await shot(adviser, 'search-commands')
    await adviser.keyboard.press('Enter')

    await adviser.waitForURL(url => url.pathname.startsWith('/conseiller/dossiers/'))
    await adviser.close()
  })
})

describe('row 25: an offer far from home', () => {
  it('keeps the words, widens from home, and asks before it is proposed', async () => {
    const { rows: [file] } = await db.query<{ id: string }>(`select c.id from cases c join people p on p.id = c.person join directus_users u on u.id = c.referent
      where u.email = 'conseiller@relais.example' and c.status = 'support' and p.commune_code like '75%' limit 1`)
    const { page: adviser } = await visitAs('conseiller', `/conseiller/dossiers/${file?.id}?onglet=orientations`)
    await settled(adviser)
    const asked: URL[] = []
    adviser.on('request', request => request.url().includes('/relais/cases/offers') && asked.push(new URL(request.url())))
    await adviser.getByRole('button', { name: /Proposer une offre|Orienter/ }).first().click()
    const panel = adviser.getByRole('dialog')
    await panel.getByText('du plus près de chez la personne au plus loin').waitFor()
    expect(asked.map(({ searchParams }) => searchParams.get('sort'))).toEqual(['distance'])
    const { rows: [distant] } = await db.query<{ title: string }>(`select o.title from offers o join sites s on s.organization = o.organization and s.status = 'active'
      where o.status = 'active' and o.visibility = 'public' and not o.is_suspended and (o.open_until is null or o.open_until > now()) and s.commune_code like '974%' and s.latitude is not null
        and not exists (select 1 from offer_places p where p.offer = o.id and p.available = 0) order by o.title limit 1`)
    const words = distant?.title ?? ''
    await panel.getByRole('searchbox').fill(words)
    await panel.getByRole('checkbox', { name: 'Seulement avec des places' }).uncheck()
    await panel.getByRole('button', { name: 'Chercher dans tout le pays, du plus près au plus loin' }).click()
    await panel.getByText('du plus près de chez la personne au plus loin').waitFor()

    expect(await panel.getByRole('searchbox').inputValue()).toBe(words)
    await shot(adviser, 'search-from-home')
    await panel.getByRole('article').filter({ hasText: words }).filter({ hasText: /à \d[\d\s]{3,}(?:,\d)? km/ }).first().getByRole('button', { name: /^Choisir/ }).click()
    const question = adviser.getByRole('dialog', { name: 'Cette offre est loin de chez la personne' })
    await question.getByText('Un prénom, une initiale et un âge partiraient à ce partenaire').waitFor()
    for (const width of [1024, 768, 320]) {
      await adviser.setViewportSize({ width, height: 740 })
      expect([width, await overflow(adviser)]).toEqual([width, []])
    }
    await shot(adviser, 'search-far-320')
    await adviser.setViewportSize({ width: 1280, height: 900 })
    await shot(adviser, 'search-far')
    await adviser.getByRole('button', { name: 'Choisir une autre offre' }).click()
    expect(await panel.getByRole('searchbox').inputValue()).toBe(words)
    await adviser.close()
  })
})

describe('row 25: a person picked after the offer', () => {
  it('who lives far from it is asked about too', async () => {
    const { rows: [distant] } = await db.query<{ title: string }>(`select o.title from offers o join sites s on s.organization = o.organization and s.status = 'active'
      where o.status = 'active' and o.visibility = 'public' and not o.is_suspended and (o.open_until is null or o.open_until > now()) and s.commune_code like '974%' and s.latitude is not null
        and not exists (select 1 from offer_places p where p.offer = o.id and p.available = 0) order by o.title limit 1`)
    const { page: prescriber } = await visitAs('prescripteur', `/prescripteur?q=${encodeURIComponent(distant?.title ?? '')}&places=toutes&territoire=974&lieu=R%C3%A9union`)
    await settled(prescriber)
    await prescriber.getByRole('button', { name: /^Orienter une personne/ }).first().click()
    const panel = prescriber.getByRole('dialog')
    // Those of whom this account knows live around Paris.
    const somebody = panel.getByRole('listitem').first().getByRole('button')
    await somebody.click()

    const question = prescriber.getByRole('dialog', { name: 'Cette offre est loin de chez la personne' })
    await question.getByText(/est à \d[\d\s]{3,} km de sa commune/).waitFor()
    expect(await axe(prescriber)).toEqual([])
    await question.getByRole('button', { name: 'Choisir une autre personne' }).click()
    await panel.getByRole('searchbox', { name: 'Chercher un nom' }).waitFor()
    await somebody.click()
    await question.getByRole('button', { name: 'Continuer avec cette offre' }).click()
    await panel.getByText('Message', { exact: false }).first().waitFor()
    await prescriber.close()
  })
})

describe('the person to refer', () => {
  it('that nobody knows is told as such, and not as a failure', async () => {
    const { page: prescriber } = await visitAs('prescripteur', '/prescripteur')
    await settled(prescriber)
    await prescriber.getByRole('button', { name: /^Orienter une personne/ }).first().click()
    const panel = prescriber.getByRole('dialog')
    await panel.getByRole('searchbox', { name: 'Chercher un nom' }).fill('Zzxxqqvv')

    await panel.getByText('Aucun dossier ouvert ne correspond').waitFor()
    expect(await panel.getByText('La liste n’a pas pu être chargée').count()).toBe(0)
    await prescriber.close()
  })
})
