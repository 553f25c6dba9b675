import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPng } from '../../support/files.ts'
import { routesOfExtensions } from '../../support/routes.ts'
import { send } from '../../security/world.ts'
import { call, db } from '../../support/stack.ts'

interface Line { kind: string, collection: string | null, people: string[] | null }
interface Question { path: string, as?: string, method?: string, body?: unknown }

const NAME = `Seul${randomUUID().replaceAll(/[^a-f]/g, '')}`
let mine = { case: '', person: '', adviser: '', birth_name: '', name: '' }
let hidden = { case: '', person: '' }

beforeAll(async () => {
  const { rows } = await db.query<typeof mine>(`
    SELECT c.id AS "case", c.person, a.id AS adviser, p.birth_name, p.normalized_name AS name FROM people p JOIN cases c ON c.person = p.id
    JOIN directus_users u ON u.id = p."user" AND u.email = 'usager@relais.example'
    JOIN access_grants g ON g."case" = c.id JOIN directus_users a ON a.id = g."user" AND a.email = 'conseiller@relais.example' LIMIT 1`)
  mine = rows[0] ?? mine
  // A name that few have: many are nobody in particular.
  await db.query('UPDATE people SET birth_name = $2 WHERE id = $1', [mine.person, NAME])
  const closed = await db.query<typeof hidden>(`SELECT c.id AS "case", c.person FROM cases c WHERE NOT EXISTS (SELECT FROM access_grants g JOIN cases o ON o.id = g."case" WHERE o.person = c.person AND g."user" = $1) LIMIT 1`, [mine.adviser])
  hidden = closed.rows[0] ?? hidden
  await Promise.all(['conseiller', 'responsable', 'configurateur', 'admin'].map(as => call('/relais/identity/me', { as })))
})

afterAll(async () => {
  await db.query('UPDATE people SET birth_name = $2 WHERE id = $1', [mine.person, mine.birth_name])
})

/** The lines that a question leaves. */
async function linesOf({ path, as = 'conseiller', ...asked }: Question): Promise<{ status: number, lines: Line[] }> {
  const { rows } = await db.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  const { status } = await call(path, { as, ...asked })
  await new Promise(resolve => setTimeout(resolve, 900))
  const { rows: lines } = await db.query<Line>('SELECT kind, collection, people FROM relais_journal.entries WHERE at > $1 AND kind <> \'sign_in\' ORDER BY at', [rows[0]?.now])
  return { status, lines }
}
const naming = (lines: Line[], person: string): Line[] => lines.filter(({ people }) => people?.includes(person))

/** Every way of ours to read, as the extensions declare it. */
const READS = routesOfExtensions().filter(({ method }) => method === 'GET' || method === 'SEARCH').map(({ method, path }) => `${method} ${path.replace('/relais', '')}`)

/** Those that take a record of somebody, and how to ask them about one. */
const ABOUT_A_RECORD: Record<string, () => Question[]> = {
  'GET /access/explain': () => ['cases', 'people'].map(collection => ({ path: `/relais/access/explain?user=${mine.adviser}&collection=${collection}&item=${collection === 'cases' ? mine.case : mine.person}`, as: 'admin' })),
  'GET /cases/files/:id': () => [{ path: `/relais/cases/files/${mine.case}` }],
  'GET /cases/:id/notes': () => [{ path: `/relais/cases/${mine.case}/notes` }],
  'GET /history/:collection': () => [{ path: `/relais/history/people?items=${mine.person}` }, { path: `/relais/history/cases?items=${mine.case}` }],
  'GET /history/:collection/:id': () => [{ path: `/relais/history/people/${mine.person}` }, { path: `/relais/history/cases/${mine.case}` }, { path: `/relais/history/cases/${mine.case}?field=summary` }],
  'GET /forms/:collection/:id/counts': () => [{ path: `/relais/forms/cases/${mine.case}/counts` }, { path: `/relais/forms/people/${mine.person}/counts` }],
  'GET /identity/invitations': () => [{ path: `/relais/identity/invitations?person=${mine.person}` }],
  'GET /workflow/:collection/:id/transitions': () => [{ path: `/relais/workflow/cases/${mine.case}/transitions` }, { path: `/relais/workflow/cases/${mine.case.toUpperCase()}/transitions` }],
  'GET /workflow/:collection/:id/history': () => [{ path: `/relais/workflow/cases/${mine.case}/history` }],
}

/** Those whose question names nobody: lists, whose rows name the people, and what is about the network. */
const ABOUT_NOBODY = [
  'GET /cases/offers', 'GET /cases/organizations', 'GET /cases/portfolio', 'GET /cases/workload', 'SEARCH /cases/portfolio', 'SEARCH /cases/board', 'GET /cases/transfers', 'GET /cases/accreditations', 'GET /cases/mine', 'GET /cases/break-glass',
  'GET /forms', 'GET /home', 'GET /rules/:collection/:field', 'GET /configurator', 'GET /configurator/:collection', 'GET /configurator/:collection/forms/:audience', 'GET /configurator/:collection/fields/:field/impact',
  'GET /directory/search', 'GET /directory/map', 'GET /directory/facets', 'GET /directory/territories', 'GET /directory/places', 'GET /directory/vocabularies', 'GET /directory/organizations/:id', 'GET /directory/offers/:id',
  'GET /directory/partner', 'GET /directory/partner/referrals', 'GET /directory/partner/organizations/:id', 'GET /directory/proposals', 'GET /reports', 'GET /reports/:key', 'GET /identity/device-key', 'GET /identity/me',
  'GET /privacy/journal', 'GET /privacy/mine', 'GET /workflow/webhooks/:id/secret', 'GET /workflow/states', 'GET /workflow/:collection/measures', 'GET /workflows', 'GET /workflow/fields', 'GET /workflows/:key', 'GET /workflows/:key/versions/:number',
]

describe('every way of ours to read', () => {
  it('is known to take a record of somebody, or none', () => {
    expect([...Object.keys(ABOUT_A_RECORD), ...ABOUT_NOBODY].sort()).toEqual([...new Set(READS)].sort())
  })

  it.each(Object.entries(ABOUT_A_RECORD))('leaves a line that names the person: %s', async (_route, questions) => {
    for (const question of questions()) {
      const { status, lines } = await linesOf(question)
      expect([question.path, status]).toEqual([question.path, 200])
      expect([question.path, naming(lines, mine.person).length > 0]).toEqual([question.path, true])
    }
  })

  it('names nobody whom the one who asks may not read', async () => {
    for (const path of [`/relais/history/people?items=${hidden.person}`, `/relais/workflow/cases/${hidden.case}/transitions`, `/items/people?filter[id][_eq]=${hidden.person}`, `/relais/forms/cases/${hidden.case}/counts`]) {
      expect([path, naming((await linesOf({ path })).lines, hidden.person)]).toEqual([path, []])
    }
  })

  it('leaves one for a step that is refused, which tells how the record is', async () => {
    const { status, lines } = await linesOf({ path: `/relais/workflow/cases/${mine.case}/transitions/no_such_step`, method: 'POST', body: { from: 'nowhere' } })

    expect(status).toBeGreaterThanOrEqual(400)
    if (status !== 404) expect(naming(lines, mine.person)).not.toEqual([])
  })
})

describe('« no » about somebody who is named', () => {
  const asked = (collection: string, filter: unknown, rest = ''): Question => ({ path: `/items/${collection}?filter=${encodeURIComponent(JSON.stringify(filter))}&fields=id${rest}` })
  const never = { birth_date: { _gt: '2100-01-01' } }
  it.each<[string, () => Question]>([
    ['by the key', () => asked('people', { id: { _eq: mine.person }, ...never })],
    ['by the key written otherwise', () => asked('people', { id: { _eq: mine.person.toUpperCase() }, ...never })],
    ['in a list', () => asked('people', { id: { _in: [mine.person] }, ...never })],
    ['by one way of two', () => asked('people', { _or: [{ id: { _eq: mine.person }, ...never }, { id: { _eq: mine.case } }] })],
    ['by their file', () => asked('cases', { person: { _eq: mine.person }, opened_on: { _gt: '2100-01-01' } })],
    ['through their file', () => asked('needs', { case: { person: { id: { _eq: mine.person } } }, description: { _eq: 'rien de tel' } })],
    ['by a file without such a part', () => asked('needs', { case: { _eq: mine.case }, description: { _eq: 'rien de tel' } })],
    ['by a name', () => asked('people', { birth_name: { _eq: NAME }, city: { _eq: 'Ville de nulle part' } })],
    ['by a search', () => asked('people', { city: { _eq: 'Ville de nulle part' } }, `&search=${NAME}`)],
    ['by a search of two names, in another order', () => asked('people', { city: { _eq: 'Ville de nulle part' } }, `&search=${NAME}+${mine.name.split(' ')[0]}`)],
    ['by a number of zero', () => ({ path: `/items/people?filter=${encodeURIComponent(JSON.stringify({ id: { _eq: mine.person }, ...never }))}&aggregate[count]=*` })],
    ['in a body', () => ({ path: '/items/people', method: 'SEARCH', body: { query: { filter: { id: { _eq: mine.person }, ...never }, fields: ['id'] } } })],
    ['in the portfolio', () => ({ path: '/relais/cases/portfolio', method: 'SEARCH', body: { search: mine.name, quiet_before: '1990-01-01' } })],
  ])('leaves a line that names them: %s', async (_how, question) => {
    const { status, lines } = await linesOf(question())

    expect(status).toBe(200)
    expect(naming(lines, mine.person).length).toBeGreaterThan(0)
  })

  it('leaves none when nobody is named', async () => {
    expect((await linesOf(asked('people', { city: { _eq: 'Ville de nulle part' } }))).lines).toEqual([])
  })
})

/** The ways to write an address that servers read alike. */
const SPELLINGS: [name: string, write: (path: string) => string][] = [
  ['as it is', path => path], ['in capitals', path => path.replace(/^[^?]*/, written => written.toUpperCase())], ['with a capital', path => path.replace('/r', '/R')], ['with a slash at the end', path => path.replace(/^[^?]*/, written => `${written}/`)],
]

describe('an address written otherwise', () => {
  it.each(SPELLINGS)('leaves the same lines: %s', async (_name, write) => {
    // Names of collections and fields are not read alike, and answer 404.
    for (const { path } of [ABOUT_A_RECORD['GET /cases/files/:id'], ABOUT_A_RECORD['GET /cases/:id/notes']].flatMap(questions => questions?.() ?? [])) {
      const { status, lines } = await linesOf({ path: write(path) })
      expect([write(path), status, naming(lines, mine.person).length > 0]).toEqual([write(path), 200, true])
    }
    const { status, lines } = await linesOf({ path: write('/relais/cases/portfolio') })
    expect([status, lines.some(({ people }) => (people?.length ?? 0) > 0)]).toEqual([200, true])
  })

  it('leaves the line of a download', async () => {
    const { body: { data } } = await send('conseiller', aPng())
    const id = String(data?.['id'])
    const paths = [`/assets/${id}`, `/assets/${id.toUpperCase()}`, `/ASSETS/${id}`, `/assets/${id}.png`, `/assets/${id}/x.png`, `/assets/%${id.charCodeAt(0).toString(16)}${id.slice(1)}`]
    const given = []
    for (const path of paths) {
      const { status, lines } = await linesOf({ path })
      if (status < 400) given.push([path, lines.filter(({ kind }) => kind === 'download').length])
    }
    expect(given.length).toBeGreaterThan(0)
    expect(given).toEqual(given.map(([path]) => [path, 1]))
  })
})
