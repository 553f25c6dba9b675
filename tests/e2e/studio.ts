import { fillSignIn, open } from '../support/browser.ts'
import { call, stack } from '../support/stack.ts'
import { watchRefusals } from '../support/studio-refusals.ts'
import { studioSession } from '../support/studio-session.ts'
import { userId } from '../integration/directory/world.ts'
import type { ApiBody, Answer, Call } from '../support/stack.ts'
import type { Page } from 'playwright-core'

// The Studio is Directus's own: its buttons of one icon have no name to be found by.
const CHECK = '[data-icon=check]'

let session: Promise<Record<string, string>> | undefined

/** What the screens of the local administrator ask, by a session of theirs: a token does not open it. */
export async function callAsConfigurator<T = ApiBody>(path: string, options: Omit<Call, 'as' | 'headers'> = {}): Promise<Answer<T>> {
  session ??= studioSession(userId('configurateur'), 'configurator')
  return call<T>(path, { ...options, headers: await session })
}

/** Signs in to the Studio as a person does: by the account of the identity provider. */
export async function openStudio(account: string): Promise<Page> {
  const { page } = await open()
  watchRefusals(page)
  // The Studio draws hundreds of controls at once, slowly on a small machine.
  page.setDefaultTimeout(60_000)
  const reminder = page.getByRole('button', { name: 'Remind Later' })
  await page.addLocatorHandler(reminder, () => reminder.click())
  await page.goto(`${stack.directusUrl}/admin/login`)
  await page.getByText('Se connecter avec Relais').click()
  await fillSignIn(page, account)
  await page.waitForURL(url => url.href.startsWith(`${stack.directusUrl}/admin/`) && !url.pathname.endsWith('/login'))
  return page
}

const drawer = (page: Page) => page.locator('#dialog-outlet')

/** Validates the drawer on top and waits until `marker`, a placeholder of it, is gone. */
async function validate(page: Page, marker: string): Promise<void> {
  await drawer(page).getByRole('button').filter({ has: page.locator(CHECK) }).last().click()
  await page.getByPlaceholder(marker).waitFor({ state: 'detached' })
}

const addItem = (page: Page) => drawer(page).getByRole('button', { name: 'Nouveau', exact: true }).last().click()

export interface NewChoiceField { collection: string, key: string, name: string, note: string, choices: Record<string, string> }

/** Adds a drop-down list to a collection, up to the last step before saving. */
export async function describeField(page: Page, { collection, key, name, note, choices }: NewChoiceField): Promise<void> {
  await page.goto(`${stack.directusUrl}/admin/settings/data-model/${collection}`)
  await page.getByText('Créer un champ', { exact: true }).first().click()
  await drawer(page).getByRole('button', { name: 'Liste déroulante', exact: true }).first().click()
  await page.getByPlaceholder('Un nom de colonne unique...').fill(key)
  for (const [value, text] of Object.entries(choices)) {
    await addItem(page)
    await page.getByPlaceholder('Entrez un nom...').fill(text)
    await page.getByPlaceholder('Saisissez une valeur...').fill(value)
    await validate(page, 'Entrez un nom...')
  }
  await page.getByText('Continuer en mode de création de champ avancé').click()
  await drawer(page).getByText('Champ', { exact: true }).click()
  await addItem(page)
  await page.getByPlaceholder('Entrez une nouvelle traduction...').fill(name)
  await validate(page, 'Entrez une nouvelle traduction...')
  await page.getByPlaceholder('Ajouter une note utile aux utilisateurs…').fill(note)
}

/** Saves the field described in the drawer. */
export async function saveField(page: Page): Promise<void> {
  await validate(page, 'Ajouter une note utile aux utilisateurs…')
}

/** Opens a field to an audience: one row of « Droits par champ ». */
export async function openField(page: Page, row: { collection: string, field: string, audience: string, level: string }): Promise<void> {
  await page.goto(`${stack.directusUrl}/admin/content/field_settings/+`)
  const form = page.getByRole('main')
  const lists = form.getByPlaceholder('Sélectionnez un élément...')
  await form.getByRole('textbox').nth(0).fill(row.collection)
  await form.getByRole('textbox').nth(1).fill(row.field)
  for (const [index, choice] of [row.audience, row.level].entries()) {
    // The list opens from the frame of its field, which covers the field itself.
    await lists.nth(index).locator('xpath=..').click()
    await page.getByRole('button', { name: choice, exact: true }).click()
  }
  await page.getByRole('button').filter({ has: page.locator(CHECK) }).first().click()
  await page.waitForURL(url => !url.pathname.endsWith('/+'))
}
