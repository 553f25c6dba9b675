import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { withVersion } from './workflows.ts'
import { aCase, aPerson, makeWorld, userId } from '../directory/world.ts'
import { restoreWorkflow, snapshotWorkflow } from './versions.ts'

interface State { key: string, kind: string, label: { fr: string, en: string } }
interface Transition { key: string, label: { fr: string, en: string }, from: string[], to: string, who: object, [part: string]: unknown }
interface Said { states: State[], transitions: Transition[] }
interface Draft { revision: string, definition: Said }
interface Shown { key: string, label: { fr: string }, published: Said, draft: Draft | null, versions: { number: number, status: string, records: number }[], context: { fields: { name: string, label: { fr: string } }[], audiences: string[] }, functions: { value: string }[] }
interface Simulated { records: number | null, changed: number | null, blocked: number | null, undecided: number | null, at_least?: string[], states: { state: string, version: number | null, records: number | null, blocked: number | null, block: string | null, depends: boolean }[], which: { id: string, label: string, state: string }[] | null }
interface Reply<T> { data: T, errors?: { message: string, extensions: { code: string, draft?: Draft | null, findings?: { code: string, path: string }[], paths?: string[] } }[] }

const ask = <T = unknown>(as: string | null, path = '', method = 'GET', body?: unknown) => call<Reply<T>>(`/relais/workflows${path}`, { as, method, ...(body === undefined ? {} : { body }) })
const shown = async (as = 'configurateur') => (await ask<Shown>(as, '/case')).body.data
const save = (definition: unknown, revision: string | null = null, as = 'configurateur') => ask<{ revision: string }>(as, '/case/draft', 'PUT', { revision, definition })
const simulate = async (definition: Said, as: string) => (await ask<Simulated>(as, '/case/simulation', 'POST', { definition })).body.data
const label = (fr: string) => ({ fr, en: fr })
const dropDraft = async () => { await db.query('delete from workflow_versions v using workflows w where w.id = v.workflow and w.key = \'case\' and v.status = \'draft\'') }

let structure: string
let published: Said
let first: number

/** The way of a file with one more stage. */
const withStage = (said: Said): Said => ({
  states: [...said.states, { key: 'bilan_essai', kind: 'ordinary', label: label('Bilan d’essai') }],
  transitions: [
    ...said.transitions, { key: 'to_bilan', label: label('Faire le bilan'), from: ['support'], to: 'bilan_essai', who: { audiences: ['adviser'] }, fields: ['next_step_on'] },
    { key: 'from_bilan', label: label('Reprendre après le bilan'), from: ['bilan_essai'], to: 'support', who: { audiences: ['adviser'] } },
  ],
})

beforeAll(async () => {
  structure = (await makeWorld()).structure
  published = (await shown()).published
  first = await snapshotWorkflow('case')
})

afterAll(async () => {
  await restoreWorkflow('case', first)
})

describe('the designer refuses', () => {
  it.each([null, 'partenaire', 'usager', 'conseiller', 'responsable', 'prescripteur', 'pilotage'])('everything to %s', async (as) => {
    const status = as === null ? 401 : 403
    const answers = [
      await ask(as), await ask(as, '/case'), await ask(as, '/case/versions/1'), await ask(as, '/case/draft', 'PUT', { revision: null, definition: published }), await ask(as, '/case/draft', 'DELETE', { revision: 'x' }),
      await ask(as, '/case/draft/publish', 'POST', { revision: 'x' }), await ask(as, '/case/simulation', 'POST', { definition: published }),
    ]
    expect(answers.map(answer => answer.status)).toEqual(answers.map(() => status))
    expect((await shown()).draft).toBeNull()
  })

  it('to change what every structure shares, to somebody who configures one of them', async () => {
    const shownThere = await ask<Shown>('configurateur.paris', '/case')
    expect(shownThere.status).toBe(200)
    // Nor is told how many records the others have.
    expect(shownThere.body.data.versions.filter(({ records }) => records !== null && records > 0)).toEqual([])
    expect(codeOf(await ask('configurateur.paris', '/case/simulation', 'POST', { definition: published }))).toBe('LAYER_NOT_OPEN')
    const answers = [await save(published, null, 'configurateur.paris'), await ask('configurateur.paris', '/case/draft/publish', 'POST', { revision: 'x' }), await ask('configurateur.paris', '/case/draft', 'DELETE', { revision: 'x' })]
    expect(answers.map(codeOf)).toEqual(['LAYER_NOT_OPEN', 'LAYER_NOT_OPEN', 'LAYER_NOT_OPEN'])
  })

  it('what does not exist', async () => {
    for (const path of ['/nothing', '/case/versions/9999', '/case/versions/x', '/case/versions/99999999999999', '/%00', '/CASE', '/nothing/versions/1']) expect([path, codeOf(await ask('configurateur', path))]).toEqual([path, 'WORKFLOW_UNKNOWN'])
    expect(codeOf(await ask('configurateur', '/case/draft/publish', 'POST', { revision: 'x' }))).toBe('DRAFT_MISSING')
  })

  it.each<[string, string, unknown]>([
    ['no body', 'FORM_INVALID', {}], ['a list', 'FORM_INVALID', []], ['an unknown part', 'FORM_INVALID', { revision: null, definition: { states: [], transitions: [] }, status: 'published' }], ['a text', 'WORKFLOW_MALFORMED', { revision: null, definition: 'all' }],
    ['states that are no list', 'WORKFLOW_MALFORMED', { revision: null, definition: { states: 'all', transitions: [] } }], ['a state of no kind', 'WORKFLOW_MALFORMED', { revision: null, definition: { states: [{ key: 'a', label: label('A'), kind: 'magic' }], transitions: [] } }],
    ['a character that no text may hold', 'FORM_INVALID', { revision: null, definition: { states: [{ key: 'a', label: label('A\u0000'), kind: 'initial' }], transitions: [] } }],
  ])('a draft with %s', async (_, code, body) => {
    const answer = await ask('configurateur', '/case/draft', 'PUT', body)
    expect([answer.status, codeOf(answer)]).toEqual([400, code])
    expect((await shown()).draft).toBeNull()
  })

  it('to show a configurator any file, by any of its answers', async () => {
    const file = await aCase(await aPerson(structure), structure, {}, { status: 'support', summary: 'Confidentiel' })
    const blocked = { ...published, transitions: published.transitions.filter(({ from }) => !from.includes('support')) }
    const answers = [await ask('configurateur'), await ask('configurateur', '/case'), await ask('configurateur', '/case/versions/1'), await ask('configurateur', '/case/simulation', 'POST', { definition: blocked })]
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(JSON.stringify(body)).not.toContain(file)
      expect(JSON.stringify(body)).not.toContain('Confidentiel')
    }
    for (const path of ['/items/cases', '/items/workflow_objects', '/items/workflow_events', '/items/workflow_versions']) {
      const answer = await call<{ data?: unknown[] }>(path, { as: 'configurateur' })
      expect([path, answer.status === 403 ? [] : answer.body.data ?? []]).toEqual([path, []])
    }
  })
})

describe('a draft', () => {
  it('is anything of the right form, and is not published while it could not be followed', async () => {
    const broken = { ...published, states: [...published.states, { key: 'island', kind: 'ordinary', label: label('Île') }] }
    const { body: { data: { revision } } } = await save(broken)
    const answer = await ask('configurateur', '/case/draft/publish', 'POST', { revision })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'WORKFLOW_INVALID'])
    expect(answer.body.errors?.[0]?.extensions.findings?.map(({ code, path }) => `${code} ${path}`)).toEqual(['UNREACHABLE_STATE states.island', 'DEAD_END states.island'])

    const many = { states: Array.from({ length: 200 }, (_, index) => ({ key: `s${index}`, kind: 'ordinary', label: label(`S${index}`) })), transitions: [] }
    const saved = await save(many, revision)
    expect(saved.status).toBe(200)
    const refused = await ask('configurateur', '/case/draft/publish', 'POST', { revision: saved.body.data.revision })
    expect(refused.body.errors?.[0]?.extensions.findings?.map(({ code }) => code)).toEqual(['TOO_MANY_STATES'])
    expect((await ask('configurateur', '/case/draft', 'DELETE', { revision: saved.body.data.revision })).status).toBe(200)
    expect((await shown()).draft).toBeNull()
  })

  it('never gives a record, or a file, to somebody by what it sets', async () => {
    const grab = { ...published, transitions: published.transitions.map(own => (own.key === 'start_support' ? { ...own, effects: [{ kind: 'set_field', field: 'referent', value: '00000000-0000-4000-8000-000000000000' }] } : own)) }
    const { body: { data: { revision } } } = await save(grab)
    const answer = await ask('configurateur', '/case/draft/publish', 'POST', { revision })
    expect(answer.body.errors?.[0]?.extensions.findings?.map(({ code }) => code)).toEqual(['EFFECT_INVALID'])
    await ask('configurateur', '/case/draft', 'DELETE', { revision })
  })

  it('that somebody else saved meanwhile is not written over: what is there now is given back', async () => {
    const { body: { data: { revision } } } = await save(published)
    const theirs = await save(withStage(published), revision, 'admin')
    expect(theirs.status).toBe(200)

    const late = await save({ ...published, states: published.states.toReversed() }, revision)
    expect([late.status, codeOf(late)]).toEqual([409, 'DRAFT_CHANGED'])
    expect(late.body.errors?.[0]?.extensions.draft).toEqual({ revision: theirs.body.data.revision, definition: withStage(published) })
    expect(codeOf(await save(published, null))).toBe('DRAFT_CHANGED')
    expect(codeOf(await ask('configurateur', '/case/draft/publish', 'POST', { revision }))).toBe('DRAFT_CHANGED')
    expect(codeOf(await ask('configurateur', '/case/draft', 'DELETE', { revision }))).toBe('DRAFT_CHANGED')
    expect((await shown()).draft?.definition).toEqual(withStage(published))
    await ask('configurateur', '/case/draft', 'DELETE', { revision: theirs.body.data.revision })
  })

  it('saved by many at once is saved once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => save({ ...published, states: published.states.map(own => ({ ...own, color: `#0000${String(index).padStart(2, '0')}` })) })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(answer => codeOf(answer) === 'DRAFT_CHANGED')).toHaveLength(11)
    await dropDraft()
  })
})

describe('a simulation', () => {
  const stuck = (said: Said, rule: string): Said => ({ ...said, transitions: said.transitions.filter(({ from }) => from.includes('suspended')).length === 0 ? said.transitions : said.transitions.map(own => (own.from.includes('suspended') ? { ...own, guard: { rule, message: label('Non') } } : own)) })

  it('says how many records would change, stay blocked, and to administrators which', async () => {
    const file = await aCase(await aPerson(structure), structure, {}, { status: 'suspended', summary: 'Seul' })
    const changed = stuck(published, 'this.summary == "Personne"')
    const { which, ...all } = await simulate(changed, 'admin')
    const { rows: [count] } = await db.query<{ count: number }>('select count(*)::int as count from cases where status = \'suspended\'')

    expect(all.states.filter(({ state }) => state === 'suspended').reduce((sum, line) => sum + (line.blocked ?? 0), 0)).toBe(count?.count)
    expect(all.blocked).toBe(count?.count)
    expect(which?.map(({ id }) => id)).toContain(file)
    expect(which?.every(row => Object.keys(row).sort().join() === 'id,label,state')).toBe(true)
    expect((await simulate(stuck(published, 'this.summary == "Seul"'), 'admin')).which?.map(({ id }) => id)).not.toContain(file)
  })

  it('never tries a condition on files for a configurator, who could guess what they hold', async () => {
    const asked = await simulate(stuck(published, 'this.summary == "Seul"'), 'configurateur')
    expect(asked.which).toBeNull()
    expect(asked.blocked).toBe(0)
    expect(asked.undecided).not.toBe(0)
    expect(asked.states.filter(({ state }) => state === 'suspended')).toMatchObject([{ depends: true, blocked: 0, block: null }])
  })

  it('tells a configurator what the impact of the field tells, so that no difference of the two tells of one structure', async () => {
    await withVersion('case', definition => definition, async () => {
      await aCase(await aPerson(structure), structure, {}, { status: 'support' })
      const all = await simulate(published, 'admin')
      const told = await simulate(published, 'configurateur')
      const { body: { data: { versions } } } = await call<Reply<Shown>>('/relais/workflows/case', { as: 'configurateur' })

      const { body: { data: impact } } = await call<Reply<{ choices: { value: string, records: number | null, at_least?: true }[] }>>('/relais/configurator/cases/fields/status/impact', { as: 'configurateur' })
      // What another screen tells of the same files; nothing of a state that is on several versions.
      const expected = all.states.map(({ state }) => {
        const isOnOne = all.states.filter(line => line.state === state).length === 1
        return isOnOne ? impact.choices.find(({ value }) => value === state)?.records : null
      })
      expect(expected.filter(records => typeof records === 'number' && records > 0).length).toBeGreaterThan(1)
      const toldOf = (line: Simulated['states'][number]) => told.states.find(({ state, version }) => state === line.state && version === line.version)
      expect(all.states.map(line => toldOf(line)?.records)).toEqual(expected)
      // Those of no record that are named besides say no number, and their order tells none.
      expect(told.states.filter(line => all.states.every(({ state }) => state !== line.state)).filter(({ records }) => records !== null)).toEqual([])
      expect(told.states.map(({ version, state }) => [version, state])).toEqual(told.states.map(({ version, state }): [number, string] => [version ?? 0, state]).toSorted(([one, a], [other, b]) => other - one || (a < b ? -1 : 1)))
      expect([told.records, told.at_least]).toEqual([expected.reduce<number>((sum, records) => sum + (records ?? 0), 0), expect.arrayContaining(['records'])])
      const numbers = [...told.states.flatMap(({ records, blocked }) => [records, blocked]), told.records, told.changed, told.blocked, told.undecided, ...versions.map(({ records }) => records)]
      expect(numbers.filter(count => count !== null && count > 0 && count < 5)).toEqual([])
      for (const { number, records } of versions) {
        const cells = told.states.filter(({ version }) => version === number).map(line => line.records)
        expect([number, records ?? 0]).toEqual([number, cells.reduce<number>((sum, cell) => sum + (cell ?? 0), 0)])
      }
    })
  })

  it('counts a state that would be no more as blocked, and leaves the rest alone', async () => {
    const gone = { states: published.states.filter(({ key }) => key !== 'suspended'), transitions: published.transitions.filter(({ to }) => to !== 'suspended').map(own => ({ ...own, from: own.from.filter(key => key !== 'suspended') })).filter(({ from }) => from.length > 0) }
    const { states, records, changed } = await simulate(gone, 'configurateur')
    expect(states.filter(({ block }) => block).map(({ state, block }) => [state, block])).toEqual([['suspended', 'STATE_GONE']])
    expect(changed ?? 0).toBeLessThan(records ?? 0)
    expect((await simulate(published, 'configurateur')).changed).toBe(0)
  })
})

describe('a walk as somebody of the staff', () => {
  interface Walked { account: { id: string, audience: string }, memberships: { structure: string }[], record: { state: string, sees: boolean, answers: { key: string, reasons: { code: string }[] }[] } | null }
  const look = (q: string, as: string | null) => call<Reply<{ id: string, name: string, audience: string }[]>>('/relais/workflow/accounts', { as, method: 'POST', body: { q } })
  const walk = (user: string, as: string | null, item?: string) => ask<Walked>(as, '/case/walk', 'POST', { user, definition: published, ...(item ? { item } : {}) })

  it.each([null, 'conseiller', 'responsable', 'partenaire'])('is refused to %s', async (as) => {
    const status = as === null ? 401 : 403
    expect([(await look('conseiller', as)).status, (await walk(userId('conseiller'), as)).status]).toEqual([status, status])
  })

  it('shows a configurator nobody else than the staff that they set, and no file', async () => {
    const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status: 'support' })
    expect((await look('usager', 'configurateur')).body.data).toEqual([])
    expect((await look('partenaire', 'configurateur')).body.data).toEqual([])
    expect(codeOf(await look('x', 'configurateur'))).toBe('FORM_INVALID')
    // A part of an address finds nobody: whoever may not read addresses would read them letter by letter.
    for (const part of ['conseiller.reunion@', 'reunion@relais.example', 'relais.example']) expect((await look(part, 'configurateur')).body.data).toEqual([])
    const found = (await look('conseiller.reunion@relais.example', 'configurateur')).body.data
    expect(found.map(({ id, audience }) => [id, audience])).toEqual([[userId('conseiller.reunion'), 'adviser']])
    expect(JSON.stringify(found)).not.toContain('@')
    expect((await look('conseiller.reunion@relais.example', 'configurateur.paris')).body.data).toEqual([])
    const refused = [await walk(userId('usager'), 'configurateur'), await walk(userId('conseiller.reunion'), 'configurateur.paris'), await walk(userId('conseiller'), 'configurateur', file)]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403])
    expect((await walk(userId('conseiller'), 'configurateur')).body.data).toMatchObject({ account: { audience: 'adviser' }, record: null })
  })

  it('tells an administrator what a real file answers to an account, and why', async () => {
    const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status: 'closed' })
    const { rows: [row] } = await db.query<{ reference: string }>('select reference from cases where id = $1', [file])
    const reopen = (answer: Awaited<ReturnType<typeof walk>>) => answer.body.data.record?.answers.find(({ key }) => key === 'reopen')?.reasons.map(({ code }) => code)
    const [mine, theirs] = [await walk(userId('conseiller'), 'admin', row?.reference), await walk(userId('conseiller.reunion'), 'admin', file)]
    expect([mine.body.data.record?.sees, mine.body.data.record?.state, reopen(mine)]).toEqual([true, 'closed', []])
    expect([theirs.body.data.record?.sees, reopen(theirs)]).toEqual([false, ['NOT_YOURS']])
    expect((await walk(userId('conseiller'), 'admin', 'nulle part')).status).toBe(403)
  })
})

describe('a publication', () => {
  it('adds the stage to what the field offers, and leaves files under way on their version', async () => {
    const old = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status: 'support' })
    const { body: { data: { revision } } } = await save(withStage(published))
    const done = await ask<{ number: number }>('configurateur', '/case/draft/publish', 'POST', { revision })
    expect([done.status, done.body.data]).toEqual([200, { number: first + 1 }])

    const { draft, versions } = await shown()
    expect([draft, versions[0]]).toMatchObject([null, { number: first + 1, status: 'published', origin: 'local', records: 0 }])
    const { rows: [field] } = await db.query<{ values: string[] }>('select array(select c ->> \'value\' from json_array_elements(options -> \'choices\') c) as values from directus_fields where collection = \'cases\' and field = \'status\'')
    expect(field?.values).toContain('bilan_essai')
    await expect.poll(async () => (await call<{ data: { collections: Record<string, { fields: { field: string, choices: { value: string }[] | null }[] }> } }>('/relais/forms', { as: 'conseiller' })).body.data.collections['cases']?.fields.find(own => own.field === 'status')?.choices?.map(({ value }) => value), { timeout: 10_000 }).toContain('bilan_essai')

    const fresh = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status: 'support' })
    const keys = async (file: string) => (await call<{ data: { transitions: { key: string }[] } }>(`/relais/workflow/cases/${file}/transitions`, { as: 'conseiller' })).body.data.transitions.map(({ key }) => key)
    expect(await keys(old)).not.toContain('to_bilan')
    await expect.poll(() => keys(fresh), { timeout: 5_000 }).toContain('to_bilan')
    const move = await call(`/relais/workflow/cases/${fresh}/transitions/to_bilan`, { as: 'conseiller', method: 'POST', body: { from: 'support', values: { next_step_on: '2030-01-15' } } })
    expect(move.status).toBe(200)

    expect(codeOf(await ask('configurateur', '/case/draft/publish', 'POST', { revision }))).toBe('DRAFT_MISSING')
    const again = await save(withStage(published))
    expect(codeOf(await ask('configurateur', '/case/draft/publish', 'POST', { revision: again.body.data.revision }))).toBe('DRAFT_UNCHANGED')
    await dropDraft()
  })

  it('goes back to an older version by a new one', async () => {
    const { body: { data: older } } = await ask<Said>('configurateur', `/case/versions/${first}`)
    const { body: { data: { revision } } } = await save(older)
    const done = await ask<{ number: number }>('configurateur', '/case/draft/publish', 'POST', { revision })
    expect(done.body.data).toEqual({ number: first + 2 })
    expect((await shown()).published).toEqual(published)
  })

  it('is in the list', async () => {
    const { body: { data } } = await ask<{ key: string, published: number, has_draft: boolean, is_enforced: boolean }[]>('configurateur')
    expect(data.find(({ key }) => key === 'case')).toMatchObject({ published: first + 2, has_draft: false, is_enforced: true })
  })
})
