import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { structureId } from '../../../seeds/demo/structures.ts'
import type { HomePage } from '@relais/schema/homes'
import { call, codeOf, db } from '../../support/stack.ts'
import { insert, items, refusals } from './world.ts'

const [TOWN, ELSEWHERE] = [structureId('ml-paris'), structureId('naq')]
const tile = { label_fr: 'Mes dossiers', label_en: 'My files', icon: 'users', target: '/conseiller' }
const page = { audience: 'adviser', title_fr: 'Bienvenue', tiles: [tile] }
const write = (as: string | null, body: object) => items(as, 'home_pages', 'POST', body)
const idOf = ({ body }: { body: { data?: Record<string, unknown> } }) => String(body.data?.['id'])
const home = (as: string | null, headers: Record<string, string> = {}) => call<{ data: HomePage[] }>('/relais/home', { as, headers })
const titles = async (as: string | null) => (await home(as)).body.data.map(({ audience, title }) => `${audience} ${title.fr}`)
const forget = () => db.query('delete from home_pages where kit is null')

beforeAll(forget)
afterAll(forget)

describe('writing a home page', () => {
  it.each([[null, 403], ['usager', 403], ['partenaire', 403], ['conseiller', 403], ['responsable', 403], ['pilotage', 403]])('is refused to %s', async (as, status) => {
    expect((await write(as, page)).status).toBe(status)
    expect((await items(as, 'home_pages')).status).toBe(status)
  })

  it('is refused to a local administrator for another structure, above or beside', async () => {
    for (const structure of [null, ELSEWHERE, structureId('national')]) expect([structure, codeOf(await write('configurateur.paris', { ...page, structure }))]).toEqual([structure, 'LAYER_NOT_OPEN'])
    const network = await write('configurateur', page)
    const elsewhere = await insert('home_pages', { audience: 'adviser', structure: ELSEWHERE, title_fr: 'Ailleurs' })

    expect(network.status).toBe(200)
    expect(codeOf(await items('configurateur.paris', `home_pages/${idOf(network)}`, 'PATCH', { title_fr: 'Pris' }))).toBe('LAYER_NOT_OPEN')
    expect(codeOf(await items('configurateur.paris', `home_pages/${idOf(network)}`, 'DELETE'))).toBe('LAYER_NOT_OPEN')
    for (const method of ['GET', 'PATCH', 'DELETE']) expect([method, (await items('configurateur.paris', `home_pages/${elsewhere}`, method, method === 'PATCH' ? { title_fr: 'Pris' } : undefined)).status]).toEqual([method, 403])
    await forget()
  })

  it.each<[string, object, string]>([
    ['an address outside', { tiles: [{ ...tile, target: 'https://ailleurs.example' }] }, 'tiles NOT_VALID'],
    ['a script', { tiles: [{ ...tile, target: 'javascript:alert(1)' }] }, 'tiles NOT_VALID'],
    ['a page of another space', { tiles: [{ ...tile, target: '/usager' }] }, 'tiles NOT_VALID'],
    ['a table that nobody brings', { audience: 'steering', tiles: [{ ...tile, target: '/pilotage?tableau=nowhere' }] }, 'tiles NOT_VALID'],
    ['markup', { text_fr: '<script>alert(1)</script>' }, 'text_fr NOT_VALID'],
    ['tiles that are no list', { tiles: { label_fr: 'x' } }, 'tiles NOT_VALID'],
    ['no title', { title_fr: null }, 'title_fr REQUIRED'],
    ['a title that is too long', { title_fr: 'é'.repeat(121) }, 'title_fr TOO_LONG'],
    ['a space that there is not', { audience: 'manager' }, 'audience NOT_A_CHOICE'],
    ['the public page for one structure', { audience: 'public', structure: TOWN, tiles: [] }, 'structure NOT_VALID'],
  ])('is refused for %s, administrators included', async (_name, more, refusal) => {
    for (const as of ['configurateur', 'admin']) expect([as, refusals(await write(as, { ...page, ...more }))]).toEqual([as, expect.arrayContaining([refusal])])
  })

  it('is refused twice for the same space, and its space, structure and kit do not change', async () => {
    const first = await write('configurateur', page)

    expect(refusals(await write('configurateur', page))).toEqual(['audience NOT_VALID'])
    expect((await write('configurateur', { ...page, structure: TOWN })).status).toBe(200)
    for (const moved of [{ audience: 'partner' }, { structure: ELSEWHERE }, { kit: 'mjpm' }]) expect([moved, (await items('configurateur', `home_pages/${idOf(first)}`, 'PATCH', moved)).status]).not.toEqual([moved, 200])
    expect(refusals(await items('configurateur', `home_pages/${idOf(first)}`, 'PATCH', { tiles: [{ ...tile, target: '//x' }] }))).toEqual(['tiles NOT_VALID'])
    expect((await items('configurateur', `home_pages/${idOf(first)}`, 'PATCH', { text_fr: 'Bonjour à tous.' })).status).toBe(200)
    await forget()
  })
})

describe('GET /relais/home', () => {
  it('gives nothing by default', async () => {
    for (const as of [null, 'usager', 'partenaire', 'conseiller', 'prescripteur', 'pilotage', 'configurateur', 'admin']) expect([as, (await home(as)).body]).toEqual([as, { data: [] }])
  })

  it('gives each audience the pages of its spaces, the network first, then its structures', async () => {
    for (const audience of ['public', 'partner', 'beneficiary', 'adviser', 'prescriber', 'steering']) await insert('home_pages', { audience, title_fr: 'Réseau' })
    expect((await write('configurateur.paris', { ...page, structure: TOWN, title_fr: 'Paris' })).status).toBe(200)
    await insert('home_pages', { audience: 'adviser', structure: ELSEWHERE, title_fr: 'Ailleurs' })
    await insert('home_pages', { audience: 'beneficiary', structure: TOWN, title_fr: 'Retirée', status: 'retired' })

    await expect.poll(() => titles('conseiller'), { timeout: 10_000 }).toEqual(['adviser Réseau', 'prescriber Réseau', 'public Réseau', 'adviser Paris'])
    expect((await titles('responsable'))).toEqual(expect.arrayContaining(['adviser Réseau']))
    expect(await titles('conseiller2')).not.toContain('adviser Paris')
    expect(await titles(null)).toEqual(['public Réseau'])
    expect(await titles('partenaire')).toEqual(['partner Réseau', 'public Réseau'])
    expect(await titles('usager')).toEqual(['beneficiary Réseau', 'public Réseau'])
    expect(await titles('pilotage')).toEqual(['public Réseau', 'steering Réseau'])
  })

  it('says the words in both languages, and leaves out what was written around the checks', async () => {
    await forget()
    await insert('home_pages', { audience: 'public', title_fr: 'Bonjour', title_en: 'Hello', text_fr: 'Cherchez.', tiles: JSON.stringify([{ label_fr: 'Ailleurs', target: 'https://ailleurs.example' }, { label_fr: 'Offres', target: '/?kind=job' }]) })

    await expect.poll(async () => (await home(null)).body.data, { timeout: 10_000 }).toEqual([
      { audience: 'public', title: { fr: 'Bonjour', en: 'Hello' }, text: { fr: 'Cherchez.', en: 'Cherchez.' }, tiles: [{ label_fr: 'Offres', target: '/?kind=job' }] },
    ])
  })

  it('is sent again only when it changed', async () => {
    const etag = (await home('conseiller')).headers.get('etag') ?? ''
    expect(etag).not.toBe('')
    expect((await home('conseiller', { 'if-none-match': etag })).status).toBe(304)

    expect((await write('configurateur', page)).status).toBe(200)

    await expect.poll(async () => (await home('conseiller', { 'if-none-match': etag })).status, { timeout: 10_000 }).toBe(200)
  })

  it('refuses a token that is not one', async () => {
    expect((await home(null, { authorization: 'Bearer invented' })).status).toBe(401)
  })
})
