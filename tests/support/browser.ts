import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import { expect, vi } from 'vitest'
import { stack } from './stack.ts'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  // Nothing leaves the machine. Not by intercepting requests, which switches the caches of the browser off.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--disable-sync', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
]
const OWN_HOSTS = new Set(['localhost', '127.0.0.1'])
export const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']

let shared: Promise<Browser> | undefined
const profiles = new Map<string, Promise<BrowserContext>>()

/** One browser for the whole run, ended with the process: every file of tests shares it and those signed in to it. */
function browser(): Promise<Browser> {
  // The controls that the browser draws (times, dates) follow the language of the machine, not that of the page.
  shared ??= chromium.launch({ executablePath: stack.browser, args: FLAGS, env: { ...process.env, LANGUAGE: 'fr' } })
  return shared
}

export interface Visit { page: Page, context: BrowserContext, outside: string[], errors: string[] }

export interface VisitOptions { width?: number, height?: number, locale?: string, colorScheme?: 'light' | 'dark' }

async function newContext({ width = 1280, height = 900, locale = 'fr-FR', colorScheme = 'light' }: VisitOptions = {}): Promise<BrowserContext> {
  return (await browser()).newContext({ viewport: { width, height }, locale, colorScheme, timezoneId: 'Europe/Paris', reducedMotion: 'reduce' })
}

async function newVisit(context: BrowserContext): Promise<Visit> {
  const outside: string[] = []
  const errors: string[] = []
  const page = await context.newPage()
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (!OWN_HOSTS.has(hostname) && protocol.startsWith('http')) outside.push(request.url())
  })
  page.on('pageerror', error => errors.push(error.message))
  // A refusal that a test provokes is told by the browser too: those are read from the page.
  page.on('console', message => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && errors.push(message.text()))
  page.setDefaultTimeout(20_000)
  return { page, context, outside, errors }
}

/** A fresh browser profile; every request that would leave the machine finds no host, and is remembered. */
export async function open(options?: VisitOptions): Promise<Visit> {
  return newVisit(await newContext(options))
}

/** Goes to a page of the portal and waits until Vue answers to clicks. */
export async function goto(page: Page, path: string): Promise<void> {
  await page.goto(`${stack.portalUrl}${path}`)
  await hydrated(page)
}

/** Waits until Vue answers to clicks, whichever page of the portal it is. */
async function hydrated(page: Page): Promise<void> {
  // Asked from outside: the policy of the pages forbids evaluating text inside them.
  // Pages are opened in hooks too, where `expect.poll` is not allowed.
  await vi.waitUntil(() => page.evaluate('window.useNuxtApp?.().isHydrating === false').catch(() => false), { timeout: 20_000, interval: 50 })
}

/** Waits until the page says what it has to say: no list still loading, nobody still being recognised. */
export async function settled(page: Page): Promise<void> {
  // A dialog hides the page behind it from assistive technologies, not from the eye.
  await page.locator('h1').first().waitFor()
  await expect.poll(() => page.locator('[aria-busy=true]:visible').count(), { timeout: 20_000, interval: 50 }).toBe(0)
}

/** Keeps a picture of every tab that is open when a test fails, and says where it is: what a person would look at first. */
export async function keepFailure(test: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'relais-failure-'))
  const pages = (await browser()).contexts().flatMap(context => context.pages())
  for (const [index, page] of pages.entries()) {
    const path = join(folder, `${index}.png`)
    const isKept = await page.screenshot({ path, timeout: 5_000 }).then(() => true, () => false)
    if (isKept) process.stderr.write(`  ${test}\n    ${page.url()} → ${path}\n`)
  }
}

/** Fills in the sign-in page of the identity provider, where `page` is or is going. */
export async function fillSignIn(page: Page, account: string): Promise<void> {
  await page.waitForURL(url => url.href.startsWith(stack.identityUrl))
  await page.locator('#login').fill(`${account}@relais.example`)
  await page.locator('#password').fill('relais-demo')
  await page.locator('button.primary').click()
}

/** Signs in through the real sign-in page, in a profile of its own, and arrives on `path`. */
export async function signIn(account: string, path: string, options?: VisitOptions): Promise<Visit> {
  const visit = await open(options)
  const { page } = visit
  await page.goto(`${stack.portalUrl}${path}`)
  await fillSignIn(page, account)
  await page.waitForURL(url => url.href.startsWith(`${stack.portalUrl}${path.split('?')[0] ?? ''}`))
  await hydrated(page)
  return visit
}

/** A new tab of somebody who signed in once for the whole run, on `path`. */
export async function visitAs(account: string, path: string, { width = 1280, height = 900, colorScheme = 'light' }: VisitOptions = {}): Promise<Visit> {
  const known = profiles.get(account) ?? signIn(account, path.split('?')[0] ?? '').then(async ({ page, context }) => {
    await page.close()
    return context
  })
  profiles.set(account, known)
  const visit = await newVisit(await known)
  await visit.page.setViewportSize({ width, height })
  await visit.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await goto(visit.page, path)
  return visit
}

/** What is wider than the screen, one line each; nothing when the page fits. */
export async function overflow(page: Page): Promise<string[]> {
  return page.locator('html').evaluate((root) => {
    if (root.scrollWidth <= root.clientWidth) return []
    const causes = [...root.querySelectorAll('body *')].map(element => ({ element, right: Math.round(element.getBoundingClientRect().right) })).filter(({ right }) => right > root.clientWidth)
    return [`${root.scrollWidth} px`, ...causes.slice(-3).map(({ element, right }) => `${element.tagName} ${element.className} ${right} px`)]
  })
}

/** Whether the keyboard is on this. */
export async function hasFocus(target: Locator): Promise<boolean> {
  return await target.and(target.page().locator(':focus')).count() === 1
}

/** Chooses in a list that is open. */
export async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('option', { name, exact: true }).click()
  await chosen(page)
}

/** Waits for the keyboard to be back where the list opened: what is typed sooner would be lost. */
export async function chosen(page: Page): Promise<void> {
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
  await expect.poll(() => page.evaluate('document.activeElement?.getAttribute("aria-expanded")'), { timeout: 20_000, interval: 20 }).toBe('false')
}

/** Closes the messages of what was done before: they would hide what the picture is about. */
async function dismissMessages(page: Page): Promise<void> {
  const close = page.getByRole('region', { name: /^Notifications/ }).getByRole('button', { name: 'Fermer' })
  while (await close.count() > 0) await close.first().click({ timeout: 1_000 }).catch(() => undefined)
}

/** Keeps a picture for the documents when `relais screenshots` runs; does nothing in an ordinary run. */
export async function shot(page: Page, name: string, options: { fullPage?: boolean } = {}): Promise<void> {
  const folder = process.env.RELAIS_SCREENSHOTS
  if (!folder) return
  await page.waitForLoadState('networkidle')
  await dismissMessages(page)
  // A map draws itself a while after its data came.
  if (await page.locator('.maplibregl-canvas:visible').count() > 0) await page.waitForTimeout(6_000)
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled', ...options })
}

/** Accessibility violations of the page, or of what is `within` a selector, as it is now; one line each. */
export async function axe(page: Page, within = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(within).options({ resultTypes: ['violations'] }).withTags(AXE_TAGS).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
}
