import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { LOGO_FOLDER } from '../../../schema/access/index.ts'
import { verifyLive } from '../../../cli/journal/verify.ts'
import { call, codeOf, db, stack, tokenFor } from '../../support/stack.ts'
import { aPng } from '../../support/files.ts'
import { send } from '../../security/world.ts'
import { readOds, readSheetCsv, readXlsx } from '../../support/sheets.ts'
import { aMember, aStructure, anOffer, anOrganization, insert, makeWorld, update, userId } from '../directory/world.ts'
import { signInToStudio } from '../identity/session.ts'
import { forge } from './tampering.ts'
import pg from 'pg'

interface Line { kind: string, author: string, channel: string, collection: string | null, item: string | null, people: string[] | null, details: Record<string, unknown> | null, before: unknown, after: unknown }

let mine = { case: '', person: '', adviser: '', beneficiary: '' }
let other = ''

/** Lines written since `since`, once those of the last second are in. */
async function linesSince(since: Date, where = 'true', values: unknown[] = []): Promise<Line[]> {
  await new Promise(resolve => setTimeout(resolve, 900))
  const { rows } = await db.query<Line>(`SELECT kind, author, channel, collection, item, people, details, before, after FROM relais_journal.entries e WHERE at > $1 AND ${where} ORDER BY at`, [since, ...values])
  return rows
}

async function clock(): Promise<Date> {
  const { rows } = await db.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return rows[0]?.now ?? new Date()
}

beforeAll(async () => {
  const { rows } = await db.query<{ case: string, person: string, adviser: string, beneficiary: string }>(`
    SELECT c.id AS "case", c.person, a.id AS adviser, p."user" AS beneficiary FROM people p JOIN cases c ON c.person = p.id
    JOIN directus_users u ON u.id = p."user" AND u.email = 'usager@relais.example'
    JOIN access_grants g ON g."case" = c.id JOIN directus_users a ON a.id = g."user" AND a.email = 'conseiller@relais.example' LIMIT 1`)
  mine = rows[0] ?? mine
  const hidden = await db.query<{ id: string }>('SELECT c.id FROM cases c WHERE NOT EXISTS (SELECT FROM access_grants g WHERE g."case" = c.id AND g."user" = $1) LIMIT 1', [mine.adviser])
  other = hidden.rows[0]?.id ?? ''
  await tokenFor('conseiller')
  await call('/relais/identity/me', { as: 'conseiller' })
})

describe('the doors of the journal', () => {
  it.each(['conseiller', 'responsable', 'partenaire', 'usager', 'configurateur'])('are closed to %s', async (as) => {
    expect((await call('/relais/privacy/journal', { as })).status).toBe(403)
  })

  it('are closed to nobody in particular', async () => {
    expect((await call('/relais/privacy/journal')).status).toBe(401)
    expect((await call('/relais/privacy/mine')).status).toBe(401)
    expect((await call('/relais/privacy/mine', { as: 'conseiller' })).status).toBe(403)
  })

  it.each(['person=1', 'kind=all', 'limit=100000', 'after=x', 'since=hier', 'unknown=1', 'collection=\'; drop'])('refuse %s', async (query) => {
    expect((await call(`/relais/privacy/journal?${query}`, { as: 'admin' })).status).toBe(400)
  })

  it('do not show the journal through the collections of Directus', async () => {
    expect((await call('/items/entries', { as: 'admin' })).status).toBe(403)
    expect((await call('/items/relais_journal.entries', { as: 'admin' })).status).toBe(403)
  })
})

describe('within a second, the journal has', () => {
  it('the opening of a file, by whom, through which door, and no value of it', async () => {
    const since = await clock()
    await call(`/items/cases/${mine.case}?fields=id,summary,person.id,person.first_name,person.last_name`, { as: 'conseiller' })

    const [line] = await linesSince(since, 'collection = \'cases\'')
    expect(line).toEqual({ kind: 'read', author: mine.adviser, channel: 'api', collection: 'cases', item: mine.case, people: [mine.person], details: null, before: null, after: null })
  })

  it('a list in one line, with the ids it returned', async () => {
    const since = await clock()
    const { body } = await call<{ data: { id: string }[] }>('/items/cases?fields=id,reference&limit=20', { as: 'conseiller' })

    const lines = await linesSince(since, 'collection = \'cases\'')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ kind: 'list', author: mine.adviser, item: null, details: { rows: body.data.length } })
    expect(lines[0]?.details?.['items']).toEqual(body.data.map(({ id }) => id))
    expect(lines[0]?.people?.length).toBeGreaterThan(1)
  })

  it('a part of a file, with the person it is about', async () => {
    const since = await clock()
    await call(`/items/needs?filter[case][_eq]=${mine.case}&fields=id,description`, { as: 'conseiller' })

    expect((await linesSince(since, 'collection = \'needs\''))[0]?.people).toEqual([mine.person])
  })

  it('what our own endpoints give', async () => {
    const since = await clock()
    await call('/relais/cases/referrals-of-nobody', { as: 'conseiller' })
    const { status } = await call(`/relais/history/people/${mine.person}`, { as: 'conseiller' })

    expect(status).toBe(200)
    expect((await linesSince(since, '$2 = ANY (people)', [mine.person])).map(({ collection, kind }) => ({ collection, kind }))).toContainEqual({ collection: 'people', kind: 'read' })
  })

  it.each([
    ['one row', () => `/items/people/${mine.person}?fields=first_name`, [{ first_name: expect.any(String) }]],
    ['a list', () => `/items/people?filter[id][_eq]=${mine.person}&fields=first_name,birth_date`, [{ first_name: expect.any(String), birth_date: expect.anything() }]],
    ['another name for a column', () => `/items/people?filter[id][_eq]=${mine.person}&fields=town&alias[town]=first_name`, [{ town: expect.any(String) }]],
    ['the way through a part of the file', () => `/items/case_members?filter[case][_eq]=${mine.case}&fields=case.person.first_name&limit=1`, [{ case: { person: { first_name: expect.any(String) } } }]],
  ])('whose file it was when no key is asked for: %s', async (_what, path, rows) => {
    const since = await clock()
    const { status, body } = await call<{ data: unknown }>(path(), { as: 'conseiller' })

    expect(status).toBe(200)
    expect([body.data].flat()).toEqual(rows)
    expect((await linesSince(since, 'author = $2 AND kind IN (\'read\', \'list\')', [mine.adviser])).map(({ people }) => people)).toEqual([[mine.person]])
  })

  it('no read that hides its key behind another column: it is refused', async () => {
    expect(codeOf(await call('/items/people?fields=id&alias[id]=city', { as: 'conseiller' }))).toBe('INVALID_QUERY')
  })

  const only = () => `filter=${encodeURIComponent(JSON.stringify({ id: { _eq: mine.person } }))}`
  it('whose values were told without their rows: groups, extremes, numbers of some, sizes of lists', async () => {
    const told: [what: string, path: string][] = [
      ['groups', `/items/people?${only()}&aggregate[count]=*&groupBy=first_name,last_name,birth_date,phone,email`],
      ['groups of one of the choices', `/items/people?${only()}&aggregate[count]=*&groupBy=gender`],
      ['groups without a number', `/items/people?${only()}&groupBy=last_name`],
      ['an extreme', `/items/people?${only()}&aggregate[max]=birth_date`],
      ['an extreme of one row', `/items/people/${mine.person}?aggregate[min]=birth_date`],
      ['a number of those that a filter keeps', `/items/people?filter=${encodeURIComponent(JSON.stringify({ id: { _eq: mine.person }, last_name: { _nnull: true } }))}&aggregate[count]=*`],
      ['the size of a list of which nothing is shown', `/items/people?${only()}&fields=first_name&limit=0&meta=filter_count`],
      ['the size of a list beyond its end', `/items/people?${only()}&fields=first_name&limit=1&page=2&meta=filter_count`],
      ['groups of a part of the file', `/items/needs?filter[case][_eq]=${mine.case}&aggregate[count]=*&groupBy=theme`],
      ['an extreme of a part of the file', `/items/actions?filter[case][_eq]=${mine.case}&aggregate[max]=due_on`],
      ['an export of groups', `/items/people?${only()}&aggregate[count]=*&groupBy=last_name&export=json`],
    ]
    const since = await clock()
    for (const [what, path] of told) expect([what, (await call(path, { as: 'conseiller' })).status]).toEqual([what, 200])
    const lines = await linesSince(since, 'author = $2 AND kind IN (\'read\', \'list\', \'export\')', [mine.adviser])

    expect(lines.map(({ people }) => people)).toEqual(told.map(() => [mine.person]))
    expect(new Set(lines.map(({ collection }) => collection))).toEqual(new Set(['people', 'needs', 'actions']))
  })

  it('whose values were told without their rows, to a session of the Studio', async () => {
    const { browser } = await signInToStudio('admin@relais.example')
    const since = await clock()
    const { status } = await browser.request(`${stack.directusUrl}/items/people?${only()}&aggregate[max]=birth_date`)

    expect(status).toBe(200)
    expect((await linesSince(since, 'collection = \'people\'')).map(({ channel, people }) => [channel, people])).toEqual([['studio', [mine.person]]])
  })

  it('no values of more people than a line can name: they are refused, and numbers of many are given', async () => {
    // Without the journal of changes, which takes longer than the rest for a thousand rows.
    const admin = new pg.Client({ ...stack.database, ...stack.administrator })
    await admin.connect()
    await forge(admin, 'INSERT INTO relatives (id, person, last_name, first_name, relationship) SELECT gen_random_uuid(), $1, \'Nombreux\', \'N\' || n, \'sibling\' FROM generate_series(1, 1000) n', [mine.person])
    const many = (query: string) => call(`/items/relatives?filter[last_name][_eq]=Nombreux&${query}`, { as: 'conseiller' })
    const [extreme, groups, number, choices] = [await many('aggregate[max]=first_name'), await many('groupBy=first_name'), await many('aggregate[count]=*'), await many('aggregate[count]=*&groupBy=relationship')]
    await forge(admin, 'DELETE FROM relatives WHERE last_name = \'Nombreux\'')
    await admin.end()

    expect([extreme, groups].map(answer => [answer.status, codeOf(answer)])).toEqual([[400, 'TOO_MANY_PEOPLE'], [400, 'TOO_MANY_PEOPLE']])
    expect([number.status, choices.status]).toEqual([200, 200])
  })

  it('nothing for a count, which shows no file', async () => {
    const since = await clock()
    const { status } = await call('/items/people?aggregate[count]=*', { as: 'conseiller' })

    expect(status).toBe(200)
    expect(await linesSince(since, 'author = $2 AND collection = \'people\' AND people IS NOT NULL', [mine.adviser])).toEqual([])
  })

  it('a file opened by its own endpoint', async () => {
    const since = await clock()
    expect((await call(`/relais/cases/files/${mine.case}`, { as: 'conseiller' })).status).toBe(200)

    const lines = await linesSince(since, 'author = $2', [mine.adviser])
    expect(lines).toEqual([
      { kind: 'read', author: mine.adviser, channel: 'api', collection: 'cases', item: mine.case, people: [mine.person], details: { parts: expect.any(Array) }, before: null, after: null },
    ])
    // The parts of the file that came with it, by name.
    expect(lines[0]?.details?.['parts']).toEqual(expect.arrayContaining(['people', 'needs', 'interviews']))
  })

  it.each(['GET', 'SEARCH'])('the portfolio asked with %s, and whose files it showed', async (method) => {
    const since = await clock()
    const { body } = await call<{ data: { person: { id: string } }[] }>('/relais/cases/portfolio', { as: 'conseiller', method, ...(method === 'SEARCH' && { body: {} }) })

    const lines = await linesSince(since, 'author = $2', [mine.adviser])
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ kind: 'list', collection: 'cases' })
    expect(new Set(lines[0]?.people)).toEqual(new Set(body.data.map(({ person }) => person.id)))
  })

  it('the referrals that a partner opened, for the people they are about', async () => {
    const since = await clock()
    const { status } = await call('/relais/directory/partner/referrals', { as: 'partenaire' })

    expect(status).toBe(200)
    const [line] = await linesSince(since, 'kind = \'list\'')
    expect(line?.people?.length).toBeGreaterThan(0)
  })

  it('a file that somebody downloaded, and the refusal of one that they may not', async () => {
    const { body: { data } } = await send('partenaire', aPng())
    const hidden = (await db.query<{ id: string }>('INSERT INTO directus_files (id, storage, filename_download, type) VALUES (gen_random_uuid(), \'local\', \'cv.pdf\', \'application/pdf\') RETURNING id')).rows[0]?.id
    const since = await clock()
    expect((await call(`/assets/${String(data?.['id'])}`, { as: 'conseiller' })).status).toBe(200)
    expect((await call(`/assets/${hidden}`, { as: 'conseiller' })).status).toBe(403)

    const lines = await linesSince(since, 'author = $2', [mine.adviser])
    expect(lines.map(({ kind, item, details }) => ({ kind, item, path: details?.['path'] }))).toEqual([
      { kind: 'download', item: data?.['id'], path: undefined }, { kind: 'refusal', item: null, path: `/assets/${hidden}` },
    ])
    expect((await db.query('SELECT folder FROM directus_files WHERE id = $1', [data?.['id']])).rows).toEqual([{ folder: LOGO_FOLDER }])
  })

  it('an export', async () => {
    const since = await clock()
    const { status } = await call(`/items/cases?export=csv&fields=id,reference&filter[id][_eq]=${mine.case}`, { as: 'conseiller' })

    expect(status).toBe(200)
    expect((await linesSince(since, 'collection = \'cases\''))[0]).toMatchObject({ kind: 'export', author: mine.adviser, people: [mine.person] })
  })

  it('an export that the body of a search asks', async () => {
    const since = await clock()
    const { status, headers } = await call('/items/cases', { as: 'admin', method: 'SEARCH', body: { query: { export: 'csv', fields: ['id', 'reference'], filter: { id: { _eq: mine.case } } } } })

    expect([status, headers.get('content-disposition')]).toEqual([200, expect.stringContaining('.csv')])
    expect((await linesSince(since, 'collection = \'cases\''))[0]).toMatchObject({ kind: 'export', people: [mine.person] })
  })

  it('an export made in the background', async () => {
    const { browser } = await signInToStudio('admin@relais.example')
    const since = await clock()
    const { status } = await browser.request(`${stack.directusUrl}/utils/export/cases`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ format: 'csv', query: { fields: ['id', 'reference'], filter: { id: { _eq: mine.case } } }, file: { title: 'Essai' } }),
    })

    expect(status).toBeLessThan(300)
    await expect.poll(async () => (await linesSince(since, 'kind = \'export\' AND collection = \'cases\'')).map(({ people }) => people), { timeout: 10_000 }).toContainEqual([mine.person])
  })

  it('a refusal, without what was asked of the address', async () => {
    const since = await clock()
    expect((await call(`/items/cases/${other}?fields=summary`, { as: 'conseiller' })).status).toBe(403)

    expect((await linesSince(since, 'kind = \'refusal\''))[0]).toMatchObject({ author: mine.adviser, collection: 'cases', people: null, details: { method: 'GET', path: `/items/cases/${other}`, status: 403 } })
  })

  it('how many tokens were refused, in one line whatever their number, and nothing of them', async () => {
    const since = await clock()
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => call('/items/people', { headers: { authorization: `Bearer canari.${index}.x` } })))

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401))
    await expect.poll(async () => (await linesSince(since, 'details ? \'refused_tokens\'')).map(({ kind, author, details }) => ({ kind, author, details })), { timeout: 12_000 })
      .toEqual([{ kind: 'refusal', author: null, details: { refused_tokens: 12, status: 401 } }])
    expect((await db.query('SELECT FROM relais_journal.entries e WHERE e::text LIKE \'%canari.%\'')).rows).toEqual([])
  })

  it('one line for a session, however many requests', async () => {
    const { rows } = await db.query('SELECT details ->> \'session\' AS session FROM relais_journal.entries WHERE kind = \'sign_in\' AND author = $1', [mine.adviser])

    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(({ session }) => session)).size).toBe(rows.length)
  })

  it('one line for signing in to the Studio, renewals of the session left out', async () => {
    const since = await clock()
    const { browser } = await signInToStudio('admin@relais.example')
    for (let time = 0; time < 2; time += 1) await browser.request(`${stack.directusUrl}/auth/refresh`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"mode":"session"}' })
    expect((await browser.request(`${stack.directusUrl}/users/me?fields=id`)).status).toBe(200)

    expect((await linesSince(since, 'kind = \'sign_in\' AND channel = \'studio\'')).map(({ details }) => details)).toEqual([{ sign_in: 'keycloak' }])
  })

  it('the author of a change and of a removal, whom no column names', async () => {
    const since = await clock()
    const { body } = await call<{ data: { id: string } }>('/folders', { as: 'admin', method: 'POST', body: { name: 'Essai' } })
    await call(`/folders/${body.data.id}`, { as: 'admin', method: 'PATCH', body: { name: 'Essai 2' } })
    await call(`/folders/${body.data.id}`, { as: 'admin', method: 'DELETE' })

    const lines = await linesSince(since, 'item = $2', [body.data.id])
    const { rows: [admin] } = await db.query<{ id: string }>('SELECT id FROM directus_users WHERE email = \'admin@relais.example\'')
    expect(lines.map(({ kind, author }) => ({ kind, author }))).toEqual(['create', 'update', 'delete'].map(kind => ({ kind, author: admin?.id })))
  })

  it('chains that hold', async () => {
    const client = new pg.Client(stack.database)
    await client.connect()
    const { problems, lines } = await verifyLive(client).finally(() => client.end())

    expect(problems).toEqual([])
    expect(lines).toBeGreaterThan(10)
  })
})

describe('what a person sees of it', () => {
  it('is who opened their file by function and structure, without names, and not themselves', async () => {
    await call('/relais/cases/mine', { as: 'usager' })
    await call(`/items/people/${mine.person}?fields=id,first_name`, { as: 'conseiller' })
    await new Promise(resolve => setTimeout(resolve, 900))

    const { status, body } = await call<{ data: { days: Record<string, unknown>[], next: string | null } }>('/relais/privacy/mine', { as: 'usager' })

    expect(status).toBe(200)
    expect(body.data.days.map(({ function: role }) => role)).toContain('adviser')
    expect(body.data.days.map(({ function: role }) => role)).not.toContain('beneficiary')
    const visit = body.data.days.find(({ function: role }) => role === 'adviser')
    expect(Object.keys(visit ?? {}).sort()).toEqual(['day', 'first_at', 'function', 'is_exceptional', 'kinds', 'last_at', 'name', 'parts', 'structure', 'times'])
    expect(visit).toMatchObject({ name: null, structure: expect.any(String), parts: expect.arrayContaining(['people']) })
  })
})

describe('what a person sees of a partner', () => {
  it('is the organisation that received the referral, and that it is the referral that was seen', async () => {
    const { structure, organization, offer, foreign } = await makeWorld()
    // The organisations of an account that have nothing to do with the person, joined before and after.
    await aMember(foreign, 'partenaire', 'owner', { valid_from: '2026-10-01T00:00:00Z' })
    await aMember(await anOrganization(structure, { name: 'Organisation ancienne' }), 'partenaire', 'owner', { valid_from: '2023-01-01T00:00:00Z' })
    await update('organizations', organization, { name: 'Atelier de la personne' })
    const referral = await insert('referrals', { case: mine.case, offer, status: 'sent', sent_at: new Date().toISOString() })
    expect((await call('/relais/directory/partner/referrals', { as: 'partenaire' })).status).toBe(200)
    await new Promise(resolve => setTimeout(resolve, 900))
    const { body } = await call<{ data: { days: { function: string, structure: string | null, parts: string[] }[] } }>('/relais/privacy/mine', { as: 'usager' })
    const visits = body.data.days.filter(({ function: role }) => role === 'partner')

    expect(visits[0]?.structure?.split(', ')).toContain('Atelier de la personne')
    expect(visits.flatMap(({ structure: name }) => name?.split(', ') ?? [])).not.toContain('Organisation étrangère')
    expect(visits.flatMap(({ structure: name }) => name?.split(', ') ?? [])).not.toContain('Organisation ancienne')
    expect(new Set(visits.flatMap(({ parts }) => parts))).toEqual(new Set(['referrals']))
    expect((await linesSince(new Date(0), 'item IS NULL AND details ->> \'path\' = \'/relais/directory/partner/referrals\' AND $2 = ANY (people)', [mine.person])).at(-1)?.collection).toBe('referrals')
    await db.query('delete from referrals where id = $1', [referral])
  })
})

describe('row 22: what a person sees of those who look at several things', () => {
  interface Seen { function: string, structure: string | null }
  const told = async (role: string) => {
    await new Promise(resolve => setTimeout(resolve, 900))
    const { body } = await call<{ data: { days: Seen[] } }>('/relais/privacy/mine', { as: 'usager' })
    return body.data.days.filter(({ function: own }) => own === role).flatMap(({ structure }) => structure?.split(', ') ?? [])
  }
  const named = (name: string) => `${name} ${randomUUID().slice(0, 8)}`
  /** An organisation of its own, of which this account is a member, with a referral of the person. */
  async function received(name: string, sent: Date): Promise<{ organization: string, referral: string }> {
    const { structure } = await makeWorld()
    const organization = await anOrganization(structure, { name })
    await aMember(organization, 'partenaire2', 'owner')
    const offer = await anOffer(organization, structure)
    return { organization, referral: await insert('referrals', { case: mine.case, offer, status: 'sent', sent_at: sent.toISOString() }) }
  }
  const leave = (referrals: readonly string[]) => db.query('delete from referrals where id = any($1)', [referrals])

  it('a partner of two organisations that both received a referral, who opened the page of one', async () => {
    const [seen, unseen] = [named('Atelier ouvert'), named('Atelier fermé')]
    const sent = [await received(seen, new Date()), await received(unseen, new Date())]
    const [{ organization }] = sent as [typeof sent[number]]
    expect((await call(`/relais/directory/partner/referrals?organization=${organization.toUpperCase()}`, { as: 'partenaire2' })).status).toBe(200)

    const names = await told('partner')
    expect([names.includes(seen), names.includes(unseen)]).toEqual([true, false])
    await leave(sent.map(({ referral }) => referral))
  })

  it('the answer of one of two: the one that answered', async () => {
    const [answering, silent] = [named('Atelier qui répond'), named('Atelier muet')]
    const sent = [await received(answering, new Date()), await received(silent, new Date())]
    expect((await call(`/relais/cases/referrals/${sent[0]?.referral}/answer`, { as: 'partenaire2', method: 'POST', body: { answer: 'refused', reason: 'full' } })).status).toBe(200)

    const names = await told('partner')
    expect([names.includes(answering), names.includes(silent)]).toEqual([true, false])
    await leave(sent.map(({ referral }) => referral))
  })

  it('a referral that had ended before that day, beside one that runs', async () => {
    const [over, running] = [named('Atelier d’avant'), named('Atelier de maintenant')]
    const past = new Date(Date.now() - 40 * 86_400_000)
    const sent = [await received(over, past), await received(running, new Date())]
    await db.query(`begin; select set_config('relais.tracking', 'off', true); update referrals set status = 'cancelled' where id = '${sent[0]?.referral}'; commit`)
    await db.query(`update referral_steps set at = $2 where referral = $1`, [sent[0]?.referral, past])
    expect((await call('/relais/directory/partner/referrals', { as: 'partenaire2' })).status).toBe(200)

    const names = await told('partner')
    expect([names.includes(running), names.includes(over)]).toEqual([true, false])
    await leave(sent.map(({ referral }) => referral))
  })

  it('a prescriber with a mandate in a structure that was archived: the one where they work', async () => {
    const structures = await Promise.all([aStructure({ name: named('Structure fermée'), status: 'archived' }), aStructure({ name: named('Structure ouverte') })])
    const [closed, open] = await Promise.all(structures.map(async id => String((await db.query('select name from structures where id = $1', [id])).rows[0]?.name)))
    const mandates = await Promise.all(structures.map((structure, index) => insert('memberships', { structure, user: userId('prescripteur'), function: 'adviser', valid_from: index === 0 ? '2026-02-01' : '2026-01-01' })))
    const member = await insert('case_members', { case: mine.case, user: userId('prescripteur'), function: 'prescriber', valid_from: '2024-01-01' })
    try {
      expect((await call(`/items/people/${mine.person}?fields=id,first_name`, { as: 'prescripteur' })).status).toBe(200)

      await new Promise(resolve => setTimeout(resolve, 900))
      const { body } = await call<{ data: { days: Seen[] } }>('/relais/privacy/mine', { as: 'usager' })
      const names = body.data.days.flatMap(({ structure }) => structure ?? [])
      expect([names.includes(open ?? ''), names.includes(closed ?? '')]).toEqual([true, false])
    }
    finally {
      await db.query('delete from case_members where id = $1', [member])
      await db.query('delete from memberships where id = any($1)', [mandates])
    }
  })
})

describe('what the data protection officer finds', () => {
  it('is every line about a person, page by page, and the search itself', async () => {
    const first = await call<{ data: { id: string, people: { id: string }[] }[], meta: { next: string } }>(`/relais/privacy/journal?person=${mine.person}&limit=2`, { as: 'admin' })
    const second = await call<typeof first.body>(`/relais/privacy/journal?person=${mine.person}&limit=2&after=${first.body.meta.next}`, { as: 'admin' })

    const ids = [...first.body.data, ...second.body.data].map(({ id }) => id)
    expect(new Set(ids).size).toBe(4)
    expect([...ids].sort().reverse()).toEqual(ids)
    expect(first.body.data.every(({ people }) => people.some(({ id }) => id === mine.person))).toBe(true)
    const searches = await call<typeof first.body>(`/relais/privacy/journal?kind=search&limit=1`, { as: 'admin' })
    expect(searches.body.data[0]?.people.length).toBe(0)
  })

  it('is narrowed by act, door, object and account', async () => {
    await call(`/items/people/${mine.person}?fields=id,first_name`, { as: 'conseiller' })
    const { body: { data } } = await call<{ data: Record<string, unknown>[] }>(`/relais/privacy/journal?kind=read&channel=api&collection=people&item=${mine.person}&author=${mine.adviser}`, { as: 'admin' })
    const { body: none } = await call<{ data: unknown[] }>(`/relais/privacy/journal?kind=read&channel=portal&item=${mine.person}&author=${mine.adviser}`, { as: 'admin' })

    expect(data.length).toBeGreaterThan(0)
    expect(data.every(line => line['kind'] === 'read' && line['channel'] === 'api' && line['item'] === mine.person && line['author'] === mine.adviser)).toBe(true)
    expect(none.data).toEqual([])
  })

  it('says that a value of health changed, never the value; the origin of a file is social', async () => {
    const { rows: [before] } = await db.query<{ referred_by_name: string | null, disability_worker: boolean }>('SELECT c.referred_by_name, p.disability_worker FROM cases c JOIN people p ON p.id = c.person WHERE c.id = $1', [mine.case])
    await call(`/items/people/${mine.person}`, { as: 'conseiller', method: 'PATCH', body: { city: 'Quetigny', disability_worker: !before?.disability_worker } })
    await call(`/items/cases/${mine.case}`, { as: 'conseiller', method: 'PATCH', body: { referred_by_name: 'Juge Canari' } })
    const answers = await Promise.all([`people&item=${mine.person}`, `cases&item=${mine.case}`].map(about => call<{ data: { after: unknown }[] }>(`/relais/privacy/journal?kind=update&limit=1&collection=${about}`, { as: 'admin' })))
    const csv = await call<string>(`/relais/privacy/journal?format=csv&collection=cases&item=${mine.case}`, { as: 'admin' })
    await db.query('UPDATE cases SET referred_by_name = $2 WHERE id = $1', [mine.case, before?.referred_by_name])

    expect(answers.map(({ body }) => body.data[0]?.after)).toEqual([{ city: 'Quetigny', disability_worker: '••• santé' }, { referred_by_name: 'Juge Canari' }])
    expect(csv.body).toContain('Juge Canari')
  })

  it('row 19: goes out in French, in the hours of the place, without a formula that a spreadsheet would run', async () => {
    const { body: { data } } = await call<{ data: { id: string } }>('/folders', { as: 'admin', method: 'POST', body: { name: '=HYPERLINK("x")' } })
    const answers = await Promise.all(['csv', 'xlsx', 'ods'].map(async (format) => {
      const response = await fetch(`${stack.directusUrl}/relais/privacy/journal?format=${format}&item=${data.id}`, { headers: { authorization: `Bearer ${await tokenFor('admin')}` } })
      return { type: response.headers.get('content-type'), name: response.headers.get('content-disposition'), bytes: Buffer.from(await response.arrayBuffer()) }
    }))
    await call(`/folders/${data.id}`, { as: 'admin', method: 'DELETE' })
    const [csv, xlsx, ods] = answers.map(({ bytes }) => bytes)

    expect(answers.map(({ type, name }) => [type, name])).toEqual([
      ['text/csv; charset=utf-8', 'attachment; filename="journal.csv"'],
      ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'attachment; filename="journal.xlsx"'],
      ['application/vnd.oasis.opendocument.spreadsheet', 'attachment; filename="journal.ods"'],
    ])
    const [headings, line] = readSheetCsv(csv?.toString('utf8') ?? '')
    expect(headings).toEqual(['Quand (heure d’Europe centrale)', 'Acte', 'Qui', 'Compte', 'Par où', 'Objet', 'Identifiant de la fiche', 'Personnes concernées', 'Avant', 'Après', 'Motif', 'Accès exceptionnel', 'Détail', 'Horloge reculée'])
    expect(line?.[0]).toMatch(/^\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}$/)
    expect(line?.slice(1, 7)).toEqual(['création', expect.any(String), expect.any(String), 'API', 'directus_folders', data.id])
    expect(line?.[9]).toMatch(/Name\u00A0: =HYPERLINK\("x"\)/)
    expect(readXlsx(xlsx ?? Buffer.alloc(0)).length).toBe(2)
    expect(readOds(ods ?? Buffer.alloc(0)).flat().some(({ hasFormula }) => hasFormula)).toBe(false)
  })
})
