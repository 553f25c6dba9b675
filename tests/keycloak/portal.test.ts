import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open, settled } from '../support/browser.ts'
import { stack } from '../support/stack.ts'
import { linkAccount } from './accounts.ts'
import { addPerson, operator } from './realm.ts'
import { nextCode } from './visitor.ts'
import type { Person } from './visitor.ts'
import type { Page } from 'playwright-core'

let adviser: Person
let person: Person
const undo: (() => Promise<void>)[] = []

beforeAll(async () => {
  adviser = await addPerson('conseiller.portail', ['adviser'], { firstName: 'Yanis', lastName: 'Ferrandi' })
  person = await addPerson('usager.portail', ['beneficiary'], { firstName: 'Inès', lastName: 'Belkacem' })
  undo.push(await linkAccount('conseiller.reunion', adviser), await linkAccount('usager', person))
})
afterAll(async () => {
  for (const back of undo) await back()
})

async function typePassword(page: Page, { username, password }: Person): Promise<void> {
  await page.waitForURL(url => url.href.startsWith(stack.identityUrl))
  await page.locator('#username').fill(username)
  await page.locator('#password').fill(password)
  await page.locator('#kc-login').click()
}

const arrived = (page: Page, path: string) => page.waitForURL(url => url.href.startsWith(`${stack.portalUrl}${path}`) && !url.hash.includes('code='))

describe('the portal in a browser, by Keycloak', () => {
  it('makes an adviser set up a code, opens their space, and finds them again after a reload', async () => {
    const { page, outside, errors } = await open()
    await page.goto(`${stack.portalUrl}/conseiller`)
    await typePassword(page, adviser)
    adviser.secret = await page.locator('input[name=totpSecret]').inputValue()
    const label = await page.locator('html').getAttribute('lang')
    await page.locator('#totp').fill(nextCode(adviser))
    await page.locator('#userLabel').fill('Téléphone')
    await page.locator('#saveTOTPBtn').click()
    await arrived(page, '/conseiller')
    await settled(page)
    const before = await page.locator('h1').first().textContent()
    await page.reload()
    await settled(page)

    expect(label).toBe('fr')
    expect(new URL(page.url()).pathname).toContain('/conseiller')
    expect(await page.locator('h1').first().textContent()).toBe(before)
    expect([...outside, ...errors]).toEqual([])
    await page.context().close()
  })

  it('keeps no token out of the memory of the page', async () => {
    const { page, context } = await open()
    await page.goto(`${stack.portalUrl}/usager`)
    await typePassword(page, person)
    await arrived(page, '/usager')
    await settled(page)
    const kept = JSON.stringify(await context.storageState())

    expect(kept).not.toMatch(/"(?:name|value)":"[^"]*(?:access|refresh)_token/)
    expect((await context.cookies(stack.portalUrl)).filter(({ name }) => !/^(?:AUTH|KC_|KEYCLOAK)/.test(name) && /^eyJ/.test(name))).toEqual([])
    await context.close()
  })

  it('signs out of both: the next visit asks for the password again', async () => {
    const { page, context } = await open()
    await page.goto(`${stack.portalUrl}/usager`)
    await typePassword(page, person)
    await arrived(page, '/usager')
    await settled(page)
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.waitForURL(`${stack.portalUrl}/`)
    await page.goto(`${stack.portalUrl}/usager`)
    await page.locator('#password').waitFor()

    expect(page.url()).toContain(stack.identityUrl)
    expect((await operator(`/relais/users/${person.id}/sessions`)).body).toHaveLength(1)
    await context.close()
  })
})
