import { beforeAll, describe, expect, it } from 'vitest'
import { goto, hasFocus, open, settled, signIn, visitAs } from '../support/browser.ts'
import { aPhone, sharedListing, valueOf } from './world.ts'
import type { Locator, Page } from 'playwright-core'
import type { Listing } from './world.ts'

let listing: Listing

beforeAll(async () => {
  listing = await sharedListing()
})

const STOPS = 12

/** What has the focus when an eye would not see it: no outline, no ring, on it or on what frames it. */
async function hiddenFocus(page: Page): Promise<string | undefined> {
  return page.locator(':focus').evaluate((element) => {
    const { defaultView: view } = element.ownerDocument
    const styles = [element, element.parentElement, ...element.querySelectorAll('*')].filter(Boolean).map(part => view.getComputedStyle(part))
    const isSeen = styles.some(style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || /rgb\([^)]*\)|oklch|oklab|color\(/.test(style.boxShadow))
    return isSeen ? undefined : `${element.tagName} ${element.textContent.trim().slice(0, 40)}`
  })
}

/** Presses Tab until the keyboard is on `target`. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < 80; stop++) {
    await page.keyboard.press('Tab')
    if (await hasFocus(target)) return
  }
  throw new Error('never reached by the Tab key')
}

describe('with the keyboard only', () => {
  it('skips to the content first', async () => {
    const { page, context } = await open()
    await goto(page, '/?q=atelier')
    await settled(page)

    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Aller au contenu' })
    expect(await hasFocus(skip)).toBe(true)
    expect((await skip.boundingBox())?.height).toBeGreaterThan(20)
    await page.keyboard.press('Enter')

    expect(await hasFocus(page.getByRole('main'))).toBe(true)
    expect(new URL(page.url()).search).toBe('?q=atelier')
    await context.close()
  })

  it.each([['nobody', '/'], ['conseiller', '/conseiller']])('shows where the focus is: %s on %s', async (account, path) => {
    const { page, context } = account === 'nobody' ? await open() : await visitAs(account, path)
    if (account === 'nobody') await goto(page, path)
    await settled(page)
    const hidden: string[] = []

    for (let stop = 0; stop < STOPS; stop++) {
      await page.keyboard.press('Tab')
      const lost = await hiddenFocus(page)
      if (lost !== undefined) hidden.push(lost)
    }

    expect(hidden).toEqual([])
    await (account === 'nobody' ? context : page).close()
  })

  it('changes a phone number, from the tab to the confirmation', async () => {
    const phone = aPhone()
    // A profile of its own: a draft of another test would open the form at once.
    const { page, context } = await signIn('partenaire', `/partenaire/organisations/${listing.id}`)
    await settled(page)

    await tabTo(page, page.getByRole('button', { name: 'Modifier : Coordonnées' }))
    await page.keyboard.press('Enter')
    await page.getByLabel('Téléphone').waitFor()
    await tabTo(page, page.getByLabel('Téléphone'))
    await page.keyboard.press('Control+a')
    await page.keyboard.type(phone.written)
    await page.keyboard.press('Enter')

    await page.getByText('Publié dès maintenant : Téléphone.').first().waitFor()
    expect(await valueOf('organizations', 'phone', listing.id)).toBe(phone.stored)
    await expect.poll(() => hasFocus(page.getByRole('heading', { name: 'Coordonnées' }))).toBe(true)
    await context.close()
  })

  it('opens and closes a panel without losing its place', async () => {
    const { page } = await visitAs('partenaire', `/partenaire/organisations/${listing.id}?onglet=offres`)
    await settled(page)
    const add = page.getByRole('button', { name: 'Ajouter une offre' })
    await tabTo(page, add)

    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Ajouter une offre' }).waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => hasFocus(add)).toBe(true)
    await page.close()
  })

  it('goes from name to name in the portfolio, and opens a file', async () => {
    const { page } = await visitAs('conseiller', '/conseiller')
    await settled(page)
    const names = page.getByRole('rowheader').getByRole('link')
    await names.first().focus()

    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    expect(await hasFocus(names.nth(1))).toBe(true)
    const name = await names.nth(1).innerText()
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { level: 1, name }).waitFor()
    await expect.poll(() => hasFocus(page.getByRole('main'))).toBe(true)
    await page.close()
  })

  it('reaches every page by Ctrl K, and shows its shortcuts', async () => {
    const { page } = await visitAs('conseiller', '/conseiller')
    await settled(page)

    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('relec')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')

    await page.waitForURL(url => url.pathname === '/conseiller/relecture')
    await page.close()
  })
})
