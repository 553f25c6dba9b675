import { systemCollectionNames } from '@directus/system-data'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collections, getCollection } from '../../schema/index.ts'
import { STAFF_FIELDS } from '../../schema/access/staff.ts'
import { db, tokenFor } from '../support/stack.ts'
import { bearer } from '../integration/identity/mint.ts'
import { arrange, ask, each, inStudio, mayReach, readableFields } from './canary-world.ts'
import type { CanaryWorld, Reader } from './canary-world.ts'
import { anAccount } from './crowd.ts'
import { COLUMN_PLACES, COUNTS, FILTER_PLACES, NESTED_PLACES, pathsToAccounts, toldBy } from './oracle-places.ts'
import type { Asked, Query } from './oracle-places.ts'

const MISSING = '00000000-0000-4000-8000-00000000dead'
const TOKEN = `Qx${MISSING}`
/** Questions asked of each kind, spread over all of them. */
const MOST = 900
const MOST_COUNTS = 100
/** What two answers may differ by on a busy machine, once many were asked. */
const NOISE_MS = 8

let world: CanaryWorld
/** Nobody, every account with its bearer, and those of the Studio in their session. */
let askers: (Reader | null)[]
let studio: Reader[]
/** A colleague, whose account is shown by name only, and an administrator with a session. */
let colleague: { id: string, email: string, page: string }
let administrator: { id: string, email: string }
let problems: string[]
const times = new Map<string, { yes: number[], no: number[] }>()

beforeAll(async () => {
  world = await arrange()
  const active = world.readers.filter(({ variant }) => variant === 'active')
  studio = (await Promise.all(active.map(inStudio))).filter(reader => reader !== null)
  askers = [null, ...active, ...studio]
  const { id } = await anAccount('adviser')
  colleague = { id, email: `${world.canaries.mark}.collegue@essai.example`, page: `/content/cases/${MISSING}` }
  await db.query('update directus_users set email = $2::text, last_page = $3, location = $2::text, description = $2::text, last_access = now() where id = $1', [id, colleague.email, colleague.page])
  const { rows: [admin] } = await db.query<{ id: string, email: string }>('select id, email from directus_users where role in (select role from directus_access a join directus_policies p on p.id = a.policy where p.admin_access) and email is not null limit 1')
  administrator = admin ?? { id: '', email: '' }
  await db.query('insert into directus_sessions (token, "user", expires) values ($1, $2, now() + interval \'1 hour\')', [TOKEN, administrator.id])
}, 120_000)

afterAll(async () => {
  await db.query('delete from directus_sessions where token = $1', [TOKEN])
})

/** One request twice: with the right value of something hidden, then with a wrong one. */
interface Question { reader: Reader | null, place: string, right: Asked, wrong: Asked, values: readonly [string, string] }

const question = (reader: Reader | null, place: string, values: readonly [string, string], request: (value: string) => Asked | undefined): Question[] => {
  const [right, wrong] = [request(values[0]), request(values[1])]
  return right && wrong ? [{ reader, place, right, wrong, values }] : []
}

async function timed(reader: Reader | null, { path, ...rest }: Asked): Promise<{ status: number, text: string, ms: number }> {
  const started = performance.now()
  return { ...await ask(reader, path, rest), ms: performance.now() - started }
}

let turn = 0

/** Whoever asks must not tell one answer from the other: same status, same body but for what was asked. */
async function mustNotTell({ reader, place, right, wrong, values }: Question): Promise<void> {
  // Each goes first in turn: the second one finds the database warm.
  const isRightFirst = turn++ % 2 === 0
  const first = isRightFirst ? await timed(reader, right) : await timed(reader, wrong)
  const second = await timed(reader, isRightFirst ? wrong : right)
  const [yes, no] = isRightFirst ? [first, second] : [second, first]
  const measured = times.get(place) ?? { yes: [], no: [] }
  times.set(place, { yes: [...measured.yes, yes.ms], no: [...measured.no, no.ms] })
  const what = `${reader?.name ?? 'nobody'}, ${place}: ${right.method ?? 'GET'} ${decodeURIComponent(right.path)} ${JSON.stringify(right.body ?? '')}`
  if (yes.status >= 500) problems.push(`${what} → ${yes.status}`)
  const told = toldBy(yes, no, values)
  if (told !== null) problems.push(`${what} → ${told}`)
}

/** So many of the questions, spread over all of them: over accounts, collections and places. */
const spread = <T>(questions: readonly T[], most: number): T[] => questions.filter((_, index) => Math.floor(index * most / questions.length) !== Math.floor((index - 1) * most / questions.length))

async function run<T>(questions: readonly T[], work: (question: T) => Promise<void>, most = MOST): Promise<void> {
  problems = []
  const started = Date.now()
  const asked = spread(questions, Math.min(most, questions.length))
  await each(asked, work)
  process.stderr.write(`  ${asked.length} of ${questions.length} questions, ${Date.now() - started} ms\n`)
  if (problems.length) process.stderr.write(`${problems.length} problems\n${problems.slice(0, 40).join('\n').slice(0, 9000)}\n`)
  expect(problems).toEqual([])
}

const SYSTEM = systemCollectionNames.map(name => ({ collection: name, path: `/${name.replace('directus_', '')}` }))
const PRODUCT = Object.keys(collections)
const keyOf = (collection: string) => ({ directus_collections: 'collection', directus_sessions: 'token', directus_migrations: 'version' }[collection] ?? 'id')
const opens = (reader: Reader | null, collection: string) => readableFields(reader?.audience ?? null, collection).length > 0
const reads = (reader: Reader | null, row: Parameters<typeof mayReach>[2]) => reader !== null && mayReach(world, reader, row, 'read')
const rowsOf = (reader: Reader | null, collection: string) => Object.groupBy(world.canaries.of(collection), row => (reads(reader, row) ? 'read' : 'hidden'))

/** The columns that hold a canary in some row, with it. */
function secretsOf(reader: Reader | null, collection: string): { field: string, token: string }[] {
  const { read = [], hidden = [] } = rowsOf(reader, collection)
  const shown = readableFields(reader?.audience ?? null, collection)
  const fields = Object.keys(getCollection(collection)?.fields ?? {})
  const first = (rows: typeof read, isShown: boolean) => rows.flatMap(row => fields.filter(field => shown.includes(field) === isShown).flatMap((field) => {
    const token = world.canaries.tokenOf(row, field)
    return token === null ? [] : [{ field, token }]
  })).slice(0, 1)
  // A column that is read, of a row that is not; a column that is not read, of a row that is.
  return [...first(hidden, true), ...first(read, false), ...opens(reader, collection) ? [] : first(hidden, false)]
}

const linksOf = (reader: Reader | null, collection: string) => readableFields(reader?.audience ?? null, collection).flatMap((field) => {
  const definition = getCollection(collection)?.fields[field]
  return definition?.relation ? [{ field, to: definition.relation.collection }] : []
})

describe('what this test must see', () => {
  const values = ['Belkacem', 'zzzzz'] as const
  const list = (...names: string[]) => ({ status: 200, text: JSON.stringify({ data: names.map(name => ({ name })) }) })

  it.each([
    // Rows found with every right, then judged: the fault that this test was written for.
    ['a refusal for a row that is there and an empty answer for none', { status: 403, text: '{"errors":[{"extensions":{"code":"FORBIDDEN"}}]}' }, { status: 204, text: '' }],
    ['a row and none', list('x'), list()],
    ['two numbers', { status: 200, text: '{"data":[{"count":1}]}' }, { status: 200, text: '{"data":[{"count":0}]}' }],
    ['two orders', list('x', 'y'), list('y', 'x')],
    ['two reasons', { status: 403, text: 'a' }, { status: 403, text: 'b' }],
  ])('is %s', (_what, right, wrong) => {
    expect(toldBy(right, wrong, values)).toContain('tells')
  })

  it('is nothing in answers that differ by what was asked only', () => {
    expect(toldBy({ status: 403, text: 'filter « Belkacem »' }, { status: 403, text: 'filter « zzzzz »' }, values)).toBeNull()
    expect(toldBy(list(), list(), values)).toBeNull()
  })

  it('is seen in the product itself, asked by somebody who reads everything', async () => {
    const everyone: Reader = { name: 'administrator', id: administrator.id, audience: null, variant: 'active', headers: bearer(await tokenFor('admin')) }
    const row = world.canaries.of('people')[0]
    const token = row ? world.canaries.tokenOf(row, 'last_name') ?? '' : ''
    // A creation gives back a new row, whatever it filters by; nothing is deleted here.
    const places = Object.entries(FILTER_PLACES).filter(([place]) => place !== 'a creation' && place !== 'a deletion')
    const blind: string[] = []
    for (const [place, asked] of places) {
      problems = []
      for (const each of question(everyone, place, [token, `${world.canaries.mark}zzzzz`], value => asked('/items/people', { last_name: { _contains: value } }, row?.id))) await mustNotTell(each)
      if (problems.length !== 1) blind.push(place)
    }
    times.clear()
    expect(token).not.toBe('')
    expect(blind).toEqual([])
  })
})

describe('a filter on what somebody does not read', () => {
  const wrong = () => `${world.canaries.mark}zzzzz`

  it('is answered alike whether it matches or not, wherever it hides, on every collection', async () => {
    const questions = askers.flatMap(reader => PRODUCT.flatMap((collection) => {
      const path = `/items/${collection}`
      const id = rowsOf(reader, collection).read?.[0]?.id
      // Where nothing is open one place of each verb tells.
      const places = Object.entries(FILTER_PLACES).filter(([place]) => opens(reader, collection) || ['the query string', 'the body', 'a change of many', 'a deletion'].includes(place))
      return secretsOf(reader, collection).flatMap(({ field, token }) => [
        ...places.flatMap(([place, asked]) => question(reader, place, [token, wrong()], value => asked(path, { [field]: { _contains: value } }, id))),
        ...question(reader, 'a search', [token, wrong()], value => ({ path, method: 'SEARCH', body: { query: { fields: ['id'], search: value } } })),
      ])
    }))
    await run(questions, mustNotTell)
    expect(questions.length).toBeGreaterThan(2000)
  }, 400_000)

  it('is answered alike through every link, and on nested rows', async () => {
    const questions = askers.flatMap(reader => PRODUCT.filter(collection => opens(reader, collection)).flatMap(collection => linksOf(reader, collection).flatMap(({ field, to }) => {
      const secrets = to === 'directus_users' ? [{ field: 'email', token: colleague.email }] : secretsOf(reader, to)
      return secrets.slice(0, 2).flatMap(secret => Object.entries(NESTED_PLACES).flatMap(([place, asked]) =>
        question(reader, place, [secret.token, wrong()], value => asked(`/items/${collection}`, field, { [secret.field]: { _contains: value } }))))
    })))
    await run(questions, mustNotTell)
    expect(questions.length).toBeGreaterThan(500)
  }, 400_000)

  it('is answered alike on what Directus itself keeps, through any chain of rows to an account', async () => {
    const questions = askers.flatMap(reader => SYSTEM.flatMap(({ collection, path }) => {
      const paths = [...collection === 'directus_users' ? [[]] : [], ...[1, 2].slice(0, studio.some(known => known === reader) ? 2 : 1).flatMap(links => pathsToAccounts(collection, links))]
      const through = (names: string[], filter: Query) => names.reduceRight<Query>((inner, name) => ({ [name]: inner }), filter)
      return paths.flatMap(names => [
        ...['the query string', 'a deletion'].flatMap(place => question(reader, place, [colleague.email, wrong()], value => FILTER_PLACES[place]?.(path, through(names, { email: { _eq: value } }), undefined))),
        ...question(reader, 'a sort', [colleague.email, wrong()], () => ({ path, method: 'SEARCH', body: { query: { sort: [[...names, 'email'].join('.')] } } })),
      ])
    }))
    const tokens = [
      { right: 'Qx', filter: (value: string) => ({ '$FOLLOW(directus_sessions,user)': { token: { _starts_with: value } } }) },
      { right: administrator.email, filter: (value: string) => ({ _and: [{ email: { _eq: value } }, { role: { policies: { policy: { admin_access: { _eq: true } } } } }] }) },
    ]
    const accounts = askers.flatMap(reader => tokens.flatMap(({ right, filter }) => Object.entries(FILTER_PLACES).flatMap(([place, asked]) => question(reader, place, [right, 'zz'], value => asked('/users', filter(value), reader?.id)))))
    await run([...questions, ...accounts], mustNotTell)
    expect(questions.length).toBeGreaterThan(500)
  }, 400_000)

  it('takes the same time either way', () => {
    const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
    const told = [...times].filter(([, { yes }]) => yes.length >= 40).map(([place, { yes, no }]) => ({ place, yes: median(yes), no: median(no) }))
    expect(told.length).toBeGreaterThan(5)
    expect(told.filter(({ yes, no }) => Math.abs(yes - no) > NOISE_MS + Math.min(yes, no))).toEqual([])
  })
})

describe('a query that chooses what to change or to delete', () => {
  it('does not tell whether a row matches it, on any collection of Directus', async () => {
    await run(askers.flatMap(reader => SYSTEM.flatMap(({ collection, path }) => [path, `/items/${collection}`].flatMap(address => ['a change of many', 'a deletion'].flatMap(place =>
      question(reader, place, ['_nnull', '_null'], word => FILTER_PLACES[place]?.(address, { [keyOf(collection)]: { [word]: true } }, undefined)))))), mustNotTell)
  }, 400_000)

  it('is refused to everybody but administrators', async () => {
    for (const reader of askers) {
      const { status, text } = await ask(reader, '/items/people', { method: 'DELETE', body: { query: { filter: { id: { _null: true } } } } })
      expect([reader?.name, status, text]).toEqual([reader?.name, 403, expect.stringContaining('se nomment une à une')])
    }
  })
})

describe('a hidden column', () => {
  it('neither sorts, nor groups, nor gives its ends', async () => {
    await run(askers.flatMap(reader => PRODUCT.filter(collection => opens(reader, collection)).flatMap((collection) => {
      const shown = readableFields(reader?.audience ?? null, collection)
      const hidden = Object.entries(getCollection(collection)?.fields ?? {}).filter(([field, { type }]) => field !== 'id' && type !== 'alias' && !shown.includes(field)).slice(0, 2)
      return hidden.flatMap(([field]) => Object.entries(COLUMN_PLACES).map(([place, asked]): Question => {
        const [right, wrong] = asked(field).map(query => ({ path: `/items/${collection}`, method: 'SEARCH', body: { query } }))
        return { reader, place, right: right ?? { path: '' }, wrong: wrong ?? { path: '' }, values: [field, `-${field}`] }
      }))
    })), async (asked) => {
      for (const { path, ...rest } of [asked.right, asked.wrong]) {
        const { status } = await ask(asked.reader, path, rest)
        if (status !== 403) problems.push(`${asked.reader?.name}, ${asked.place}: ${path} ${JSON.stringify(rest)} → ${status}`)
      }
    })
  }, 400_000)

  it('of the accounts of colleagues is closed in the Studio, but for one’s own account', async () => {
    const { rows } = await db.query<{ name: string }>('select column_name as name from information_schema.columns where table_name = \'directus_users\' and table_schema = \'public\'')
    const columns = rows.map(({ name }) => name).filter(name => !STAFF_FIELDS.some(shown => shown === name))
    expect(columns).toEqual(expect.arrayContaining(['email', 'last_page', 'token', 'password', 'status']))
    const colleagues = studio.filter(({ audience }) => audience === 'adviser' || audience === 'manager')
    await run(colleagues.flatMap(reader => columns.flatMap(column => [
      ...Object.values(COLUMN_PLACES).flatMap(asked => asked(column)),
      { fields: ['id'], filter: { id: { _eq: colleague.id }, [column]: { _null: true } } },
      { fields: ['id'], filter: { _or: [{ id: { _eq: reader.id } }, { [column]: { _nnull: true } }] } },
      { groupBy: ['id'], aggregate: { countDistinct: [column] } },
    ].map(query => ({ reader, query })))), async ({ reader, query }) => {
      const { status, text } = await ask(reader, '/users', { method: 'SEARCH', body: { query } })
      if (status !== 403 || text.includes(colleague.email)) problems.push(`${reader.name}: ${JSON.stringify(query)} → ${status} ${text.slice(0, 120)}`)
    })
    for (const reader of colleagues) {
      const found = async (query: Query) => (await ask(reader, '/users', { method: 'SEARCH', body: { query } }))
      expect(await found({ fields: ['id', 'email'], filter: { id: { _eq: colleague.id } } })).toEqual({ status: 200, text: JSON.stringify({ data: [{ id: colleague.id, email: null }] }) })
      expect((await found({ fields: ['id'], search: colleague.email })).text).toBe('{"data":[]}')
      expect((await found({ fields: ['id'], filter: { id: { _eq: reader.id }, status: { _eq: 'active' } } })).text).toBe(JSON.stringify({ data: [{ id: reader.id }] }))
      expect((await found({ fields: ['id', 'last_name'], sort: ['last_name', 'first_name'], limit: 1 })).status).toBe(200)
    }
  }, 400_000)
})

describe('a number of rows behind a link', () => {
  it('is refused under any name as it is under its own', async () => {
    const asked = askers.flatMap(reader => PRODUCT.filter(collection => opens(reader, collection)).flatMap(collection => linksOf(reader, collection)
      .filter(({ to }) => opens(reader, to)).flatMap(({ field, to }) => linksOf(reader, to).filter(({ field: list }) => getCollection(to)?.fields[list]?.type === 'alias').slice(0, 3).map(list => ({ reader, collection, field, list: list.field })))))
    expect(asked.length).toBeGreaterThan(100)
    let refused = 0
    await run(asked, async ({ reader, collection, field, list }) => {
      const filter = { id: { _in: world.canaries.of(collection).map(({ id }) => id).slice(0, 2) } }
      const answers = await Promise.all(COUNTS.map(count => ask(reader, `/items/${collection}`, { method: 'SEARCH', body: { query: { ...count(field, list), filter } } })))
      refused += answers[0]?.status === 403 ? 1 : 0
      if (new Set(answers.map(({ status }) => status)).size > 1) problems.push(`${reader?.name}: ${collection}.${field}.count(${list}) → ${answers.map(({ status }) => status).join(' ')}`)
    }, MOST_COUNTS)
    expect(refused).toBeGreaterThan(10)
  }, 400_000)
})
