import { beforeAll, describe, expect, it } from 'vitest'
import { call, db } from '../../support/stack.ts'
import { aCase, aPerson, aStructure, insert, makeWorld, rowOf, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'

interface Rights { file: string, person: string, why: string | null, until: string | null, zone: string, reason: string | null }
type Name = 'led' | 'opened' | 'alsoLed' | 'left' | 'read'

const REASON = 'La personne est à l’accueil, sa conseillère est absente jusqu’à lundi.'

let world: World
let home: string
const files: Record<Name, string> = { led: '', opened: '', alsoLed: '', left: '', read: '' }

const openFor = (file: string) => insert('break_glass_accesses', {
  case: file, user: userId('conseiller'), reason: REASON, valid_from: new Date(Date.now() - 60_000), valid_until: new Date(Date.now() + 23 * 3_600_000),
})

const fileAs = (as: string, file: string) => call<{ data: { rights: Rights } }>(`/relais/cases/files/${file}`, { as })
const rightsOf = async (as: string, file: string) => (await fileAs(as, file)).body.data.rights
const change = async (collection: string, id: string, as: string) => (await call(`/items/${collection}/${id}`, { as, method: 'PATCH', body: collection === 'cases' ? { next_step: 'Rappeler' } : { preferred_name: 'Al' } })).status

// Found among the files of the other tests.
const NAMED = { last_name: 'Quatredroits' }

beforeAll(async () => {
  world = await makeWorld()
  home = await aStructure({ time_zone: 'Indian/Reunion' })
  files.led = await aCase(await aPerson(world.structure, NAMED), world.structure, { conseiller: 'referent' })
  files.read = await aCase(await aPerson(world.structure, NAMED), world.structure, { conseiller: 'reader' })
  files.opened = await aCase(await aPerson(home, NAMED), home, {})
  await openFor(files.opened)
  const shared = await aPerson(home, NAMED)
  files.alsoLed = await aCase(shared, home, {})
  await aCase(shared, world.structure, { conseiller: 'referent' })
  await openFor(files.alsoLed)
  files.left = await aCase(await aPerson(home, NAMED), home, {}, { referent: userId('conseiller') })
  const asked = await call<{ data: { id: string } }>('/items/transfers', { as: 'conseiller', method: 'POST', body: { case: files.left, structure: world.structure, reason: 'Déménagement' } })
  const accepted = await call(`/relais/workflow/transfers/${asked.body.data.id}/transitions/accept`, { as: 'responsable', method: 'POST', body: { from: 'requested' } })
  expect(accepted.status).toBe(200)
})

describe('what an account may do with a file, told with the file', () => {
  it('tells nothing to those to whom the file is not open', async () => {
    for (const as of ['conseiller2', 'partenaire', 'usager', 'pilotage']) {
      expect((await fileAs(as, files.opened)).status).toBe(403)
      expect(JSON.stringify((await fileAs(as, files.opened)).body)).not.toContain(REASON)
    }
  })

  it('lets whoever leads it contribute, without a limit', async () => {
    expect(await rightsOf('conseiller', files.led)).toEqual({ file: 'contribute', person: 'contribute', why: null, until: null, zone: 'Europe/Paris', reason: null })
    expect(await rightsOf('responsable', files.led)).toMatchObject({ file: 'contribute', person: 'contribute', why: null })
    expect(await rightsOf('admin', files.opened)).toMatchObject({ file: 'contribute', person: 'contribute', why: null, reason: null })
  })

  it('says of an exceptional access that it only reads, until when where the file is, and the reason given', async () => {
    const access = await db.query<{ valid_until: Date }>('select valid_until from break_glass_accesses where "case" = $1', [files.opened])

    expect(await rightsOf('conseiller', files.opened)).toEqual({
      file: 'read', person: 'read', why: 'break_glass', until: access.rows[0]?.valid_until.toISOString(), zone: 'Indian/Reunion', reason: REASON,
    })
  })

  it('tells the person apart: another file of theirs may be the reader’s own', async () => {
    expect(await rightsOf('conseiller', files.alsoLed)).toMatchObject({ file: 'read', person: 'contribute', why: 'break_glass' })
  })

  it('says of a file that left that it is read until the end of the day of the place left', async () => {
    const { rows } = await db.query<{ until: Date }>(`select relais_day_start(relais_today('Indian/Reunion') + 1, 'Indian/Reunion') as until`)

    expect((await rowOf('cases', files.left))['structure']).toBe(world.structure)
    expect(await rightsOf('conseiller', files.left)).toEqual({ file: 'read', person: 'read', why: 'left', until: rows[0]?.until.toISOString(), zone: 'Indian/Reunion', reason: null })
  })

  it('says of a team where one only reads that it has no end', async () => {
    expect(await rightsOf('conseiller', files.read)).toMatchObject({ file: 'read', person: 'read', why: 'reader', until: null, reason: null })
  })

  it.each<Name>(['led', 'opened', 'alsoLed', 'left', 'read'])('says what the server then does: %s', async (name) => {
    const rights = await rightsOf('conseiller', files[name])

    const person = String((await rowOf('cases', files[name]))['person'])
    expect(await change('cases', files[name], 'conseiller')).toBe(rights.file === 'contribute' ? 200 : 403)
    expect(await change('people', person, 'conseiller')).toBe(rights.person === 'contribute' ? 200 : 403)
  })

  it('says the same of each row of the portfolio and of the board', async () => {
    const portfolio = await call<{ data: { id: string, can_write: boolean }[] }>('/relais/cases/portfolio', { as: 'conseiller', method: 'SEARCH', body: { limit: 100, search: NAMED.last_name } })
    const board = await call<{ data: { files: { id: string, can_write: boolean }[] }[] }>('/relais/cases/board', { as: 'conseiller', method: 'SEARCH', body: { status: ['support'], limit: 50, search: NAMED.last_name } })

    for (const rows of [portfolio.body.data, board.body.data.flatMap(column => column.files)]) {
      const told = Object.fromEntries(rows.map(row => [row.id, row.can_write]))
      expect(told).toMatchObject({ [files.led]: true, [files.opened]: false, [files.left]: false, [files.read]: false })
    }
  })
})
