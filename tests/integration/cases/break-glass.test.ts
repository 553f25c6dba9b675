import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
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

  it('is opened five times a day and no more, even at once', async () => {
    await forget()
    const structure = await aStructure()
    const references = await Promise.all(Array.from({ length: 7 }, async () => String((await rowOf('cases', await aCase(await aPerson(structure), structure, {}))).reference)))

    const answers = await Promise.all(references.map(number => open({ reference: number, reason: REASON })))

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 201, 201, 429, 429])
    await forget()
  })
})
