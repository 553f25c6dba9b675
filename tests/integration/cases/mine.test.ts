import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, anOffer, insert, key, makeWorld, rowOf, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'

interface Mine {
  data: {
    person: Record<string, unknown>
    cases: Record<string, unknown>[]
    actions: Record<string, unknown>[]
    milestones: Record<string, unknown>[]
    interviews: Record<string, unknown>[]
    referrals: { id: string, status: string, offer_title: string, steps: { status: string }[] }[]
    history: { people: Record<string, { by: string, audience: string }> }
  }
}

let world: World
let person: string
let file: string
let other: string

const mine = () => call<Mine>('/relais/cases/mine', { as: 'usager' })
const edit = (values: Record<string, unknown>, base: Record<string, unknown>, as: string | null = 'usager') => call<{ data: { published: string[], proposed: { field: string }[] } }>('/relais/cases/mine/person', { as, method: 'PATCH', body: { values, base } })
const tick = (id: string, body: unknown, as: string | null = 'usager') => call<{ data: { status: string } }>(`/relais/cases/mine/actions/${id}`, { as, method: 'POST', body })
const anAction = (caseId: string, row: Record<string, unknown> = {}) => insert('actions', {
  case: caseId, title: 'Préparer mon CV', responsible: 'beneficiary', status: 'todo', theme: 'employment', visible_to_beneficiary: true, ...row,
})

beforeAll(async () => {
  world = await makeWorld()
  const { rows } = await db.query('select id from people where "user" = $1', [userId('usager')])
  person = rows[0]?.id ?? await aPerson(world.structure, { user: userId('usager') })
  file = await aCase(person, world.structure, { conseiller: 'referent' }, { referent: userId('conseiller') })
  other = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' })
})

describe('access to one’s own file', () => {
  it('is refused without a token, to the other audiences and to an account without a person', async () => {
    expect((await call('/relais/cases/mine')).status).toBe(401)
    expect((await edit({}, {}, null)).status).toBe(401)
    for (const as of ['conseiller', 'partenaire', 'prescripteur', 'responsable']) {
      expect((await call('/relais/cases/mine', { as })).status).toBe(403)
      expect((await edit({}, {}, as)).status).toBe(403)
      expect((await tick(key(), { done: true }, as)).status).toBe(403)
    }
  })
})

describe('GET /relais/cases/mine', () => {
  it('shows one’s own rows that the team shows, and no other', async () => {
    const shown = await anAction(file)
    const hidden = await anAction(file, { visible_to_beneficiary: false, title: 'Note de travail' })
    const foreign = await anAction(other)
    const open = await insert('interviews', { case: file, user: userId('conseiller'), kind: 'meeting', happened_at: '2025-03-01T09:00:00Z', summary: 'Point sur le CV', visible_to_beneficiary: true })
    const secret = await insert('interviews', { case: file, user: userId('conseiller'), kind: 'meeting', happened_at: '2025-03-02T09:00:00Z', summary: 'Confidentiel', visible_to_beneficiary: false })

    const { status, body } = await mine()

    expect(status).toBe(200)
    expect(body.data.person['id']).toBe(person)
    expect(body.data.actions.map(({ id }) => id)).toContain(shown)
    expect(body.data.actions.map(({ id }) => id)).not.toContain(hidden)
    expect(body.data.interviews.map(({ id }) => id)).toContain(open)
    for (const text of [foreign, other, hidden, secret, 'Confidentiel', 'Note de travail']) expect(JSON.stringify(body)).not.toContain(text)
    expect(body.data.cases.find(({ id }) => id === file)).toMatchObject({ structure: { name: 'Mission locale des essais' }, referent: { first_name: 'Yanis', last_name: 'Ferrandi' } })
  })

  it('shows the milestones of one’s own path', async () => {
    const own = await insert('milestones', { case: file, title: 'Bilan à six mois', due_on: '2027-01-15', kind: 'mandatory', status: 'planned' })
    await insert('milestones', { case: other, title: 'Échéance d’une autre personne', due_on: '2027-01-15', kind: 'optional', status: 'planned' })

    const { body } = await mine()

    expect(body.data.milestones.find(({ id }) => id === own)).toMatchObject({ title: 'Bilan à six mois', due_on: '2027-01-15', kind: 'mandatory', status: 'planned' })
    expect(JSON.stringify(body)).not.toContain('Échéance d’une autre personne')
  })

  it.each([
    ['the answer of the partner', 'sent', 'partenaire', 'answer', { answer: 'waiting_list' }],
    ['its refusal, whatever the reason ticked', 'sent', 'partenaire', 'answer', { answer: 'refused', reason: 'full' }],
    ['the end that the partner gives', 'accepted', 'partenaire', 'finish', {}],
    ['the withdrawal of those who sent it', 'sent', 'conseiller', 'cancel', {}],
  ] as const)('row 21: reads what is written with %s, as whoever writes it is told, and nothing else of it', async (_what, status, as, deed, body) => {
    const text = `Écrit ${key()}`
    const message = `Pour le partenaire ${key()}`
    const offer = await anOffer(world.organization, world.structure)
    const { body: { data: { id: referral } } } = await call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body: { case: file, offer, message, idempotency_key: key() } })
    const act = (account: string, what: string, more: object) => call(`/relais/cases/referrals/${referral}/${what}`, { as: account, method: 'POST', body: more })
    if (status === 'accepted') expect((await act('partenaire', 'answer', { answer: 'accepted' })).status).toBe(200)
    expect((await act(as, deed, { ...body, comment: text })).status).toBe(200)

    const said = JSON.stringify((await mine()).body.data.referrals.find(({ id }) => id === referral))
    expect([said.includes(text), said.includes(message)]).toEqual([true, false])
  })

  it('follows a referral step by step', async () => {
    const offer = await anOffer(world.organization, world.structure, { title: 'Atelier mobilité' })
    const { body: created } = await call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body: { case: file, offer, idempotency_key: key() } })
    await call(`/relais/cases/referrals/${created.data.id}/answer`, { as: 'partenaire', method: 'POST', body: { answer: 'accepted' } })

    const { body } = await mine()

    const referral = body.data.referrals.find(({ id }) => id === created.data.id)
    expect(referral).toMatchObject({ status: 'accepted', offer_title: 'Atelier mobilité' })
    expect(referral?.steps.map(({ status }) => status)).toEqual(['sent', 'accepted'])
  })
})

describe('PATCH /relais/cases/mine/person', () => {
  it.each([
    [{ phone: '12' }, 'BAD_PHONE'], [{ email: 'x' }, 'BAD_EMAIL'], [{ structure: key() }, 'READ_ONLY'], [{ user: key() }, 'UNKNOWN_FIELD'],
    [{ normalized_name: 'x' }, 'UNKNOWN_FIELD'], [{ phone: 12 }, 'WRONG_TYPE'], [{ address: 'é'.repeat(256) }, 'TOO_LONG'],
  ])('refuses %j', async (values, code) => {
    const answer = await edit(values, {})

    expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
    expect(JSON.stringify(answer.body)).toContain(code)
  })

  it('publishes a phone number that the adviser then sees with its origin, and proposes a name', async () => {
    const before = await rowOf('people', person)
    const phone = before['phone'] === '+262692111111' ? '+262692222222' : '+262692111111'

    const { body } = await edit({ phone, last_name: `${before['last_name']}-Essai` }, { phone: before['phone'], last_name: before['last_name'] })

    expect(body.data).toMatchObject({ published: ['phone'], proposed: [{ field: 'last_name' }] })
    expect(await rowOf('people', person)).toMatchObject({ phone, last_name: before['last_name'] })
    expect((await mine()).body.data.history.people['phone']).toMatchObject({ by: 'Inès Belkacem', audience: 'beneficiary' })
    const seen = await call<{ data: { fields: Record<string, unknown> } }>(`/relais/history/people/${person}`, { as: 'conseiller' })
    expect(seen.body.data.fields['phone']).toMatchObject({ value: phone, previous_value: before['phone'], by: 'Inès Belkacem', audience: 'beneficiary' })
    await call(`/relais/directory/partner/proposals/${(await db.query(`select id from change_proposals where person = $1 and status = 'pending'`, [person])).rows[0]?.id}/withdraw`, { as: 'usager', method: 'POST', body: {} })
  })

  it('shows both values when the adviser wrote meanwhile', async () => {
    await db.query('update people set email = $2 where id = $1', [person, 'conseil@essai.example'])

    const answer = await edit({ email: 'moi@essai.example' }, { email: 'ancien@essai.example' })

    expect(codeOf(answer)).toBe('EDIT_CONFLICT')
    expect(answer.body).toMatchObject({ errors: [{ extensions: { conflicts: [{ field: 'email', current: 'conseil@essai.example', mine: 'moi@essai.example' }] } }] })
  })
})

describe('POST /relais/cases/mine/actions/:id', () => {
  it('answers the same for a missing action, another person’s, a hidden one and one that is not theirs to do', async () => {
    const targets = [key(), await anAction(other), await anAction(file, { visible_to_beneficiary: false }), await anAction(file, { responsible: 'adviser' })]

    const answers = await Promise.all(targets.map(id => tick(id, { done: true })))

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  it.each([undefined, {}, { done: 'yes' }, { done: true, status: 'cancelled' }])('refuses %j', async (body) => {
    expect(codeOf(await tick(await anAction(file), body))).toBe('FORM_INVALID')
  })

  it('ticks and takes the tick back, twice without harm', async () => {
    const id = await anAction(file)

    expect((await tick(id, { done: true })).body.data).toMatchObject({ status: 'done' })
    expect((await tick(id, { done: true })).body.data).toMatchObject({ status: 'done' })
    expect(await rowOf('actions', id)).toMatchObject({ status: 'done', done_by: userId('usager'), done_at: expect.any(Date) })
    expect((await tick(id, { done: false })).body.data).toMatchObject({ status: 'todo', done_at: null })
  })

  it('does not bring a cancelled action back', async () => {
    expect(codeOf(await tick(await anAction(file, { status: 'cancelled' }), { done: true }))).toBe('ALREADY_DECIDED')
  })
})
