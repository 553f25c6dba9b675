import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kitDemoRows } from '../../../seeds/kits.ts'
import type { HomePage } from '@relais/schema/homes'
import { call, codeOf, db } from '../../support/stack.ts'
import { command } from '../../support/command.ts'
import { installKit, removeKit } from '../../support/kit.ts'
import { formsOf, items, soon } from '../configurator/world.ts'
import { aCase, aPerson, aStructure, anOffer, anOrganization, aSite, insert, key, somePlaces, update } from '../directory/world.ts'

interface Found { id: string, title: string, kind: string, distance_km: number | null, places_available: number | null, is_suspended: boolean }
interface Page { data: { items: Found[], total: number } }

let guardian: Record<string, string> = {}
const idOf = (name: string) => guardian[name] ?? name
const search = (query: Record<string, string | string[]>, as: string | null = 'prescripteur') => {
  const params = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])))
  return call<Page>(`${as === null ? '/relais/directory/search' : '/relais/cases/offers'}?${params.toString()}`, { as })
}
const PREFIX = 'Mesures de protection : '
const nameIn = (title: string) => title.replace(PREFIX, '')
/** The demo world and other tests have guardians too. */
const ofTheKit = <T extends { title: string }>(found: T[]) => found.filter(({ title }) => title.startsWith(PREFIX) || Object.hasOwn(guardian, title))
const guardians = async (query: Record<string, string | string[]>) => {
  const { items: found } = (await search({ kind: 'guardianship', ...query })).body.data
  expect(found.filter(({ kind }) => kind !== 'guardianship')).toEqual([])
  return ofTheKit(found)
}
const titles = async (query: Record<string, string | string[]>) => (await guardians(query)).map(({ title }) => nameIn(title))
const placesOf = async (offer: string) => (await db.query('select capacity, reserved, available from offer_places where offer = $1', [offer])).rows[0]
const finish = (id: string, as: string | null = 'partenaire', body: unknown = {}) => call<{ data: { status: string } }>(`/relais/cases/referrals/${id}/finish`, { as, method: 'POST', body })

beforeAll(async () => {
  await installKit('mjpm')
  const rows = await kitDemoRows('mjpm')
  guardian = Object.fromEntries((rows.offers ?? []).map(({ id, title }) => [String(title).replace('Mesures de protection : ', ''), id]))
})
afterAll(() => removeKit('mjpm'))

describe('a kit installed while the product runs', () => {
  it('is in the forms of each audience, with its section, its words and its rules', async () => {
    const { offers, organizations } = await formsOf('partenaire')
    const branch = organizations?.fields.find(({ field }) => field === 'mjpm_branch')

    expect(branch).toMatchObject({ kit: 'mjpm', facet: true, facetKinds: ['guardianship'], local: false, level: 'review', section: 'mjpm', label: { fr: 'Mode d’exercice', en: 'How it practises' } })
    expect(organizations?.sections.map(({ key: section }) => section)).toContain('mjpm')
    expect(offers?.fields.find(({ field }) => field === 'mjpm_profiles')).toMatchObject({ level: 'write', shownIf: 'kind == "guardianship"' })
    expect(offers?.fields.find(({ field }) => field === 'suspension_reason')?.choices?.map(({ value }) => value)).toContain('mjpm_accreditation')
    expect((await formsOf('usager')).offers).toBeUndefined()
  })

  it('gives rights on its fields through the API, and no more than they say', async () => {
    const read = (as: string) => items(as, `offers/${idOf('Service tutélaire de la Bièvre')}?fields=id,mjpm_profiles`)

    expect((await soon(() => read('prescripteur'), ({ status }) => status === 200)).body.data).toMatchObject({ mjpm_profiles: ['mental_disability', 'homeless', 'addiction'] })
    expect((await read('usager')).status).toBe(403)
    expect((await items('prescripteur', `offers/${idOf('Service tutélaire de la Bièvre')}`, 'PATCH', { mjpm_profiles: [] })).status).toBe(403)
  })

  it('is checked on every write', async () => {
    const structure = await aStructure()
    const offer = await anOffer(await anOrganization(structure), structure, { kind: 'guardianship' })
    const refused = await items('admin', `offers/${offer}`, 'PATCH', { mjpm_departements: ['75', '99'] })
    const suspended = await items('admin', `offers/${offer}`, 'PATCH', { is_suspended: true })

    expect(JSON.stringify(refused.body)).toContain('NOT_A_CHOICE')
    expect(JSON.stringify(suspended.body)).toMatch(/suspension_reason.*REQUIRED/)
    expect((await items('admin', `offers/${offer}`, 'PATCH', { mjpm_departements: ['75'], is_suspended: true, suspension_reason: 'mjpm_accreditation' })).status).toBe(200)
  })

  it('leaves nothing to apply, and a local administrator sees that it is there', async () => {
    expect((await command(['schema', 'plan'])).text).toContain('Rien à faire')
    expect((await items('configurateur', 'kits?fields=key,release')).body.data).toEqual([{ key: 'mjpm', release: '1.2.0' }])
    expect((await items('configurateur', 'kits?fields=definition')).status).toBe(403)
    expect((await items('conseiller', 'kits?fields=key')).status).toBe(403)
  })

  it('puts its tiles on the homes of those who use it, and its words in the vocabularies', async () => {
    const homes = async (as: string) => (await call<{ data: HomePage[] }>('/relais/home', { as })).body.data.filter(({ audience }) => audience !== 'public')
    expect(await soon(() => homes('prescripteur'), pages => pages.length > 0)).toMatchObject([{ audience: 'prescriber', title: { fr: 'Protection des majeurs', en: 'Protection of adults' }, tiles: [{ label_fr: 'Trouver un mandataire', target: '/prescripteur?nature=guardianship' }, { icon: 'list-checks' }] }])
    expect((await homes('pilotage')).map(({ tiles }) => tiles[0]?.target)).toEqual(['/pilotage?tableau=mjpm_territory'])
    expect(await homes('partenaire')).toEqual([])

    const { body } = await call<{ data: Record<string, { code: string, label: string }[]> }>('/relais/directory/vocabularies')
    expect(body.data['public']).toContainEqual(expect.objectContaining({ code: 'mjpm_protected_adults', label: 'Majeurs protégés' }))
  })

  it('cannot have a field deleted in the Studio', async () => {
    expect(codeOf(await call('/fields/offers/mjpm_profiles', { as: 'admin', method: 'DELETE' }))).toBe('PRODUCT_FIELD')
  })
})

describe('a search narrowed by the lists of a kit', () => {
  it('is refused for what is no filter, or one that the audience does not read', async () => {
    await db.query('insert into field_settings (collection, field, audience, level) values (\'offers\', \'mjpm_profiles\', \'public\', \'none\')')
    const settled = await soon(async () => (await call<{ data: { path: string }[] }>('/relais/directory/facets')).body.data.map(({ path }) => path), paths => !paths.includes('offers.mjpm_profiles'))
    expect(settled).toContain('offers.mjpm_departements')

    for (const facet of ['offers.mjpm_profiles:older', 'offers.title:x', 'offers.mjpm_departements:99', 'offers.nowhere:x']) {
      expect([facet, codeOf(await search({ facet }, null))]).toEqual([facet, 'FORM_INVALID'])
    }
    for (const facet of ['people.gender:x', 'offers.mjpm_profiles', `offers.x:${'a'.repeat(300)}`]) expect((await search({ facet })).status).toBe(400)
    expect((await search({ facet: 'offers.mjpm_profiles:older' })).status).toBe(200)
    await db.query('delete from field_settings where field = \'mjpm_profiles\'')
  })

  it('finds by speciality, by département, by how the guardian practises, by several at once', async () => {
    expect(await titles({ facet: 'offers.mjpm_profiles:brain_injury' })).toEqual(['Préposée de l’hôpital des Coteaux de Marne'])
    expect((await titles({ facet: ['offers.mjpm_departements:23', 'organizations.mjpm_branch:service'] }))).toEqual(['Association tutélaire du Plateau'])
    expect((await titles({ facet: ['offers.mjpm_departements:23', 'offers.mjpm_departements:974'] })).sort()).toEqual(
      ['Association tutélaire du Plateau', 'Hortense Lavaur-Meynard, mandataire', 'Service des majeurs de la Ravine'])
    expect(await titles({ facet: ['offers.mjpm_departements:974', 'organizations.mjpm_branch:employee'] })).toEqual([])
  })

  it('finds by name, by town, by free places and by distance as the crow flies', async () => {
    expect(await titles({ q: 'vasselin' })).toEqual(['Claire Vasselin-Onfray, mandataire'])
    expect(await titles({ territory: '23096', facet: 'offers.mjpm_departements:23' })).toEqual(['Association tutélaire du Plateau'])
    const free = await titles({ facet: 'offers.mjpm_departements:92', with_places: '1' })
    expect(free).toEqual(['Service tutélaire de la Bièvre'])

    const near = await guardians({ lat: '48.8566', lng: '2.3522', radius: '20', facet: ['offers.mjpm_profiles:older', 'offers.mjpm_profiles:mental_disability'] })
    expect(near.map(({ title, distance_km }) => [nameIn(title), distance_km])).toEqual([
      ['Claire Vasselin-Onfray, mandataire', 1.5], ['Service tutélaire de la Bièvre', 3.5], ['Tutelles du Confluent', 5.5], ['Préposée de l’hôpital des Coteaux de Marne', 6.7], ['Bertrand Collonges-Ferté, mandataire', 17.2],
    ])
  })

  it('takes a list that a local administrator added and marked', async () => {
    const created = await call('/fields/offers', {
      as: 'admin', method: 'POST',
      body: { field: 'x_langues', type: 'json', schema: { is_nullable: true }, meta: { interface: 'select-multiple-checkbox', special: ['cast-json'], options: { facet: true, choices: [{ text: 'Arabe', value: 'ar' }, { text: 'Langue des signes', value: 'lsf' }] } } },
    })
    expect(created.status).toBe(200)
    await insert('field_settings', { collection: 'offers', field: 'x_langues', audience: 'prescriber', level: 'read' })
    await db.query('update offers set x_langues = $2 where id = $1', [idOf('Tutelles du Confluent'), JSON.stringify(['lsf'])])
    await soon(() => search({ facet: 'offers.x_langues:lsf' }), ({ status }) => status === 200)

    expect(await titles({ facet: 'offers.x_langues:lsf' })).toEqual(['Tutelles du Confluent'])
    expect(codeOf(await search({ facet: 'offers.x_langues:lsf' }, null))).toBe('FORM_INVALID')
    await call('/fields/offers/x_langues', { as: 'admin', method: 'DELETE' })
  })

  it('row 27: an empty list of people followed excludes nobody, a département not ticked does', async () => {
    const offer = idOf('Tutelles du Confluent')
    const { rows: [kept] } = await db.query('select mjpm_profiles, mjpm_departements from offers where id = $1', [offer])
    try {
      for (const empty of [null, '[]']) {
        await db.query('update offers set mjpm_profiles = $2, mjpm_departements = $2 where id = $1', [offer, empty])
        expect((await titles({ facet: 'offers.mjpm_profiles:brain_injury' })).sort()).toEqual(['Préposée de l’hôpital des Coteaux de Marne', 'Tutelles du Confluent'])
        expect((await titles({ facet: 'offers.mjpm_departements:23' })).sort()).toEqual(['Association tutélaire du Plateau', 'Hortense Lavaur-Meynard, mandataire'])
      }
      const { body } = await search({ facet: 'offers.mjpm_profiles:brain_injury' })
      expect(ofTheKit(body.data.items).length).toBe(2)
    }
    finally {
      await db.query('update offers set mjpm_profiles = $2, mjpm_departements = $3 where id = $1', [offer, JSON.stringify(kept.mjpm_profiles), JSON.stringify(kept.mjpm_departements)])
    }
  })

  it('finds organisations by what they offer', async () => {
    const { body } = await call<Page>('/relais/cases/organizations?facet=offers.mjpm_profiles:brain_injury', { as: 'conseiller' })

    expect(ofTheKit(body.data.items).map(({ title }) => title)).toEqual(['Préposée de l’hôpital des Coteaux de Marne'])
  })
})

describe('the availability of a guardian', () => {
  const seen = async (name: string) => (await search({ q: name, kind: 'guardianship' })).body.data.items.map(({ places_available, is_suspended }) => [places_available, is_suspended])[0]

  it('is unknown without a capacity, and 0 when suspended, whatever the capacity', async () => {
    expect(await seen('Plateau')).toEqual([null, false])
    expect(await seen('Collonges')).toEqual([0, true])
    expect(await placesOf(idOf('Bertrand Collonges-Ferté, mandataire'))).toEqual({ capacity: 8, reserved: 0, available: 0 })
  })

  it('comes back when the suspension ends, for an offer without places too', async () => {
    const structure = await aStructure()
    const organization = await anOrganization(structure)
    const offer = await anOffer(organization, structure, { kind: 'guardianship', title: 'Mandat zéphyr' })
    await somePlaces(offer, organization, 5)
    expect(await placesOf(offer)).toEqual({ capacity: 5, reserved: 0, available: 5 })

    await update('offers', offer, { is_suspended: true, suspension_reason: 'absence' })
    expect(await placesOf(offer)).toEqual({ capacity: 5, reserved: 0, available: 0 })
    await update('offer_places', String((await db.query('select id from offer_places where offer = $1', [offer])).rows[0].id), { capacity: 7 })
    expect(await placesOf(offer)).toEqual({ capacity: 7, reserved: 0, available: 0 })
    await update('offers', offer, { is_suspended: false, suspension_reason: null })
    expect(await placesOf(offer)).toEqual({ capacity: 7, reserved: 0, available: 7 })
    await db.query('delete from offer_places where offer = $1', [offer])
    await update('offers', offer, { is_suspended: true, suspension_reason: 'absence' })
    expect(await seen('zéphyr')).toEqual([0, true])
  })

  it('follows each measure: reserved by the judge, accepted, ended; nobody is sent to whom is suspended', async () => {
    const structure = await aStructure()
    const judge = (offer: string, file: string) => call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'prescripteur', method: 'POST', body: { case: file, offer, idempotency_key: key(), answers: { mjpm_measure: 'tutorship', mjpm_file_number: '24/0187' } } })
    const file = await aCase(await aPerson(structure), structure, { prescripteur: 'prescriber' })
    const offer = idOf('Claire Vasselin-Onfray, mandataire')

    expect(codeOf(await judge(idOf('Bertrand Collonges-Ferté, mandataire'), file))).toBe('OFFER_NOT_OPEN')
    expect(codeOf(await judge(idOf('Tutelles du Confluent'), file))).toBe('OFFER_FULL')
    const reserved = await judge(offer, file)
    expect([reserved.status, await placesOf(offer)]).toEqual([201, { capacity: 6, reserved: 1, available: 5 }])
    const { id } = reserved.body.data

    expect(codeOf(await finish(id))).toBe('ALREADY_DECIDED')
    await call(`/relais/cases/referrals/${id}/answer`, { as: 'partenaire', method: 'POST', body: { answer: 'accepted' } })
    expect(await placesOf(offer)).toMatchObject({ available: 5 })
    for (const as of [null, 'prescripteur', 'partenaire2', 'conseiller'] as const) expect([as, (await finish(id, as)).status]).toEqual([as, as === null ? 401 : 403])
    expect((await finish(id, 'partenaire', { why: 'x' })).status).toBe(400)

    expect(await finish(id, 'partenaire', { comment: 'Mainlevée prononcée.' })).toMatchObject({ status: 200, body: { data: { status: 'done' } } })
    expect(await placesOf(offer)).toEqual({ capacity: 6, reserved: 0, available: 6 })
    expect(codeOf(await finish(id))).toBe('ALREADY_DECIDED')
    expect((await db.query('select outcome, ended_on is not null as is_dated from referrals where id = $1', [id])).rows).toEqual([{ outcome: 'Mainlevée prononcée.', is_dated: true }])
  })
})

describe('a report of a kit', () => {
  const read = (as: string | null, path = '/mjpm_territory') => call<{ data: { lines: { code: string | null, name: string, values: Record<string, number> }[], total: Record<string, number> } }>(`/relais/reports${path}`, { as })

  it('is refused to those who do not steer, and when nobody brings it', async () => {
    expect((await read(null)).status).toBe(401)
    for (const as of ['partenaire', 'usager', 'conseiller', 'prescripteur', 'configurateur']) expect([as, (await read(as)).status]).toEqual([as, 403])
    expect((await read('pilotage', '/nowhere')).status).toBe(403)
    expect((await read('pilotage', '')).body.data).toMatchObject([{ key: 'mjpm_territory', label: { fr: 'Mandataires par département' } }])
  })

  it('counts guardians, measures, free places and unknown capacities by département, from what its reader may read', async () => {
    const structure = await aStructure()
    const hidden = await anOrganization(structure, { visibility: 'internal' })
    const site = await aSite(hidden, { commune_code: '87085' })
    await somePlaces(await anOffer(hidden, structure, { kind: 'guardianship', site }), hidden, 50)
    const before = await read('pilotage')

    const shared = await anOrganization(structure, { visibility: 'network' })
    const offer = await anOffer(shared, structure, { kind: 'guardianship', site: await aSite(shared, { commune_code: '87085' }) })
    await insert('offer_places', { offer, organization: shared, capacity: 4 })
    const after = await read('pilotage')

    expect(before.body.data.lines.find(({ code }) => code === '87')).toBeUndefined()
    expect(after.body.data.lines.find(({ code }) => code === '87')).toEqual({ code: '87', name: 'Haute-Vienne', values: { guardians: 1, capacity: 4, measures: 0, outside: 0, free: 4, withheld: 0, over: 0, unknown: 0, uncounted: 0 } })
    expect(after.body.data.total).toMatchObject({ capacity: (before.body.data.total['capacity'] ?? 0) + 4, free: (before.body.data.total['free'] ?? 0) + 4 })
    expect(after.body.data.lines.find(({ code }) => code === '93')?.values).toMatchObject({ guardians: 1, capacity: 3, measures: 0, free: 3, unknown: 0 })
    expect(after.body.data.lines.find(({ code }) => code === '78')?.values).toMatchObject({ capacity: 8, free: 0, withheld: 8 })
  })

  it('adds up in each département and in all, with what is outside, beyond and unknown', async () => {
    const known = idOf('Hortense Lavaur-Meynard, mandataire')
    await db.query('update offer_places set outside = 6 where offer = $1', [known])
    const { lines, total } = (await read('pilotage')).body.data

    expect(lines.find(({ code }) => code === '23')?.values).toMatchObject({ outside: 6, over: 2, unknown: 1 })
    for (const values of [...lines.map(line => line.values), total]) {
      const of = (name: string) => values[name] ?? 0
      expect(of('capacity') + of('over')).toBe(of('measures') + of('outside') + of('free') + of('withheld'))
    }
    for (const name of ['capacity', 'measures', 'outside', 'free', 'withheld', 'over', 'unknown', 'uncounted']) {
      expect([name, lines.reduce((sum, { values }) => sum + (values[name] ?? 0), 0)]).toEqual([name, total[name]])
    }
    await db.query('update offer_places set outside = 0 where offer = $1', [known])
  })
})
