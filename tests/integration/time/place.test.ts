import { beforeAll, describe, expect, it } from 'vitest'
import { dayAt, startOfDay, addDays } from '@relais/schema/time'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aMembership, aPerson, aSite, aStructure, anOffer, anOrganization, insert, makeWorld, rowOf, somePlaces, update, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'

/** Twenty-five hours apart: whenever the tests run, one is already tomorrow where the other is still today or yesterday. */
const EARLY = 'Pacific/Kiritimati'
const LATE = 'Pacific/Pago_Pago'
const now = new Date()
const dayIn = (zone: string) => dayAt(now, zone) ?? ''

let world: World

beforeAll(async () => {
  world = await makeWorld()
})

const placeOf = async (collection: string, id: string) => (await db.query<{ zone: string, commune: string | null }>(`select p.zone, p.commune from ${collection} t cross join lateral relais_place_of($1, to_jsonb(t)) p where t.id = $2`, [collection, id])).rows[0]

describe('where a record is', () => {
  it('is its structure for a file and what is below, its site for an offer, else the structure of its organisation', async () => {
    const structure = await aStructure({ time_zone: 'Pacific/Noumea', commune_code: '98818' })
    const person = await aPerson(structure)
    const file = await aCase(person, structure, {})
    const need = await insert('needs', { case: file, theme: 'housing', description: 'Se loger', status: 'open', identified_on: '2026-01-05' })
    const organization = await anOrganization(structure)
    const site = await aSite(organization, { commune_code: '97411' })
    const [here, there] = [await anOffer(organization, structure), await anOffer(organization, structure, { site })]
    const session = await insert('offer_sessions', { offer: there, starts_at: '2027-01-05T09:00:00Z', time_zone: 'Indian/Mayotte', status: 'open' })

    expect(await placeOf('cases', file)).toEqual({ zone: 'Pacific/Noumea', commune: '98818' })
    expect(await placeOf('needs', need)).toEqual({ zone: 'Pacific/Noumea', commune: '98818' })
    expect((await placeOf('people', person))?.zone).toBe('Pacific/Noumea')
    expect((await placeOf('organizations', organization))?.zone).toBe('Pacific/Noumea')
    expect((await placeOf('offers', here))?.zone).toBe('Pacific/Noumea')
    expect(await placeOf('offers', there)).toEqual({ zone: 'Indian/Reunion', commune: '97411' })
    expect((await placeOf('sites', site))?.zone).toBe('Indian/Reunion')
    expect((await placeOf('offer_sessions', session))?.zone).toBe('Indian/Mayotte')
    expect((await placeOf('structures', structure))?.zone).toBe('Pacific/Noumea')
  })

  it('is, for a session whose zone nobody said, its own site, else that of its offer', async () => {
    const structure = await aStructure({ time_zone: 'Pacific/Noumea', commune_code: '98818' })
    const organization = await anOrganization(structure)
    const [reunion, mayotte] = [await aSite(organization, { commune_code: '97411' }), await aSite(organization, { commune_code: '97608' })]
    const zoneOf = async (offer: string, row = {}) => (await rowOf('offer_sessions', await insert('offer_sessions', { offer, starts_at: '2027-01-05T09:00:00Z', status: 'open', ...row })))['time_zone']
    const [placed, unplaced] = [await anOffer(organization, structure, { site: reunion }), await anOffer(organization, structure)]

    expect([await zoneOf(placed), await zoneOf(placed, { site: mayotte }), await zoneOf(unplaced), await zoneOf(unplaced, { time_zone: '' })]).toEqual(['Indian/Reunion', 'Indian/Mayotte', 'Pacific/Noumea', 'Pacific/Noumea'])
  })

  it('goes with the site of a session, unless somebody said another', async () => {
    const structure = await aStructure({ time_zone: 'Pacific/Noumea', commune_code: '98818' })
    const organization = await anOrganization(structure)
    const [reunion, mayotte] = [await aSite(organization, { commune_code: '97411' }), await aSite(organization, { commune_code: '97608' })]
    const offer = await anOffer(organization, structure, { site: reunion })
    const sessionOf = (row = {}) => insert('offer_sessions', { offer, starts_at: '2027-01-05T09:00:00Z', status: 'open', ...row })
    const moved = async (session: string, row: Record<string, unknown>) => {
      await update('offer_sessions', session, row)
      return (await rowOf('offer_sessions', session))['time_zone']
    }
    const [derived, chosen] = [await sessionOf(), await sessionOf({ time_zone: 'America/Cayenne' })]

    expect([await moved(derived, { site: mayotte }), await moved(derived, { site: null })]).toEqual(['Indian/Mayotte', 'Indian/Reunion'])
    expect(await moved(derived, { site: mayotte, time_zone: 'Europe/Paris' })).toBe('Europe/Paris')
    expect(await moved(derived, { site: null })).toBe('Europe/Paris')
    expect(await moved(chosen, { site: mayotte })).toBe('America/Cayenne')
  })
})

describe('an offer that ends', () => {
  async function anEndingOffer(zone: string, day: string, row = {}) {
    const structure = await aStructure({ time_zone: zone })
    const organization = await anOrganization(structure)
    const offer = await anOffer(organization, structure, { expires_on: day, ...row })
    await somePlaces(offer, organization, 3)
    return { offer, organization, structure }
  }
  const isPublic = async (offer: string) => (await call(`/relais/directory/offers/${offer}`)).status === 200

  it.each([EARLY, LATE, 'Pacific/Tahiti', 'Europe/Paris'])('is there until the evening of its last day in %s, and no longer', async (zone) => {
    const [last, over] = [await anEndingOffer(zone, dayIn(zone)), await anEndingOffer(zone, addDays(dayIn(zone), -1))]

    expect((await rowOf('offers', last.offer))['open_until']).toEqual(new Date(startOfDay(addDays(dayIn(zone), 1), zone)))
    expect([await isPublic(last.offer), await isPublic(over.offer)]).toEqual([true, false])
  })

  it('ends at the first of its two last days, and has none without', async () => {
    const { offer } = await anEndingOffer('Europe/Paris', '2099-03-28', { ends_on: '2098-03-28' })
    expect((await rowOf('offers', offer))['open_until']).toEqual(new Date('2098-03-28T23:00:00Z'))

    await update('offers', offer, { ends_on: null, expires_on: null })
    expect((await rowOf('offers', offer))['open_until']).toBeNull()
  })

  it('follows its site and its structure when they move to another zone', async () => {
    const { offer, organization, structure } = await anEndingOffer('Europe/Paris', '2098-07-14')
    const end = async () => (await rowOf('offers', offer))['open_until']
    await update('structures', structure, { time_zone: 'America/Cayenne' })
    expect(await end()).toEqual(new Date('2098-07-15T03:00:00Z'))

    const site = await aSite(organization, { commune_code: '97411' })
    await update('offers', offer, { site })
    expect(await end()).toEqual(new Date('2098-07-14T20:00:00Z'))
    await update('sites', site, { commune_code: '98818' })
    expect(await end()).toEqual(new Date('2098-07-14T13:00:00Z'))
  })

  it('is in no history: nobody wrote it', async () => {
    const { offer } = await anEndingOffer('Europe/Paris', '2098-07-14')
    expect((await db.query('select field from value_history where item = $1 and field = \'open_until\'', [offer])).rows).toEqual([])
  })
})

describe('row 4: a file that goes to a place of another day', () => {
  it.each([[EARLY, LATE], [LATE, EARLY]])('is read by the team that it leaves until their own evening, from %s to %s', async (from, to) => {
    const [left, reached] = [await aStructure({ time_zone: from }), await aStructure({ time_zone: to })]
    await aMembership(reached, 'responsable', 'manager')
    await aMembership(left, 'conseiller', 'adviser')
    const file = await aCase(await aPerson(left), left, { conseiller: 'educator' })
    const { body } = await call<{ data: { id: string } }>('/items/transfers', { as: 'conseiller', method: 'POST', body: { case: file, structure: reached, reason: 'La personne déménage.' } })

    expect((await call(`/relais/workflow/transfers/${body.data.id}/transitions/accept`, { as: 'responsable', method: 'POST', body: { from: 'requested' } })).status).toBe(200)
    expect((await call(`/items/cases/${file}`, { as: 'conseiller' })).status).toBe(200)
    const { rows } = await db.query<{ until: Date }>('select max(valid_until) as until from access_grants where "case" = $1 and "user" = $2', [file, userId('conseiller')])
    expect(rows[0]?.until).toEqual(new Date(startOfDay(addDays(dayIn(from), 1), from)))
    const told = () => db.query('select 1 from directus_notifications where recipient = $1 and item = $2 and subject = \'Dossier transféré\'', [userId('conseiller'), body.data.id])
    await expect.poll(async () => (await told()).rows.length, { timeout: 20_000, interval: 200 }).toBe(1)
  })
})

describe('a file that goes twice in a day', () => {
  it('gives nothing back to the team that it left first, and takes no hour from it', async () => {
    const [first, second, last] = [await aStructure({ time_zone: EARLY }), await aStructure({ time_zone: LATE }), await aStructure()]
    await aMembership(first, 'conseiller', 'adviser')
    for (const structure of [second, last]) await aMembership(structure, 'responsable', 'manager')
    const file = await aCase(await aPerson(first), first, {}, { referent: userId('conseiller') })
    const send = async (to: string, as: string) => {
      const { body } = await call<{ data: { id: string } }>('/items/transfers', { as, method: 'POST', body: { case: file, structure: to, reason: 'La personne déménage.' } })
      return call(`/relais/workflow/transfers/${body.data.id}/transitions/accept`, { as: 'responsable', method: 'POST', body: { from: 'requested' } })
    }
    const held = async () => (await db.query('select level, valid_until from access_grants where "case" = $1 and "user" = $2 order by valid_from desc limit 1', [file, userId('conseiller')])).rows[0]
    const evening = { level: 'read', valid_until: new Date(startOfDay(addDays(dayIn(EARLY), 1), EARLY)) }

    expect((await send(second, 'conseiller')).status).toBe(200)
    expect(await held()).toEqual(evening)
    expect((await send(last, 'responsable')).status).toBe(200)
    expect(await held()).toEqual(evening)
    expect((await call(`/items/cases/${file}`, { as: 'conseiller', method: 'PATCH', body: { summary: 'Écrit après le départ' } })).status).toBe(403)
  })
})

describe('dates that cannot be', () => {
  const write = async (collection: string, body: object, as = 'conseiller') => {
    const answer = await call<{ errors?: { extensions: { errors?: { field: string, code: string }[] } }[] } | null>(`/items/${collection}`, { as, method: 'POST', body })
    return [codeOf(answer as never), answer.body?.errors?.[0]?.extensions.errors?.map(({ field, code }) => `${field} ${code}`)]
  }
  const person = (birth_date: string) => ({ first_name: 'Alix', last_name: 'Essai', gender: 'unknown', structure: world.structure, birth_date })

  it.each([['2206-01-01', 'FAR_DATE'], ['1850-01-01', 'FAR_DATE'], ['1901-01-01', 'NOT_VALID']])('nobody is born on %s', async (day, code) => {
    expect(await write('people', person(day))).toEqual(['FORM_INVALID', [`birth_date ${code}`]])
  })

  it('nobody is born tomorrow, by the day of their structure', async () => {
    expect(await write('people', person(addDays(dayIn('Europe/Paris'), 1)))).toEqual(['FORM_INVALID', ['birth_date NOT_VALID']])
    expect((await write('people', person(dayIn('Europe/Paris'))))[0]).toBeUndefined()
  })

  it('nothing ends before it starts', async () => {
    const offer = { organization: world.organization, kind: 'training', title: 'Formation des essais', description: 'x'.repeat(60), themes: ['rights'], starts_on: '2026-05-02', ends_on: '2026-05-01' }
    expect(await write('offers', offer)).toEqual(['FORM_INVALID', ['ends_on NOT_VALID']])
    const session = { offer: world.offer, starts_at: '2026-05-02T09:00:00Z', ends_at: '2026-05-02T08:00:00Z', time_zone: 'Europe/Paris', status: 'open' }
    expect(await write('offer_sessions', session)).toEqual(['FORM_INVALID', ['ends_at NOT_VALID']])
    expect(await write('offer_sessions', { ...session, starts_at: '1926-05-02T09:00:00Z', ends_at: null })).toEqual(['FORM_INVALID', ['starts_at FAR_DATE']])
  })
})
