import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import { afterAll } from 'vitest'
import { stack } from './stack.ts'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
]
const OWN_HOSTS = new Set(['localhost', '127.0.0.1'])
export const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']

let shared: Promise<Browser> | undefined

function browser(): Promise<Browser> {
  shared ??= chromium.launch({ executablePath: stack.browser, args: FLAGS })
  return shared
}

export interface Visit { page: Page, context: BrowserContext, outside: string[], errors: string[] }

export interface VisitOptions { width?: number, height?: number, locale?: string, colorScheme?: 'light' | 'dark' }

/** A fresh browser profile; every request that would leave the machine is stopped and remembered. */
export async function open({ width = 1280, height = 900, locale = 'fr-FR', colorScheme = 'light' }: VisitOptions = {}): Promise<Visit> {
  const context = await (await browser()).newContext({ viewport: { width, height }, locale, colorScheme, timezoneId: 'Europe/Paris', reducedMotion: 'reduce' })
  const outside: string[] = []
  const errors: string[] = []
  await context.route(url => !OWN_HOSTS.has(url.hostname) && url.protocol.startsWith('http'), (route) => {
    outside.push(route.request().url())
    return route.abort()
  })
  const page = await context.newPage()
  page.on('pageerror', error => errors.push(error.message))
  page.setDefaultTimeout(20_000)
  return { page, context, outside, errors }
}

/** Goes to a page of the portal and waits until Vue answers to clicks. */
export async function goto(page: Page, path: string): Promise<void> {
  await page.goto(`${stack.portalUrl}${path}`)
  await page.waitForFunction('window.useNuxtApp && window.useNuxtApp().isHydrating === false')
}

/** Signs in through the real sign-in page and arrives on `path`. */
export async function signIn(account: string, path: string, options?: VisitOptions): Promise<Visit> {
  const visit = await open(options)
  const { page } = visit
  await page.goto(`${stack.portalUrl}${path}`)
  await page.waitForURL(url => url.href.startsWith(stack.identityUrl))
  await page.locator('#login').fill(`${account}@relais.example`)
  await page.locator('#password').fill('relais-demo')
  await page.locator('button.primary').click()
  await page.waitForURL(url => url.href.startsWith(`${stack.portalUrl}${path.split('?')[0] ?? ''}`))
  return visit
}

/** Keeps a picture for the documents when `relais screenshots` runs; does nothing in an ordinary run. */
export async function shot(page: Page, name: string, options: { fullPage?: boolean } = {}): Promise<void> {
  const folder = process.env.RELAIS_SCREENSHOTS
  if (!folder) return
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled', ...options })
}

/** Accessibility violations of the page as it is now, one line each. */
export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(AXE_TAGS).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
}

afterAll(async () => {
  await (await shared)?.close()
  shared = undefined
})
