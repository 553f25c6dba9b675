import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { roleIds } from '../../schema/access/index.ts'
import { bearer, mint } from '../integration/identity/mint.ts'
import { withScratchDatabase } from '../support/scratch.ts'
import { call, db } from '../support/stack.ts'
import { anAccount } from './crowd.ts'
import type { State } from './rights-model.ts'
import { fileLevel, isAtWork, mayName, personLevel, reaches, reachesPerson, scopeLevel } from './rights-model.ts'
import type { Attempt, OpenFile, Sql } from './rights-steps.ts'
import { aModelWorld, anyStep, take } from './rights-steps.ts'

const SEED = 1956
const DAYS = [0, 1, 2, 5, 10]
const DAY = 86_400_000

interface Right { kind: string, user: string, of: string, level: string, from: number, until: number }

const RIGHTS = (['access_grants "case"', 'person_grants person', 'structure_scopes structure'] as const).map((table) => {
  const [name, of] = table.split(' ')
  return `select '${name}' as kind, "user", ${of} as of, level, extract(epoch from valid_from) * 1000 as since, coalesce(extract(epoch from valid_until) * 1000, 'infinity') as until
    from ${name} where "user" = any($1::uuid[]) and level in ('read', 'contribute', 'manage')`
}).join(' union all ')

/** All that the database says of these accounts, and whom each may open a file on. */
async function rightsOf(sql: Sql, users: string[], people: string[]): Promise<Right[]> {
  const rows = await sql(`${RIGHTS} union all select 'named', u.id, p.id, 'named', 0, 'infinity' from unnest($1::uuid[]) as u(id), unnest($2::uuid[]) as p(id) where relais_may_name_person(u.id, p.id)`, [users, people])
  return rows.map(row => ({ kind: String(row['kind']), user: String(row['user']), of: String(row['of']), level: String(row['level']), from: Number(row['since']), until: Number(row['until']) }))
}

/** Every right in force at some instants, as `account, thing, level`: twice the same account and thing would be a fault too. */
const inForce = (rights: readonly Right[], table: string, at: number): string[] => rights.filter(({ kind, from, until }) => kind === table && from <= at && at < until).map(({ user, of, level }) => `${user} ${of} ${level}`).toSorted()

function expected(state: State, of: readonly { id: string }[], level: (user: string, id: string) => string | null): string[] {
  return state.accounts.flatMap(({ id: user }) => of.flatMap(({ id }) => {
    const found = level(user, id)
    return found ? [`${user} ${id} ${found}`] : []
  })).toSorted()
}

function remember(state: State, { author, person, structure }: Attempt, file: string): void {
  state.files.push({ id: file, person, structure, referent: author, hasHousingNeed: false })
}

async function compare(sql: Sql, state: State): Promise<void> {
  const rights = await rightsOf(sql, state.accounts.map(({ id }) => id), state.people.map(({ id }) => id))
  for (const at of DAYS.map(days => state.now + days * DAY)) {
    expect(inForce(rights, 'access_grants', at)).toEqual(expected(state, state.files, (user, id) => fileLevel(state, user, state.files.find(file => file.id === id) ?? raise(), at)))
    expect(inForce(rights, 'person_grants', at)).toEqual(expected(state, state.people, (user, id) => personLevel(state, user, id, at)))
    expect(inForce(rights, 'structure_scopes', at)).toEqual(expected(state, state.structures, (user, id) => scopeLevel(state, user, id, at)))
  }
  expect(inForce(rights, 'named', state.now)).toEqual(expected(state, state.people, (user, id) => (mayName(state, state.accounts.find(one => one.id === user) ?? raise(), id) ? 'named' : null)))
}

function raise(): never {
  throw new Error('an unknown file')
}

describe('rights, whatever happens in whatever order', () => {
  it('are in the database what the model says, today and on the days to come without any write', async () => {
    await withScratchDatabase(async (client) => {
      const sql: Sql = async (text, values) => (await client.query<Record<string, unknown>>(text, values)).rows
      const account = async (audience: 'adviser' | 'manager') => {
        const id = randomUUID()
        await sql(`insert into directus_users (id, first_name, last_name, role, status) values ($1, 'Camille', 'Essai', $2, 'active')`, [id, roleIds[audience]])
        return id
      }
      const open: OpenFile = async ({ author, person, structure }) => {
        const id = randomUUID()
        await sql('savepoint attempt')
        try {
          await sql(`insert into cases (id, person, structure, programme, status, opened_on, urgency, reference, referent, user_created) values ($1, $2, $3, 'accompagnement', 'support', '2025-01-06', 'none', $4, $5, $5)`, [id, person, structure, `M-${id.slice(0, 13)}`, author])
          return id
        }
        catch (error: unknown) {
          if (!(error instanceof pg.DatabaseError) || error.constraint !== 'cases_person_in_reach') throw error
          await sql('rollback to savepoint attempt')
          return null
        }
      }
      await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 6, maxLength: 14 }), async (steps) => {
        await sql('begin')
        try {
          const state = await aModelWorld(sql, account)
          await compare(sql, state)
          for (const step of steps) {
            const allowed = step.kind === 'open' && state.accounts.map(one => state.people.map(({ id }) => mayName(state, one, id)))
            const done = await take(step, state, sql, open)
            if (done && allowed) {
              const { attempt, file } = done
              expect(file !== null).toBe(allowed[state.accounts.findIndex(({ id }) => id === attempt.author)]?.[state.people.findIndex(({ id }) => id === attempt.person)])
              if (file !== null) remember(state, attempt, file)
            }
            await compare(sql, state)
          }
        }
        finally {
          await sql('rollback')
        }
      }), { seed: SEED, numRuns: 30 })
    })
  }, 180_000)

  it('are over HTTP what the model says, in sessions already open', async () => {
    const sql: Sql = async (text, values) => (await db.query<Record<string, unknown>>(text, values)).rows
    const headers = new Map<string, Record<string, string>>()
    const account = async (audience: 'adviser' | 'manager') => {
      const { id } = await anAccount(audience)
      headers.set(id, bearer(await mint(id)))
      return id
    }
    const as = (user: string) => ({ headers: headers.get(user) ?? {} })
    const open: OpenFile = async ({ author, person, structure }) => {
      const { status, body } = await call<{ data?: { id?: string } }>('/items/cases?fields=id', { ...as(author), method: 'POST', body: { person, structure, programme: 'accompagnement', opened_on: '2025-01-06' } })
      expect([200, 204, 403]).toContain(status)
      if (status === 403) return null
      if (body?.data?.id) return body.data.id
      const [made] = await sql(`select id from cases where person = $1 order by date_created desc limit 1`, [person])
      return String(made?.['id'])
    }
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 8 }), async (steps) => {
      const state = await aModelWorld(sql, account)
      for (const step of steps) {
        const before = structuredClone(state)
        const done = await take(step, state, sql, open)
        if (done) {
          const author = before.accounts.find(({ id }) => id === done.attempt.author) ?? raise()
          const mayPut = ['contribute', 'manage'].includes(scopeLevel(before, author.id, done.attempt.structure, before.now) ?? '')
          expect(done.file !== null).toBe(mayPut && mayName(before, author, done.attempt.person))
          if (done.file !== null) remember(state, done.attempt, done.file)
        }
        for (const one of state.accounts) {
          const ids = async (collection: string) => {
            const { status, body } = await call<{ data?: { id: string }[] }>(`/items/${collection}?fields=id`, as(one.id))
            expect(status).toBe(isAtWork(state, one.id, state.now) ? 200 : 403)
            return (body.data ?? []).map(({ id }) => id).toSorted()
          }
          expect(await ids('cases')).toEqual(state.files.filter(file => reaches(state, one, file, 'read')).map(({ id }) => id).toSorted())
          expect(await ids('people')).toEqual(state.people.filter(({ id }) => reachesPerson(state, one, id)).map(({ id }) => id).toSorted())
          const file = state.files[step.kind.length % state.files.length] ?? raise()
          const { status } = await call(`/items/cases/${file.id}`, { ...as(one.id), method: 'PATCH', body: { next_step: 'Rappeler' } })
          expect(status === 200).toBe(reaches(state, one, file, 'update'))
        }
      }
    }), { seed: SEED, numRuns: 3 })
  }, 180_000)
})
