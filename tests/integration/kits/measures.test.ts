import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kitDemoRows } from '../../../seeds/kits.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import { installKit, removeKit } from '../../support/kit.ts'
import { formsOf, soon } from '../configurator/world.ts'
import { aCase, aMembership, aPerson, aStructure, anOffer, anOrganization, key, somePlaces, userId } from '../directory/world.ts'

interface Received { id: string, person_display: string | null, person_phone: string | null, person_birth_date: string | null, origin_label: string, answers: Record<string, unknown> | null }

const GUARDIAN = 'Mesures de protection : Claire Vasselin-Onfray, mandataire'
const MEASURE = { mjpm_measure: 'reinforced', mjpm_file_number: '24/0187', mjpm_decided_on: '2024-03-04' }
let offer = ''
let court = ''

const reserve = (body: object) => call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'prescripteur', method: 'POST', body: { offer, idempotency_key: key(), ...body } })
const received = async (id: string) => (await call<{ data: { items: Received[] } }>('/relais/directory/partner/referrals?limit=50', { as: 'partenaire' })).body.data.items.find(item => item.id === id)
const answer = (id: string, said: string) => call(`/relais/cases/referrals/${id}/answer`, { as: 'partenaire', method: 'POST', body: { answer: said, ...(said === 'refused' ? { reason: 'other' } : {}) } })
const aFile = async () => aCase(await aPerson(court, { first_name: 'Yasmine', last_name: 'El Amrani', birth_date: '1948-05-17', phone: '+33639980123' }), court, { prescripteur: 'prescriber' })
const dueOf = async (id: string) => {
  const { rows } = await db.query('select r.sent_at, o.due_at, o.deadline_at from workflow_objects o join referrals r on r.id = o.item where o.item = $1', [id])
  return rows[0]
}

beforeAll(async () => {
  await installKit('mjpm')
  const rows = await kitDemoRows('mjpm')
  offer = String(rows.offers?.find(({ title }) => title === GUARDIAN)?.id)
  court = await aStructure({ name: 'Tribunal judiciaire de Valombre', kind: 'court' })
  await aMembership(court, 'prescripteur', 'prescriber')
})
afterAll(() => removeKit('mjpm'))

describe('a measure that is reserved', () => {
  it('is told to the portal in the words of the trade: « Réserver une mesure »', async () => {
    const { body } = await call<{ data: { referrals: { kind: string, act: { fr: string } }[] } }>('/relais/forms', { as: 'prescripteur' })
    const anonymous = await call<{ data: { referrals: unknown[] } }>('/relais/forms', { as: null })

    expect(body.data.referrals).toMatchObject([{ kind: 'guardianship', act: { fr: 'Réserver une mesure' }, answerWithin: 60 }])
    expect(anonymous.body.data.referrals).toEqual([])
    expect((await formsOf('prescripteur'))['referrals']?.fields.map(({ field }) => field)).toEqual(expect.arrayContaining(Object.keys(MEASURE)))
  })

  it('is refused without its kind and its file number, with an answer that nobody asked, or one that is not offered', async () => {
    const file = await aFile()
    const missing = await reserve({ case: file })
    const stranger = await reserve({ case: file, answers: { ...MEASURE, person_display: 'Pirate' } })
    const unknown = await reserve({ case: file, answers: { ...MEASURE, mjpm_measure: 'adoption' } })

    expect([missing, stranger, unknown].map(({ status }) => status)).toEqual([400, 400, 400])
    expect(JSON.stringify(missing.body)).toMatch(/Nature de la mesure.*manque/)
    expect(codeOf(stranger)).toBe('FORM_INVALID')
  })

  it('takes no such answer for an offer that is of another nature', async () => {
    const organization = await anOrganization(court)
    const other = await anOffer(organization, court, { kind: 'workshop' })
    await somePlaces(other, organization, 3)

    expect((await reserve({ case: await aFile(), offer: other, answers: MEASURE })).status).toBe(400)
    expect((await reserve({ case: await aFile(), offer: other })).status).toBe(201)
  })

  it('says the measure at once, and the person only once it is accepted: name, birth date, phone, court', async () => {
    const { body: { data: { id } } } = await reserve({ case: await aFile(), answers: MEASURE })

    expect(await received(id)).toMatchObject({ person_display: 'Yasmine E.', person_phone: null, person_birth_date: null, origin_label: 'Autre service prescripteur', answers: MEASURE })

    expect((await answer(id, 'accepted')).status).toBe(200)
    expect(await received(id)).toMatchObject({ person_display: 'Yasmine El Amrani', person_phone: '+33639980123', person_birth_date: '1948-05-17', origin_label: 'Tribunal judiciaire de Valombre', answers: MEASURE })

    expect((await call(`/relais/cases/referrals/${id}/finish`, { as: 'partenaire', method: 'POST', body: {} })).status).toBe(200)
    expect(await received(id)).toMatchObject({ person_display: null, person_phone: null, person_birth_date: null, answers: null })
  })

  it.each([
    ['probation', { name: 'SPIP de Valombre', kind: 'spip' }],
    ['youth protection', { name: 'PJJ de Valombre', kind: 'pjj' }],
    ['a structure that is hidden', { name: 'Point écoute de Valombre', kind: 'association', hidden_from_partners: true }],
  ])('never names the sender where it is %s, even once it is accepted', async (_, row) => {
    const hidden = await aStructure({ ...row, phone: '+33199000071', email: 'accueil@cache.example' })
    await aMembership(hidden, 'conseiller', 'adviser')
    const file = await aCase(await aPerson(hidden, { first_name: 'Yasmine', last_name: 'El Amrani' }), hidden, { conseiller: 'referent' }, { referent: userId('conseiller') })
    const { body: { data: { id } } } = await call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body: { offer, idempotency_key: key(), case: file, answers: MEASURE } })

    expect((await answer(id, 'accepted')).status).toBe(200)
    expect(await received(id)).toMatchObject({ person_display: 'Yasmine El Amrani', origin_label: 'Autre service prescripteur', sender: null })
    const { body } = await call<{ data: unknown }>(`/items/referrals/${id}?fields=*`, { as: 'partenaire' })
    expect(JSON.stringify(body)).toContain('Autre service prescripteur')
    expect(JSON.stringify(body)).not.toContain(row.name)
    // A label written before the structure was hidden names nobody to call.
    await db.query('update referrals set origin_label = $2 where id = $1', [id, row.name])
    expect(await received(id)).toMatchObject({ sender: null })
  })

  it('never says more when it is refused', async () => {
    const { body: { data: { id } } } = await reserve({ case: await aFile(), answers: MEASURE })
    await answer(id, 'refused')

    const { rows } = await db.query('select person_display, person_birth_date, person_phone from referrals where id = $1', [id])
    expect(rows).toEqual([{ person_display: 'Yasmine E.', person_birth_date: null, person_phone: null }])
  })

  it('waits two months for an answer, not thirty days', async () => {
    const { body: { data: { id } } } = await reserve({ case: await aFile(), answers: MEASURE })
    const { body } = await call<{ data: { automatic: { transition: string, on: string } } }>(`/relais/workflow/referrals/${id}/transitions`, { as: 'prescripteur' })
    const { sent_at: sent } = await dueOf(id)

    const days = (Date.parse(`${body.data.automatic.on}T12:00:00Z`) - Date.parse(sent)) / 86_400_000
    expect(body.data.automatic.transition).toBe('expire')
    expect(Math.round(days)).toBeGreaterThanOrEqual(59)
    expect(Math.round(days)).toBeLessThanOrEqual(61)
  })
})

describe('the capacity of a guardian', () => {
  it('counts what it follows outside of the tool, and tells apart what is beyond', async () => {
    const { rows: [places] } = await db.query('select id, capacity, reserved, outside from offer_places where offer = $1', [offer])
    const declare = (values: object, base: object) => call(`/relais/directory/partner/offer_places/${places.id}`, { as: 'partenaire', method: 'PATCH', body: { values, base } })

    expect((await declare({ outside: -1 }, { outside: places.outside })).status).toBe(400)
    expect((await declare({ outside: 5 }, { outside: places.outside })).status).toBe(200)
    const seen = async () => (await db.query('select available, over from offer_places where offer = $1', [offer])).rows[0]
    expect(await seen()).toEqual({ available: Math.max(0, places.capacity - places.reserved - 5), over: Math.max(0, places.reserved + 5 - places.capacity) })

    expect((await declare({ outside: 20 }, { outside: 5 })).status).toBe(200)
    expect(await seen()).toEqual({ available: 0, over: places.reserved + 20 - places.capacity })
    expect(codeOf(await reserve({ case: await aFile(), answers: MEASURE }))).toBe('OFFER_FULL')

    expect((await declare({ outside: 0 }, { outside: 20 })).status).toBe(200)
    await soon(seen, value => value.over === 0)
  })
})
