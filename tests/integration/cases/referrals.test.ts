import { DEFAULT_ZONE, today as todayAt } from '@relais/schema/time'
import { beforeAll, describe, expect, it } from 'vitest'
import { ENDED_STATUSES } from '../../../schema/index.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, aStructure, anOffer, anOrganization, insert, key, makeWorld, rowOf, somePlaces, update, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'

interface Referral { id: string, status: string, person_display: string, person_age: number, person_phone: string | null, origin_label: string }

let world: World
let file: string

const create = (body: unknown, as: string | null = 'conseiller') => call<{ data: Referral }>('/relais/cases/referrals', { as, method: 'POST', body })
const refer = (offer: string, caseId = file, more: Record<string, unknown> = {}, as = 'conseiller') => create({ case: caseId, offer, idempotency_key: key(), ...more }, as)
const answer = (id: string, body: unknown, as = 'partenaire') => call<{ data: { status: string } }>(`/relais/cases/referrals/${id}/answer`, { as, method: 'POST', body })
const cancel = (id: string, body: unknown = {}, as = 'conseiller') => call<{ data: { status: string } }>(`/relais/cases/referrals/${id}/cancel`, { as, method: 'POST', body })

async function openOffer(capacity: number | null, row: Record<string, unknown> = {}): Promise<string> {
  const offer = await anOffer(world.organization, world.structure, row)
  await somePlaces(offer, world.organization, capacity)
  return offer
}

async function placesOf(offer: string): Promise<Record<string, unknown>> {
  const { rows } = await db.query('select capacity, reserved, available from offer_places where offer = $1', [offer])
  return rows[0]
}

const newCase = async (team: Record<string, string> = { conseiller: 'referent' }, row: Record<string, unknown> = {}) =>
  aCase(await aPerson(world.structure), world.structure, team, row)

beforeAll(async () => {
  world = await makeWorld()
  file = await newCase()
})

describe('access to a referral', () => {
  it('is refused without a token and to whoever does not refer', async () => {
    expect((await create({}, null)).status).toBe(401)
    for (const as of ['partenaire', 'usager', 'pilotage', 'configurateur']) expect((await refer(world.offer, file, {}, as)).status).toBe(403)
  })

  it('answers the same for a missing case, somebody else’s, and one that may only be read', async () => {
    const foreign = await newCase({ conseiller2: 'referent' })
    const readOnly = await newCase({ conseiller: 'reader' })

    const answers = await Promise.all([foreign, readOnly, key()].map(id => refer(world.offer, id)))

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  it('lets the manager refer for the whole structure, and a prescriber for a case that it was granted', async () => {
    const granted = await newCase({ prescripteur: 'reader' })

    expect((await refer(await openOffer(1), file, {}, 'responsable')).status).toBe(201)
    expect((await refer(await openOffer(1), granted, {}, 'prescripteur')).status).toBe(201)
    expect((await refer(await openOffer(1), file, {}, 'prescripteur')).status).toBe(403)
    expect((await refer(await openOffer(1), file, {}, 'conseiller2')).status).toBe(403)
  })
})

describe('bad input', () => {
  it.each([
    ['nothing', undefined, 'REQUIRED'],
    ['a case that is no key', { case: '1', offer: key(), idempotency_key: key() }, 'WRONG_TYPE'],
  ])('refuses %s', async (_, body, code) => {
    const { body: answered, status } = await call('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body })

    expect(status).toBe(400)
    expect(answered.errors?.[0]?.extensions).toMatchObject({ code: 'FORM_INVALID', errors: expect.arrayContaining([expect.objectContaining({ code })]) })
  })

  it.each([
    ['a very long message', { message: 'é'.repeat(4001) }], ['an unknown key', { status: 'accepted' }], ['a control character', { message: 'a\u0000' }],
    ['a phone choice that is no choice', { share_phone: 'yes' }], ['a key that is too short', { idempotency_key: 'x' }],
  ])('refuses %s', async (_, more) => {
    expect(codeOf(await refer(world.offer, file, more))).toBe('FORM_INVALID')
  })

  it('refuses the need, the session and the offer of somebody else like missing ones', async () => {
    const otherNeed = await insert('needs', { case: await newCase(), theme: 'housing', urgency: 'low', description: 'Un toit', status: 'open', identified_on: '2025-01-01' })
    const internal = await anOrganization(world.other, { visibility: 'internal' })
    const hiddenOffer = await anOffer(internal, world.other)

    const answers = await Promise.all([
      refer(world.offer, file, { need: otherNeed }), refer(world.offer, file, { session: key() }), refer(key()), refer(hiddenOffer),
    ])

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  it('keeps HTML and right-to-left text of the message as text', async () => {
    const message = '<img src=x onerror=alert(1)> مرحبا 😀'

    const { body } = await refer(await openOffer(1), file, { message })

    expect((await rowOf('referrals', body.data.id))['message']).toBe(message)
  })
})

describe('an offer that takes nobody', () => {
  it('is refused when it is full, and says what to do', async () => {
    const offer = await openOffer(1)
    await refer(offer, await newCase())

    const { status, body } = await refer(offer)

    expect([status, codeOf({ status, body, headers: new Headers() })]).toEqual([409, 'OFFER_FULL'])
    expect(body).toMatchObject({ errors: [{ message: expect.stringMatching(/plus de place libre.*Choisissez une autre offre/) }] })
  })

  it.each([
    ['archived', { status: 'archived' }], ['paused', { status: 'paused' }], ['a draft', { status: 'draft' }],
    ['expired', { expires_on: '2025-01-01' }], ['over', { ends_on: '2025-01-01' }],
  ])('is refused when it is %s', async (_, row) => {
    expect(codeOf(await refer(await openOffer(5, row)))).toBe('OFFER_NOT_OPEN')
  })

  it('is refused when its organisation is suspended', async () => {
    const suspended = await anOrganization(world.structure, { status: 'suspended' })

    expect(codeOf(await refer(await anOffer(suspended, world.structure)))).toBe('OFFER_NOT_OPEN')
  })

  it('is refused for a closed case', async () => {
    const closed = await newCase({ conseiller: 'referent' }, { status: 'closed', closed_on: '2025-06-01', closing_reason: 'job' })

    expect(codeOf(await refer(await openOffer(5), closed))).toBe('CASE_CLOSED')
  })

  it('is refused for a session that is late, cancelled or full', async () => {
    const offer = await openOffer(null)
    const session = (row: Record<string, unknown>) => insert('offer_sessions', { offer, starts_at: '2099-01-01T09:00:00Z', time_zone: 'Europe/Paris', status: 'open', ...row })

    expect(codeOf(await refer(offer, file, { session: await session({ registration_deadline: '2025-01-01T00:00:00Z' }) }))).toBe('OFFER_NOT_OPEN')
    expect(codeOf(await refer(offer, file, { session: await session({ status: 'cancelled' }) }))).toBe('OFFER_NOT_OPEN')
    expect(codeOf(await refer(offer, file, { session: await session({ status: 'full' }) }))).toBe('OFFER_FULL')
    expect(codeOf(await refer(offer, file, { session: await session({ capacity: 0 }) }))).toBe('OFFER_FULL')
    expect((await refer(offer, file, { session: await session({ capacity: 2 }) })).status).toBe(201)
  })

  it('gives three places to twenty people at once: three succeed, seventeen are told', async () => {
    const offer = await openOffer(3)
    const files = await Promise.all(Array.from({ length: 20 }, () => newCase()))

    const answers = await Promise.all(files.map(id => refer(offer, id)))

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
    expect(answers.filter(item => item.status === 409 && codeOf(item) === 'OFFER_FULL')).toHaveLength(17)
    expect(await placesOf(offer)).toEqual({ capacity: 3, reserved: 3, available: 0 })
  })
})

describe('referrals, answers and places at the same time', () => {
  it('never knot their locks', async () => {
    const offer = await openOffer(50)
    const { rows: [places] } = await db.query('select id from offer_places where offer = $1', [offer])
    const sent = await Promise.all(Array.from({ length: 6 }, async () => (await refer(offer, await newCase())).body.data.id))
    const files = await Promise.all(Array.from({ length: 6 }, () => newCase()))

    const answers = await Promise.all([
      ...files.map(id => refer(offer, id)),
      ...sent.map((id, index) => answer(id, { answer: index % 2 ? 'refused' : 'accepted' })),
      ...Array.from({ length: 4 }, (_, index) => call(`/relais/directory/partner/offer_places/${places.id}`, { as: 'partenaire', method: 'PATCH', body: { values: { capacity: 50 + index }, base: { capacity: 50 } } })),
      ...['partenaire', 'partenaire2'].map(as => call(`/relais/directory/partner/referrals?organization=${world.organization}`, { as })),
    ])

    expect(answers.map(({ status }) => status).filter(status => ![200, 201, 409].includes(status))).toEqual([])
    expect(await placesOf(offer)).toMatchObject({ reserved: 9 })
  })
})

describe('a referral', () => {
  it('takes a place, writes its first step and shows the partner the least', async () => {
    const offer = await openOffer(2)
    const need = await insert('needs', { case: file, theme: 'rights', urgency: 'high', description: 'Ouvrir ses droits', status: 'open', identified_on: '2025-01-01' })

    const { status, body } = await refer(offer, file, { need, message: 'Disponible le matin.', share_phone: true })

    expect(status).toBe(201)
    expect(body.data).toMatchObject({ status: 'sent', person_display: 'Alix E.', person_phone: '+33612345678', origin_label: 'Mission locale des essais', message: 'Disponible le matin.' })
    expect(body.data.person_age).toBeGreaterThan(20)
    expect(await placesOf(offer)).toEqual({ capacity: 2, reserved: 1, available: 1 })
    const { rows } = await db.query('select status, "user", audience from referral_steps where referral = $1', [body.data.id])
    expect(rows).toEqual([{ status: 'sent', user: userId('conseiller'), audience: 'adviser' }])
  })

  it('does not give the phone number unless the person agrees', async () => {
    expect((await refer(await openOffer(1))).body.data.person_phone).toBeNull()
  })

  it.each([
    ['corrected while it runs', 'accepted', true, '+33639980001', '+33639980001'],
    ['erased while it runs', 'sent', true, null, null],
    ['corrected, which it never gave', 'sent', false, '+33639980002', null],
    ['corrected once it is over', 'cancelled', true, '+33639980003', '+33612345678'],
  ])('row 24: gives the partner the phone number of now: %s', async (_, status, share, typed, kept) => {
    const person = await aPerson(world.structure)
    const { body } = await refer(await openOffer(2), await aCase(person, world.structure, { conseiller: 'referent' }), { share_phone: share })
    if (status !== 'sent') await db.query(`begin; select set_config('relais.tracking', 'off', true); update referrals set status = '${status}' where id = '${body.data.id}'; commit`)

    const { status: answered } = await call(`/items/people/${person}`, { as: 'conseiller', method: 'PATCH', body: { phone: typed } })

    expect(answered).toBe(200)
    expect((await rowOf('referrals', body.data.id))['person_phone']).toBe(kept)
  })

  it('row 29: tells the partner whom to call while it runs, and never where the service is kept from it', async () => {
    const structure = await aStructure({ name: 'Mission locale qui répond', phone: '+33199000011', email: 'accueil@ml.example' })
    const spip = await aStructure({ name: 'SPIP qui se tait', kind: 'spip', phone: '+33199000012', email: 'accueil@spip.example' })
    const offer = await openOffer(5)
    const sent = await Promise.all([structure, spip].map(async id => (await refer(offer, await aCase(await aPerson(id), id, { conseiller: 'referent' }, { referent: userId('conseiller') }))).body.data.id))
    const senders = async () => {
      const { body } = await call<{ data: { items: { id: string, sender: unknown }[] } }>(`/relais/directory/partner/referrals?organization=${world.organization}&limit=50`, { as: 'partenaire' })
      return sent.map(id => body.data.items.find(line => line.id === id)?.sender)
    }

    expect(await senders()).toEqual([{ name: expect.stringMatching(/ /), phone: '+33199000011', email: 'accueil@ml.example' }, null])
    await cancel(sent[0] ?? '')
    expect(await senders()).toEqual([null, null])
  })

  it('does not tell the partner that the person is followed by probation', async () => {
    const spip = await aStructure({ name: 'SPIP des essais', kind: 'spip' })
    const secret = await aCase(await aPerson(spip), spip, { conseiller: 'referent' })

    const { body } = await refer(await openOffer(1), secret)

    expect(body.data.origin_label).toBe('Autre service prescripteur')
  })

  it('does not tell the partner that it comes from a structure that was archived', async () => {
    const closed = await aStructure({ name: 'Service fermé', status: 'archived' })
    const open = await aStructure({ name: 'Service ouvert' })
    const granted = await newCase({ prescripteur: 'prescriber' })
    // The oldest mandate counts first: that of a structure that closed must not.
    const mandates = await Promise.all([[closed, '2001-01-01'], [open, '2002-01-01']].map(([structure, from]) =>
      insert('memberships', { structure, user: userId('prescripteur'), function: 'adviser', valid_from: from })))
    try {
      const { status, body } = await refer(await openOffer(1), granted, {}, 'prescripteur')

      expect([status, body.data?.origin_label]).toEqual([201, 'Service ouvert'])
    }
    finally {
      await db.query('delete from memberships where id = any($1)', [mandates])
    }
  })

  it('is made once for a double click', async () => {
    const offer = await openOffer(5)
    const body = { case: file, offer, idempotency_key: key() }

    const answers = await Promise.all([create(body), create(body), create(body)])

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(item => item.body.data.id)).size).toBe(1)
    expect(await placesOf(offer)).toMatchObject({ reserved: 1 })
  })

  it('is refused while another one of the same person runs on the same offer', async () => {
    const offer = await openOffer(5)
    const { body: first } = await refer(offer)

    const second = await refer(offer)

    expect(codeOf(second)).toBe('ALREADY_REFERRED')
    expect(second.body).toMatchObject({ errors: [{ extensions: { referral: first.data.id, status: 'sent' } }] })
    await cancel(first.data.id)
    expect((await refer(offer)).status).toBe(201)
  })
})

describe('a person that another service sent there', () => {
  it.each(['conseiller', 'prescripteur'])('is not sent twice, and %s is told neither which referral nor where it stands', async (as) => {
    const person = await aPerson(world.structure)
    const offer = await openOffer(5)
    const theirs = await aCase(person, world.other, {})
    const hidden = await insert('referrals', { case: theirs, offer, status: 'received', idempotency_key: key(), person_display: 'Alix E.', sent_at: new Date() })
    const ours = await aCase(person, world.structure, { [as]: as === 'conseiller' ? 'referent' : 'reader' }, { programme: 'cej' })

    const refused = await refer(offer, ours, {}, as)
    expect([refused.status, codeOf(refused)]).toEqual([409, 'ALREADY_REFERRED'])
    expect(JSON.stringify(refused.body)).not.toMatch(new RegExp(`${hidden}|received`))
    expect(refused.body).not.toMatchObject({ errors: [{ extensions: { referral: expect.anything() } }] })
    // A session that is none would ask without sending anything.
    const [probe, other] = [await refer(offer, ours, { session: key() }, as), await refer(await openOffer(5), ours, { session: key() }, as)]
    expect([probe.status, probe.body]).toEqual([403, other.body])
  })
})

describe('the partner’s answer', () => {
  it('is refused to everybody but those who keep the listing', async () => {
    const { body } = await refer(await openOffer(5))

    expect((await answer(body.data.id, { answer: 'accepted' }, 'conseiller')).status).toBe(403)
    const foreign = await anOffer(world.foreign, world.other)
    const { body: elsewhere } = await refer(foreign)
    const [stranger, missing] = [await answer(elsewhere.data.id, { answer: 'accepted' }), await answer(key(), { answer: 'accepted' })]
    expect([stranger.status, JSON.stringify(stranger.body)]).toEqual([403, JSON.stringify(missing.body)])
  })

  it.each([{}, { answer: 'started' }, { answer: 'accepted', comment: 'x'.repeat(4001) }, { answer: 'refused', reason: 'because' }, { answer: 'accepted', status: 'done' }])('refuses %j', async (body) => {
    const { body: created } = await refer(await openOffer(5))

    expect(codeOf(await answer(created.data.id, body))).toBe('FORM_INVALID')
  })

  it('is received when the partner opens its list, then accepted', async () => {
    const { body: created } = await refer(await openOffer(5))
    const { id } = created.data

    const { body: list } = await call<{ data: { items: Record<string, unknown>[] } }>(`/relais/directory/partner/referrals?organization=${world.organization}&part=to_answer&limit=50`, { as: 'partenaire' })
    const line = list.data.items.find(candidate => candidate['id'] === id)
    const { status } = await answer(id, { answer: 'accepted', comment: 'Venez lundi à 9 h.' })

    expect(line).toMatchObject({ status: 'received', person_display: 'Alix E.', can_answer: true })
    expect(JSON.stringify(line)).not.toMatch(/Essai\b|2004-05-06/)
    expect(status).toBe(200)
    expect(await rowOf('referrals', id)).toMatchObject({ status: 'accepted', answered_by: userId('partenaire'), answer_comment: 'Venez lundi à 9 h.' })
    const { rows } = await db.query('select status, audience from referral_steps where referral = $1 order by at', [id])
    expect(rows).toEqual([{ status: 'sent', audience: 'adviser' }, { status: 'received', audience: 'partner' }, { status: 'accepted', audience: 'partner' }])
  })

  it('is listed to the partner page by page, by what is left to do, with the count of each part', async () => {
    interface Page { data: { items: { id: string, status: string }[], has_more: boolean, counts: Record<string, number> } }
    const offer = await openOffer(9)
    const sent = []
    for (let count = 0; count < 5; count += 1) sent.push((await refer(offer, await newCase())).body.data.id)
    await answer(sent[0] ?? '', { answer: 'accepted' })
    const list = (query: string) => call<Page>(`/relais/directory/partner/referrals?organization=${world.organization}&${query}`, { as: 'partenaire' })

    for (const query of ['page=0', 'page=1.5', 'limit=51', 'limit=-1', 'part=sent', 'status=sent', 'organization=1']) expect(codeOf(await list(query))).toBe('FORM_INVALID')
    expect((await call(`/relais/directory/partner/referrals?organization=${key()}`, { as: 'partenaire' })).status).toBe(403)
    const pages = [await list('part=to_answer&limit=2'), await list('part=to_answer&limit=2&page=2')]
    const { body: { data: answered } } = await list('part=accepted&limit=50')

    const ids = pages.flatMap(({ body }) => body.data.items.map(({ id }) => id))
    expect(ids).toEqual(sent.slice(1).reverse())
    expect(pages[0]?.body.data.has_more).toBe(true)
    expect(pages[0]?.body.data.items.map(({ status }) => status)).toEqual(['received', 'received'])
    expect(answered.items.map(({ id }) => id)).toContain(sent[0])
    expect(answered.counts['accepted']).toBe(answered.items.length)
    expect((await list('part=to_answer&page=1000')).body.data).toMatchObject({ items: [], has_more: false, counts: answered.counts })
  })

  it.each(ENDED_STATUSES)('tells the partner nothing more of the person once it is %s', async (status) => {
    const { body: created } = await refer(await openOffer(5))
    const { id } = created.data
    const seen = async () => {
      const { body: list } = await call<{ data: { items: Record<string, unknown>[] } }>(`/relais/directory/partner/referrals?organization=${world.organization}&limit=50`, { as: 'partenaire' })
      const rows = await Promise.all([`/items/referrals/${id}`, `/items/referral_steps?filter[referral][_eq]=${id}`, `/relais/workflow/referrals/${id}/history`].map(path => call(path, { as: 'partenaire' })))
      return { line: list.data.items.find(line => line['id'] === id), told: JSON.stringify(rows.map(({ body }) => body)), statuses: rows.map(row => row.status) }
    }
    const before = await seen()
    // Whichever step led there.
    await db.query(`begin; select set_config('relais.tracking', 'off', true); update referrals set status = '${status}', answer_comment = 'Merci' where id = '${id}'; commit`)
    const after = await seen()

    expect(before.line).toMatchObject({ person_display: 'Alix E.', person_age: expect.any(Number) })
    expect(before.told).toContain('Alix E.')
    expect(after.line).toMatchObject({ status, person_display: null, person_age: null, person_phone: null, message: null, answer_comment: 'Merci', offer: { id: expect.any(String) } })
    expect(after.statuses[0]).toBe(403)
    expect(after.told).not.toContain('Alix')
    expect((await call(`/items/referrals?fields=id&filter[person_display][_contains]=Alix&filter[id][_eq]=${id}`, { as: 'partenaire' })).body).toEqual({ data: [] })
  })

  it('frees the place when it is no', async () => {
    const offer = await openOffer(1)
    const { body } = await refer(offer)

    await answer(body.data.id, { answer: 'refused', reason: 'not_eligible' })

    expect(await placesOf(offer)).toEqual({ capacity: 1, reserved: 0, available: 1 })
    expect((await refer(offer, await newCase())).status).toBe(201)
  })

  it('tells the state of a referral that was already answered', async () => {
    const { body } = await refer(await openOffer(5))
    await answer(body.data.id, { answer: 'accepted' })

    for (const value of ['accepted', 'refused']) {
      const second = await answer(body.data.id, { answer: value }, 'partenaire2')
      expect([second.status, codeOf(second)]).toEqual([409, 'ALREADY_DECIDED'])
      expect(second.body).toMatchObject({ errors: [{ extensions: { status: 'accepted' } }] })
    }
  })

  it('lets one of two simultaneous answers win', async () => {
    const { body } = await refer(await openOffer(5))

    const answers = await Promise.all([answer(body.data.id, { answer: 'accepted' }), answer(body.data.id, { answer: 'refused' }, 'partenaire2')])

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('calls someone from the waiting list only when a place is free', async () => {
    const offer = await openOffer(1)
    const { body: waiting } = await refer(offer)
    await answer(waiting.data.id, { answer: 'waiting_list' })
    const { body: taking } = await refer(offer, await newCase())

    const full = await answer(waiting.data.id, { answer: 'accepted' })
    await answer(taking.data.id, { answer: 'refused' })
    const called = await answer(waiting.data.id, { answer: 'accepted' })

    expect(codeOf(full)).toBe('OFFER_FULL')
    expect(called.status).toBe(200)
  })
})

describe('cancelling', () => {
  it('is for those who may refer the person, and frees the place', async () => {
    const offer = await openOffer(1)
    const { body } = await refer(offer)

    expect((await cancel(body.data.id, {}, 'conseiller2')).status).toBe(403)
    expect((await cancel(body.data.id, {}, 'partenaire')).status).toBe(403)
    expect((await cancel(key())).status).toBe(403)
    expect((await cancel(body.data.id, { comment: 'La personne a déménagé.' })).body.data).toEqual({ id: body.data.id, status: 'cancelled' })
    expect(await placesOf(offer)).toMatchObject({ available: 1 })
    const { rows } = await db.query(`select comment from referral_steps where referral = $1 and status = 'cancelled'`, [body.data.id])
    expect(rows).toEqual([{ comment: 'La personne a déménagé.' }])
    expect(codeOf(await cancel(body.data.id))).toBe('ALREADY_DECIDED')
    expect(codeOf(await answer(body.data.id, { answer: 'accepted' }))).toBe('ALREADY_DECIDED')
  })
})

describe('GET /relais/cases/offers', () => {
  const offers = (query: Record<string, string>, as: string | null) => call<{ data: { items: { id: string, places_available: number | null }[] } }>(`/relais/cases/offers?${new URLSearchParams(query)}`, { as })
  const titled = key().replaceAll(/[^a-f]/g, 'z').slice(0, 10)

  it('is refused without a token, to the public’s audiences, and with a wrong parameter', async () => {
    expect((await offers({}, null)).status).toBe(401)
    for (const as of ['partenaire', 'usager']) expect((await offers({}, as)).status).toBe(403)
    expect(codeOf(await offers({ with_places: 'oui' }, 'conseiller'))).toBe('FORM_INVALID')
    expect(codeOf(await offers({ type: 'organization' }, 'conseiller'))).toBe('FORM_INVALID')
  })

  it('adds what the network shares, what one’s own structure keeps, and the places', async () => {
    const internal = await anOrganization(world.structure, { visibility: 'internal' })
    const shared = await openOffer(2, { title: `Réseau ${titled}`, visibility: 'network' })
    const full = await openOffer(0, { title: `Complet ${titled}` })
    const own = await anOffer(internal, world.structure, { title: `Interne ${titled}` })
    const ids = async (query: Record<string, string>, as: string) => (await offers({ q: titled, ...query }, as)).body.data.items.map(({ id }) => id).sort()

    expect(await ids({}, 'conseiller')).toEqual([shared, full, own].sort())
    expect(await ids({}, 'prescripteur')).toEqual([shared, full].sort())
    expect(await ids({}, 'conseiller2')).toEqual([shared, full].sort())
    expect(await ids({ with_places: '1' }, 'prescripteur')).toEqual([shared])
    await update('offers', shared, { status: 'archived' })
    expect(await ids({ with_places: '1' }, 'prescripteur')).toEqual([])
  })
})

describe('the search of the network', () => {
  const today = todayAt({ now: new Date(), zone: DEFAULT_ZONE })
  const open = {
    _and: [
      { status: { _eq: 'active' } }, { organization: { status: { _in: ['active', 'to_refresh'] } } },
      { _or: [{ expires_on: { _null: true } }, { expires_on: { _gte: today } }] }, { _or: [{ ends_on: { _null: true } }, { ends_on: { _gte: today } }] },
    ],
  }

  async function bySearch(as: string): Promise<string[]> {
    const ids: string[] = []
    for (let page = 1; ; page += 1) {
      const { body } = await call<{ data: { items: { id: string }[], has_more: boolean } }>(`/relais/cases/offers?limit=50&page=${page}`, { as })
      ids.push(...body.data.items.map(({ id }) => id))
      if (!body.data.has_more) return ids.sort()
    }
  }

  async function byItems(as: string): Promise<string[]> {
    const ids: string[] = []
    for (let page = 1; ; page += 1) {
      const query = new URLSearchParams({ fields: 'id', sort: 'id', limit: '200', page: String(page), filter: JSON.stringify(open) })
      const { body } = await call<{ data: { id: string }[] }>(`/items/offers?${query}`, { as })
      ids.push(...body.data.map(({ id }) => id))
      if (body.data.length < 200) break
    }
    // A filter of Directus knows no zone: what other tests left open in Paris is over at the antimeridian.
    const { rows: over } = await db.query<{ id: string }>('select id from offers where open_until <= now()')
    return ids.filter(id => over.every(gone => gone.id !== id)).sort()
  }

  it.each(['conseiller', 'responsable', 'prescripteur', 'conseiller2'])('shows %s exactly the offers that Directus would', async (as) => {
    const found = await bySearch(as)

    expect(found.length).toBeGreaterThan(50)
    expect(found).toEqual(await byItems(as))
  })
})
