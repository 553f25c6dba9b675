import { beforeAll, describe, expect, it } from 'vitest'
import { call, db, stack } from '../support/stack.ts'
import { axe, goto, open, overflow, settled, shot, visitAs } from '../support/browser.ts'
import { sharedListing } from '../e2e/world.ts'
import type { Page } from 'playwright-core'
import type { Visit } from '../support/browser.ts'

interface Screen {
  /** Name of its pictures. */
  name: string
  path: string
  /** Brings the page to the state that is looked at. */
  act?: (page: Page) => Promise<void>
  /** Looked at in the dark too. */
  dark?: boolean
  /** Status of the refusals that the page is about. */
  refused?: number
  /** Another name under which the documents show it. */
  alias?: string
}

const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 360, height: 740 }

const ids = { organization: '', offer: '', file: '', invitation: '' }
const visits = new Map<string, Visit>()

const panel = (page: Page) => page.getByRole('dialog').waitFor()

const SCREENS: Record<string, Screen[]> = {
  nobody: [
    { name: 'public', path: '/', dark: true },
    { name: 'public-map', path: '/?q=atelier&view=map' },
    { name: 'public-organizations', path: '/?type=organization' },
    { name: 'public-empty', path: '/?q=zzzzzz' },
    { name: 'public-en', path: '/en' },
    { name: 'organization', path: '/organisations/:organization', dark: true },
    { name: 'offer', path: '/offres/:offer' },
    { name: 'invitation', path: '/invitation#:invitation' },
    { name: 'invitation-bad', path: '/invitation#ce-lien-ne-mene-nulle-part', refused: 404 },
    { name: 'invitation-none', path: '/invitation' },
    { name: 'invitation-old', path: '/invitation/ce-lien-est-ancien' },
    { name: 'studio-refused', path: '/studio' },
    { name: 'legal', path: '/mentions-legales' },
    { name: 'privacy', path: '/donnees-personnelles' },
    { name: 'accessibility', path: '/accessibilite' },
    { name: 'missing', path: '/cette-page-nexiste-pas', refused: 404, dark: true },
    { name: 'missing-organization', path: '/organisations/00000000-0000-4000-8000-000000000000', refused: 403 },
    { name: 'commands', path: '/mentions-legales', act: async (page) => {
      await page.keyboard.press('Control+k')
      await panel(page)
    } },
    { name: 'shortcuts', path: '/mentions-legales', act: async (page) => {
      await page.getByRole('button', { name: 'Raccourcis clavier' }).click()
      await panel(page)
    } },
  ],
  partenaire: [
    { name: 'partner', path: '/partenaire' },
    { name: 'partner-sheet', path: '/partenaire/organisations/:organization', dark: true },
    { name: 'partner-form', path: '/partenaire/organisations/:organization', act: async (page) => {
      await page.getByRole('button', { name: 'Modifier : Coordonnées' }).click()
      await page.getByLabel('Téléphone').waitFor()
    } },
    { name: 'partner-sites', path: '/partenaire/organisations/:organization?onglet=sites' },
    { name: 'partner-contacts', path: '/partenaire/organisations/:organization?onglet=contacts' },
    { name: 'partner-offers', path: '/partenaire/organisations/:organization?onglet=offres' },
    { name: 'partner-new-offer', path: '/partenaire/organisations/:organization?onglet=offres', act: async (page) => {
      await page.getByRole('button', { name: 'Ajouter une offre' }).click()
      await panel(page)
    } },
    { name: 'partner-referrals', path: '/partenaire/organisations/:organization?onglet=demandes' },
    { name: 'partner-accreditations', path: '/partenaire/organisations/:organization?onglet=habilitations' },
    { name: 'partner-team', path: '/partenaire/organisations/:organization?onglet=equipe' },
    { name: 'closed-space', path: '/conseiller' },
  ],
  usager: [
    { name: 'beneficiary', path: '/usager', dark: true },
    { name: 'beneficiary-actions', path: '/usager/actions' },
    { name: 'beneficiary-referrals', path: '/usager/orientations' },
    { name: 'beneficiary-details', path: '/usager/coordonnees' },
    { name: 'beneficiary-visits', path: '/usager/consultations' },
  ],
  conseiller: [
    { name: 'adviser', path: '/conseiller', dark: true },
    { name: 'adviser-board', path: '/conseiller?vue=etapes', dark: true },
    { name: 'adviser-none', path: '/conseiller?urgence=high&sans-contact=1&programme=guardianship' },
    { name: 'adviser-case', path: '/conseiller/dossiers/:file', dark: true },
    { name: 'adviser-need', path: '/conseiller/dossiers/:file', act: async (page) => {
      await page.getByRole('button', { name: 'Ajouter un besoin' }).first().click()
      await panel(page)
    } },
    { name: 'adviser-plan', path: '/conseiller/dossiers/:file?onglet=plan' },
    { name: 'adviser-referrals', path: '/conseiller/dossiers/:file?onglet=orientations' },
    { name: 'adviser-interviews', path: '/conseiller/dossiers/:file?onglet=entretiens' },
    { name: 'adviser-details', path: '/conseiller/dossiers/:file?onglet=coordonnees' },
    { name: 'adviser-history', path: '/conseiller/dossiers/:file?onglet=historique' },
    { name: 'adviser-refer', path: '/conseiller/dossiers/:file?proposer=1' },
    { name: 'adviser-missing-case', path: '/conseiller/dossiers/00000000-0000-4000-8000-000000000000' },
    { name: 'adviser-review', path: '/conseiller/relecture' },
    { name: 'adviser-organizations', path: '/conseiller/organisations' },
    { name: 'adviser-organization', path: '/conseiller/organisations/:organization' },
    { name: 'adviser-organization-offers', path: '/conseiller/organisations/:organization?onglet=offres' },
    { name: 'adviser-access', path: '/conseiller/acces' },
    { name: 'adviser-transfers', path: '/conseiller/transferts' },
    { name: 'adviser-accreditations', path: '/conseiller/habilitations', dark: true },
    { name: 'adviser-interactions', path: '/conseiller/organisations/:organization?onglet=echanges' },
  ],
  responsable: [{ name: 'manager', path: '/conseiller' }, { name: 'manager-measures', path: '/conseiller/mesures', dark: true }, { name: 'manager-transfers', path: '/conseiller/transferts', dark: true }],
  pilotage: [{ name: 'steering', path: '/pilotage' }],
  prescripteur: [
    { name: 'prescriber', path: '/prescripteur', alias: 'story-prescriber-search' },
    { name: 'prescriber-referrals', path: '/prescripteur?onglet=orientations' },
    { name: 'prescriber-pick', path: '/prescripteur', act: async (page) => {
      await page.getByRole('button', { name: /^Orienter une personne/ }).first().click()
      await panel(page)
    } },
  ],
}

const fill = (path: string) => path.replace(/:(organization|offer|file|invitation)/, (_, key: keyof typeof ids) => ids[key])

/** Public pages are loaded whole, as the server gives them; a space is walked through, as a person does. */
async function arrive(account: string, path: string): Promise<Visit> {
  const known = visits.get(account)
  const visit = known ?? (account === 'nobody' ? await open() : await visitAs(account, path))
  visits.set(account, visit)
  const { page } = visit
  await page.setViewportSize(WIDE)
  if (account === 'nobody') await goto(page, path)
  else if (known) await page.evaluate(`window.useNuxtApp().$router.push(${JSON.stringify(path)})`)
  await settled(page)
  return visit
}

beforeAll(async () => {
  ids.organization = (await sharedListing()).id
  const one = async (sql: string) => String((await db.query<{ id: string }>(sql, [ids.organization])).rows[0]?.id)
  ids.offer = await one(`select o.id from offers o join offer_places p on p.offer = o.id
    where o.organization = $1 and o.status = 'active' and o.visibility = 'public' and p.session is null and p.capacity > 0 order by o.title limit 1`)
  ids.file = await one(`select c.id from cases c join people p on p.id = c.person join directus_users u on u.id = p."user"
    where u.email = 'usager@relais.example' and c.status <> 'closed' and $1 <> ''`)
  const { body } = await call<{ data: { token: string } }>('/relais/identity/invitations', { as: 'conseiller', method: 'POST', body: { audience: 'partner', organization: ids.organization, right: 'editor' } })
  ids.invitation = body.data.token
})

describe.each(Object.keys(SCREENS))('screens of %s', (account) => {
  it.each(SCREENS[account] ?? [])('$name: fits, is accessible, calls nobody else', async ({ name, path, act, dark, refused, alias }) => {
    const answers: string[] = []
    const visit = await arrive(account, fill(path))
    const { page, outside, errors } = visit
    page.on('response', response => response.status() >= 400 && response.status() !== refused && answers.push(`${response.status()} ${response.url()}`))
    await act?.(page)

    expect(await page.title()).not.toBe('')
    expect(await overflow(page), 'wider than 1280').toEqual([])
    expect(await axe(page), 'axe at 1280').toEqual([])
    await shot(page, `${name}-1280`)
    if (alias) await shot(page, alias)

    await page.setViewportSize(PHONE)
    expect(await overflow(page), 'wider than 360').toEqual([])
    expect(await axe(page), 'axe at 360').toEqual([])
    await shot(page, `${name}-360`)

    if (dark) {
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      await page.setViewportSize(WIDE)
      expect(await axe(page), 'axe in the dark').toEqual([])
      await shot(page, `${name}-dark-1280`)
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    }

    page.removeAllListeners('response')
    if (act) await page.keyboard.press('Escape')
    expect({ outside, errors, answers }).toEqual({ outside: [], errors: [], answers: [] })
  })
})

describe('signing in', () => {
  it('goes through a page that fits and is accessible', async () => {
    const { page, context, outside } = await open()
    await page.goto(`${stack.portalUrl}/partenaire`)
    await page.waitForURL(url => url.href.startsWith(stack.identityUrl))

    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toEqual([])
    await shot(page, 'sign-in-1280')
    await page.setViewportSize(PHONE)
    expect(await overflow(page)).toEqual([])
    await shot(page, 'sign-in-360')
    expect(outside).toEqual([])
    await context.close()
  })
})
