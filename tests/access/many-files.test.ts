import { beforeAll, describe, expect, it } from 'vitest'
import { aStructure, insert } from '../integration/directory/world.ts'
import { bearer, mint } from '../integration/identity/mint.ts'
import { call, db } from '../support/stack.ts'
import { anAccount } from './crowd.ts'

/** A list in the account's variables is cut at 100 by Directus, a list of rows at 1,000: what grows past it must still appear. */
const SIZES = [101, 1_000, 10_000]
const PAGE = 1_000
const SHOWN = 100
const ONE_HOUR = 3600

/**
 * Gives an adviser many files at once, with the rights that the triggers would have written file by file; the volume
 * generator does the same, and a test of its own compares both.
 */
async function giveFiles(user: string, structure: string, from: number, to: number): Promise<void> {
  await db.query(`
    begin;
    alter table people disable trigger user;
    alter table cases disable trigger user;
    create temporary table given on commit drop as
      select n, gen_random_uuid() as person, gen_random_uuid() as file from generate_series(${from}, ${to}) n;
    insert into people (id, structure, last_name, first_name, gender, birth_date, disability_worker)
      select person, '${structure}', 'Essai ' || n, 'Nour', 'unknown', '2004-05-06', false from given;
    insert into cases (id, person, structure, programme, status, opened_on, urgency, reference, referent)
      select file, person, '${structure}', 'accompagnement', 'support', '2025-01-06', 'none', 'N-' || left(file::text, 13), '${user}' from given;
    insert into person_structures (id, person, structure) select gen_random_uuid(), person, '${structure}' from given;
    insert into access_grants (id, "case", person, "user", level, why, source_id, valid_from)
      select gen_random_uuid(), file, person, '${user}', 'manage', 'referent', file, '2025-01-06' from given;
    insert into person_grants (id, person, "user", level, valid_from) select gen_random_uuid(), person, '${user}', 'manage', '2025-01-06' from given;
    alter table people enable trigger user;
    alter table cases enable trigger user;
    commit;
    analyze people, cases, access_grants, person_grants, person_structures`)
}

describe('somebody with many files', () => {
  let user: string
  let structure: string
  let headers: Record<string, string>
  let given = 0

  beforeAll(async () => {
    structure = await aStructure({ name: 'Mission locale des portefeuilles' })
    user = (await anAccount('adviser')).id
    await insert('memberships', { structure, user, function: 'adviser', valid_from: '2024-01-01' })
    headers = bearer(await mint(user, { exp: Math.floor(Date.now() / 1000) + ONE_HOUR }))
  })

  const ask = async <T>(collection: string, query: Record<string, unknown>) => (await call<{ data: T }>(`/items/${collection}`, { method: 'SEARCH', headers, body: { query } })).body.data

  /** All the rows of a collection, page after page. */
  async function every(collection: string, fields: string[], sort: string[]): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = []
    for (let page = 1; rows.length === (page - 1) * PAGE; page++) rows.push(...await ask<Record<string, unknown>[]>(collection, { fields, sort, limit: PAGE, page }))
    return rows
  }

  it.each(SIZES)('finds all of %i files, counted and page by page', async (size) => {
    await giveFiles(user, structure, given + 1, size)
    given = size

    const files = await every('cases', ['id', 'person.last_name'], ['person.last_name', 'id'])
    const people = await every('people', ['id'], ['id'])
    const [counted] = await ask<[{ count: string }]>('cases', { aggregate: { count: '*' } })

    expect(new Set(files.map(({ id }) => id)).size).toBe(size)
    expect(new Set(files.map(({ person }) => JSON.stringify(person))).size).toBe(size)
    expect(new Set(people.map(({ id }) => id)).size).toBe(size)
    expect(Number(counted.count)).toBe(size)
    await expectPortfolio(headers, size)
  }, 120_000)
})

/** Every page is full, the last one too, and nothing follows. */
async function expectPortfolio(headers: Record<string, string>, size: number): Promise<void> {
  const last = Math.ceil(size / SHOWN)
  for (const page of new Set([1, Math.ceil(last / 2), last, last + 1])) {
    const { status, body } = await call<{ data: unknown[] }>(`/relais/cases/portfolio?limit=${SHOWN}&page=${page}`, { headers })
    expect(status).toBe(200)
    // One row more than the page says that another follows.
    expect(body.data.length).toBe(Math.max(0, Math.min(SHOWN + 1, size - (page - 1) * SHOWN)))
  }
}
