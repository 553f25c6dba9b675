import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aMembership, aPerson, aStructure, insert, makeWorld, update, userId } from '../directory/world.ts'

interface Held { collection: string, states: { key: string, label: { fr: string }, kind: string }[], is_measured: boolean, own_steps: Record<string, string[]> }
interface Line { structure: string | null, state: string, stays: number | null, median_days: number | null, p90_days: number | null, present: number | null, late: number | null, at_least?: string[] }
interface Measured { least: number, structures: { id: string, name: string }[], lines: Line[] }
interface Card { id: string, status: string, deadline_at: string | null }
interface Column { state: string, count: number, files: Card[] }

const DAY_S = 86_400
const PERIOD = 'from=2025-03&to=2025-03'
let structure: string
let other: string
let version: string

const aFile = async (where: string, row: Record<string, unknown> = {}) => aCase(await aPerson(where), where, {}, { status: 'diagnosis', ...row })
const statesAs = (as: string | null) => call<{ data: Held[] }>('/relais/workflow/states', { as })
const measuresAs = (as: string | null, query = PERIOD, collection = 'cases') => call<{ data: Measured }>(`/relais/workflow/${collection}/measures?${query}`, { as })
const boardAs = (as: string | null, body: Record<string, unknown>) => call<{ data: Column[] }>('/relais/cases/board', { as, method: 'SEARCH', body })
const COLUMNS = ['reception', 'diagnosis', 'support', 'suspended', 'closed']

/** A stay in a state that ended some day, after so many days. */
const aStay = (item: string, days: number, at = '2025-03-12T10:00:00Z') => insert('workflow_events', {
  collection: 'cases', item, version, transition: 'start_diagnosis', from_state: 'reception', to_state: 'diagnosis', seconds: days * DAY_S, audience: 'adviser', at,
})

const lineOf = ({ lines }: Measured, where: string | null, state: string) => lines.find(line => line.structure === where && line.state === state)

beforeAll(async () => {
  const world = await makeWorld()
  structure = world.structure
  other = world.other
  await aMembership(structure, 'pilotage', 'steering')
  const { rows } = await db.query<{ id: string }>('select v.id from workflow_versions v join workflows w on w.id = v.workflow where w.key = \'case\' and v.status = \'published\' order by v.number desc limit 1')
  version = String(rows[0]?.id)
})

describe('GET /relais/workflow/states', () => {
  it('is refused without a token', async () => {
    expect((await statesAs(null)).status).toBe(401)
  })

  it('names only collections that the caller reads', async () => {
    for (const as of ['partenaire', 'configurateur']) expect((await statesAs(as)).body.data.map(({ collection }) => collection)).not.toContain('cases')
  })

  it('names to steering, which reads no record, those that are measured', async () => {
    const names = (await statesAs('pilotage')).body.data

    expect(names.map(({ collection }) => collection)).toContain('cases')
    expect(names.filter(({ is_measured: isMeasured }) => !isMeasured)).toEqual([])
  })

  it('row 29: names the steps that may be the reader’s, so that no menu holds padlocks only', async () => {
    const steps = async (as: string) => (await statesAs(as)).body.data.find(({ collection }) => collection === 'referrals')?.own_steps

    expect((await steps('partenaire'))?.['accepted']).toEqual(['complete'])
    expect((await steps('partenaire'))?.['started']).toEqual(['complete'])
    expect((await steps('conseiller'))?.['sent']).toEqual(['cancel'])
    expect((await steps('conseiller'))?.['refused']).toBeUndefined()
  })

  it('gives the states of files, in order, the final one at the end', async () => {
    const cases = (await statesAs('conseiller')).body.data.find(({ collection }) => collection === 'cases')

    expect(cases?.states.map(({ key }) => key)).toEqual(COLUMNS)
    expect([cases?.states[1]?.label.fr, cases?.states[4]?.kind, cases?.is_measured]).toEqual(['Diagnostic', 'final', true])
  })
})

describe('GET /relais/workflow/:collection/measures', () => {
  it('is refused to whoever leads or steers nothing', async () => {
    expect((await measuresAs(null)).status).toBe(401)
    for (const as of ['conseiller', 'partenaire', 'usager', 'prescripteur', 'configurateur']) expect([as, (await measuresAs(as)).status]).toEqual([as, 403])
  })

  it('answers the same for a structure of others, one that is not there and a collection without workflow', async () => {
    const answers = await Promise.all([
      measuresAs('responsable', `${PERIOD}&structure=${other}`), measuresAs('responsable', `${PERIOD}&structure=${randomUUID()}`), measuresAs('responsable', PERIOD, 'needs'), measuresAs('admin', PERIOD, 'directus_users'),
    ])

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body)))).toHaveProperty('size', 1)
  })

  it.each(['from=2025-03-01', 'from=2025-13', 'from=2025-04&to=2025-03', 'from=2010-01&to=2025-03', 'structure=1', 'state=reception'])('refuses « %s »', async (query) => {
    const answer = await measuresAs('responsable', query)

    expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
  })

  it('gives a manager the median and the 90th percentile of their structures, and of no other', async () => {
    const led = await aStructure({ name: 'Structure mesurée' })
    await aMembership(led, 'responsable', 'manager')
    const file = await aFile(led)
    for (const days of [1, 2, 3, 4, 10]) await aStay(file, days)
    await aStay(file, 90, '2025-04-02T10:00:00Z')
    await aStay(await aFile(other), 500)
    const { status, body: { data } } = await measuresAs('responsable')

    expect(status).toBe(200)
    expect(lineOf(data, led, 'reception')).toEqual({ structure: led, state: 'reception', stays: 5, median_days: 3, p90_days: 7.6, present: 0, late: 0 })
    expect(data.structures).toContainEqual({ id: led, name: 'Structure mesurée' })
    expect(data.structures.map(({ id }) => id)).not.toContain(other)
    expect((await measuresAs('responsable', `${PERIOD}&structure=${led}`)).body.data.lines.filter(line => line.structure === null && line.state === 'reception')).toEqual([
      expect.objectContaining({ stays: 5, median_days: 3 }),
    ])
  })

  it('counts a stay in the month of its place', async () => {
    const far = await aStructure({ name: 'Structure de Cayenne', time_zone: 'America/Cayenne' })
    await aMembership(far, 'responsable', 'manager')
    // Still the 31st of March there.
    await aStay(await aFile(far), 7, '2025-04-01T01:00:00Z')

    expect(lineOf((await measuresAs('responsable')).body.data, far, 'reception')?.stays).toBe(1)
  })

  it('tells steering no number below five, nor anything that would give it by difference', async () => {
    const [few, many] = await Promise.all([aStructure({ name: 'Petite structure' }), aStructure({ name: 'Grande structure' })])
    for (const one of [few, many]) await aMembership(one, 'pilotage', 'steering')
    const [small, large] = [await aFile(few), await aFile(many)]
    for (const days of [1, 2, 3, 4]) await aStay(small, days)
    for (const days of [10, 20, 30, 40, 50]) await aStay(large, days)
    const { body: { data } } = await measuresAs('pilotage')

    expect(data.least).toBe(5)
    expect(lineOf(data, few, 'reception')).toMatchObject({ stays: null, median_days: null, p90_days: null })
    expect(lineOf(data, many, 'reception')).toMatchObject({ stays: 5, median_days: 30 })
    expect(lineOf(data, few, 'diagnosis')).toMatchObject({ present: null, late: null })
    const total = (await measuresAs('pilotage', `${PERIOD}&structure=${few}`)).body.data.lines.find(line => line.structure === null && line.state === 'reception')
    expect(total?.stays).toBeNull()
    expect(JSON.stringify(data)).not.toContain(small)
  })

  it('tells steering « au moins » of a total that hides something, and never a zero for it', async () => {
    const region = await Promise.all(['Ouest', 'Est'].map(name => aStructure({ name: `Structure ${name}` })))
    for (const one of region) await aMembership(one, 'pilotage', 'steering')
    const held = async (where: string | undefined, count: number, late: number) => {
      for (let index = 0; index < count; index++) {
        const file = await aFile(String(where), { status: 'suspended' })
        await db.query('update workflow_objects set deadline_at = $2 where item = $1', [file, index < late ? '2025-01-01T10:00:00Z' : '2999-01-01T10:00:00Z'])
      }
    }
    await held(region[0], 7, 3)
    await held(region[1], 1, 1)
    const { body: { data } } = await measuresAs('pilotage')
    const total = lineOf(data, null, 'suspended')

    expect(lineOf(data, region[0] ?? null, 'suspended')).toMatchObject({ present: 7, late: null })
    expect(lineOf(data, region[1] ?? null, 'suspended')).toMatchObject({ present: null, late: null })
    expect(total?.at_least).toContain('present')
    expect(total?.late).not.toBe(0)
    // What is told of all is what is told of each, so that the difference of two answers gives nothing.
    const told = data.lines.filter(({ structure: where, state }) => where !== null && state === 'suspended').map(({ present }) => present ?? 0)
    expect(total?.present).toBe(told.reduce((sum, present) => sum + present, 0))
    for (const one of region) expect(lineOf((await measuresAs('pilotage', `${PERIOD}&structure=${one}`)).body.data, one, 'suspended')).toEqual(lineOf(data, one, 'suspended'))
  })

  it('tells steering no month by the difference of two periods', async () => {
    const place = await aStructure({ name: 'Structure des mois' })
    await aMembership(place, 'pilotage', 'steering')
    const file = await aFile(place)
    for (const at of ['2024-02-05', '2024-02-06', ...['01', '02', '03', '04', '05', '06'].map(day => `2024-03-${day}`)]) await aStay(file, 3, `${at}T10:00:00Z`)
    const staysOf = async (from: string, to: string) => {
      const line = lineOf((await measuresAs('pilotage', `from=${from}&to=${to}&structure=${place}`)).body.data, place, 'reception')
      return line && [line.stays, line.median_days, line.at_least]
    }

    expect(await staysOf('2024-02', '2024-03')).toEqual([8, 3, undefined])
    expect(await staysOf('2024-03', '2024-03')).toEqual([null, null, undefined])
    expect(await staysOf('2024-02', '2024-02')).toEqual([null, null, undefined])
    expect(await staysOf('2024-01', '2024-12')).toEqual([8, 3, undefined])
  })
})

describe('SEARCH /relais/cases/board', () => {
  it('is refused to those without a portfolio, and when it is asked what it does not know', async () => {
    expect((await boardAs(null, { status: COLUMNS })).status).toBe(401)
    for (const as of ['partenaire', 'usager', 'pilotage', 'configurateur']) expect((await boardAs(as, { status: COLUMNS })).status).toBe(403)
    for (const body of [{}, { status: [] }, { status: ['a\'b'] }, { status: COLUMNS, page: 2 }, { status: COLUMNS, limit: 500 }]) {
      const answer = await boardAs('conseiller', body)
      expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
    }
  })

  it.each(['conseiller', 'responsable', 'admin'])('gives %s the files of the portfolio, state by state, with their number', async (as) => {
    await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status: 'suspended' })
    const board = await boardAs(as, { status: COLUMNS, limit: 3 })

    expect(board.body.data.map(({ state }) => state)).toEqual(COLUMNS)
    for (const { state, count, files } of board.body.data) {
      const list = await call<{ data: Card[] }>('/relais/cases/portfolio', { as, method: 'SEARCH', body: { status: [state], limit: 3 } })
      expect(files).toEqual(list.body.data)
      const all = await call<{ data: { count: { id: number } | number }[] }>('/items/cases', { as, method: 'SEARCH', body: { query: { filter: { status: { _eq: state } }, aggregate: { count: ['id'] } } } })
      // Beyond a thousand the column says that there are more.
      expect(`${state} ${count}`).toBe(`${state} ${Math.min(Number(Object(all.body.data[0]?.count)['id']), 1001)}`)
    }
  })

  it('takes eight statements at most, however many its columns', async () => {
    const count = async () => Number((await db.query('select sum(calls) as calls from relais_statistics.pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) and query not like \'%pg_stat_statements%\'')).rows[0]?.calls)
    const counts: number[] = []
    for (let turn = 0; turn < 5; turn++) {
      const before = await count()
      await boardAs('conseiller', { status: COLUMNS })
      counts.push(await count() - before)
    }

    expect(Math.min(...counts)).toBeGreaterThan(0)
    expect(counts.sort((one, other) => one - other)[2]).toBeLessThanOrEqual(8)
  })

  it('keeps those that should have left their state', async () => {
    const [late, early] = await Promise.all([0, 1].map(async () => aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status: 'diagnosis' })))
    const due = (item: string | undefined, at: string) => db.query('update workflow_objects set deadline_at = $2 where item = $1', [item, at])
    await due(late, '2025-01-01T10:00:00Z')
    await due(early, '2999-01-01T10:00:00Z')
    const board = await boardAs('conseiller', { status: ['diagnosis'], late: true, limit: 50 })
    const found = board.body.data[0]?.files.map(({ id }) => id)

    expect(found).toContain(late)
    expect(found).not.toContain(early)
    expect(board.body.data[0]?.files.find(({ id }) => id === late)?.deadline_at).toBe('2025-01-01T10:00:00.000Z')
  })
})

describe('GET /relais/workflow/:collection/:id/history', () => {
  it('says each transition in the words of its version', async () => {
    const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status: 'reception' })
    await update('workflow_objects', String((await db.query<{ id: string }>('select id from workflow_objects where item = $1', [file])).rows[0]?.id), { since: '2025-01-01T00:00:00Z' })
    await call(`/relais/workflow/cases/${file}/transitions/start_diagnosis`, { as: 'conseiller', method: 'POST', body: { from: 'reception' } })
    const { body } = await call<{ data: Record<string, unknown>[] }>(`/relais/workflow/cases/${file}/history`, { as: 'conseiller' })

    expect(body.data).toEqual([expect.objectContaining({
      label: { fr: 'Commencer le diagnostic', en: 'Start the diagnosis' }, from_label: { fr: 'Accueil', en: 'Reception' }, to_label: { fr: 'Diagnostic', en: 'Diagnosis' }, comment: null,
    })])
    expect(Number(body.data[0]?.['seconds'])).toBeGreaterThan(300 * DAY_S)
    expect((await db.query('select "user" from workflow_events where item = $1', [file])).rows).toEqual([{ user: userId('conseiller') }])
  })
})
