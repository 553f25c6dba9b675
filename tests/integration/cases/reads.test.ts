import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, insert, key, makeWorld, userId } from '../directory/world.ts'
import type { Answer, ApiBody } from '../../support/stack.ts'
import type { World } from '../directory/world.ts'

type Row = Record<string, unknown>
const READERS = ['conseiller', 'responsable', 'prescripteur', 'conseiller2', 'admin'] as const

let world: World
const files: Record<'shared' | 'structureOnly' | 'foreign' | 'former' | 'own', string> = { shared: '', structureOnly: '', foreign: '', former: '', own: '' }

async function aFullFile(person: string, structure: string, team: Record<string, string>, row: Row = {}): Promise<string> {
  const file = await aCase(person, structure, team, { summary: 'Synthèse', next_step: 'Rappeler', next_step_on: '2026-01-15', last_contact_on: '2025-12-01', urgency: 'high', urgency_themes: ['housing'], referred_by_organization: world.organization, ...row })
  const objective = await insert('objectives', { case: file, theme: 'housing', title: 'Un logement stable', due_on: '2026-06-01' })
  await insert('needs', { case: file, theme: 'housing', description: 'Se loger', identified_on: '2025-01-06' })
  await insert('actions', { case: file, objective, theme: 'housing', title: 'Appeler la résidence', status: 'done', hours: 1.5 })
  await insert('actions', { case: file, theme: 'health', title: 'Cachée à la personne', visible_to_beneficiary: false })
  await insert('interviews', { case: file, user: userId('conseiller'), happened_at: '2025-01-06T10:00:00.123Z', summary: 'Réservé à l’équipe' })
  await insert('interviews', { case: file, user: userId('conseiller'), happened_at: '2025-02-06T10:00:00Z', summary: 'Montré', visible_to_beneficiary: true })
  await insert('milestones', { case: file, title: 'Bilan', due_on: '2025-04-01' })
  await insert('relatives', { person, last_name: 'Essai', relationship: 'mother' })
  await insert('referrals', { case: file, offer: world.offer, status: 'sent', person_display: 'Alix E.' })
  return file
}

beforeAll(async () => {
  world = await makeWorld()
  files.shared = await aFullFile(await aPerson(world.structure, { mobility: ['car'] }), world.structure, { conseiller: 'reader', prescripteur: 'prescriber' }, { referent: userId('conseiller') })
  files.structureOnly = await aFullFile(await aPerson(world.structure), world.structure, {})
  files.foreign = await aFullFile(await aPerson(world.other), world.other, { conseiller2: 'referent' })
  files.former = await aFullFile(await aPerson(world.other), world.other, {})
  await insert('case_members', { case: files.former, user: userId('conseiller'), function: 'educator', valid_from: '2024-01-01', valid_until: '2025-01-01' })
  const { rows } = await db.query('select id from people where "user" = $1', [userId('usager')])
  files.own = await aFullFile(String(rows[0]?.id), world.structure, { conseiller: 'referent' })
})

const fileAs = (as: string | null, id: string) => call<{ data: Row }>(`/relais/cases/files/${id}`, { as })
const workloadAs = (as: string | null) => call<{ data: { id: string | null, files: number }[] }>('/relais/cases/workload', { as })
const portfolioAs = (as: string | null, query: Row = {}) => call<{ data: Row[] }>('/relais/cases/portfolio', { as, method: 'SEARCH', body: query })
const itemsAs = (as: string, collection: string, query: Row) => call<{ data: Row[] }>(`/items/${collection}`, { as, method: 'SEARCH', body: { query } })

const NAMES = (path: string) => ['id', 'first_name', 'last_name'].map(name => `${path}.${name}`)
/** What the page of a file shows, group by group: an audience is refused a whole group or reads all that it may of it. */
const GROUPS = [
  ['structure.id', 'structure.name', 'structure.time_zone'], NAMES('referent'), ['referred_by_organization.id', 'referred_by_organization.name'],
  ['person.*'], ['person.structure.id', 'person.structure.name', 'person.structure.time_zone'], ['person.territory.id', 'person.territory.name'], ['person.relatives.*'],
  ['members.*'], NAMES('members.user'), ['needs.*'], ['objectives.*'], ['actions.*'], ['milestones.*'], ['interviews.*'], NAMES('interviews.user'),
  ['referrals.*'], ['referrals.offer.id', 'referrals.offer.title'], ['referrals.organization.id', 'referrals.organization.name'], ['referrals.steps.*'],
]

async function fileByItems(as: string, id: string): Promise<Row | undefined> {
  const read = (fields: string[]) => itemsAs(as, 'cases', { filter: { id: { _eq: id } }, fields })
  const open: string[][] = []
  for (const group of GROUPS) if ((await read(group)).status === 200) open.push(group)
  const { status, body } = await read(['*', ...open.flat()])
  expect(status).toBe(200)
  return body.data[0]
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
const idOf = (value: unknown) => (isRow(value) ? value['id'] : value)
const byId = (list: unknown[]) => [...list].sort((one, other) => String(idOf(one)).localeCompare(String(idOf(other))))

/** What two answers disagree on, path by path. A key that only names rows, where the other answer shows them, agrees. */
function differences(ours: unknown, theirs: unknown, path = ''): string[] {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    if (ours.length !== theirs.length) return [`${path}: ${ours.length} rows, ${theirs.length} by items`]
    const [mine, other] = [byId(ours), byId(theirs)]
    return mine.flatMap((row, index) => differences(row, other[index], `${path}[]`))
  }
  if (isRow(ours) && isRow(theirs)) {
    const names = new Set([...Object.keys(ours), ...Object.keys(theirs)])
    return [...names].flatMap((name) => {
      // Lists of keys that the page does not show.
      if (!(name in ours) && Array.isArray(theirs[name])) return []
      if (!(name in ours) || !(name in theirs)) return [`${path}.${name} is ${name in ours ? 'only ours' : 'missing'}`]
      return differences(ours[name], theirs[name], `${path}.${name}`)
    })
  }
  return idOf(ours) === idOf(theirs) ? [] : [`${path}: ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`]
}

function withoutMessages({ status, body }: Answer<unknown>): unknown {
  return { status, code: codeOf({ status, body, headers: new Headers() }) }
}

describe('GET /relais/cases/files/:id', () => {
  it('is refused without a token, to a partner, to steering, and for what is no key', async () => {
    expect((await fileAs(null, files.shared)).status).toBe(401)
    for (const as of ['partenaire', 'pilotage', 'configurateur']) expect((await fileAs(as, files.shared)).status).toBe(403)
    expect((await fileAs('conseiller', 'x\' or true --')).status).toBe(403)
  })

  it('answers the same for a missing file, somebody else’s, and one whose team was left', async () => {
    const missing = withoutMessages(await fileAs('conseiller', randomUUID()))

    for (const id of [files.foreign, files.former, files.structureOnly]) expect(withoutMessages(await fileAs('conseiller', id))).toEqual(missing)
    expect(withoutMessages(await fileAs('usager', files.shared))).toEqual(missing)
    expect(missing).toEqual({ status: 403, code: 'FORBIDDEN' })
  })

  const opened = [['conseiller', 'shared'], ['conseiller', 'own'], ['responsable', 'shared'], ['responsable', 'structureOnly'], ['prescripteur', 'shared'], ['conseiller2', 'foreign'], ['usager', 'own']] as const
  it.each(opened)('gives %s the file « %s » exactly as Directus does', async (as, name) => {
    const { status, body } = await fileAs(as, files[name])

    expect(status).toBe(200)
    const { rights, stuck, ...file } = body.data
    expect([rights, stuck]).toEqual([expect.any(Object), {}])
    expect(differences(file, await fileByItems(as, files[name]))).toEqual([])
  })

  it('says with the file since when nobody can answer one of its referrals, to those who read it', async () => {
    const { rows: [found] } = await db.query<{ id: string }>('select id from referrals where "case" = $1', [files.foreign])
    const [referral, since] = [found?.id ?? '', '2026-03-04T05:06:07.000Z']
    await db.query('update workflow_objects set unanswerable_at = $2 where item = $1', [referral, since])

    expect((await fileAs('conseiller2', files.foreign)).body.data['stuck']).toEqual({ [referral]: since })
    expect((await fileAs('conseiller', files.shared)).body.data['stuck']).toEqual({})
  })

  it('takes eight statements at most', async () => {
    const count = async () => Number((await db.query('select sum(calls) as calls from relais_statistics.pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) and query not like \'%pg_stat_statements%\'')).rows[0]?.calls)
    const counts: number[] = []
    for (let turn = 0; turn < 5; turn++) {
      const before = await count()
      await fileAs('conseiller', files.shared)
      counts.push(await count() - before)
    }

    expect(Math.min(...counts)).toBeGreaterThan(0)
    expect(counts.sort((one, other) => one - other)[2]).toBeLessThanOrEqual(8)
  })
})

describe('SEARCH /relais/cases/portfolio', () => {
  it('is refused without a token, to those without a portfolio, and when it is asked what it does not know', async () => {
    expect((await portfolioAs(null)).status).toBe(401)
    for (const as of ['partenaire', 'usager', 'pilotage', 'configurateur']) expect((await portfolioAs(as)).status).toBe(403)
    for (const query of [{ sort: 'password' }, { limit: 5000 }, { filter: {} }, { theme: '\'; drop table cases' }, { search: ['%'] }, { page: 0 }]) {
      const answer = await portfolioAs('conseiller', query)
      expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
    }
  })

  it('takes no name in its address', async () => {
    expect((await call<ApiBody>('/relais/cases/portfolio?search=Essai', { as: 'conseiller' })).status).toBe(400)
  })

  const OPEN = { status: { _neq: 'closed' } }
  const views: [string, Row, Row[], string[]][] = [
    ['open files', {}, [OPEN], ['next_step_on', 'id']],
    ['those one is the referent of', { scope: 'mine', sort: '-last_contact_on' }, [OPEN, { referent: { _in: ['$CURRENT_USER'] } }], ['-last_contact_on', 'id']],
    ['some stages, programmes and urgencies', { status: ['support', 'closed'], programme: ['accompagnement'], urgency: ['high', 'medium'] }, [{ status: { _in: ['support', 'closed'] } }, { programme: { _in: ['accompagnement'] } }, { urgency: { _in: ['high', 'medium'] } }], ['next_step_on', 'id']],
    ['a theme of the needs', { theme: 'housing', sort: 'opened_on' }, [OPEN, { needs: { _and: [{ theme: { _eq: 'housing' } }, { status: { _in: ['open', 'in_progress'] } }] } }], ['opened_on', 'id']],
    ['those without contact', { quiet_before: '2026-01-01', sort: '-opened_on' }, [OPEN, { _or: [{ last_contact_on: { _lt: '2026-01-01' } }, { last_contact_on: { _null: true } }] }], ['-opened_on', 'id']],
    ['a name, in the order of names', { search: 'Essai, Alix', sort: '-name' }, [OPEN, { person: { normalized_name: { _contains: 'essai' } } }, { person: { normalized_name: { _contains: 'alix' } } }], ['-person.last_name', '-person.first_name', 'id']],
  ]
  const cases = READERS.flatMap(as => views.map(([name, query, filter, sort]) => ({ as, name, query, filter, sort })))

  it.each(cases)('gives $as $name as Directus does, in the same order', async ({ as, query, filter, sort }) => {
    const ours = await portfolioAs(as, query)
    const theirs = await itemsAs(as, 'cases', {
      filter: { _and: filter.map(part => JSON.parse(JSON.stringify(part).replace('$CURRENT_USER', userId(as)))) }, sort, limit: 51,
      fields: ['*', 'person.id', 'person.first_name', 'person.last_name', 'person.preferred_name', ...(as === 'prescripteur' ? [] : NAMES('referent'))],
    })

    // A prescriber reads neither who is the referent by name nor the dates of the next contact.
    if (theirs.status === 403) {
      expect(ours.status).toBe(403)
      return
    }
    expect([ours.status, theirs.status]).toEqual([200, 200])
    expect(ours.body.data.map(idOf)).toEqual(theirs.body.data.map(idOf))
    expect(differences(ours.body.data.map(({ deadline_at: _, can_write: __, ...row }) => row), theirs.body.data.map(({ summary: _, ...row }) => row))).toEqual([])
  })

  it('gives a page, and one row more when another follows', async () => {
    const all = await portfolioAs('responsable', { limit: 100 })
    const second = await portfolioAs('responsable', { limit: 1, page: 2 })

    expect(second.body.data.map(idOf)).toEqual(all.body.data.slice(1, 3).map(idOf))
  })

  describe('row 11: a person is found by what is shown of them', () => {
    const NAMED: [string, string, Row][] = [
      ['Łukasik', 'Zbigniew', {}], ['Đặng', 'Thị Hương', {}], ['Sørensen', 'Søren', {}], ['Straßer', 'Jürgen', {}], ['Işık', 'İpek', {}],
      ['Шевченко', 'Олена', {}], ['محمد', 'علي', {}], ['N’Diaye', 'Aïssatou', { birth_date: '1991-02-03', phone: '+33639980471', phone_secondary: '+33639980472' }],
    ]
    const keys = new Map<string, string>()
    beforeAll(async () => {
      for (const [last, first, row] of NAMED) keys.set(last, await aCase(await aPerson(world.structure, { last_name: last, first_name: first, ...row }), world.structure, { conseiller: 'referent' }))
    })
    const found = async (search: string, as = 'conseiller') => (await portfolioAs(as, { search })).body.data.map(idOf)

    it.each(['conseiller', 'responsable', 'prescripteur'])('a name that nobody has finds nothing, and refuses nothing to %s', async (as) => {
      expect(await portfolioAs(as, { search: 'Zzxxqqvv', sort: 'name', limit: 21 })).toMatchObject({ status: 200, body: { data: [] } })
    })

    it.each(NAMED.map(([last, first]) => [last, first]))('« %s » and « %s », typed as shown, in either order and in capitals', async (last, first) => {
      for (const typed of [last, `${last} ${first}`, `${first} ${last}`, last.toUpperCase()]) expect(await found(typed)).toContain(keys.get(last))
    })

    it.each([
      ['Lukasik', 'Łukasik'], ['dang', 'Đặng'], ['sorensen', 'Sørensen'], ['strasser', 'Straßer'], ['ISIK', 'Işık'], ['ndiaye', 'N’Diaye'], ['n\'diaye', 'N’Diaye'], ['N Diaye', 'N’Diaye'],
      ['Lukasick', 'Łukasik'], ['ndaiye', 'N’Diaye'], ['sorenzen', 'Sørensen'], ['Шевчинко', 'Шевченко'],
      ['03/02/1991', 'N’Diaye'], ['ndiaye 3/2/1991', 'N’Diaye'], ['06 39 98 04 71', 'N’Diaye'], ['+33639980472', 'N’Diaye'],
    ])('« %s » finds %s', async (typed, last) => {
      expect(await found(typed)).toContain(keys.get(last))
      const { body } = await call<{ data: { files: Row[] }[] }>('/relais/cases/board', { as: 'conseiller', method: 'SEARCH', body: { search: typed, status: ['intake', 'support', 'new', 'assessment', 'opening'] } })
      const states = await db.query('select status from cases where id = $1', [keys.get(last)])
      if (['intake', 'support', 'new', 'assessment', 'opening'].includes(states.rows[0]?.status)) expect(body.data.flatMap(({ files: rows }) => rows.map(idOf))).toContain(keys.get(last))
    })

    it('a number of a file is found with or without its accents and its capitals', async () => {
      const numbered = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' }, { reference: 'ÉCLAIR-Ç-90417', former_references: 'DÉPÔT-81526' })
      for (const typed of ['ÉCLAIR-Ç-90417', 'eclair c 90417', 'éclair-90417', 'dépôt-81526', 'DEPOT 81526']) expect([typed, await found(typed)]).toEqual([typed, [numbered]])
    })

    it.each(['-', '???', '🙂', '31/02/1991 -', '%', '_'])('signs alone (« %s ») find nothing', async (typed) => {
      expect(await found(typed)).toEqual([])
    })

    it('nothing typed is no filter, and a near name never comes with a right one', async () => {
      expect((await found('   ')).length).toBeGreaterThan(5)
      expect(await found('sorensen')).toEqual([keys.get('Sørensen')])
      expect(await found('ndaiye', 'conseiller2')).not.toContain(keys.get('N’Diaye'))
    })
  })

  it('gives late files first, then what is due first, and what has no deadline last', async () => {
    const due = (file: string, days: number | null) => db.query('update workflow_objects set deadline_at = now() + make_interval(days => $2), due_at = null where item = $1', [file, days])
    const aFile = async () => aCase(await aPerson(world.structure, { last_name: 'Echeancier' }), world.structure, {})
    const [late, soon, never] = [await aFile(), await aFile(), await aFile()]
    await Promise.all([due(late, -3000), due(soon, -2000), due(never, null)])
    const order = async (sort: string) => (await portfolioAs('responsable', { sort, search: 'échéancier' })).body.data.map(idOf)

    expect((await portfolioAs('responsable', { sort: 'deadline_at', limit: 1 })).body.data.map(idOf)).toEqual([late, soon])
    expect(await order('deadline_at')).toEqual([late, soon, never])
    expect(await order('-deadline_at')).toEqual([soon, late, never])
    expect((await portfolioAs('conseiller', { sort: 'deadline_at' })).body.data.map(idOf)).not.toContain(late)
  })

  it('is closed again as soon as a field is, to reading and to filters', async () => {
    const setting = await call<{ data: { id: string } }>('/items/field_settings', { as: 'admin', method: 'POST', body: { id: key(), collection: 'cases', field: 'urgency', audience: 'adviser', level: 'none' } })
    try {
      await expect.poll(async () => Object.keys((await portfolioAs('conseiller')).body.data[0] ?? { urgency: '' }), { timeout: 10_000 }).not.toContain('urgency')
      expect((await portfolioAs('conseiller', { urgency: ['high'] })).status).toBe(403)
      expect((await fileAs('conseiller', files.shared)).body.data).not.toHaveProperty('urgency')
    }
    finally {
      await call(`/items/field_settings/${setting.body.data.id}`, { as: 'admin', method: 'DELETE' })
    }
    await expect.poll(async () => Object.keys((await portfolioAs('conseiller')).body.data[0] ?? {}), { timeout: 10_000 }).toContain('urgency')
  })
})

describe('the workload of a structure', () => {
  it('is refused without a token, and to those who manage nobody', async () => {
    expect((await workloadAs(null)).status).toBe(401)
    for (const as of ['conseiller', 'prescripteur', 'partenaire', 'usager', 'pilotage', 'configurateur']) expect([as, (await workloadAs(as)).status]).toEqual([as, 403])
  })

  it('row 29: tells how many open files each referent leads, those that the filter then shows', async () => {
    const { status, body } = await workloadAs('responsable')
    const mine = body.data.find(({ id }) => id === userId('conseiller'))
    const { body: shown } = await portfolioAs('responsable', { referent: userId('conseiller'), limit: 100 })

    expect(status).toBe(200)
    expect(mine?.files).toBeGreaterThan(0)
    expect(shown.data.map(file => Object(file['referent']).id)).toEqual(Array.from({ length: Math.min(mine?.files ?? 0, 101) }, () => userId('conseiller')))
    expect(body.data.map(({ id }) => id)).not.toContain(userId('conseiller.reunion'))
    expect(codeOf(await portfolioAs('responsable', { referent: 'x' }))).toBe('FORM_INVALID')
  })
})
