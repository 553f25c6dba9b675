import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, db } from '../../support/stack.ts'
import { aCase, insert, makeWorld, userId } from '../directory/world.ts'

interface Visit { function: string, parts: string[], kinds: string[], times: number, is_exceptional: boolean }
interface Entry { author: string, collection: string, kind: string, exceptional: string | null, details: { parts?: string[] } | null }

const REASON = 'Sa sœur attend à l’accueil, la structure est fermée ce soir.'

let person: string
let file: string
let opened: Date

const visits = async (): Promise<Visit[]> => (await call<{ data: { days: Visit[] } }>('/relais/privacy/mine', { as: 'usager' })).body.data.days
const journal = async (author: string): Promise<Entry[]> => (await call<{ data: Entry[] }>(`/relais/privacy/journal?person=${person}&author=${userId(author)}&kind=read`, { as: 'admin' })).body.data

beforeAll(async () => {
  const { structure } = await makeWorld()
  person = String((await db.query('select id from people where "user" = $1', [userId('usager')])).rows[0]?.['id'])
  file = await aCase(person, structure, {})
  await insert('needs', { case: file, theme: 'housing', description: 'Se loger', identified_on: '2025-01-06' })
  await insert('interviews', { case: file, user: userId('responsable'), happened_at: '2025-01-06T10:00:00Z', summary: 'Réservé à l’équipe : "actions":[{' })
  // Nobody else of the tests opens files as this account outside its own; what it read before is no exceptional access.
  opened = new Date()
  await insert('break_glass_accesses', { case: file, user: userId('conseiller2'), reason: REASON, valid_from: opened, valid_until: new Date(Date.now() + 3_600_000) })
})

// What it opens closes the exports of this account.
afterAll(() => db.query('delete from break_glass_accesses where "case" = $1', [file]))

describe('a file seen through an exceptional access', () => {
  it('is told to the person as such, with what was seen and in how many times, without the reason', async () => {
    for (let turn = 0; turn < 3; turn++) expect((await call(`/relais/cases/files/${file}`, { as: 'conseiller2' })).status).toBe(200)

    const told = await call<{ data: { days: Visit[] } }>('/relais/privacy/mine', { as: 'usager' })
    const [visit, ...others] = told.body.data.days.filter(({ is_exceptional: is }) => is)
    expect(others).toEqual([])
    // One screen asks several things at once: what counts is when somebody looked.
    const { rows } = await db.query<{ minutes: number }>(`select count(distinct date_trunc('minute', at))::int as minutes from relais_journal.entries where author = $1 and people @> array[$2::uuid] and kind in ('read', 'list', 'export', 'download') and at >= $3`, [userId('conseiller2'), person, opened])
    expect(visit?.times).toBe(rows[0]?.minutes)
    expect(visit?.parts).toEqual(expect.arrayContaining(['people', 'cases', 'needs', 'interviews']))
    expect(visit?.parts).not.toContain('actions')
    expect(JSON.stringify(told.body)).not.toContain(REASON)
  })

  it('is found in the journal with the reason given and the parts seen', async () => {
    const [line] = await journal('conseiller2')
    expect(line).toMatchObject({ collection: 'cases', exceptional: REASON })
    expect(line?.details?.parts).toEqual(expect.arrayContaining(['needs', 'interviews']))
  })

  it('is told apart from the visits of those who follow the person', async () => {
    await call(`/relais/cases/files/${file}`, { as: 'responsable' })

    expect((await visits()).find(visit => visit.function === 'manager')).toMatchObject({ is_exceptional: false })
    expect((await journal('responsable'))[0]).toMatchObject({ exceptional: null })
  })

  it('names what came with the file through the address of Directus too', async () => {
    await call(`/items/cases/${file}?fields=id,needs.description`, { as: 'responsable' })
    await visits()

    expect((await journal('responsable'))[0]?.details?.parts).toEqual(['needs'])
  })
})
