import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Definition, Effect, Transition } from '@relais/schema/workflow'
import { aCase, aPerson, insert, makeWorld, rowOf, userId } from '../integration/directory/world.ts'
import { restoreWorkflow, snapshotWorkflow } from '../integration/workflow/versions.ts'
import { withVersion } from '../integration/workflow/workflows.ts'
import { call, codeOf, db } from '../support/stack.ts'

interface Reply { data: { revision: string, published: Definition, transitions: { key: string, is_possible: boolean, reasons: { code: string }[] }[] }, errors?: { extensions: { findings?: { code: string }[] } }[] }

const ask = (path: string, method = 'GET', body?: unknown, as = 'configurateur') => call<Reply>(path, { as, method, ...(body === undefined ? {} : { body }) })
const withStep = (key: string, part: Partial<Transition>) => (definition: Definition): Definition => ({ ...definition, transitions: definition.transitions.map(own => (own.key === key ? { ...own, ...part } : own)) })

/** What publishing a definition finds wrong with it; nothing is published. */
async function findingsOf(part: Partial<Transition>): Promise<string[]> {
  const { body: { data: { published } } } = await ask('/relais/workflows/case')
  const { body: { data: { revision } } } = await ask('/relais/workflows/case/draft', 'PUT', { revision: null, definition: withStep('suspend', part)(published) })
  const refused = await ask('/relais/workflows/case/draft/publish', 'POST', { revision })
  expect(codeOf(refused)).not.toBeUndefined()
  await ask('/relais/workflows/case/draft', 'DELETE', { revision })
  return refused.body.errors?.[0]?.extensions.findings?.map(({ code }) => code) ?? []
}

let structure: string
let other: string
let first: number

beforeAll(async () => {
  ({ structure, other } = await makeWorld())
  first = await snapshotWorkflow('case')
})

afterAll(() => restoreWorkflow('case', first))

const transfer = (): Effect => ({ kind: 'create_related', collection: 'transfers', via: 'case', values: { structure: other, reason: 'Suite du parcours' } })
const unveil = (): Effect => ({ kind: 'close_related', collection: 'interviews', via: 'case', values: { visible_to_beneficiary: true, user: userId('configurateur') } })

describe('whoever draws the way of files and reads none of them', () => {
  it.each([
    ['gives them to a structure, in nobody’s name', transfer],
    ['shows the person what the team keeps, signed by somebody else', unveil],
    ['moves what was written in a file to another one', (): Effect => ({ kind: 'close_related', collection: 'objectives', via: 'case', values: { case: randomUUID() } })],
    ['opens a file to those who follow a theme', (): Effect => ({ kind: 'create_related', collection: 'needs', via: 'case', values: { theme: 'justice', description: 'x', identified_on: '2026-01-05' } })],
  ])('never %s', async (_, effect) => {
    expect(await findingsOf({ effects: [effect()] })).toEqual(['EFFECT_INVALID'])
  })

  it('counts no rows that those who act do not all read', async () => {
    expect(await findingsOf({ who: { person: true }, comment: 'none', guard: { rule: 'count(interviews) > 7', message: { fr: 'Pas encore', en: 'Not yet' } } })).toEqual(['GUARD_UNREADABLE'])
  })
})

describe('a definition published before', () => {
  it('gives no file and opens no row when its step is done: administrators see that it failed', async () => {
    await withVersion('case', withStep('suspend', { comment: 'optional', effects: [transfer(), unveil()] }), async (version) => {
      const file = await aCase(await aPerson(structure), structure, { conseiller: 'referent' })
      const interview = await insert('interviews', { case: file, user: userId('conseiller'), kind: 'meeting', happened_at: new Date(), visible_to_beneficiary: false })
      expect((await ask(`/relais/workflow/cases/${file}/transitions/suspend`, 'POST', { from: 'support' }, 'conseiller')).status).toBe(200)

      const effects = async () => (await db.query<{ last_error: string | null }>('select f.last_error from workflow_effects f join workflow_events e on e.id = f.event where e.item = $1', [file])).rows.map(({ last_error: error }) => error ?? '')
      await expect.poll(effects, { timeout: 20_000, interval: 500 }).toEqual([expect.stringContaining('publish the workflow again'), expect.stringContaining('publish the workflow again')])
      expect((await db.query('select id from transfers where "case" = $1', [file])).rows).toEqual([])
      expect(await rowOf('interviews', interview)).toMatchObject({ visible_to_beneficiary: false, user: userId('conseiller') })
      await db.query('delete from workflow_effects f using workflow_events e where e.id = f.event and e.version = $1', [version])
    })
  })

  const account = userId('usager2')
  const give = async (id: string) => {
    await db.query('update people set "user" = null where "user" = $1', [account])
    await db.query('update people set "user" = $1 where id = $2', [account, id])
  }

  it('says the same to the person whatever a list that they do not all read holds', async () => {
    const person = await aPerson(structure)
    const { rows: [before] } = await db.query<{ id: string }>('select id from people where "user" = $1', [account])
    await give(person)
    const answers: unknown[] = []
    for (const least of [0, 1]) {
      await withVersion('case', withStep('suspend', { who: { person: true }, comment: 'none', guard: { rule: `count(interviews) > ${least}`, message: { fr: 'Pas encore', en: 'Not yet' } } }), async () => {
        const file = await aCase(person, structure, { conseiller: 'referent' })
        await insert('interviews', { case: file, user: userId('conseiller'), kind: 'meeting', happened_at: new Date(), visible_to_beneficiary: false })
        const { body: { data } } = await ask(`/relais/workflow/cases/${file}/transitions`, 'GET', undefined, 'usager2')
        answers.push(data.transitions.filter(({ key }) => key === 'suspend').map(({ is_possible: isPossible, reasons }) => [isPossible, reasons.map(({ code }) => code)]))
        expect((await ask(`/relais/workflow/cases/${file}/transitions/suspend`, 'POST', { from: 'support' }, 'usager2')).status).toBe(409)
      })
    }
    if (before) await give(before.id)
    expect(answers).toEqual([[[false, ['UNREADABLE']]], [[false, ['UNREADABLE']]]])
  })
})
