import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { withScratchDatabase } from '../../support/scratch.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import { SIRET_LA_POSTE, aMember, aSite, aStructure, anOffer, anOrganization, insert, key, makeWorld, rowOf, update, userId } from './world.ts'
import type { World } from './world.ts'

interface Saved { data: { published: string[], proposed: { field: string, proposal: string }[], item: Record<string, unknown> } }
interface FieldError { field: string, code: string, message: { fr: string, en: string }, severity?: string }
interface Detail {
  data: {
    organization: Record<string, unknown>
    sites: Record<string, unknown>[]
    contacts: Record<string, unknown>[]
    offers: (Record<string, unknown> & { places: Record<string, unknown> | null })[]
    pending: { id: string, field: string, proposed: unknown, is_mine: boolean }[]
    decisions: unknown[]
    right: string
    team: { name: string, right: string, is_me: boolean }[]
    same_siret: { named: { id: string, name: string }[], has_unnamed: boolean } | null
    history: { organizations: Record<string, { by: string, audience: string, at: string }> }
  }
}

const DESCRIPTION = 'Un texte assez long pour être une description utile : ce que nous faisons, pour qui et comment nous joindre.'

let world: World
let reader: string

const path = (collection: string, id: string) => `/relais/directory/partner/${collection}/${id}`
const patch = <T = Saved>(collection: string, id: string, body: unknown, as = 'partenaire') => call<T>(path(collection, id), { as, method: 'PATCH', body })
const errorsOf = (answer: { body: unknown }) => {
  const { errors } = answer.body as { errors: { extensions: { errors: FieldError[] } }[] }
  return errors[0]?.extensions.errors ?? []
}

beforeAll(async () => {
  world = await makeWorld()
  reader = await anOrganization(world.structure, { name: 'Organisation consultée' })
  await aMember(reader, 'partenaire', 'reader')
})

describe('access to a listing', () => {
  const routes: [string, string, unknown?][] = [
    ['GET', '/relais/directory/partner'],
    ['GET', '/relais/directory/partner/referrals'],
    ['GET', '/relais/directory/partner/organizations/:own'],
    ['PATCH', '/relais/directory/partner/organizations/:own', { values: { phone: null }, base: {} }],
    ['POST', '/relais/directory/partner/organizations/:own/offers', { values: {}, idempotency_key: 'cle-essai' }],
  ]

  it.each(routes)('refuses %s %s to anybody who is not signed in', async (method, route, body) => {
    const answer = await call(route.replace(':own', world.organization), { method, body })

    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED'])
  })

  it.each(['conseiller', 'usager', 'prescripteur', 'pilotage', 'configurateur', 'admin'])('refuses the partner space to %s', async (as) => {
    for (const [method, route, body] of routes) {
      expect((await call(route.replace(':own', world.organization), { as, method, body })).status).toBe(403)
    }
  })

  it('answers the same for a missing record, somebody else’s, one that may only be read and a bad key', async () => {
    const foreignSite = await aSite(world.foreign)
    const targets: [string, string][] = [
      ['organizations', key()], ['organizations', world.foreign], ['organizations', reader], ['organizations', '12'], ['sites', foreignSite],
      ['people', key()], ['directus_users', userId('partenaire')], ['__proto__', key()],
    ]
    const answers = await Promise.all(targets.map(([collection, id]) => patch(collection, id, { values: { phone: '0140000001' }, base: {} })))

    expect(answers.map(answer => answer.status)).toEqual(targets.map(() => 403))
    expect(new Set(answers.map(answer => JSON.stringify(answer.body))).size).toBe(1)
  })

  it('says nothing of the body to someone who may not write', async () => {
    expect((await patch('organizations', world.foreign, { values: 12, unknown: true })).status).toBe(403)
  })

  it('ends with the membership', async () => {
    const left = await anOrganization(world.structure)
    await aMember(left, 'partenaire', 'owner', { valid_until: '2025-01-01T00:00:00Z' })
    const future = await anOrganization(world.structure)
    await aMember(future, 'partenaire', 'owner', { valid_from: '2999-01-01T00:00:00Z' })

    expect((await patch('organizations', left, { values: {}, base: {} })).status).toBe(403)
    expect((await patch('organizations', future, { values: {}, base: {} })).status).toBe(403)
  })

  it('lets a reader read, and not write', async () => {
    expect((await call<Detail>(path('organizations', reader), { as: 'partenaire' })).body.data.right).toBe('reader')
    expect((await patch('organizations', reader, { values: { phone: null }, base: {} })).status).toBe(403)
    expect((await call(`${path('organizations', reader)}/sites`, { as: 'partenaire', method: 'POST', body: { values: {}, idempotency_key: key() } })).status).toBe(403)
  })
})

describe('bad input', () => {
  it.each([
    ['no body', undefined, 'values', 'REQUIRED'],
    ['no base', { values: {} }, 'base', 'REQUIRED'],
    ['an unknown key', { values: {}, base: {}, id: 'x' }, 'id', 'UNKNOWN_FIELD'],
    ['values of the wrong type', { values: 'phone', base: {} }, 'values', 'WRONG_TYPE'],
    ['an unknown field', { values: { x_unknown: 1 }, base: {} }, 'x_unknown', 'UNKNOWN_FIELD'],
    ['a field of the network', { values: { internal_notes: 'x' }, base: {} }, 'internal_notes', 'UNKNOWN_FIELD'],
    ['a technical field', { values: { idempotency_key: 'x' }, base: {} }, 'idempotency_key', 'UNKNOWN_FIELD'],
    ['a read-only field', { values: { status: 'archived' }, base: {} }, 'status', 'READ_ONLY'],
    ['another structure', { values: { structure: key() }, base: {} }, 'structure', 'READ_ONLY'],
    ['a number instead of a text', { values: { phone: 140000000 }, base: {} }, 'phone', 'WRONG_TYPE'],
    ['an object instead of a text', { values: { email: { toString: 1 } }, base: {} }, 'email', 'WRONG_TYPE'],
    ['a very long text', { values: { description: 'é'.repeat(10_001) }, base: {} }, 'description', 'TOO_LONG'],
    ['a text that is too short', { values: { description: 'court' }, base: {} }, 'description', 'TOO_SHORT'],
    ['a bad phone', { values: { phone: '12' }, base: {} }, 'phone', 'BAD_PHONE'],
    ['a bad e-mail', { values: { email: 'nom@' }, base: {} }, 'email', 'BAD_EMAIL'],
    ['a script instead of an address', { values: { website: 'javascript:alert(1)' }, base: {} }, 'website', 'BAD_URL'],
    ['a SIRET with a wrong key', { values: { siret: '35600000049838' }, base: {} }, 'siret', 'BAD_SIRET'],
    ['bad hours', { values: { hours: 'lundi matin' }, base: {} }, 'hours', 'BAD_HOURS'],
    ['a kind that does not exist', { values: { kind: 'bank' }, base: {} }, 'kind', 'NOT_A_CHOICE'],
    ['a mandatory field left empty', { values: { name: '   ' }, base: {} }, 'name', 'REQUIRED'],
    ['a control character', { values: { description: `${DESCRIPTION}\u0000` }, base: {} }, 'values.description', 'WRONG_TYPE'],
  ])('refuses %s, names the field and writes nothing', async (_, body, field, code) => {
    const before = await rowOf('organizations', world.organization)

    const answer = await patch('organizations', world.organization, body)

    expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
    expect(errorsOf(answer)).toEqual(expect.arrayContaining([expect.objectContaining({ field, code })]))
    expect(await rowOf('organizations', world.organization)).toEqual(before)
  })

  it('writes nothing at all when one field of several is wrong', async () => {
    const before = await rowOf('organizations', world.organization)

    const answer = await patch('organizations', world.organization, { values: { phone: '0140999999', email: 'non' }, base: { phone: before['phone'], email: null } })

    expect(answer.status).toBe(400)
    expect(await rowOf('organizations', world.organization)).toEqual(before)
  })

  it('keeps HTML, script, SQL, emoji and right-to-left text as plain text', async () => {
    const description = `${DESCRIPTION} <script>alert('x')</script> '; drop table people; -- 😀 שלום مرحبا`
    const { body } = await patch('offers', world.offer, { values: { description }, base: { description: (await rowOf('offers', world.offer))['description'] } })

    expect(body.data.published).toEqual(['description'])
    expect((await rowOf('offers', world.offer))['description']).toBe(description)
  })

  it('accepts the SIRET of La Poste, which no ordinary key check passes', async () => {
    const { status, body } = await patch('organizations', world.organization, { values: { siret: '356 000 000 49837' }, base: { siret: null } })

    expect(status).toBe(200)
    expect(body.data.proposed.map(({ field }) => field)).toEqual(['siret'])
    const { rows } = await db.query('select proposed_value from change_proposals where id = $1', [body.data.proposed[0]?.proposal])
    expect(rows[0]?.proposed_value).toBe(SIRET_LA_POSTE)
  })

  it('asks before keeping coordinates outside France, then keeps them', async () => {
    const site = await aSite(world.organization, { is_main: false, name: 'Frontière', latitude: 48.58, longitude: 7.75 })
    const change = { values: { latitude: 50.85, longitude: 14.35 }, base: { latitude: 48.58, longitude: 7.75 } }

    const asked = await patch('sites', site, change)
    const kept = await patch('sites', site, { ...change, confirm: ['latitude'] })

    expect(asked.status).toBe(400)
    expect(errorsOf(asked)).toMatchObject([{ field: 'latitude', code: 'OUTSIDE_FRANCE', severity: 'confirm' }])
    expect(kept.body.data.published.sort()).toEqual(['latitude', 'longitude'])
  })

  it('does not let a confirmation hide a real error', async () => {
    expect(errorsOf(await patch('organizations', world.organization, { values: { phone: '12' }, base: {}, confirm: ['phone'] }))).toMatchObject([{ code: 'BAD_PHONE' }])
  })

  it('refuses the site of another organisation', async () => {
    const foreignSite = await aSite(world.foreign)

    const answer = await patch('offers', world.offer, { values: { site: foreignSite }, base: {} })

    expect(errorsOf(answer)).toMatchObject([{ field: 'site', code: 'NOT_A_CHOICE' }])
    expect(JSON.stringify(answer.body)).toBe(JSON.stringify((await patch('offers', world.offer, { values: { site: key() }, base: {} })).body))
  })
})

describe('a change by the partner', () => {
  it('publishes a phone at once, in international form, under the name of its author', async () => {
    const before = await rowOf('organizations', world.organization)

    const { status, body } = await patch('organizations', world.organization, { values: { phone: '01 45 67 00 00' }, base: { phone: before['phone'] } })

    expect(status).toBe(200)
    expect(body.data).toMatchObject({ published: ['phone'], proposed: [], item: { id: world.organization, phone: '+33145670000' } })
    expect(body.data.item).not.toHaveProperty('internal_notes')
    const after = await rowOf('organizations', world.organization)
    expect(after).toMatchObject({ phone: '+33145670000', user_updated: userId('partenaire') })
    expect(after['updated_by_partner_at']).toBeInstanceOf(Date)
    const { body: detail } = await call<Detail>(path('organizations', world.organization), { as: 'partenaire' })
    expect(detail.data.history.organizations['phone']).toMatchObject({ by: 'Odile Garancher', audience: 'partner' })
  })

  it('submits a description to review and leaves the public page as it was', async () => {
    const before = await rowOf('organizations', world.organization)

    const { body } = await patch('organizations', world.organization, { values: { description: DESCRIPTION }, base: { description: before['description'] } })

    expect(body.data).toMatchObject({ published: [], proposed: [{ field: 'description' }], item: { description: before['description'] } })
    expect((await rowOf('organizations', world.organization))['updated_by_partner_at']).toEqual(before['updated_by_partner_at'])
  })

  it('updates the pending proposal of the same person and keeps that of a colleague', async () => {
    const organization = await anOrganization(world.structure)
    await aMember(organization, 'partenaire', 'owner')
    await aMember(organization, 'partenaire2', 'editor')
    const base = { name: 'Atelier des essais' }

    const first = await patch('organizations', organization, { values: { name: 'Premier nom' }, base })
    const second = await patch('organizations', organization, { values: { name: 'Deuxième nom' }, base })
    const colleague = await patch('organizations', organization, { values: { name: 'Nom du collègue' }, base }, 'partenaire2')

    expect(second.body.data.proposed).toEqual(first.body.data.proposed)
    expect(colleague.body.data.proposed[0]?.proposal).not.toBe(first.body.data.proposed[0]?.proposal)
    const { body } = await call<Detail>(path('organizations', organization), { as: 'partenaire' })
    expect(body.data.pending.map(({ proposed, is_mine }) => [proposed, is_mine]).sort()).toEqual([['Deuxième nom', true], ['Nom du collègue', false]])
  })

  it('loses neither of two people who edit the same field', async () => {
    const organization = await anOrganization(world.structure, { phone: '+33140000000', email: 'avant@essai.example' })
    await aMember(organization, 'partenaire', 'owner')
    await aMember(organization, 'partenaire2', 'editor')
    const base = { phone: '+33140000000', email: 'avant@essai.example' }

    const first = await patch('organizations', organization, { values: { phone: '+33141111111' }, base })
    const second = await patch<unknown>('organizations', organization, { values: { phone: '+33142222222', email: 'apres@essai.example' }, base }, 'partenaire2')

    expect(first.status).toBe(200)
    expect([second.status, codeOf(second)]).toEqual([409, 'EDIT_CONFLICT'])
    expect(second.body).toMatchObject({ errors: [{ extensions: { conflicts: [{
      field: 'phone', base: '+33140000000', current: '+33141111111', mine: '+33142222222', by: 'Odile Garancher', audience: 'partner', at: expect.any(String),
    }] } }] })
    expect(await rowOf('organizations', organization)).toMatchObject({ phone: '+33141111111', email: 'avant@essai.example' })

    const chosen = await patch('organizations', organization, { values: { phone: '+33142222222' }, base: { phone: '+33141111111' } }, 'partenaire2')
    expect(chosen.body.data.published).toEqual(['phone'])
  })

  it('lets one of two simultaneous edits through and shows it to the other', async () => {
    const organization = await anOrganization(world.structure, { phone: null })
    await aMember(organization, 'partenaire', 'owner')
    await aMember(organization, 'partenaire2', 'editor')

    const answers = await Promise.all(['partenaire', 'partenaire2'].map((as, index) =>
      patch<unknown>('organizations', organization, { values: { phone: `+3314000000${index}` }, base: { phone: null } }, as)))

    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
  })

  it('says nothing changed when the same form is sent twice', async () => {
    const change = { values: { website: 'https://essai.example/accueil' }, base: { website: null } }

    expect((await patch('organizations', world.organization, change)).body.data.published).toEqual(['website'])
    expect((await patch('organizations', world.organization, change)).body.data).toMatchObject({ published: [], proposed: [] })
  })

  it('keeps the capacity above the places already taken', async () => {
    const taken = await anOffer(world.organization, world.structure)
    const places = await insert('offer_places', { offer: taken, organization: world.organization, capacity: 5, reserved: 0 })
    const person = await insert('people', { structure: world.structure, last_name: 'A', first_name: 'B', gender: 'unknown', disability_worker: false })
    const file = await insert('cases', { person, structure: world.structure, programme: 'accompagnement', status: 'support', opened_on: '2025-01-01', urgency: 'none' })
    await insert('referrals', { case: file, offer: taken, status: 'sent' })

    const refused = await patch('offer_places', places, { values: { capacity: 0 }, base: { capacity: 5 } })
    const saved = await patch('offer_places', places, { values: { capacity: 1 }, base: { capacity: 5 } })

    expect(errorsOf(refused)).toMatchObject([{ field: 'capacity', code: 'OUT_OF_RANGE' }])
    expect(saved.body.data.published).toEqual(['capacity'])
    expect(await rowOf('offer_places', places)).toMatchObject({ capacity: 1, reserved: 1, available: 0, confirmed_by: userId('partenaire') })
  })
})

describe('a new record of the partner', () => {
  const offer = { kind: 'workshop', title: 'Atelier CV', description: DESCRIPTION, themes: ['employment'] }
  const create = <T = { data: Record<string, unknown> }>(collection: string, body: unknown, organization = world.organization) =>
    call<T>(`${path('organizations', organization)}/${collection}`, { as: 'partenaire', method: 'POST', body })

  it('refuses a missing key, a missing title, an unknown collection and another organisation', async () => {
    expect(codeOf(await create('offers', { values: offer }))).toBe('FORM_INVALID')
    expect(errorsOf(await create('offers', { values: { ...offer, title: '' }, idempotency_key: key() }))).toMatchObject([{ field: 'title', code: 'REQUIRED' }])
    expect(codeOf(await create('sites', { values: {}, places: 3, idempotency_key: key() }))).toBe('FORM_INVALID')
    expect((await create('interactions', { values: {}, idempotency_key: key() })).status).toBe(403)
    expect((await create('offers', { values: offer, idempotency_key: key() }, world.foreign)).status).toBe(403)
  })

  it.each([-1, 1.5, '8', 10_001])('refuses %s places', async (places) => {
    expect(codeOf(await create('offers', { values: offer, places, idempotency_key: key() }))).toBe('FORM_INVALID')
  })

  it('publishes an offer with its places at once', async () => {
    const { status, body } = await create('offers', { values: offer, places: 8, idempotency_key: key() })

    expect(status).toBe(201)
    expect(body.data).toMatchObject({ title: 'Atelier CV', status: 'active', places: { capacity: 8, reserved: 0, available: 8 } })
    const page = await call<{ data: { offer: { updated_by_partner_at: string }, places: { available: number } } }>(`/relais/directory/offers/${body.data['id']}`)
    expect(page.body.data.places.available).toBe(8)
    expect(Date.parse(page.body.data.offer.updated_by_partner_at)).toBeGreaterThan(Date.now() - 60_000)
  })

  it('creates one offer for a double click', async () => {
    const body = { values: offer, places: 2, idempotency_key: key() }

    const answers = await Promise.all([create('offers', body), create('offers', body), create('offers', body)])

    expect(answers.map(answer => answer.status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(answer => answer.body.data['id'])).size).toBe(1)
    const { rows } = await db.query('select count(*)::int as n from offers where idempotency_key = $1', [body.idempotency_key])
    expect(rows[0]?.n).toBe(1)
  })

  it('keeps as a draft the offer of an organisation that is not published yet', async () => {
    const prospect = await anOrganization(world.structure, { status: 'prospect' })
    await aMember(prospect, 'partenaire', 'owner')

    const { body } = await create('offers', { values: offer, idempotency_key: key() }, prospect)

    expect(body.data['status']).toBe('draft')
  })

  it('row 30: finds the commune of a site from its postal code and its city, and again when they change', async () => {
    const place = { kind: 'commune', vintage: 2026, population: 1 }
    for (const [code, name] of [['97491', 'Bourg-l’Essai'], ['97492', 'Essai-sur-Mer']]) await insert('territories', { ...place, code, name, postal_codes: ['98990'] })
    await insert('territories', { ...place, code: '97493', name: 'Essai-les-Bains', postal_codes: ['98991'] })
    const communeOf = async (values: object) => {
      const { body } = await create('sites', { values: { name: 'Antenne', address: '3 rue des Essais', ...values }, idempotency_key: key() })
      return (await rowOf('sites', String(body.data['id'])))['commune_code']
    }

    expect(await communeOf({ postal_code: '98990', city: 'Essai sur mer' })).toBe('97492')
    expect(await communeOf({ postal_code: '98990', city: 'Un lieu-dit' })).toBeNull()
    expect(await communeOf({ postal_code: '98991', city: 'Un lieu-dit' })).toBe('97493')
    const { body } = await create('sites', { values: { name: 'Antenne', postal_code: '98990', city: 'Essai-sur-Mer' }, idempotency_key: key() })
    await patch('sites', String(body.data['id']), { values: { postal_code: '98991', city: 'Essai-les-Bains' }, base: { postal_code: '98990', city: 'Essai-sur-Mer' } })
    expect((await rowOf('sites', String(body.data['id'])))['commune_code']).toBe('97493')
    // A town has the postal codes of its arrondissements: the arrondissement is meant.
    await insert('territories', { ...place, code: '97494', name: 'Essaiville', postal_codes: ['98992', '98993'] })
    await insert('territories', { ...place, code: '97495', name: 'Essaiville 1er Arrondissement', postal_codes: ['98992'] })
    expect(await communeOf({ postal_code: '98992', city: 'Essaiville' })).toBe('97495')
    // Nothing says which commune it is in now: that of before is kept where the postal code is its own, and only there.
    const site = await aSite(world.organization, { postal_code: '98990', city: 'Essai-sur-Mer', commune_code: '97492', is_main: false })
    const movedTo = async (row: Record<string, unknown>) => {
      await update('sites', site, row)
      return (await rowOf('sites', site))['commune_code']
    }
    expect(await movedTo({ city: 'Un lieu-dit' })).toBe('97492')
    expect(await movedTo({ postal_code: '98999' })).toBeNull()
  })

  it('row 30: finds the commune of sites that were there before', async () => {
    const sql = readFileSync(new URL('../../../schema/migrations/0261-communes-of-sites.sql', import.meta.url), 'utf8')
    await withScratchDatabase(async (client) => {
      const { rows: [site] } = await client.query<{ id: string, commune: string }>(`select id, relais_commune_of(postal_code, city) as commune from sites where relais_commune_of(postal_code, city) is not null order by id limit 1`)
      await client.query('drop trigger relais_10_commune on sites')
      await client.query('update sites set commune_code = null where id = $1', [site?.id])
      await client.query(sql)

      const { rows } = await client.query<{ commune_code: string | null }>('select commune_code from sites where id = $1', [site?.id])
      expect(rows).toEqual([{ commune_code: expect.stringMatching(/^\d/) }])
      expect(rows[0]?.commune_code).toBe(site?.commune)
    })
  })

  it('adds a site and a contact', async () => {
    const site = await create('sites', { values: { name: 'Antenne', postal_code: '97400', city: 'Saint-Denis', latitude: -20.88, longitude: 55.45 }, idempotency_key: key() })
    const contact = await create('contacts', { values: { last_name: 'N’Diaye', phone: '0692 12 34 56', site: site.body.data['id'] }, idempotency_key: key() })

    expect(site).toMatchObject({ status: 201, body: { data: { name: 'Antenne', status: 'active' } } })
    expect(contact).toMatchObject({ status: 201, body: { data: { last_name: 'N’Diaye', phone: '+262692123456', site: site.body.data['id'] } } })
  })
})

describe('a colleague who leaves', () => {
  const remove = (id: string, as: string | null = 'partenaire') => call(`/relais/directory/partner/members/${id}`, { as, method: 'DELETE' })

  it('row 29: is removed by an owner of the listing alone, at once, and one owner stays', async () => {
    const organization = await anOrganization(world.structure, { name: 'Équipe qui change' })
    const owner = await aMember(organization, 'partenaire', 'owner')
    const colleague = await aMember(organization, 'partenaire2', 'editor')
    const elsewhere = await aMember(world.foreign, 'partenaire2', 'editor')
    const isOpen = async () => (await call(`/relais/directory/partner/organizations/${organization}`, { as: 'partenaire2' })).status

    expect((await remove(colleague, null)).status).toBe(401)
    for (const as of ['partenaire2', 'conseiller', 'responsable', 'admin', 'usager']) expect([as, (await remove(owner, as)).status]).toEqual([as, 403])
    const [foreign, missing] = await Promise.all([remove(elsewhere), remove(key())])
    expect([foreign.status, foreign.body]).toEqual([403, missing.body])
    expect(await isOpen()).toBe(200)

    expect((await remove(colleague)).status).toBe(200)
    expect(await isOpen()).toBe(403)
    expect((await remove(colleague)).status).toBe(403)
    expect(codeOf(await remove(owner))).toBe('LAST_OWNER')
    expect((await rowOf('organization_members', owner)).valid_until).toBeNull()
  })

  it('row 1: an owner who can no longer sign in does not count as the one who stays', async () => {
    const organization = await anOrganization(world.structure, { name: 'Responsable suspendue' })
    const owner = await aMember(organization, 'partenaire', 'owner')
    const asleep = await aMember(organization, 'partenaire2', 'owner')
    await db.query(`update directus_users set status = 'suspended' where id = $1`, [userId('partenaire2')])
    try {
      expect(codeOf(await remove(owner))).toBe('LAST_OWNER')
      expect((await remove(asleep)).status).toBe(200)
    }
    finally {
      await db.query(`update directus_users set status = 'active' where id = $1`, [userId('partenaire2')])
    }
  })
})

describe('the home of the partner', () => {
  it('lists only one’s own organisations, with what each one asks', async () => {
    await update('offers', world.offer, { last_confirmed_at: '2024-01-01T00:00:00Z' })

    const { body } = await call<{ data: Record<string, unknown>[] }>('/relais/directory/partner', { as: 'partenaire' })

    const own = body.data.find(line => line['id'] === world.organization)
    expect(own).toMatchObject({ name: 'Atelier des essais', right: 'owner', status: 'active' })
    expect(own?.['offers_to_refresh']).toBeGreaterThanOrEqual(1)
    expect(own?.['pending_count']).toBeGreaterThanOrEqual(1)
    expect(own?.['completeness']).toBeGreaterThan(50)
    expect(own?.['missing']).toContain('email')
    expect(body.data.map(line => line['id'])).not.toContain(world.foreign)
  })

  it.each(['Pacific/Noumea', 'America/Cayenne'])('counts the months of an offer in the days of its place: %s', async (zone) => {
    const structure = await aStructure({ time_zone: zone })
    const organization = await anOrganization(structure)
    await aMember(organization, 'partenaire', 'owner')
    const offer = await anOffer(organization, structure)
    const asked = async () => (await call<{ data: Record<string, unknown>[] }>('/relais/directory/partner', { as: 'partenaire' })).body.data.find(line => line['id'] === organization)?.['offers_to_refresh']
    const confirmed = (wall: string) => db.query(`update offers set last_confirmed_at = (relais_today($2) - interval '6 months' + $3::interval) at time zone $2 where id = $1`, [offer, zone, wall])

    await confirmed('23 hours 59 minutes')
    expect(await asked()).toBe(1)
    await confirmed('24 hours 1 minute')
    expect(await asked()).toBe(0)
    expect((await call<Detail>(path('organizations', organization), { as: 'partenaire' })).body.data.offers[0]?.['time_zone']).toBe(zone)
  })

  it('shows nothing of the network’s own notes', async () => {
    await update('organizations', world.organization, { internal_notes: 'Note réservée au réseau' })

    const { body } = await call<Detail>(path('organizations', world.organization), { as: 'partenaire' })

    expect(JSON.stringify(body)).not.toContain('Note réservée')
    expect(body.data.offers.find(({ id }) => id === world.offer)?.places).toMatchObject({ capacity: 8 })
  })
})

describe('confirming an offer', () => {
  const confirm = (id: string, as: string | null) => call(`/relais/directory/partner/offers/${id}/confirm`, { as, method: 'POST', body: {} })

  it('is refused to anybody but an editor', async () => {
    const foreign = await anOffer(world.foreign, world.other)
    const readOnly = await anOffer(reader, world.structure)

    expect((await confirm(world.offer, null)).status).toBe(401)
    for (const [id, as] of [[foreign, 'partenaire'], [readOnly, 'partenaire'], [key(), 'partenaire'], [world.offer, 'conseiller']] as const) {
      expect((await confirm(id, as)).status).toBe(403)
    }
  })

  it('dates the offer and changes nothing else', async () => {
    const before = await rowOf('offers', world.offer)

    expect((await confirm(world.offer, 'partenaire')).status).toBe(200)

    const after = await rowOf('offers', world.offer)
    expect(Number(after['last_confirmed_at'])).toBeGreaterThan(Number(before['last_confirmed_at']))
    expect({ title: after['title'], description: after['description'], status: after['status'] }).toEqual({ title: before['title'], description: before['description'], status: before['status'] })
  })
})

describe('the team of a listing', () => {
  it('names who looks after it now', async () => {
    const { body } = await call<Detail>(path('organizations', world.organization), { as: 'partenaire' })

    expect(body.data.team).toMatchObject([{ name: 'Odile Garancher', right: 'owner', is_me: true }, { name: 'Bastien Roumégoux', right: 'editor', is_me: false }])
  })
})

describe('row 35: the SIRET of another organisation', () => {
  let next = Math.floor(Math.random() * 9000)
  /** An office of La Poste, whose digits add up to a multiple of 5. */
  const freshSiret = () => {
    const tail = String(next++).padStart(4, '0')
    const sum = [...`356${tail}`].reduce((total, digit) => total + Number(digit), 0)
    return `356000000${tail}${(5 - sum % 5) % 5}`
  }
  const seenBy = async (organization: string, as = 'partenaire') => (await call<Detail>(path('organizations', organization), { as })).body.data.same_siret
  const aDouble = async (siret: string | null, row: Record<string, unknown> = {}) => {
    const id = await anOrganization(world.structure, { name: 'Double essayé', siret, ...row })
    await aMember(id, 'partenaire', 'owner')
    return id
  }

  it.each([
    ['archived', { status: 'archived' }], ['not yet published', { status: 'prospect' }], ['suspended', { status: 'suspended' }],
    ['shown to the network only', { visibility: 'network' }], ['of its structure only', { visibility: 'internal' }],
  ])('does not name one that is %s, and says that it is there', async (_, row) => {
    const siret = freshSiret()
    const own = await aDouble(siret)
    const hidden = await anOrganization(world.other, { name: `Organisation tue ${key()}`, siret, ...row })

    const answer = await call<Detail>(path('organizations', own), { as: 'partenaire' })

    expect(answer.body.data.same_siret).toEqual({ named: [], has_unnamed: true })
    expect(JSON.stringify(answer.body)).not.toContain('Organisation tue')
    expect(JSON.stringify(answer.body)).not.toContain(hidden)
  })

  it('names those that are published, whoever looks after them, and never the listing itself', async () => {
    const siret = freshSiret()
    const own = await aDouble(siret)
    expect(await seenBy(own)).toEqual({ named: [], has_unnamed: false })
    const b = await anOrganization(world.other, { name: 'Boutique publiée', siret, status: 'to_refresh' })
    const a = await anOrganization(world.structure, { name: 'Atelier publié', siret })

    expect(await seenBy(own)).toEqual({ named: [{ id: a, name: 'Atelier publié' }, { id: b, name: 'Boutique publiée' }], has_unnamed: false })
  })

  it('tells nothing of those without a SIRET', async () => {
    expect(await seenBy(await aDouble(null))).toEqual({ named: [], has_unnamed: false })
  })

  it('does not let a SIRET be tried to learn who is in the network', async () => {
    const siret = freshSiret()
    const own = await aDouble(null)
    const hidden = await anOrganization(world.other, { name: 'Organisation tue', siret, visibility: 'internal' })
    expect((await patch('organizations', own, { values: { siret }, base: { siret: null } })).body.data.proposed).toHaveLength(1)

    expect(await seenBy(own)).toEqual({ named: [], has_unnamed: false })

    await update('organizations', hidden, { visibility: 'public' })
    expect(await seenBy(own)).toEqual({ named: [{ id: hidden, name: 'Organisation tue' }], has_unnamed: false })
  })
})
