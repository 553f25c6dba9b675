import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, makeWorld, userId } from '../directory/world.ts'

interface One { data: { id: string, text: string } }
interface Many { data: { id: string, text: string | null }[] }

const TEXT = 'Ne veut pas que sa sœur sache où elle loge. 🤫'

let file: string
let note: string

const list = (as: string | null, id = file) => call<Many>(`/relais/cases/${id}/notes`, { as })
const add = (text: unknown, as: string | null = 'conseiller', id = file) => call<One>(`/relais/cases/${id}/notes`, { as, method: 'POST', body: { text } })
const change = (id: string, text: string, as: string) => call<One>(`/relais/cases/notes/${id}`, { as, method: 'PATCH', body: { text } })
const drop = (id: string, as: string) => call(`/relais/cases/notes/${id}`, { as, method: 'DELETE' })

beforeAll(async () => {
  const { structure } = await makeWorld()
  file = await aCase(await aPerson(structure), structure, { conseiller: 'co_referent', conseiller2: 'educator' })
  note = (await add(TEXT)).body.data.id
})

describe('a private note', () => {
  it.each([[null, 401], ['admin', 403], ['partenaire', 403], ['usager', 403], ['prescripteur', 403], ['configurateur', 403], ['pilotage', 403]] as const)('is refused to %s', async (as, status) => {
    expect((await list(as)).status).toBe(status)
    expect((await add('Texte', as)).status).toBe(status)
  })

  it('is read by its author, and by neither the team nor the manager', async () => {
    expect((await list('conseiller')).body.data).toEqual([expect.objectContaining({ id: note, text: TEXT })])
    expect((await list('conseiller2')).body.data).toEqual([])
    expect((await list('responsable')).body.data).toEqual([])
  })

  it('is changed and deleted by its author alone, and says the same of a note that does not exist', async () => {
    for (const as of ['conseiller2', 'responsable']) {
      expect((await change(note, 'Remplacé', as)).status).toBe(403)
      expect((await drop(note, as)).status).toBe(403)
    }
    expect((await drop('00000000-0000-4000-8000-000000000000', 'conseiller')).status).toBe(403)

    expect((await change(note, `${TEXT} Revu.`, 'conseiller')).body.data.text).toBe(`${TEXT} Revu.`)
    const second = (await add('À oublier')).body.data.id
    expect((await drop(second, 'conseiller')).status).toBe(204)
    expect((await list('conseiller')).body.data.map(({ text }) => text)).toEqual([`${TEXT} Revu.`])
  })

  it.each([['', 400], ['   ', 400], ['x'.repeat(10_001), 400], [42, 400]])('is refused when it is %j', async (text, status) => {
    const answer = await add(text)
    expect([answer.status, codeOf(answer)]).toEqual([status, 'FORM_INVALID'])
  })

  it('is not written on a file that is not open to the author', async () => {
    const { structure } = await makeWorld()
    const closed = await aCase(await aPerson(structure), structure, {})
    expect((await add(TEXT, 'conseiller2', closed)).status).toBe(403)
    expect((await list('conseiller2', closed)).status).toBe(403)
  })

  it('is out of the author’s reach too once the file is closed to them, and back with it', async () => {
    await db.query('update case_members set valid_until = $1 where "case" = $2 and "user" = $3', ['2024-12-31', file, userId('conseiller')])
    expect((await list('conseiller')).status).toBe(403)
    await db.query('update case_members set valid_until = null where "case" = $1 and "user" = $2', [file, userId('conseiller')])
    expect((await list('conseiller')).body.data).toHaveLength(1)
  })
})

describe('an administrator of the Studio', () => {
  it.each(['/items/notes', '/items/relais_private.notes', '/collections/notes', '/collections/relais_private.notes', '/fields/notes'])('finds no note at %s', async (path) => {
    expect((await call(path, { as: 'admin' })).status).toBeGreaterThanOrEqual(400)
  })

  it('cannot make a collection of the table', async () => {
    await call('/collections', { as: 'admin', method: 'POST', body: { collection: 'notes', meta: {}, schema: null } })
    const answer = await call('/items/notes', { as: 'admin' })
    expect(JSON.stringify(answer.body)).not.toContain(note)
    await call('/collections/notes', { as: 'admin', method: 'DELETE' })
  })

  it('reads nothing of it in activity, revisions, history or the database', async () => {
    for (const path of ['/activity?limit=200&sort=-id', '/revisions?limit=200&sort=-id', '/items/value_history?limit=200&sort=-id']) {
      expect(JSON.stringify((await call(path, { as: 'admin' })).body)).not.toContain('sœur')
    }
    const { rows } = await db.query('select sealed, encode(sealed, \'escape\') as text from relais_private.notes where id = $1', [note])
    expect(rows).toHaveLength(1)
    expect(rows[0].text).not.toMatch(/sœur|loge|Revu/)
  })

  it('cannot lend a note to another account by moving its row', async () => {
    await db.query('update relais_private.notes set author = $1 where id = $2', [userId('conseiller2'), note])

    expect((await list('conseiller2')).body.data).toEqual([expect.objectContaining({ id: note, text: null })])
    await db.query('update relais_private.notes set author = $1 where id = $2', [userId('conseiller'), note])
  })
})
