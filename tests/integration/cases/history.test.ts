import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, aSite, anOrganization, insert, key, makeWorld, update, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'

interface History { data: { fields: Record<string, { value: unknown, previous_value: unknown, changes: number, by: string | null, audience: string }> } }

let world: World
let person: string

const history = (collection: string, id: string, as: string | null, query = '') => call<History>(`/relais/history/${collection}/${id}${query}`, { as })

beforeAll(async () => {
  world = await makeWorld()
  person = await aPerson(world.structure)
  await aCase(person, world.structure, { conseiller: 'referent' })
})

describe('GET /relais/history/:collection/:id', () => {
  it('is refused without a token', async () => {
    expect((await history('people', person, null)).status).toBe(401)
  })

  it('answers the same for what is missing, what is somebody else’s and what has no history', async () => {
    const answers = await Promise.all([
      history('people', person, 'conseiller2'), history('people', person, 'usager'), history('people', person, 'partenaire'), history('people', person, 'configurateur'),
      history('people', key(), 'conseiller'), history('people', '1', 'conseiller'), history('directus_users', userId('conseiller'), 'conseiller'),
      history('access_grants', key(), 'conseiller'), history('value_history', key(), 'conseiller'), history('__proto__', key(), 'conseiller'),
    ])

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  it('refuses a bad parameter', async () => {
    expect(codeOf(await history('people', person, 'conseiller', '?field=a;b'))).toBe('FORM_INVALID')
    expect(codeOf(await history('people', person, 'conseiller', '?limit=-1'))).toBe('FORM_INVALID')
  })

  it('gives the latest change of each field and how many there were', async () => {
    for (const phone of ['+33611111111', '+33622222222']) await update('people', person, { phone })

    const { status, body } = await history('people', person, 'conseiller')

    expect(status).toBe(200)
    expect(body.data.fields['phone']).toMatchObject({ value: '+33622222222', previous_value: '+33611111111', changes: 3 })
  })

  it('gives every change of one field, latest first', async () => {
    const { body } = await call<{ data: { field: string, changes: { value: unknown }[] } }>(`/relais/history/people/${person}?field=phone`, { as: 'conseiller' })

    expect(body.data.field).toBe('phone')
    expect(body.data.changes.map(({ value }) => value)).toEqual(['+33622222222', '+33611111111', '+33612345678'])
  })

  it('row 29: names whom and what a value links to, before and after, and keeps the keys for taking them back', async () => {
    const file = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' }, { referent: userId('conseiller') })
    await update('cases', file, { referent: userId('responsable') })
    const names = await db.query<{ id: string, name: string }>('select id, concat_ws(\' \', first_name, last_name) as name from directus_users where id = any($1)', [[userId('conseiller'), userId('responsable')]])
    const nameOf = (account: string) => names.rows.find(({ id }) => id === userId(account))?.name

    const { body } = await history('cases', file, 'conseiller')
    expect(body.data.fields['referent']).toMatchObject({ value: userId('responsable'), value_name: nameOf('responsable'), previous_value: userId('conseiller'), previous_name: nameOf('conseiller') })
    expect(body.data.fields['structure']).toMatchObject({ value: world.structure, value_name: 'Mission locale des essais', previous_name: null })
    expect(body.data.fields['programme']).not.toHaveProperty('value_name')
    const one = await call<{ data: { changes: Record<string, unknown>[] } }>(`/relais/history/cases/${file}?field=referent`, { as: 'conseiller' })
    expect(one.body.data.changes.map(({ value_name: name }) => name)).toEqual([nameOf('responsable'), nameOf('conseiller')])
  })

  it('row 29: names nothing that its reader may not open', async () => {
    const hidden = await anOrganization(world.other, { name: 'Organisation gardée', visibility: 'restricted', restricted_to: world.other })
    const file = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' }, { referred_by_organization: hidden })

    const { body } = await history('cases', file, 'conseiller')
    expect(body.data.fields['referred_by_organization']).toMatchObject({ value: hidden, value_name: null })
    expect(JSON.stringify(body)).not.toContain('Organisation gardée')
  })

  it('row 29: an empty list and no value are the same: going from one to the other is no change', async () => {
    const someone = await aPerson(world.structure)
    await aCase(someone, world.structure, { conseiller: 'referent' })
    const lines = async () => (await db.query('select 1 from value_history where item = $1 and field = \'mobility\'', [someone])).rows.length
    for (const mobility of [null, [], null, []]) await update('people', someone, { mobility })
    expect(await lines()).toBe(0)
    await update('people', someone, { mobility: ['car'] })
    await update('people', someone, { mobility: [] })
    expect(await lines()).toBe(2)

    // Those written before are not shown.
    await db.query(`insert into value_history (id, collection, item, field, value, previous_value, audience, at) values (gen_random_uuid(), 'people', $1, 'mobility', '[]', null, 'adviser', now())`, [someone])
    const { body } = await history('people', someone, 'conseiller')
    expect(body.data.fields).toHaveProperty('mobility.changes', 2)
  })

  it('row 29: names the same of an offer to its partner, and says nothing of a site that has no name', async () => {
    const [before, after, unnamed] = await Promise.all(['Ḥalles نور', 'Annexe', ''].map(name => aSite(world.organization, { name, is_main: false })))
    const offer = await insert('offers', { organization: world.organization, structure: world.structure, kind: 'service', title: 'Offre déplacée', themes: ['rights'], status: 'active', visibility: 'public', site: before })
    await update('offers', offer, { site: after })

    for (const as of ['partenaire', 'conseiller']) expect([as, (await history('offers', offer, as)).body.data.fields['site']]).toMatchObject([as, { value: after, value_name: 'Annexe', previous_name: 'Ḥalles نور' }])
    await update('offers', offer, { site: unnamed })
    expect((await history('offers', offer, 'partenaire')).body.data.fields['site']).toMatchObject({ value: unnamed, value_name: null, previous_name: 'Annexe' })
  })

  it.each([['organizations', 'themes'], ['offers', 'publics']] as const)('row 29: an empty list is no value either among the %s (%s)', async (collection, field) => {
    const id = collection === 'organizations'
      ? await anOrganization(world.structure)
      : await insert('offers', { organization: world.organization, structure: world.structure, kind: 'service', title: 'Offre sans liste', themes: ['rights'], status: 'active', visibility: 'public' })
    for (const value of [null, [], null, []]) await update(collection, id, { [field]: value })

    expect((await db.query('select 1 from value_history where item = $1 and field = $2', [id, field])).rows).toEqual([])
    expect((await history(collection, id, 'conseiller')).body.data.fields).not.toHaveProperty(field)
  })

  it('row 29: names to whoever reads the file whom it was before a mandate ended', async () => {
    const file = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' }, { referent: userId('conseiller2') })
    await update('cases', file, { referent: null })

    const { body } = await history('cases', file, 'conseiller')
    expect(body.data.fields['referent']).toMatchObject({ value: null, value_name: null, previous_value: userId('conseiller2'), previous_name: expect.stringMatching(/ /) })
  })

  it('keeps the fields that the audience does not see', async () => {
    await db.query('update organizations set internal_notes = $2, phone = $3 where id = $1', [world.organization, 'Note réservée', '+33177777777'])

    const partner = await history('organizations', world.organization, 'partenaire')
    const adviser = await history('organizations', world.organization, 'conseiller')

    expect(partner.body.data.fields['phone']).toMatchObject({ value: '+33177777777' })
    expect(JSON.stringify(partner.body)).not.toContain('Note réservée')
    expect((await history('organizations', world.organization, 'partenaire', '?field=internal_notes')).status).toBe(403)
    expect(adviser.body.data.fields['internal_notes']).toMatchObject({ value: 'Note réservée' })
  })

  it('keeps what a local administrator closed to the audience, before and after alike', async () => {
    const [before, after] = ['canari-avant', 'canari-apres']
    for (const address of [before, after]) await update('people', person, { address })
    expect(JSON.stringify((await history('people', person, 'conseiller')).body)).toContain(before)

    const setting = await call<{ data: { id: string } }>('/items/field_settings', { as: 'admin', method: 'POST', body: { id: key(), collection: 'people', field: 'address', audience: 'adviser', level: 'none' } })
    try {
      await expect.poll(async () => (await history('people', person, 'conseiller', '?field=address')).status, { timeout: 20_000 }).toBe(403)
      const { body } = await history('people', person, 'conseiller')
      expect(JSON.stringify(body)).not.toMatch(/canari/)
      expect(body.data.fields['phone']).toBeDefined()
    }
    finally {
      await call(`/items/field_settings/${setting.body.data.id}`, { as: 'admin', method: 'DELETE' })
    }
  })

  it('lets whoever may write a field take an earlier value back, which is a change like another', async () => {
    const { body: { data: { changes } } } = await call<{ data: { changes: { value: string }[] } }>(`/relais/history/people/${person}?field=phone`, { as: 'conseiller' })
    const earlier = changes.at(-1)?.value
    const back = (as: string) => call(`/items/people/${person}`, { as, method: 'PATCH', body: { phone: earlier } })

    expect((await Promise.all(['conseiller2', 'usager', 'partenaire', 'prescripteur'].map(back))).map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect((await back('conseiller')).status).toBe(200)
    const { body } = await history('people', person, 'conseiller')
    expect(body.data.fields['phone']).toMatchObject({ value: earlier, previous_value: '+33622222222', changes: 4, audience: 'adviser' })
  })
})

describe('GET /relais/history/:collection?items=', () => {
  const list = (items: string, as: string | null = 'conseiller') => call<{ data: { items: Record<string, Record<string, { value: unknown, changes: number }>> } }>(`/relais/history/needs?items=${items}`, { as })

  it('is refused without a token, and for what is no list of at most a hundred keys', async () => {
    expect((await list(key(), null)).status).toBe(401)
    for (const items of ['', '1', `${key()},`, Array.from({ length: 101 }, key).join()]) expect(codeOf(await list(items))).toBe('FORM_INVALID')
    expect((await call(`/relais/history/access_grants?items=${key()}`, { as: 'conseiller' })).status).toBe(403)
  })

  it('gives the changes of the records that the caller reads, and is silent about the others', async () => {
    const [file, stranger] = [await aCase(person, world.structure, { conseiller: 'referent' }, { programme: 'cej' }), await aCase(await aPerson(world.structure), world.structure, {})]
    const [mine, theirs] = await Promise.all([file, stranger].map(async id => insert('needs', { case: id, theme: 'housing', description: 'Une chambre', urgency: 'low', status: 'open', identified_on: '2025-01-06' })))
    await update('needs', mine ?? '', { urgency: 'high' })

    const { status, body } = await list(`${mine},${theirs},${key()}`)

    expect(status).toBe(200)
    expect(Object.keys(body.data.items)).toEqual([mine])
    expect(body.data.items[mine ?? '']?.['urgency']).toMatchObject({ value: 'high', changes: 2 })
    expect((await list(`${mine}`, 'conseiller2')).body.data.items).toEqual({})
  })
})
