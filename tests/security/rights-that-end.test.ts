import { randomUUID } from 'node:crypto'
import { DEFAULT_ZONE, today as todayAt } from '@relais/schema/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collections } from '../../schema/index.ts'
import { RECORD_FOLDER } from '../../schema/access/files.ts'
import { call, codeOf, db } from '../support/stack.ts'
import type { Answer } from '../support/stack.ts'
import { aCase, aMembership, aPerson, aStructure, insert, makeWorld, rowOf, userId } from '../integration/directory/world.ts'
import { brokenBy } from '../integration/schema/world.ts'
import { ask, inStudio } from '../access/canary-world.ts'

const DAY = 86_400_000
const send = (path: string, body: unknown, { as = 'conseiller', method = 'POST' } = {}) => call<{ data?: Record<string, unknown> }>(path, { as, method, body })
const refusal = async (answer: Promise<Answer>) => {
  const { status, ...rest } = await answer
  return `${status} ${codeOf({ status, ...rest })}`
}
const reads = async (path: string, as = 'conseiller') => (await call(`/items/${path}?fields=id`, { as })).status === 200
const grantsOn = (person: string, account = 'conseiller') =>
  db.query('select level, valid_until from person_grants where person = $1 and "user" = $2 and (valid_until is null or valid_until > now())', [person, userId(account)]).then(({ rows }) => rows)

let mine: string
let elsewhere: string

const aNewCase = (person: string) => ({ person, structure: mine, programme: 'accompagnement', opened_on: '2026-01-05' })

beforeAll(async () => {
  const world = await makeWorld()
  mine = world.structure
  elsewhere = world.other
})

describe('an emergency access', () => {
  let person: string
  let file: string

  beforeAll(async () => {
    await db.query('delete from break_glass_accesses where "user" = $1', [userId('conseiller')])
    person = await aPerson(elsewhere)
    file = await aCase(person, elsewhere, {})
    const reference = String((await rowOf('cases', file)).reference)
    expect((await send('/relais/cases/break-glass', { reference, reason: 'La personne est à l’accueil, sa conseillère est absente jusqu’à lundi.' })).status).toBe(201)
  })

  afterAll(() => db.query('delete from break_glass_accesses where "user" = $1', [userId('conseiller')]))

  const today = todayAt({ now: new Date(), zone: DEFAULT_ZONE })
  const attempts: [string, () => ReturnType<typeof send>][] = [
    ['a file', () => send('/items/cases', aNewCase(person))],
    ['a file, the person written inside', () => send('/items/cases', { ...aNewCase(person), person: { id: person } })],
    ['a relative', () => send('/items/relatives', { person, last_name: 'Essai', relationship: 'mother' })],
    ['an identifier', () => send('/items/person_identifiers', { person, kind: 'local', value: `E-${person.slice(0, 12)}` })],
    ['a need', () => send('/items/needs', { case: file, theme: 'housing', description: 'Se loger', identified_on: today })],
    ['an action', () => send('/items/actions', { case: file, theme: 'housing', title: 'Appeler' })],
    ['an interview', () => send('/items/interviews', { case: file, happened_at: new Date().toISOString(), summary: 'Vu' })],
    ['a milestone', () => send('/items/milestones', { case: file, title: 'Bilan', due_on: today })],
    ['a transfer', () => send('/items/transfers', { case: file, structure: mine, reason: 'La personne déménage.' })],
    ['a member', () => send('/items/case_members', { case: file, user: userId('conseiller'), function: 'referent', valid_from: today })],
    ['a document', () => send('/items/documents', { case: file, title: 'Attestation', body: 'Texte' })],
    ['a change of the person', () => send(`/items/people/${person}`, { phone_secondary: '+33612345679' }, { method: 'PATCH' })],
    ['a change of the file', () => send(`/items/cases/${file}`, { summary: 'Écrit sans droit' }, { method: 'PATCH' })],
  ]

  it('reads the file, and gives nothing else', async () => {
    expect(await reads(`cases/${file}`)).toBe(true)
    expect(await reads(`people/${person}`)).toBe(true)
  })

  it.each(attempts)('does not make %s', async (_, attempt) => {
    expect(await refusal(attempt())).toBe('403 FORBIDDEN')
    expect(await grantsOn(person)).toMatchObject([{ level: 'read', valid_until: expect.any(Date) }])
  })

  it.each([
    ['its list', () => '/items/cases?export=csv'],
    ['its file', () => `/items/cases/${file}?export=json`],
    ['its person', () => `/items/people?export=csv&filter[id][_eq]=${person}`],
    ['its person by a link', () => '/items/cases?export=xml&fields=id,person.last_name'],
    ['its needs', () => `/items/needs?export=csv&filter[case][_eq]=${file}`],
    ['what hangs on it', () => `/items/people/${person}?export=yaml&fields=id,cases.needs.description`],
    ['what may lead to it', () => '/items/structures?export=json&fields=id,cases.id'],
    ['any depth', () => '/items/people?export=json&fields=*.*'],
    ['another name', () => '/items/cases?export=json&fields=id,zz.last_name&alias[zz]=person'],
  ])('does not take along %s', async (_, path) => {
    await insert('needs', { case: file, theme: 'housing', description: 'Se loger', identified_on: today })
    const answer = await call(path(), { as: 'conseiller' })

    expect([answer.status, codeOf(answer)]).toEqual([403, 'EMERGENCY_EXPORT'])
    expect(answer.body.errors?.[0]?.message).toMatch(/^Rien n’a été exporté/)
  })

  it('does not take it along in what the Studio exports beside either', async () => {
    const reader = await inStudio({ name: 'conseiller', id: userId('conseiller'), audience: 'adviser', variant: 'active', headers: {} })
    const exporting = (query: object) => ask(reader, '/utils/export/cases', { method: 'POST', body: { format: 'csv', query, file: {} } })
    const notices = () => db.query('select id from directus_notifications where recipient = $1 and subject like \'Your export%\'', [userId('conseiller')]).then(({ rowCount }) => rowCount)
    const before = await notices()

    expect(await exporting({ fields: ['id'] })).toMatchObject({ status: 403, text: expect.stringContaining('EMERGENCY_EXPORT') })
    expect(await exporting({ fields: ['id'], filter: JSON.stringify({ id: { _eq: file } }) })).toMatchObject({ status: 403, text: expect.stringContaining('EMERGENCY_EXPORT') })
    expect(await notices()).toBe(before)
  })

  it('does not take along the titles of its files, nor what the body of a search asks', async () => {
    const { headers } = await inStudio({ name: 'conseiller', id: userId('conseiller'), audience: 'adviser', variant: 'active', headers: {} }) ?? { headers: {} }
    const title = `Attestation ${randomUUID()}`
    const stored = await insert('directus_files', { storage: 'local', filename_download: 'a.pdf', title, type: 'application/pdf', filesize: 0, folder: RECORD_FOLDER })
    await insert('documents', { case: file, title: 'Attestation', body: 'x', file: stored })
    const query = { export: 'csv', fields: ['title'], filter: { id: { _eq: stored } } }

    for (const path of ['/files', '/items/cases']) {
      const answer = await call(path, { method: 'SEARCH', headers, body: { query: path === '/files' ? query : { export: 'csv', fields: ['id'] } } })
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 403, 'EMERGENCY_EXPORT'])
    }
    expect(codeOf(await call(`/files?export=csv&fields=title&filter[id][_eq]=${stored}`, { headers }))).toBe('EMERGENCY_EXPORT')
  })

  it('leaves no private note in it, and none that was there is changed', async () => {
    const note = (path: string, method: string) => call(`/relais/cases/${path}`, { as: 'conseiller', method, body: { text: 'Note privée' } })
    expect((await note(`${file}/notes`, 'POST')).status).toBe(403)

    const own = await aCase(await aPerson(mine), mine, { conseiller: 'referent' })
    const { body } = await call<{ data: { id: string } }>(`/relais/cases/${own}/notes`, { as: 'conseiller', method: 'POST', body: { text: 'Avant le départ' } })
    await db.query('update case_members set left_at = now() where "case" = $1', [own])
    expect((await call(`/relais/cases/${own}/notes`, { as: 'conseiller' })).status).toBe(200)
    expect([(await note(`notes/${body.data.id}`, 'PATCH')).status, (await note(`${own}/notes`, 'POST')).status]).toEqual([403, 403])
  })

  it('leaves no comment of the Studio on it, nor on any file', async () => {
    const { headers } = await inStudio({ name: 'conseiller', id: userId('conseiller'), audience: 'adviser', variant: 'active', headers: {} }) ?? { headers: {} }
    const own = await aCase(await aPerson(mine), mine, { conseiller: 'referent' })
    const kept = await insert('directus_comments', { collection: 'cases', item: own, comment: 'Avant', user_created: userId('conseiller') })
    const comment = (path: string, method: string, body: object) => call(path, { method, headers, body })

    for (const [collection, item] of [['cases', file], ['people', person], ['cases', own]]) {
      const answer = await comment('/comments', 'POST', { collection, item, comment: `Vu @${userId('conseiller2')} [ici](https://example.org)` })
      expect([collection, answer.status, codeOf(answer)]).toEqual([collection, 403, 'WRITE_ON_THE_PORTAL'])
    }
    expect(codeOf(await comment(`/comments/${kept}`, 'PATCH', { comment: 'Après' }))).toBe('WRITE_ON_THE_PORTAL')
    expect((await db.query('select comment from directus_comments where user_created = $1', [userId('conseiller')])).rows).toEqual([{ comment: 'Avant' }])
    // What is about no person is commented as before, and a comment is taken away by who wrote it.
    const { organization } = await makeWorld()
    const written = await call<{ data: { id: string } }>('/comments', { method: 'POST', headers, body: { collection: 'organizations', item: organization, comment: 'À rappeler' } })
    expect(written.status).toBe(200)
    for (const id of [kept, written.body.data.id]) expect((await call(`/comments/${id}`, { method: 'DELETE', headers })).status).toBe(204)
  })

  it('leaves exports of one’s own files as they are', async () => {
    const own = await aCase(await aPerson(mine), mine, {}, { referent: userId('conseiller') })

    for (const path of [`cases?export=csv&fields=id&filter[id][_neq]=${file}`, `people?export=csv&fields=id&filter[id][_neq]=${person}`, 'organizations?export=csv&fields=id,name', `cases/${own}?export=json&fields=id,person.last_name`]) {
      expect([path, (await call(`/items/${path}`, { as: 'conseiller' })).status]).toEqual([path, 200])
    }
    expect((await call(`/items/cases/${file}?fields=id,person.last_name`, { as: 'conseiller' })).status).toBe(200)
  })

  it.each([
    ['cases', () => ({ ...aNewCase(person), id: randomUUID(), status: 'support', urgency: 'none', reference: randomUUID().slice(0, 8) })],
    ['relatives', () => ({ person, last_name: 'Essai', relationship: 'mother' })],
    ['invitations', () => ({ person, audience: 'beneficiary', token_hash: randomUUID(), expires_at: new Date(Date.now() + DAY) })],
  ])('is not enough for the database either, when %s name the person', async (table, row) => {
    expect(await brokenBy(insert(table, { ...row(), user_created: userId('conseiller') }))).toBe(`${table}_person_in_reach`)
  })
})

/** Tables of files that an account writes in; the rights themselves are computed, and emergency accesses are for those who have none. */
const TABLES = Object.values(collections).flatMap(({ collection, fields }) => ('case' in fields && fields.case.relation?.collection === 'cases' ? [collection] : []))
  .filter(collection => !['access_grants', 'break_glass_accesses'].includes(collection))

describe('a row that names a file', () => {
  const account = userId('conseiller')
  let read: string
  let followed: string
  /** Nothing but what says whose file it is and who wrote: the rest of the row is judged afterwards. */
  const write = (table: string, file: string, author: string | null = account) => brokenBy(insert(table, { case: file, user_created: author }))

  beforeAll(async () => {
    read = await aCase(await aPerson(elsewhere), elsewhere, {})
    await insert('break_glass_accesses', { case: read, user: account, reason: 'La personne est à l’accueil, sa conseillère est absente.', valid_from: new Date(Date.now() - 60_000), valid_until: new Date(Date.now() + DAY / 2) })
    followed = await aCase(await aPerson(mine), mine, {}, { referent: account })
  })

  afterAll(() => db.query('delete from break_glass_accesses where "user" = $1', [account]))

  it('may be in many tables', () => {
    expect(TABLES).toEqual(expect.arrayContaining(['needs', 'objectives', 'actions', 'interviews', 'milestones', 'documents', 'referrals', 'transfers', 'case_members']))
  })

  it.each(TABLES)('is refused by the database in %s to whoever only reads the file, or does not even', async (table) => {
    const elsewhereToo = await aCase(await aPerson(elsewhere), elsewhere, {})

    expect(await write(table, read)).toBe(`${table}_file_in_reach`)
    expect(await write(table, elsewhereToo)).toBe(`${table}_file_in_reach`)
    for (const other of ['partenaire', 'usager', 'prescripteur', 'configurateur', 'pilotage', 'responsable']) expect([other, await write(table, elsewhereToo, userId(other))]).toEqual([other, `${table}_file_in_reach`])
  })

  it.each(TABLES)('is let through in %s by whoever contributes, and by the product', async (table) => {
    expect(await write(table, followed)).not.toBe(`${table}_file_in_reach`)
    expect(await write(table, read, null)).not.toBe(`${table}_file_in_reach`)
  })

  it('is not moved to such a file', async () => {
    const need = await insert('needs', { case: followed, theme: 'housing', description: 'Se loger', identified_on: '2026-01-06' })
    const move = db.query('update needs set "case" = $1, user_updated = $2, date_updated = now() where id = $3', [read, account, need])

    expect(await brokenBy(move)).toBe('needs_file_in_reach')
  })
})

describe('a file that has left by a transfer', () => {
  let person: string
  let file: string
  let target: string
  let post: string

  beforeAll(async () => {
    target = await aStructure({ name: 'Structure d’accueil' })
    await aMembership(target, 'responsable', 'manager')
    person = await aPerson(mine)
    file = await aCase(person, mine, { conseiller: 'referent', conseiller2: 'educator' }, { referent: userId('conseiller') })
    post = await aMembership(mine, 'conseiller2', 'adviser')
    const { body } = await send('/items/transfers?fields=id', { case: file, structure: target, reason: 'La personne déménage.' })
    const accepted = await send(`/relais/workflow/transfers/${String(body.data?.['id'])}/transitions/accept`, { from: 'requested' }, { as: 'responsable' })
    expect(accepted.status).toBe(200)
  })

  afterAll(() => db.query('delete from memberships where id = $1', [post]))

  const today = todayAt({ now: new Date(), zone: DEFAULT_ZONE })
  const attempts: [string, () => ReturnType<typeof send>][] = [
    ['the file', () => send(`/items/cases/${file}`, { summary: 'Écrit après le départ' }, { method: 'PATCH' })],
    ['the person', () => send(`/items/people/${person}`, { phone_secondary: '+33612345679' }, { method: 'PATCH' })],
    ['a new file on the person', () => send('/items/cases', aNewCase(person))],
    ['an invitation', () => send('/relais/identity/invitations', { audience: 'beneficiary', person })],
    ['a member', () => send('/items/case_members', { case: file, user: userId('conseiller'), function: 'referent', valid_from: today })],
    ['a need', () => send('/items/needs', { case: file, theme: 'housing', description: 'Se loger', identified_on: today })],
    ['a relative', () => send('/items/relatives', { person, last_name: 'Essai', relationship: 'mother' })],
    ['a transfer back', () => send('/items/transfers', { case: file, structure: mine, reason: 'Retour' })],
    ['a step', () => send(`/relais/workflow/cases/${file}/transitions/suspend`, { from: 'support', comment: 'Pause' })],
  ]

  it.each(['conseiller', 'conseiller2'])('is read until the evening by %s, and no longer', async (as) => {
    expect(await reads(`cases/${file}`, as)).toBe(true)
    expect(await reads(`people/${person}`, as)).toBe(true)
    expect(await grantsOn(person, as)).toMatchObject([{ level: 'read', valid_until: expect.any(Date) }])
  })

  it.each(attempts)('lets its former team write no more: %s', async (_, attempt) => {
    expect((await attempt()).status).toBe(403)
  })

  it('is whole again for whoever is given new days in its team', async () => {
    await db.query(`update case_members set valid_until = null where "case" = $1 and "user" = $2`, [file, userId('conseiller')])

    expect(await grantsOn(person)).toMatchObject([{ level: 'manage', valid_until: null }])
    await db.query(`update case_members set valid_from = relais_today('Europe/Paris') - 9, valid_until = relais_today('Europe/Paris') - 2 where "case" = $1`, [file])
  })
})

describe('having written a person down', () => {
  const written = (row: Record<string, unknown> = {}) => aPerson(mine, { user_created: userId('conseiller'), date_created: new Date(Date.now() - DAY), ...row })

  it('is enough for the first file, at once and the next day', async () => {
    for (const date_created of [new Date(), new Date(Date.now() - DAY)]) {
      expect((await send('/items/cases', aNewCase(await written({ date_created })))).status).toBe(200)
    }
  })

  it('is not, once a colleague follows them', async () => {
    const person = await written()
    await aCase(person, mine, {}, { referent: userId('conseiller2') })
    const colleague = await aMembership(mine, 'conseiller2', 'adviser')

    expect(await refusal(send('/items/cases', aNewCase(person)))).toBe('403 FORBIDDEN')
    await db.query('delete from memberships where id = $1', [colleague])
  })

  it('is not, once they have left for another structure', async () => {
    const person = await written()
    await db.query('update people set structure = $1 where id = $2', [elsewhere, person])

    expect(await reads(`people/${person}`)).toBe(false)
    expect(await refusal(send('/items/cases', aNewCase(person)))).toBe('403 FORBIDDEN')
    expect(await grantsOn(person)).toEqual([])
  })

  it('is not, for whoever works nowhere any more', async () => {
    const structure = await aStructure()
    const stranger = await insert('directus_users', { first_name: 'Camille', last_name: 'Essai', role: '5d0e1a00-0000-4000-8000-000000000003', status: 'active', provider: 'keycloak', external_identifier: randomUUID() })
    const person = await aPerson(structure, { user_created: stranger, date_created: new Date() })

    expect(await brokenBy(insert('cases', { ...aNewCase(person), structure, reference: randomUUID().slice(0, 8), user_created: stranger }))).toBe('cases_person_in_reach')
  })
})

describe('having sent a file', () => {
  it('lets see it for a day, then whoever reads a record that names it', async () => {
    const aFile = (age: number) => insert('directus_files', {
      storage: 'local', filename_disk: `${randomUUID()}.pdf`, filename_download: 'a.pdf', type: 'application/pdf', folder: RECORD_FOLDER,
      uploaded_by: userId('conseiller'), uploaded_on: new Date(Date.now() - age), created_on: new Date(Date.now() - age),
    })
    const [fresh, old] = [await aFile(DAY / 24), await aFile(2 * DAY)]
    const sees = async (id: string) => (await call(`/files/${id}?fields=id`, { as: 'conseiller' })).status

    expect([await sees(fresh), await sees(old)]).toEqual([200, 403])
    await insert('documents', { case: await aCase(await aPerson(mine), mine, {}, { referent: userId('conseiller') }), title: 'Attestation', body: 'Texte', file: old })
    expect(await sees(old)).toBe(200)
  })
})

describe('having asked for a transfer', () => {
  it('lets learn the answer once the file has left, and no longer once one has left too', async () => {
    const account = userId('conseiller2')
    const post = await aMembership(mine, 'conseiller2', 'adviser')
    const file = await aCase(await aPerson(mine), mine, {}, { referent: account })
    const transfer = await insert('transfers', { case: file, structure: elsewhere, from_structure: mine, reason: 'La personne déménage.', status: 'requested', user_created: account })
    await db.query('update cases set structure = $1, referent = null where id = $2', [elsewhere, file])
    const listed = async () => JSON.stringify((await call('/relais/cases/transfers', { as: 'conseiller2' })).body).includes(transfer)

    expect([await reads(`cases/${file}`, 'conseiller2'), await reads(`transfers/${transfer}`, 'conseiller2'), await listed()]).toEqual([false, true, true])
    await db.query(`update memberships set valid_until = relais_today('Europe/Paris') - 1 where id = $1`, [post])
    expect([await reads(`transfers/${transfer}`, 'conseiller2'), await listed()]).toEqual([false, false])
    expect(await refusal(call(`/items/transfers/${transfer}`, { as: 'conseiller2' }))).toBe('403 FORBIDDEN')
  })
})

describe('the end of a membership', () => {
  const account = userId('conseiller2')
  const own = { as: 'conseiller2' }
  let person: string
  let file: string
  let reference: string
  let post: string
  let before: { id: string, valid_until: string | null }[]

  const end = (ids: readonly string[]) => db.query(`update memberships set valid_until = relais_today('Europe/Paris') - 1 where id = any($1)`, [ids])
  /** Every file of a portfolio: other tests leave some of theirs. */
  const portfolio = async (as: string, query = '', page = 1): Promise<string[]> => {
    const { body: { data } } = await call<{ data: { id: string }[] }>(`/relais/cases/portfolio?limit=100&page=${page}&${query}`, { as })
    const ids = data.map(({ id }) => id)
    return ids.length > 100 ? [...ids, ...await portfolio(as, query, page + 1)] : ids
  }
  const exported = async () => JSON.stringify((await call(`/items/people?export=json&fields=id&limit=-1`, own)).body)

  beforeAll(async () => {
    post = await aMembership(mine, 'conseiller2', 'adviser')
    person = await aPerson(mine, { user_created: account, date_created: new Date() })
    file = await aCase(person, mine, {}, { referent: account })
    reference = String((await rowOf('cases', await aCase(await aPerson(elsewhere), elsewhere, {}))).reference)
    before = (await db.query<{ id: string, valid_until: string | null }>('select id, valid_until::text from memberships where "user" = $1 and id <> $2', [account, post])).rows
  })

  afterAll(async () => {
    for (const { id, valid_until } of before) await db.query('update memberships set valid_until = $2 where id = $1', [id, valid_until])
  })

  it('closes the files of that structure in the session already open, and only those', async () => {
    const others = await portfolio('conseiller2')
    expect(others).toContain(file)
    expect((await send(`/items/cases/${file}`, { summary: 'Avant le départ' }, { ...own, method: 'PATCH' })).status).toBe(200)
    expect(await exported()).toContain(person)
    expect(await portfolio('responsable', 'without_referent=true')).not.toContain(file)

    await end([post])

    const { rows: there } = await db.query<{ id: string }>('select id from cases where structure = $1', [mine])
    expect((await portfolio('conseiller2')).toSorted()).toEqual(others.filter(id => there.every(gone => gone.id !== id)).toSorted())
    expect(await refusal(send(`/items/cases/${file}`, { summary: 'Après' }, { ...own, method: 'PATCH' }))).toBe('403 FORBIDDEN')
    expect(await refusal(call(`/relais/cases/files/${file}`, own))).toBe('403 FORBIDDEN')
    expect(await refusal(call(`/relais/history/people/${person}`, own))).toBe('403 FORBIDDEN')
    expect(await exported()).not.toContain(person)
  })

  it('shows the manager the files to give to somebody', async () => {
    expect(await portfolio('responsable', 'without_referent=true')).toContain(file)
    expect(await portfolio('conseiller', 'without_referent=true')).not.toContain(file)

    expect((await send(`/items/cases/${file}`, { referent: userId('conseiller') }, { as: 'responsable', method: 'PATCH' })).status).toBe(200)
    expect(await portfolio('responsable', 'without_referent=true')).not.toContain(file)
    expect(await portfolio('conseiller')).toContain(file)
  })

  it('leaves nothing to whoever works nowhere any more', async () => {
    await end(before.map(({ id }) => id))

    for (const path of ['/relais/identity/me', '/relais/cases/portfolio', ...['people', 'cases', 'needs', 'interviews', 'documents', 'memberships', 'organization_members', 'interactions', 'organizations', 'offers', 'contacts'].map(name => `/items/${name}?fields=id`)]) {
      expect([path, (await call(path, own)).status]).toEqual([path, 403])
    }
    const attempts = [
      send('/items/people', { last_name: 'Nouvelle', first_name: 'Lou', structure: mine }, own),
      send('/items/cases', aNewCase(person), own),
      send('/items/organizations', { name: 'Partenaire posé', kind: 'association', structure: mine, description: 'Une description assez longue pour être acceptée par le formulaire.' }, own),
      send('/relais/cases/break-glass', { reference, reason: 'La personne est à l’accueil, sa conseillère est absente jusqu’à lundi.' }, own),
      send(`/relais/cases/${file}/notes`, { text: 'Note' }, own),
      send('/relais/identity/invitations', { audience: 'beneficiary', person }, own),
    ]
    expect((await Promise.all(attempts)).map(({ status }) => status).filter(status => status !== 403 && status !== 404)).toEqual([])
  })

  it('is refused when it is before the start', async () => {
    const backwards = send('/items/case_members', { case: file, user: userId('conseiller'), function: 'reader', valid_from: '2026-02-01', valid_until: '2026-01-31' }, { as: 'responsable' })

    expect(await refusal(backwards)).toBe('400 FORM_INVALID')
  })
})
