import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { anAccount } from '../../access/crowd.ts'
import { bearer, mint } from '../identity/mint.ts'
import { aCase, aPerson, aStructure, insert, makeWorld, rowOf, userId } from '../directory/world.ts'

interface Opened { data: { id: string, case: string, reference: string, valid_until: string } }
interface Lists { data: { mine: { id: string }[], others: { id: string, user: string, reason: string, seen_at: string | null }[] } }

const REASON = 'La personne est à l’accueil, sa conseillère est absente jusqu’à lundi.'

let file: string
let reference: string

const open = (body: unknown, as: string | null = 'conseiller') => call<Opened>('/relais/cases/break-glass', { as, method: 'POST', body })
const list = (as: string) => call<Lists>('/relais/cases/break-glass', { as })
const fileFor = async (as: string) => (await call(`/items/cases/${file}?fields=id,reference`, { as })).status
const forget = () => db.query('delete from break_glass_accesses where "user" = $1', [userId('conseiller')])

beforeAll(async () => {
  const { structure } = await makeWorld()
  file = await aCase(await aPerson(structure), structure, {})
  reference = String((await rowOf('cases', file)).reference)
})

describe('opening a file for a written reason', () => {
  it.each([[null, 401], ['partenaire', 403], ['usager', 403], ['prescripteur', 403], ['responsable', 403], ['configurateur', 403], ['pilotage', 403], ['admin', 403]] as const)('is refused to %s', async (as, status) => {
    expect((await open({ reference, reason: REASON }, as)).status).toBe(status)
    expect(await fileFor('conseiller')).toBe(403)
  })

  it.each([
    ['no reason', { reference: 'X' }],
    ['a reason that says nothing', { reference: 'X', reason: 'urgent' }],
    ['spaces for a reason', { reference: 'X', reason: ' '.repeat(40) }],
    ['an unknown key', { reference: 'X', reason: REASON, hours: 72 }],
  ])('is refused with %s', async (_, body) => {
    const answer = await open(body)
    expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
  })

  it('says nothing about a number that no open file has', async () => {
    const answer = await open({ reference: 'ML-NULLE-PART-0001', reason: REASON })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'BREAK_GLASS_UNKNOWN_FILE'])
  })

  it('opens it for a day, to read and not to write, and tells those who manage its structure', async () => {
    expect(await fileFor('conseiller')).toBe(403)

    const { status, body } = await open({ reference: reference.toLowerCase(), reason: REASON })

    expect(status).toBe(201)
    expect(body.data.case).toBe(file)
    const hours = (new Date(body.data.valid_until).getTime() - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(23.9)
    expect(hours).toBeLessThanOrEqual(24)
    expect(await fileFor('conseiller')).toBe(200)
    expect((await call(`/items/cases/${file}`, { as: 'conseiller', method: 'PATCH', body: { summary: 'Écrit sans droit' } })).status).toBe(403)
    const { rows } = await db.query('select recipient, message from directus_notifications where item = $1', [file])
    expect(rows).toEqual([{ recipient: userId('responsable'), message: expect.stringContaining(reference) }])
    expect(JSON.stringify(rows)).not.toContain('Essai')
  })

  it('is not needed twice', async () => {
    const answer = await open({ reference, reason: REASON })
    expect([answer.status, codeOf(answer)]).toEqual([409, 'ALREADY_OPEN'])
  })

  it('is read with its reason by the manager of the structure, who says so, and by nobody else', async () => {
    const { data: { others } } = (await list('responsable')).body
    const seen = others.find(access => access.reason === REASON)
    expect(seen).toMatchObject({ user: 'Yanis Ferrandi', seen_at: null })
    expect((await list('conseiller2')).body.data).toEqual({ mine: [], others: [] })

    const mark = (as: string) => call(`/relais/cases/break-glass/${seen?.id}/seen`, { as, method: 'POST' })
    expect((await mark('conseiller')).status).toBe(403)
    expect((await mark('responsable')).status).toBe(204)
    expect(await rowOf('break_glass_accesses', seen?.id ?? '')).toMatchObject({ seen_by: userId('responsable') })
  })

  it('ends by itself', async () => {
    await db.query(`update break_glass_accesses set valid_from = now() - interval '25 hours', valid_until = now() - interval '1 hour' where "case" = $1`, [file])

    expect(await fileFor('conseiller')).toBe(403)
  })

  it('cannot last longer, whoever writes it', async () => {
    const longer = insert('break_glass_accesses', { case: file, user: userId('conseiller'), reason: REASON, valid_from: new Date(), valid_until: new Date(Date.now() + 72 * 3_600_000) })
    await expect(longer).rejects.toThrow('break_glass_accesses_one_day')
  })

  it('names the structures of a number that several files carry to nobody without a line for each, five numbers a day', async () => {
    const { id: adviser } = await anAccount('adviser')
    const [here, there] = await Promise.all(['Structure qui porte le numéro', 'Autre structure qui le porte'].map(name => aStructure({ name })))
    await insert('memberships', { structure: await aStructure(), user: adviser, function: 'adviser', valid_from: '2024-01-01' })
    const headers = bearer(await mint(adviser))
    const numbers = Array.from({ length: 6 }, (_, index) => `PARTAGE-${adviser.slice(0, 8)}-${index}`)
    const files = await Promise.all(numbers.map(number => Promise.all([here, there].map(async (structure = '') => aCase(await aPerson(structure), structure, {}, { reference: number })))))
    const ask = (body: object) => call<{ errors?: { extensions: { files?: unknown[] } }[] }>('/relais/cases/break-glass', { method: 'POST', headers, body: { reason: REASON, ...body } })

    const asked = await ask({ reference: numbers[0]?.toLowerCase() })
    expect([asked.status, codeOf(asked), asked.body.errors?.[0]?.extensions.files?.length]).toEqual([409, 'BREAK_GLASS_SEVERAL_FILES', 2])
    const { rows } = await db.query(`select "case", structure, reason, cardinality(people) as people from relais_journal.entries where author = $1 and kind = 'list' and collection = 'cases'`, [adviser])
    expect(rows).toEqual(expect.arrayContaining([here, there].map((structure, index) => ({ case: files[0]?.[index], structure, reason: REASON, people: 1 }))))
    expect(rows).toHaveLength(2)

    // The same number again is one number, and opening one of its files is still possible.
    expect(codeOf(await ask({ reference: numbers[0] }))).toBe('BREAK_GLASS_SEVERAL_FILES')
    expect((await ask({ reference: numbers[0], structure: here })).status).toBe(201)
    for (const number of numbers.slice(1, 5)) expect(codeOf(await ask({ reference: number }))).toBe('BREAK_GLASS_SEVERAL_FILES')
    const last = await ask({ reference: numbers[5] })
    expect([last.status, codeOf(last)]).toEqual([429, 'BREAK_GLASS_LIMIT'])
    expect(JSON.stringify(last.body)).not.toContain('porte le numéro')
    await db.query('delete from break_glass_accesses where "user" = $1', [adviser])
  })

  it('is opened five times a day and no more, even at once', async () => {
    await forget()
    const structure = await aStructure()
    const references = await Promise.all(Array.from({ length: 7 }, async () => String((await rowOf('cases', await aCase(await aPerson(structure), structure, {}))).reference)))

    const answers = await Promise.all(references.map(number => open({ reference: number, reason: REASON })))

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 201, 201, 429, 429])
    await forget()
  })
})
