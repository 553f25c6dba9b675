import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db, stack, tokenFor } from '../../support/stack.ts'
import { aCase, aPerson, makeWorld, rowOf, userId } from '../directory/world.ts'
import { withVersion } from './workflows.ts'
import type { Definition } from '@relais/schema/workflow'

interface Reason { code: string, field?: string, message: { fr: string } }
interface Refused { errors: { extensions: { code: string, reasons?: Reason[], state?: string } }[] }
interface Offered { key: string, is_possible: boolean, fields: string[], comment: string, reasons: Reason[], way_back: string | null }
interface Listed { data: { state: string, label: { fr: string }, since: string, transitions: Offered[] } }

let structure: string
let other: string

const aFile = async (status = 'support', team: Record<string, string> = { conseiller: 'referent' }) => aCase(await aPerson(structure), structure, team, { status })
const stateOf = async (file: string) => (await rowOf('cases', file)).status
const eventsOf = async (file: string) => (await db.query('select transition, from_state, to_state, "user", audience, comment, seconds from workflow_events where item = $1 order by at', [file])).rows
const move = <T = Refused>(file: string, key: string, body: unknown, as: string | null = 'conseiller') => call<T>(`/relais/workflow/cases/${file}/transitions/${key}`, { as, method: 'POST', body })
const reasonsOf = ({ body }: { body: Refused }) => body.errors[0]?.extensions.reasons?.map(({ code, field }) => (field ? `${code} ${field}` : code))
const CLOSING = { closed_on: '2026-03-12', closing_reason: 'job' }

beforeAll(async () => {
  const world = await makeWorld()
  structure = world.structure
  other = world.other
})

describe('a state written directly', () => {
  const upload = async (rows: unknown[]) => {
    const form = new FormData()
    form.append('file', new Blob([JSON.stringify(rows)], { type: 'application/json' }), 'cases.json')
    return fetch(`${stack.directusUrl}/utils/import/cases`, { method: 'POST', headers: { authorization: `Bearer ${await tokenFor('admin')}` }, body: form })
  }

  it.each<[string, (file: string) => { path: string, method?: string, body: unknown }]>([
    ['in one record', file => ({ path: `/items/cases/${file}`, body: { status: 'diagnosis' } })],
    ['with something else', file => ({ path: `/items/cases/${file}`, body: { status: 'diagnosis', summary: 'Autre' } })],
    ['by a list of keys', file => ({ path: '/items/cases', body: { keys: [file], data: { status: 'diagnosis' } } })],
    ['by a list of records', file => ({ path: '/items/cases', body: [{ id: file, status: 'diagnosis' }] })],
    ['by a query', file => ({ path: '/items/cases', body: { query: { filter: { id: { _eq: file } } }, data: { status: 'diagnosis' } } })],
  ])('is refused %s, to advisers, managers and administrators', async (_, request) => {
    const file = await aFile()
    const { path, body } = request(file)

    for (const as of ['conseiller', 'responsable', 'admin']) {
      const answer = await call(path, { as, method: 'PATCH', body })
      // Rows named by a query are changed by administrators alone.
      expect([as, answer.status, codeOf(answer)]).toEqual('query' in Object(body) && as !== 'admin' ? [as, 403, 'FORBIDDEN'] : [as, 409, 'STATE_BY_TRANSITION'])
    }
    expect([await stateOf(file), (await rowOf('cases', file)).summary, await eventsOf(file)]).toEqual(['support', null, []])
  })

  it('is refused inside another record', async () => {
    const file = await aFile()
    const person = String((await rowOf('cases', file)).person)
    const answer = await call(`/items/people/${person}`, { as: 'admin', method: 'PATCH', body: { cases: { create: [], update: [{ id: file, status: 'diagnosis' }], delete: [] } } })
    const through = await call('/items/needs', { as: 'admin', method: 'POST', body: { theme: 'housing', status: 'open', identified_on: '2026-01-01', urgency: 'low', case: { id: file, status: 'diagnosis' } } })

    expect([answer.status, through.status].every(status => status >= 400), JSON.stringify([answer.body, through.body])).toBe(true)
    expect([codeOf(answer), codeOf(through)]).toContain('STATE_BY_TRANSITION')
    expect(await stateOf(file)).toBe('support')
  })

  it('is refused by a file of records, and by a record put back as it was', async () => {
    const file = await aFile('reception')
    const response = await upload([{ id: file, status: 'diagnosis' }])
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(await response.text()).toContain('STATE_BY_TRANSITION')

    expect((await call(`/items/cases/${file}`, { as: 'admin', method: 'PATCH', body: { next_step: 'Avant' } })).status).toBe(200)
    const { rows: [revision] } = await db.query<{ id: number }>('select id from directus_revisions where collection = \'cases\' and item = $1 order by id desc limit 1', [file])
    expect((await move(file, 'start_support', { from: 'reception' })).status).toBe(200)
    const reverted = await call(`/utils/revert/${revision?.id}`, { as: 'admin', method: 'POST' })
    expect([reverted.status, codeOf(reverted)]).toEqual([409, 'STATE_BY_TRANSITION'])
    expect(await stateOf(file)).toBe('support')
  })

  it('is refused to an automation that switches the hooks off, and to SQL', async () => {
    const file = await aFile()
    const flow = randomUUID()
    await call('/flows', { as: 'admin', method: 'POST', body: { id: flow, name: 'Essai', status: 'active', trigger: 'webhook', accountability: null, options: { method: 'POST', return: '$last', async: false } } })
    const operation = await call<{ data: { id: string } }>('/operations', { as: 'admin', method: 'POST', body: { name: 'Essai', key: 'essai', type: 'item-update', flow, position_x: 1, position_y: 1, options: { collection: 'cases', key: [file], payload: { status: 'diagnosis' }, permissions: '$full', emitEvents: false } } })
    await call(`/flows/${flow}`, { as: 'admin', method: 'PATCH', body: { operation: operation.body.data.id } })
    await call(`/flows/trigger/${flow}`, { as: 'admin', method: 'POST', body: {} })
    expect(await stateOf(file)).toBe('support')
    await call(`/flows/${flow}`, { as: 'admin', method: 'DELETE' })

    await expect(db.query('update cases set status = \'diagnosis\' where id = $1', [file])).rejects.toMatchObject({ constraint: 'workflow_transition_only' })
    await expect(db.query(`begin; select set_config('relais.transition', 'reopen', true); update cases set status = 'diagnosis' where id = '${file}'; commit`)).rejects.toMatchObject({ constraint: 'workflow_transition_allowed' })
    await db.query('rollback')
  })

  it('is refused to a new record that does not begin at the beginning', async () => {
    const person = await aPerson(structure)
    const create = (status?: string) => call('/items/cases', { as: 'responsable', method: 'POST', body: { person, structure, programme: 'accompagnement', opened_on: '2026-03-01', urgency: 'none', ...(status ? { status } : {}) } })

    for (const status of ['support', 'closed', 'nothing']) expect((await create(status)).status).toBeGreaterThanOrEqual(400)
    expect(codeOf(await create('support'))).toBe('STATE_NOT_INITIAL')
    expect((await create('reception')).status).toBe(200)
    expect((await create()).status).toBe(200)
    const { rows } = await db.query('select o.state, c.status from cases c join workflow_objects o on o.item = c.id and o.collection = \'cases\' where c.person = $1', [person])
    expect(rows).toEqual([{ state: 'reception', status: 'reception' }, { state: 'reception', status: 'reception' }])
  })

  it('changes nothing when it is the state of the record', async () => {
    const file = await aFile()
    const answer = await call(`/items/cases/${file}`, { as: 'conseiller', method: 'PATCH', body: { status: 'support', summary: 'Point fait' } })

    expect(answer.status).toBe(200)
    expect([await stateOf(file), (await rowOf('cases', file)).summary, await eventsOf(file)]).toEqual(['support', 'Point fait', []])
  })

  it('tells nothing of a record that the caller cannot see', async () => {
    const hidden = await aCase(await aPerson(other), other, {}, {})
    const answers = await Promise.all(['support', 'diagnosis'].map(status => call(`/items/cases/${hidden}`, { as: 'conseiller', method: 'PATCH', body: { status } })))

    expect(answers.map(answer => [answer.status, codeOf(answer)])).toEqual([[403, 'FORBIDDEN'], [403, 'FORBIDDEN']])
  })
})

describe('a transition', () => {
  it('answers the same for what is missing, foreign, no object at all or of no workflow', async () => {
    const hidden = await aCase(await aPerson(other), other, {}, {})
    const post = (path: string) => call(path, { as: 'conseiller', method: 'POST', body: { from: 'support', comment: 'x' } })
    const answers = await Promise.all([
      move(hidden, 'suspend', { from: 'support', comment: 'x' }), move(randomUUID(), 'suspend', { from: 'support', comment: 'x' }), move('x', 'suspend', { from: 'support' }),
      post(`/relais/workflow/needs/${hidden}/transitions/suspend`), post(`/relais/workflow/referrals/${hidden}/transitions/send`), post(`/relais/workflow/directus_users/${userId('conseiller')}/transitions/x`),
    ])

    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toHaveProperty('size', 1)
    expect(answers[0]?.status).toBe(403)
  })

  it.each([[null, 401], ['partenaire', 403], ['usager', 403], ['prescripteur', 403], ['configurateur', 403], ['pilotage', 403]] as const)('is refused to %s', async (as, status) => {
    const file = await aFile()
    expect((await move(file, 'suspend', { from: 'support', comment: 'x' }, as)).status).toBe(status)
    expect((await call(`/relais/workflow/cases/${file}/transitions`, { as })).status).toBe(status)
    expect((await call(`/relais/workflow/cases/${file}/history`, { as })).status).toBe(status)
    expect(await stateOf(file)).toBe('support')
  })

  it('is refused to somebody who left the team, and to an account that was suspended', async () => {
    const file = await aFile('support', { conseiller2: 'referent' })
    const suspend = () => move(file, 'suspend', { from: 'support', comment: 'x' }, 'conseiller2')
    const account = userId('conseiller2')

    await db.query(`update case_members set valid_until = relais_today('Europe/Paris') - 1 where "case" = $1`, [file])
    expect((await suspend()).status).toBe(403)
    await db.query('update case_members set valid_until = null where "case" = $1', [file])
    await call(`/users/${account}`, { as: 'admin', method: 'PATCH', body: { status: 'suspended' } })
    try {
      expect((await suspend()).status).toBe(401)
    }
    finally {
      await call(`/users/${account}`, { as: 'admin', method: 'PATCH', body: { status: 'active' } })
    }
    expect(await stateOf(file)).toBe('support')
    expect((await suspend()).status).toBe(200)
  })

  it.each<[string, unknown]>([
    ['no state seen', {}], ['an unknown key', { from: 'support', force: true }], ['a comment of 5,000 characters', { from: 'support', comment: 'x'.repeat(5000) }], ['a value that is not asked', { from: 'support', comment: 'x', values: { summary: 'x' } }],
    ['the state among the values', { from: 'support', comment: 'x', values: { status: 'closed' } }], ['a list', []],
  ])('is refused with %s', async (_, body) => {
    const file = await aFile()
    const answer = await move(file, 'suspend', body)
    expect([answer.status, codeOf(answer as never)]).toEqual([400, 'FORM_INVALID'])
    expect(await stateOf(file)).toBe('support')
  })

  it('says each reason: what is missing, the function, the state', async () => {
    const file = await aFile('support', { conseiller: 'educator', conseiller2: 'reader' })
    expect(reasonsOf(await move(file, 'close', { from: 'support' }))).toEqual(['FIELD_MISSING closed_on', 'FIELD_MISSING closing_reason'])
    expect(reasonsOf(await move(file, 'suspend', { from: 'support' }))).toEqual(['COMMENT_MISSING'])
    expect(reasonsOf(await move(file, 'resume', { from: 'support' }))).toEqual(['NOT_FROM_HERE'])
    expect(codeOf(await move(file, 'fly', { from: 'support' }) as never)).toBe('TRANSITION_UNKNOWN')
    expect(codeOf(await move(file, 'close', { from: 'support', values: { ...CLOSING, closing_reason: 'magic' } }) as never)).toBe('FORM_INVALID')
    // Reads the file, and may not write it.
    expect((await move(file, 'suspend', { from: 'support', comment: 'x' }, 'conseiller2')).status).toBe(403)
    expect(await stateOf(file)).toBe('support')

    expect((await move(file, 'close', { from: 'support', values: CLOSING })).status).toBe(200)
    const refused = await move(file, 'reopen', { from: 'closed', comment: 'Retour' })
    expect([refused.status, reasonsOf(refused)]).toEqual([403, ['NOT_YOURS']])
  })

  it('moves the record, with what it asks, and writes its event', async () => {
    const file = await aFile()
    const done = await move<{ data: { id: string, state: string, event: string } }>(file, 'close', { from: 'support', values: CLOSING, comment: 'CDI signé' })

    expect([done.status, done.body]).toEqual([200, { data: { id: file, state: 'closed', event: expect.any(String) } }])
    const { status, closing_reason: reason } = await rowOf('cases', file)
    expect([status, reason]).toEqual(['closed', 'job'])
    expect(await eventsOf(file)).toEqual([{ transition: 'close', from_state: 'support', to_state: 'closed', user: userId('conseiller'), audience: 'adviser', comment: 'CDI signé', seconds: expect.any(Number) }])
    const { rows } = await db.query('select state, moved_by from workflow_objects where item = $1', [file])
    expect(rows).toEqual([{ state: 'closed', moved_by: userId('conseiller') }])

    expect((await move(file, 'reopen', { from: 'closed', comment: 'La période d’essai est rompue' })).status).toBe(200)
    const reopened = await rowOf('cases', file)
    expect([reopened.status, reopened.closed_on, reopened.closing_reason]).toEqual(['support', null, null])
    const history = await call<{ data: { transition: string, by: string | null }[] }>(`/relais/workflow/cases/${file}/history`, { as: 'conseiller' })
    expect(history.body.data.map(({ transition, by }) => [transition, by !== null])).toEqual([['reopen', true], ['close', true]])
  })

  it('is offered with its dialog, or with why not', async () => {
    const file = await aFile('closed', { conseiller: 'educator' })
    const mine = await call<Listed>(`/relais/workflow/cases/${file}/transitions`, { as: 'conseiller' })
    const manager = await call<Listed>(`/relais/workflow/cases/${file}/transitions`, { as: 'responsable' })

    expect(mine.body.data).toMatchObject({ state: 'closed', label: { fr: 'Clos' }, transitions: [{ key: 'reopen', is_possible: false, comment: 'required', reasons: [{ code: 'NOT_YOURS', message: { fr: 'Cette décision ne revient pas à votre profil ou à votre fonction dans ce dossier.' } }] }] })
    expect(manager.body.data.transitions).toMatchObject([{ key: 'reopen', is_possible: true, reasons: [] }])
  })

  it('row 28: names the step that takes it back, which asks nothing and leaves nothing behind', async () => {
    const back = (more: object) => ({ states, transitions }: Definition): Definition => ({ states, transitions: [...transitions, { key: 'back', label: { fr: 'Revenir', en: 'Go back' }, from: ['diagnosis'], to: 'reception', who: { audiences: ['adviser'] }, ...more }] })
    const offered = async () => {
      const { body } = await call<Listed>(`/relais/workflow/cases/${await aFile('reception')}/transitions`, { as: 'conseiller' })
      return body.data.transitions.map(({ key, way_back: wayBack }) => [key, wayBack])
    }

    expect(await offered()).toEqual([['start_diagnosis', null], ['start_support', null], ['close', null]])
    await withVersion('case', back({}), async () => expect(await offered()).toEqual([['start_diagnosis', 'back'], ['start_support', null], ['close', null]]))
    await withVersion('case', back({ comment: 'required' }), async () => expect((await offered())[0]).toEqual(['start_diagnosis', null]))
    await withVersion('case', back({ who: { audiences: ['manager'] } }), async () => expect((await offered())[0]).toEqual(['start_diagnosis', null]))
  })

  it.each([
    ['none whose own effects would tell people', { effects: [{ kind: 'notify', to: ['team'], subject: { fr: 'Retour', en: 'Back' }, message: { fr: 'Retour', en: 'Back' } }] }, null],
    ['none that another person must do', { fourEyes: { selfApproval: {} } }, null],
    ['none that a condition closes', { guard: { rule: 'urgency == "high"', message: { fr: 'Urgent seulement', en: 'Urgent only' } } }, null],
    ['one whose condition holds', { guard: { rule: 'urgency == "none"', message: { fr: 'Sans urgence', en: 'No urgency' } } }, 'back'],
    ['one whose condition counts what is linked', { guard: { rule: 'count(needs) == 0', message: { fr: 'Sans besoin', en: 'Without a need' } } }, 'back'],
    ['none whose condition counts what is linked, and does not hold', { guard: { rule: 'count(needs) > 0', message: { fr: 'Avec un besoin', en: 'With a need' } } }, null],
  ] as const)('row 28: names as a way back %s', async (_what, more, expected) => {
    const back = ({ states, transitions }: Definition): Definition => ({ states, transitions: [...transitions, { key: 'back', label: { fr: 'Revenir', en: 'Go back' }, from: ['diagnosis'], to: 'reception', who: { audiences: ['adviser'] }, ...more } as never] })
    await withVersion('case', back, async () => {
      const { body } = await call<Listed>(`/relais/workflow/cases/${await aFile('reception')}/transitions`, { as: 'conseiller' })
      expect(body.data.transitions.find(({ key }) => key === 'start_diagnosis')).toMatchObject({ way_back: expected })
    })
  })

  it('is done by many at once on one record: one succeeds, the others meet a clear conflict', async () => {
    const file = await aFile()
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => move(file, index % 2 ? 'suspend' : 'close', { from: 'support', comment: 'x', ...(index % 2 ? {} : { values: CLOSING }) }, index % 3 ? 'conseiller' : 'responsable')))

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(answer => answer.status === 409 && codeOf(answer as never) === 'STATE_CHANGED')).toHaveLength(199)
    expect(await eventsOf(file)).toHaveLength(1)
  })

  it('is done to several records, each by itself', async () => {
    const [good, moved, foreign] = [await aFile(), await aFile('suspended'), await aCase(await aPerson(other), other, {}, {})]
    const body = { items: [good, moved, foreign].map(id => ({ id, from: 'support' })), comment: 'Vacances' }
    const answer = await call<{ data: Record<string, unknown>[] }>('/relais/workflow/cases/transitions/suspend', { as: 'conseiller', method: 'POST', body })

    expect(answer.body.data).toMatchObject([{ id: good, is_done: true, state: 'suspended' }, { id: moved, is_done: false, code: 'STATE_CHANGED' }, { id: foreign, is_done: false, code: 'FORBIDDEN' }])
    expect((await call('/relais/workflow/cases/transitions/suspend', { as: 'conseiller', method: 'POST', body: { ...body, items: Array.from({ length: 101 }, () => ({ id: good, from: 'support' })) } })).status).toBe(400)
  })
})

describe('what follows a transition', () => {
  it('is done once, after it and not without it', async () => {
    const file = await aFile('support', { conseiller: 'referent', conseiller2: 'educator' })
    expect((await move(file, 'suspend', { from: 'support' })).status).toBe(409)
    expect((await move(file, 'suspend', { from: 'support', comment: 'Hospitalisation' })).status).toBe(200)
    const effects = async () => (await db.query('select f.id, f.status, f.attempts from workflow_effects f join workflow_events e on e.id = f.event where e.item = $1', [file])).rows
    await expect.poll(effects, { timeout: 20_000, interval: 300 }).toMatchObject([{ status: 'done', attempts: 1 }])

    const { rows } = await db.query('select title, due_on, status from milestones where "case" = $1', [file])
    expect(rows).toEqual([{ title: 'Point sur la suspension', due_on: expect.any(Date), status: 'planned' }])
    const [effect] = await effects()
    expect((await call(`/relais/workflow/effects/${effect?.id}/replay`, { as: 'conseiller', method: 'POST' })).status).toBe(403)
    expect((await call(`/relais/workflow/effects/${effect?.id}/replay`, { as: 'admin', method: 'POST' })).status).toBe(404)
  })

  it('tells the team, but not whoever took the step', async () => {
    const file = await aFile('support', { conseiller: 'referent', conseiller2: 'educator' })
    await move(file, 'close', { from: 'support', values: CLOSING })
    const told = async () => (await db.query('select recipient, subject from directus_notifications where item = $1', [file])).rows

    await expect.poll(told, { timeout: 20_000, interval: 300 }).toEqual([{ recipient: userId('conseiller2'), subject: 'Dossier clos' }])
  })

  it('that fails is tried again later, seen, and done when an administrator asks', async () => {
    const file = await aFile()
    await move(file, 'suspend', { from: 'support', comment: 'x' })
    const { rows: [event] } = await db.query<{ id: string }>('select id from workflow_events where item = $1', [file])
    const broken = randomUUID()
    await db.query('insert into workflow_effects (id, event, position, effect, status, attempts, queued_at) values ($1, $2, 7, $3, \'failed\', 8, now())', [broken, event?.id, JSON.stringify({ kind: 'generate_document', template: 'x' })])
    const seen = async () => (await db.query('select status, attempts, last_error from workflow_effects where id = $1', [broken])).rows[0]

    expect((await call(`/relais/workflow/effects/${broken}/replay`, { as: 'admin', method: 'POST' })).status).toBe(204)
    await expect.poll(seen, { timeout: 20_000, interval: 300 }).toMatchObject({ status: 'queued', attempts: 1, last_error: expect.stringContaining('No template x is in use') })

    await db.query('update workflow_effects set effect = $2 where id = $1', [broken, JSON.stringify({ kind: 'create_milestone', title: 'Point', dueIn: { amount: 3, unit: 'days' } })])
    await call(`/relais/workflow/effects/${broken}/replay`, { as: 'admin', method: 'POST' })
    await expect.poll(seen, { timeout: 20_000, interval: 300 }).toMatchObject({ status: 'done', last_error: null })
  })
})

describe('a version', () => {
  it('is not published when it could not be followed', async () => {
    const { rows: [shipped] } = await db.query<{ workflow: string, definition: { states: unknown[], transitions: object[] } }>('select v.workflow, v.definition from workflow_versions v join workflows w on w.id = v.workflow where w.key = \'case\' limit 1')
    const label = { fr: 'x', en: 'x' }
    const publish = (definition: unknown, status = 'published') => call<{ errors?: { extensions: { code: string, findings?: { code: string }[] } }[] }>('/items/workflow_versions', { as: 'admin', method: 'POST', body: { workflow: shipped?.workflow, number: 900, status, definition } })
    const codes = async (transition: object) => (await publish({ ...shipped?.definition, transitions: [...shipped?.definition.transitions ?? [], { key: 'x', label, from: ['support'], to: 'closed', who: { audiences: ['adviser'] }, ...transition }] })).body.errors?.[0]?.extensions.findings?.map(({ code }) => code)

    expect(await codes({ to: 'nowhere' })).toEqual(['MISSING_STATE'])
    expect(await codes({ to: 'support' })).toEqual(['TO_ITSELF'])
    expect(await codes({ guard: { rule: 'hauteur > 3', message: label } })).toEqual(['GUARD_INVALID'])
    expect(await codes({ who: {} })).toEqual(['NOBODY'])
    expect(await codes({ effects: [{ kind: 'call_webhook', webhook: 'http://127.0.0.1' }] })).toEqual(['EFFECT_INVALID'])
    expect((await publish({ states: 'all' })).body.errors?.[0]?.extensions.code).toBe('WORKFLOW_MALFORMED')
    expect((await publish(null)).body.errors?.[0]?.extensions.code).toBe('WORKFLOW_MALFORMED')
    const draft = await call<{ data: { id: string } }>('/items/workflow_versions', { as: 'admin', method: 'POST', body: { workflow: shipped?.workflow, number: 901, status: 'draft', definition: { states: [], transitions: [] } } })
    expect(draft.status).toBe(200)
    expect(codeOf(await call(`/items/workflow_versions/${draft.body.data.id}`, { as: 'admin', method: 'PATCH', body: { status: 'published' } }))).toBe('WORKFLOW_INVALID')
    await call(`/items/workflow_versions/${draft.body.data.id}`, { as: 'admin', method: 'DELETE' })
  })

  it('never changes once published, and is kept by the records that began on it', async () => {
    const file = await aFile()
    const { rows: [version] } = await db.query<{ id: string, workflow: string, number: number, definition: { states: unknown[], transitions: { key: string }[] } }>('select v.* from workflow_versions v join workflows w on w.id = v.workflow where w.key = \'case\' order by number desc limit 1')
    await expect(db.query('update workflow_versions set definition = \'{}\' where id = $1', [version?.id])).rejects.toMatchObject({ constraint: 'workflow_versions_frozen' })
    await expect(db.query('delete from workflow_versions where id = $1', [version?.id])).rejects.toMatchObject({ constraint: 'workflow_versions_frozen' })
    await expect(db.query('delete from workflow_events')).rejects.toMatchObject({ constraint: 'workflow_events_append_only' })

    const next = randomUUID()
    const shorter = { ...version?.definition, transitions: version?.definition.transitions.filter(({ key }) => key !== 'suspend') }
    await db.query('insert into workflow_versions (id, workflow, number, status, origin, definition, published_at) values ($1, $2, $3, \'published\', \'local\', $4, now())', [next, version?.workflow, Number(version?.number) + 1, JSON.stringify(shorter)])
    try {
      const fresh = await aFile()
      expect(codeOf(await move(fresh, 'suspend', { from: 'support', comment: 'x' }) as never)).toBe('TRANSITION_UNKNOWN')
      expect((await move(file, 'suspend', { from: 'support', comment: 'x' })).status).toBe(200)
    }
    finally {
      await db.query('update workflow_objects set version = $2 where version = $1', [next, version?.id])
      const client = await db.connect()
      try {
        await client.query('begin')
        await client.query('select set_config(\'relais.maintenance\', \'on\', true)')
        await client.query('delete from workflow_versions where id = $1', [next])
        await client.query('commit')
      }
      finally {
        client.release()
      }
    }
  })
})
