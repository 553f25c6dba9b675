import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call, codeOf, db, stack } from '../support/stack.ts'
import type { ApiBody, Call } from '../support/stack.ts'
import { FOUND, wrongQueries } from './wrong-queries.ts'
import type { Asked } from './wrong-queries.ts'

const AUDIENCES = [null, 'conseiller'] as const

/** What came back that is neither an answer nor a refusal in words. */
async function faultOf(path: string, options: Call): Promise<string | undefined> {
  const answer = await call(path, options)
  const shown = `${options.as ?? 'nobody'} ${options.method ?? 'GET'} ${path} ${JSON.stringify(options.body) ?? ''}: ${answer.status} ${codeOf(answer) ?? ''}`
  if (answer.status >= 500) return shown
  const message = (answer.body as ApiBody | null)?.errors?.[0]?.message ?? ''
  return answer.status === 400 && (codeOf(answer) === undefined || !/[.)]$/.test(message) || /^(?:Invalid|An |Value|Numeric|Field|")/.test(message)) ? `${shown} ${message}` : undefined
}

async function faultsOf(requests: readonly (readonly [string, Call])[]): Promise<string[]> {
  const left = [...requests]
  const faults: string[] = []
  const send = async () => {
    for (let next = left.pop(); next; next = left.pop()) faults.push(...[await faultOf(...next)].filter(fault => fault !== undefined))
  }
  await Promise.all(Array.from({ length: 12 }, send))
  return faults.sort()
}

describe('a body of the wrong shape or type', () => {
  it('is refused in words, whoever sends it', async () => {
    const shapes: unknown[] = [[null], [1], ['x'], [[]], [[{}]], {}, [], '"x"', '1', 'null', 'true', { keys: null }, { keys: 'x', data: {} }, { keys: [null], data: {} }, { keys: [{}], data: {} }, { keys: ['x'], data: null }, { keys: ['x'], data: [] }, { keys: ['x'] }, { query: null }, { query: 'x' }, { query: [] },
      { query: { filter: 'x' } }, { query: { filter: { id: { _eq: 'x' } } }, data: {} }, { query: { limit: 'x' } }, { id: 'zq' }, { id: null }, { id: {} }, { id: [] }, { date_created: 'zq' }, { cases: 'x' }, { cases: { create: 'x' } }, { cases: [null] }, { cases: { create: [null], update: [1], delete: [{}] } }, { birth_date: 'zq' }, { birth_date: {} },
      { first_name: 'a\u0000b' }, { first_name: {} }, { first_name: 1 }, { first_name: 'x'.repeat(100_000) }, { structure: 'zq' }, { structure: { id: 'zq' } }, { structure: [1] }, { user: 'zq' }, { zq: 1 }, [{ birth_date: 'zq' }]]
    const requests = ['/items/people', '/items/saved_views', '/items/organizations', '/users', '/items/zq'].flatMap(root => ['POST', 'PATCH', 'DELETE', 'SEARCH'].flatMap(method =>
      shapes.flatMap(body => AUDIENCES.map((as): [string, Call] => [root, { as, method, body }]))))

    expect(await faultsOf(requests)).toEqual([])
  })
})

describe('a wrong query', () => {
  const log = join(stack.data, 'logs', 'directus.log')
  const asEach = (queries: readonly Asked[], accounts: readonly (string | null)[]) => accounts.flatMap(as => queries.map(([path, options]): [string, Call] => [path, { as, ...options }]))
  /** What these requests make the server write as its own faults, or say to nobody. */
  async function writtenBy(work: () => Promise<unknown>): Promise<string[]> {
    const start = statSync(log).size
    await work()
    // Calls to other systems that an earlier test asked for are tried again meanwhile.
    return readFileSync(log).subarray(start).toString().split('\n').filter(line => line !== '' && !line.includes('"code":"WEBHOOK_REFUSED"') && (!line.startsWith('{') || line.includes('"level":50') || line.includes('Invalid value passed')))
  }

  it('that once failed is refused in words, whoever asks, and the server goes on', async () => {
    const written = await writtenBy(async () => expect(await faultsOf(asEach(FOUND, [null, 'conseiller', 'admin']))).toEqual([]))

    expect(written).toEqual([])
    expect((await call('/server/ping')).body).toBe('pong')
  })

  it('is refused in words in every place, for every type of column, and is no fault in the log', async () => {
    const queries = wrongQueries(260)
    const written = await writtenBy(async () => expect(await faultsOf(asEach(queries, ['conseiller', 'admin']))).toEqual([]))

    expect(written).toEqual([])
    expect(queries.length).toBeGreaterThan(2000)
  }, 120_000)

  it.each(['deep', 'aggregate', 'alias'])('whose %s is a text of nothing is refused, not left out', async (part) => {
    const answer = await call(`/items/organizations?fields=id&${part}=zq`, { as: 'conseiller' })

    expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_QUERY'])
  })

  it('still reads a `deep` that is right, at every level', async () => {
    const deep = { cases: { _limit: 1, _sort: ['-opened_on'], _filter: { id: { _nnull: true } }, actions: { _limit: 1, _filter: { id: { _null: true } } } } }
    const answer = await call<{ data: { cases: { id: string, actions: unknown[] }[] }[] }>('/items/people', { as: 'admin', method: 'SEARCH', body: { query: { fields: ['id', 'cases.id', 'cases.actions.id'], limit: 5, filter: { cases: { _some: { id: { _nnull: true } } } }, deep } } })

    expect(answer.status).toBe(200)
    expect(answer.body.data.length).toBe(5)
    expect(answer.body.data.every(({ cases }) => cases.length === 1 && cases[0]?.actions.length === 0)).toBe(true)
  })

  it('stays a fault of the server when the database misses a column that Directus counts on', async () => {
    await db.query('alter table saved_views rename column name to name_elsewhere')
    try {
      const answers = await Promise.all(['', '?fields=name', '?fields=*'].map(query => call(`/items/saved_views${query}`, { as: 'admin' })))

      expect(answers.map(({ status }) => status)).toEqual([500, 500, 500])
    }
    finally {
      await db.query('alter table saved_views rename column name_elsewhere to name')
    }
  })

  it.each(['fields=year(id)', 'filter[name][_gt]=x', 'filter[date_created][_eq]=zq', 'aggregate[min]=id'])('beside a record to save (%s) does not say that nothing is saved', async (query) => {
    const name = `Vue ${Math.random()}`
    const answer = await call(`/items/saved_views?${query}`, { as: 'conseiller', method: 'POST', body: { name, space: 'portfolio' } })
    const { rowCount } = await db.query('delete from saved_views where name = $1', [name])

    expect([answer.status, codeOf(answer), rowCount]).toEqual([400, 'INVALID_QUERY', 1])
    expect(answer.body.errors?.[0]?.message).toMatch(/^Vos données sont enregistrées/)
  })
})

describe('the health of the server', () => {
  it('is told to administrators only, by checks that nobody else can start', async () => {
    for (const as of [null, 'usager', 'conseiller']) {
      const answer = await call('/server/health', { as })
      expect([as, answer.status, JSON.stringify(answer.body).includes('"status"')]).toEqual([as, 404, false])
    }
    // The tests have no mail server: the answer of an administrator says so.
    expect((await call('/server/health', { as: 'admin' })).body).toHaveProperty('status')
    expect((await call('/server/ping')).body).toBe('pong')
  })
})
