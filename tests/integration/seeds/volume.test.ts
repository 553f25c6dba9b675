import postgres from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { bigScans } from '../../../cli/bench/explain.ts'
import { benchQueries } from '../../../cli/bench/queries.ts'
import { copyTo } from '../../../cli/volume.ts'
import { seedVolume } from '../../../seeds/volume/index.ts'
import { sizesAt } from '../../../seeds/volume/sizes.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import { stack } from '../../support/stack.ts'
import type { BigScan } from '../../../cli/bench/explain.ts'

const SCALE = 0.02
const found: {
  counts: Record<string, number>
  adviser: number
  misnamed: number
  /** Records without a place in their workflow, and files with the deadline of theirs. */
  unplaced: number
  timed: number
  triggers: string[]
  grants: string[]
  scans: (BigScan & { query: string })[]
  indexes: { before: string[], after: string[] }
} = { counts: {}, adviser: 0, misnamed: 0, unplaced: 0, timed: 0, triggers: [], grants: [], scans: [], indexes: { before: [], after: [] } }

const GRANTS = `select concat_ws(' ', "case", person, "user", level, why, source_id, valid_from, valid_until) as line from access_grants where "case" = any($1) order by 1`
const SHAPE = `select indexdef as line from pg_indexes where schemaname = 'public' union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint order by 1`

beforeAll(() => withScratchDatabase(async (client, name) => {
  const lines = async (sql: string, values: unknown[] = []) => (await client.query<{ line: string }>(sql, values)).rows.map(({ line }) => line)
  const number = async (sql: string) => Number((await client.query<{ n: string }>(sql)).rows[0]?.n)
  const sql = postgres({ ...stack.database, database: name, max: 1, onnotice: () => undefined })
  const demo = await number('select count(*) as n from cases')
  found.indexes.before = await lines(SHAPE)
  await seedVolume(client, { scale: SCALE, baseDate: new Date('2026-03-02'), copy: copyTo(sql), say: () => undefined })
  await sql.end()
  found.indexes.after = await lines(SHAPE)
  for (const table of ['people', 'interviews', 'offers']) found.counts[table] = await number(`select count(*) as n from ${table}`)
  found.counts['cases'] = await number('select count(*) as n from cases') - demo
  found.adviser = await number(`select count(*) as n from access_grants g join cases c on c.id = g."case" where g."user" = c.referent and c.reference like 'V-%' and g."user" = (select id from directus_users where email = 'conseiller@relais.example')`)
  found.misnamed = await number(`select count(*) as n from people where normalized_name is distinct from relais_name(last_name, birth_name, first_name, preferred_name)`)
  for (const table of ['cases', 'referrals', 'organizations', 'change_proposals']) {
    found.unplaced += await number(`select count(*) as n from ${table} r where not exists (select 1 from workflow_objects o where o.collection = '${table}' and o.item = r.id and o.state = r.status)`)
  }
  found.timed = await number(`select count(*) as n from workflow_objects where collection = 'cases' and deadline_at is not null`)
  const sample = (await client.query<{ id: string }>(`select id from cases where reference like 'V-%' order by id limit 60`)).rows.map(({ id }) => id)
  found.grants = await lines(GRANTS, [sample])
  await client.query('select relais_refresh_case_access(id) from unnest($1::uuid[]) as id', [sample])
  found.triggers = await lines(GRANTS, [sample])
  // A table is then read whole only where no index leads to what is looked for.
  await client.query('set enable_seqscan = off')
  for (const { query, audience, statement } of await benchQueries(client)) {
    if (statement) found.scans.push(...(await bigScans(client, statement)).map(scan => ({ ...scan, query: `${query}, ${audience}` })))
  }
}), 240_000)

describe('seedVolume', () => {
  it('adds the sizes asked beside the demo world', () => {
    const sizes = sizesAt(SCALE)

    expect(found.counts['cases']).toBe(sizes.cases)
    expect(found.counts['people']).toBeGreaterThanOrEqual(sizes.people)
    expect(found.counts['interviews']).toBeGreaterThanOrEqual(sizes.interviews)
    expect(found.counts['offers']).toBeGreaterThanOrEqual(sizes.offers)
    expect(found.adviser).toBe(300)
  })

  it('leaves every index and constraint as it found them', () => {
    // The same expression comes back with its casts elsewhere.
    const plain = (lines: string[]) => lines.map(line => line.replaceAll(/::(character varying|text)(\[\])?|[()]/g, ''))
    expect(plain(found.indexes.after)).toEqual(plain(found.indexes.before))
  })

  it('writes the rights and the searched names that the triggers would have written', () => {
    expect(found.grants.length).toBeGreaterThanOrEqual(60)
    // The triggers cut a right in two where another one of the same account starts; it is the same right.
    const rights = (lines: string[]) => [...new Set(lines.map(withoutMinute))]
    expect(rights(found.grants)).toEqual(rights(found.triggers))
    expect(found.misnamed).toBe(0)
  })
})

describe('the workflows of the volume', () => {
  it('hold every record, in its state', () => {
    expect(found.unplaced).toBe(0)
    expect(found.timed).toBeGreaterThan(0)
  })
})

describe('the hot reads', () => {
  it('never read a big table whole', () => {
    expect(found.scans).toEqual([])
  })
})

/** The start of a right in force is at most that of the current minute. */
function withoutMinute(line: string): string {
  return line.replace(/ 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\S*/g, '')
}
