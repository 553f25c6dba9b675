import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, goto, hasFocus, open, overflow, settled } from '../support/browser.ts'
import { db, stack } from '../support/stack.ts'
import type { Page, Request } from 'playwright-core'

// What a first visit may cost: sizes as they travel, in bytes.
const MOST_REQUESTS = 40
const MOST_SCRIPT = 200_000
const MOST_MAP_SOURCES = 250_000
const MOST_SHIFT = 0.05

const LA_REUNION = '55.15,-21.42,55.9,-20.85'

interface Loaded { path: string, kind: string, bytes: number }

/** Notes everything that a page and its workers load, in order, with what travels. */
function watch(page: Page): () => Promise<Loaded[]> {
  const requests: Request[] = []
  page.on('request', request => request.url().startsWith('http') && requests.push(request))
  return async () => Promise.all(requests.map(async (request) => {
    const { pathname } = new URL(request.url())
    const { responseBodySize } = await request.sizes()
    return { path: pathname, kind: request.resourceType() === 'script' || /\.m?js$/.test(pathname) ? 'script' : pathname.startsWith('/map/') ? 'map' : 'other', bytes: responseBodySize }
  }))
}

// A page where nothing moved tells nothing: it is not waited for longer than this.
const SHIFT = `new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value)).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => resolve(sum), 500)
})`

/** How much of the page moved by itself since it was opened. */
const shiftOf = async (page: Page) => Number(await page.evaluate(SHIFT))

const total = (list: Loaded[], kind?: string) => list.filter(item => !kind || item.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0)
const ready = (page: Page) => page.getByRole('combobox', { name: 'Aller à…' }).waitFor()
const titles = async (page: Page) => (await page.getByRole('article').getByRole('link').allTextContents()).map(text => text.trim())
const searchHere = (page: Page) => page.getByRole('button', { name: 'Rechercher dans cette zone' })

describe('the first page', () => {
  it('comes light, and compressed', async () => {
    const { page, context } = await open({ width: 390 })
    const loaded = watch(page)
    await goto(page, '/')
    await settled(page)
    await page.waitForLoadState('networkidle')
    const list = await loaded()

    expect(list.filter(({ path }) => path.startsWith('/map/'))).toEqual([])
    expect(list.length, list.map(({ path }) => path).join('\n')).toBeLessThanOrEqual(MOST_REQUESTS)
    expect(total(list, 'script')).toBeGreaterThan(10_000)
    expect(total(list, 'script')).toBeLessThanOrEqual(MOST_SCRIPT)
    expect(await shiftOf(page)).toBeLessThanOrEqual(MOST_SHIFT)
    await context.close()
  })

  it('draws the map with little, its land before anything else, without moving', async () => {
    const { page, context, errors } = await open()
    const loaded = watch(page)
    await goto(page, '/')
    await settled(page)
    await ready(page)
    await page.waitForLoadState('networkidle')
    const list = await loaded()
    const sources = list.filter(({ kind }) => kind === 'map')

    expect(sources.map(({ path }) => path).slice(0, 2)).toEqual(['/map/style.json', '/map/land.json'])
    expect(sources.map(({ path }) => path).sort()).toEqual(['borders', 'departements', 'land', 'style', 'towns', 'waters'].map(name => `/map/${name}.json`))
    expect(total(sources)).toBeGreaterThan(20_000)
    expect(total(sources)).toBeLessThanOrEqual(MOST_MAP_SOURCES)
    expect(list.length, list.map(({ path }) => path).join('\n')).toBeLessThanOrEqual(MOST_REQUESTS)
    expect(await shiftOf(page)).toBeLessThanOrEqual(MOST_SHIFT)
    expect(errors).toEqual([])
    await context.close()
  })

  it.each(['br', 'gzip'])('leaves the server as %s, and so do the answers that anybody may read', async (encoding) => {
    const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${stack.portalUrl}${path}`, { headers: { 'accept-encoding': encoding, ...headers } })
    const paths = ['/', '/map/land.json', '/api/relais/directory/search?limit=5', '/api/relais/directory/map?type=offer']
    const answers = await Promise.all(paths.map(path => ask(path)))

    expect(answers.map(({ headers }) => headers.get('content-encoding'))).toEqual(paths.map(() => encoding))
    expect(answers.every(({ headers }) => headers.get('vary')?.toLowerCase().includes('accept-encoding'))).toBe(true)
    expect(await answers[0]?.text()).toContain('</html>')
    expect(await answers[2]?.json()).toHaveProperty('data.items.length', 5)
    expect((await ask('/invitation')).headers.get('content-encoding')).toBeNull()
    expect((await ask('/api/relais/directory/search', { authorization: 'Bearer x' })).headers.get('content-encoding')).toBeNull()
  })

  it('says that the map is coming', async () => {
    const { page, context } = await open()
    await page.route('**/map/style.json', () => undefined)
    await goto(page, '/')

    await page.getByRole('status').filter({ hasText: 'Chargement de la carte…' }).waitFor()
    await context.close()
  })

  it('is a whole page without a map where the device cannot draw one', async () => {
    const { page, context, errors } = await open()
    await page.addInitScript('{ const draw = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind.startsWith("webgl") ? null : draw.call(this, kind, ...rest) } }')
    await goto(page, '/')
    await settled(page)

    await page.getByRole('status').filter({ hasText: 'La carte ne peut pas s’afficher sur cet appareil.' }).waitFor()
    expect(await page.getByRole('article').count()).toBeGreaterThan(5)
    expect(await page.getByRole('button', { name: 'Masquer la carte' }).or(page.getByRole('link', { name: 'Masquer la carte' })).count()).toBe(0)
    expect(await axe(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })
})

describe('the list follows the map', () => {
  let page: Page

  beforeAll(async () => {
    page = (await open()).page
    await goto(page, '/?type=organization')
    await ready(page)
  })

  afterAll(() => page.close())

  it('offers to search where somebody went, and only then', async () => {
    expect(await searchHere(page).count()).toBe(0)
    await page.getByRole('combobox', { name: 'Aller à…' }).selectOption('La Réunion')
    await searchHere(page).waitFor()
    await searchHere(page).press('Enter')
    await page.waitForURL(url => url.searchParams.has('box'))
    await settled(page)

    const [west = 0, south = 0, east = 0, north = 0] = (new URL(page.url()).searchParams.get('box') ?? '').split(',').map(Number)
    expect([west < 55.2, east > 55.8, south < -21.4, north > -20.9]).toEqual([true, true, true, true])
    const { rows } = await db.query<{ name: string }>('select g.name from organizations g where exists (select 1 from sites s where s.organization = g.id and s.commune_code like \'974%\')')
    // The address changes before the list.
    await expect.poll(async () => (await titles(page)).filter(title => !rows.some(({ name }) => name === title)), { timeout: 20_000 }).toEqual([])
    await expect.poll(async () => (await titles(page)).length).toBeGreaterThan(5)
    expect(await searchHere(page).count()).toBe(0)
    expect(await hasFocus(page.locator('.maplibregl-canvas'))).toBe(true)
    expect(await axe(page)).toEqual([])
  })

  it('moves by the keyboard, comes back by the history, and can be sent', async () => {
    const first = page.url()
    const before = await titles(page)
    await page.keyboard.press('Equal')
    await page.keyboard.press('ArrowUp')
    await searchHere(page).click()
    await page.waitForURL(url => url.href !== first)
    await expect.poll(() => titles(page), { timeout: 20_000 }).not.toEqual(before)
    await page.goBack()
    await page.waitForURL(first)
    await settled(page)

    await expect.poll(() => titles(page), { timeout: 20_000 }).toEqual(before)
    expect(await searchHere(page).count()).toBe(0)
    const { page: other, context } = await open()
    await goto(other, first.slice(stack.portalUrl.length))
    await settled(other)
    expect(await titles(other)).toEqual(before)
    await context.close()
  })

  it('forgets the area when a place is chosen or when it is wiped', async () => {
    await page.getByRole('button', { name: 'Zone de la carte : l’effacer et chercher partout' }).click()
    await page.waitForURL(url => !url.searchParams.has('box') && url.searchParams.get('type') === 'organization')
  })

  it('is in the page before any script runs', async () => {
    const [here, everywhere] = await Promise.all([`/?type=organization&box=${LA_REUNION}`, '/?type=organization'].map(async path => (await fetch(`${stack.portalUrl}${path}`)).text()))

    expect(here).toMatch(/974\d\d/)
    expect(here?.match(/\b(?:75|23|97[1-3])\d{3}\b(?= Paris| Guéret)/)).toBeNull()
    expect(everywhere).not.toBe(here)
  })

  it('fits a small screen', async () => {
    const { page: phone, context } = await open({ width: 320, height: 700 })
    await goto(phone, '/?view=map')
    await settled(phone)
    await ready(phone)
    await phone.getByRole('combobox', { name: 'Aller à…' }).selectOption('Guyane')
    await searchHere(phone).waitFor()

    expect(await overflow(phone)).toEqual([])
    expect(await axe(phone)).toEqual([])
    await context.close()
  })
})
