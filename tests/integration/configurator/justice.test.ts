import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db, stack } from '../../support/stack.ts'
import { studioSession } from '../../support/studio-session.ts'
import { aCase, aPerson, aStructure, formsOf, insert, items, PAST, refusals, soon, userId } from './world.ts'

const SECRET = `Peine ${randomUUID().slice(0, 8)}`
let [field, allowed, refused, own, other] = ['', '', '', '', '']

/** A structure where the two accounts work, and a file of theirs in it. */
async function workplace(account: string): Promise<{ structure: string, file: string }> {
  const structure = await aStructure()
  await insert('memberships', { structure, user: userId(account), function: 'adviser', valid_from: PAST })
  const file = await aCase(await aPerson(structure), structure, { referent: userId(account) })
  return { structure, file }
}

const byAdministrator = async (path: string, body: unknown) => fetch(`${stack.directusUrl}/items/${path}`, {
  method: 'PATCH', headers: { ...await studioSession(userId('admin'), 'admin'), 'content-type': 'application/json' }, body: JSON.stringify(body),
})

beforeAll(async () => {
  const here = await workplace('conseiller')
  const there = await workplace('conseiller2')
  ;[allowed, own, refused, other] = [here.structure, here.file, there.structure, there.file]
  await db.query('update structures set legal_basis_justice = true, legal_basis_reference = \'Convention 2026\' where id = $1', [allowed])
  const { body } = await call<{ data: { field: string } }>('/relais/configurator/cases/fields', { as: 'configurateur', method: 'POST', body: { type: 'text', label: { fr: `Mesure pénale ${randomUUID().slice(0, 4)}`, en: 'Measure' }, section: 'justice' } })
  field = body.data.field
  await soon(() => formsOf('conseiller'), forms => forms['cases']?.fields.some(one => one.field === field) === true)
  await db.query(`update cases set "${field}" = $1 where id = any($2)`, [SECRET, [own, other]])
}, 60_000)

afterAll(async () => {
  await call(`/relais/configurator/cases/fields/${field}/retire`, { as: 'configurateur', method: 'POST', body: {} })
})

describe('a field of justice', () => {
  it('is asked of those whose structure may hold such data, and of nobody else', async () => {
    const asked = async (as: string) => (await formsOf(as))['cases']?.fields.some(one => one.field === field) ?? false

    expect([await asked('conseiller'), await asked('conseiller2'), await asked('prescripteur')]).toEqual([true, false, false])
  })

  it('is read by them, on every channel, and by nobody else', async () => {
    const seen = await items('conseiller', `cases/${own}?fields=${field}`)
    expect([seen.status, seen.body.data?.[field]]).toEqual([200, SECRET])
    for (const path of [`cases/${other}?fields=${field}`, `cases?fields=id&filter[${field}][_eq]=${encodeURIComponent(SECRET)}`, `cases?fields=id&sort=${field}`, `cases?aggregate[max]=${field}`, `cases?groupBy=${field}&aggregate[count]=*`]) {
      expect([path, (await items('conseiller2', path)).status]).toEqual([path, 403])
    }
    for (const path of [`/items/cases/${other}?fields=*`, `/relais/cases/portfolio`, `/items/people?fields=*.*&limit=50`]) expect(JSON.stringify((await call(path, { as: 'conseiller2' })).body)).not.toContain(SECRET)
    const studio = await studioSession(userId('conseiller2'), 'adviser')
    const inside = await fetch(`${stack.directusUrl}/items/cases/${other}?fields=*`, { headers: studio })
    expect(await inside.text()).not.toContain(SECRET)
  })

  it('takes no value in a record of a structure that may not hold it, from administrators neither', async () => {
    expect((await items('conseiller', `cases/${own}`, 'PATCH', { [field]: 'Sursis' })).status).toBe(200)
    const said = await call<{ data: { after: unknown }[] }>(`/relais/privacy/journal?kind=update&limit=1&collection=cases&item=${own}`, { as: 'admin' })
    expect(said.body.data[0]?.after).toEqual({ [field]: '••• justice' })
    expect((await items('conseiller2', `cases/${other}`, 'PATCH', { [field]: 'Sursis' })).status).toBe(403)
    const refusedToAll = await items('admin', `cases/${other}`, 'PATCH', { [field]: 'Sursis' })
    expect([refusedToAll.status, refusals(refusedToAll)]).toEqual([400, [`${field} JUSTICE_NOT_HELD`]])
    // Somebody of both structures: each record by its own.
    await insert('memberships', { structure: refused, user: userId('conseiller'), function: 'adviser', valid_from: PAST })
    await insert('case_members', { case: other, user: userId('conseiller'), function: 'colleague', valid_from: PAST })
    const answer = await items('conseiller', `cases/${other}`, 'PATCH', { [field]: 'Sursis' })
    expect([answer.status, refusals(answer)]).toEqual([400, [`${field} JUSTICE_NOT_HELD`]])
    expect((await db.query(`select "${field}" as value from cases where id = $1`, [other])).rows).toEqual([{ value: SECRET }])
  })

  it('closes as soon as the switch of the structure does', async () => {
    await db.query('update structures set legal_basis_justice = false where id = $1', [allowed])
    const closed = await items('conseiller', `cases/${own}?fields=${field}`)
    await db.query('update structures set legal_basis_justice = true where id = $1', [allowed])

    expect(closed.status).toBe(403)
    expect((await items('conseiller', `cases/${own}?fields=${field}`)).status).toBe(200)
  })

  it('stays in its section while a record holds a value', async () => {
    const { body } = await call<{ data: { fields: { field: string, version: string }[] } }>('/relais/configurator/cases', { as: 'configurateur' })
    const version = body.data.fields.find(own => own.field === field)?.version
    const moved = await call(`/relais/configurator/cases/fields/${field}`, { as: 'configurateur', method: 'PATCH', body: { version, section: 'local' } })

    expect([moved.status, codeOf(moved)]).toEqual([409, 'JUSTICE_KEPT'])
    expect((await items('conseiller2', `cases/${other}?fields=${field}`)).status).toBe(403)
  })

  it('is opened with its legal basis only', async () => {
    const answer = await byAdministrator(`structures/${refused}`, { legal_basis_justice: true })

    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('legal_basis_reference')
    await expect(db.query('update structures set legal_basis_justice = true where id = $1', [refused])).rejects.toThrow('structures_justice_has_basis')
    expect((await items('responsable', `structures/${refused}`, 'PATCH', { legal_basis_justice: true, legal_basis_reference: 'x' })).status).toBe(403)
    expect(codeOf(await items('configurateur', `structures/${refused}`, 'PATCH', { legal_basis_justice: true, legal_basis_reference: 'x' }))).toBe('FORBIDDEN')
  })
})

describe('a field of justice that one structure added', () => {
  const VALUE = `Mesure ${randomUUID().slice(0, 8)}`
  let mine = ''
  const asked = async (as: string) => (await formsOf(as))['cases']?.fields.some(one => one.field === mine) ?? false

  beforeAll(async () => {
    // Another structure, whose switch is on, and which did not add the field.
    await db.query('update structures set legal_basis_justice = true, legal_basis_reference = \'Convention 2027\' where id = $1', [refused])
    const { body } = await call<{ data: { field: string } }>(`/relais/configurator/cases/fields?layer=${allowed}`, { as: 'admin', method: 'POST', body: { type: 'text', label: { fr: `Mesure ici ${randomUUID().slice(0, 4)}`, en: 'Measure here' }, section: 'justice' } })
    mine = body.data.field
    await soon(() => asked('conseiller'), Boolean)
    await soon(() => items('conseiller', `cases/${own}`, 'PATCH', { [mine]: VALUE }), ({ status }) => status === 200)
  }, 60_000)

  afterAll(async () => {
    await db.query('update structures set legal_basis_justice = false where id = $1', [refused])
    await call(`/relais/configurator/cases/fields/${mine}/retire?layer=${allowed}`, { as: 'admin', method: 'POST', body: {} })
  })

  it('is read there, and in no other structure that may hold such data', async () => {
    await db.query('update structures set legal_basis_justice = true where id = $1', [allowed])
    const seen = await items('conseiller', `cases/${own}?fields=${mine}`)

    expect([seen.status, seen.body.data?.[mine]]).toEqual([200, VALUE])
    expect(await asked('conseiller2')).toBe(false)
    expect((await items('conseiller2', `cases/${other}?fields=${mine}`)).status).toBe(403)
  })

  it('is seen by whoever configures it, who reads no value', async () => {
    const { body } = await call<{ data: { fields: { field: string }[] } }>(`/relais/configurator/cases?layer=${allowed}`, { as: 'admin' })

    expect(body.data.fields.map(({ field: name }) => name)).toContain(mine)
    expect(JSON.stringify(body)).not.toContain(VALUE)
  })

  it('is closed on every channel as soon as the switch of the structure is', async () => {
    // The account of this test works in another structure too, whose switch closes as well.
    await db.query('update structures set legal_basis_justice = false where id = any($1)', [[allowed, refused]])
    const paths = [`cases/${own}?fields=${mine}`, `cases?fields=id&filter[${mine}][_eq]=${encodeURIComponent(VALUE)}`, `cases?fields=id&sort=${mine}`, `cases?aggregate[max]=${mine}`, `people?fields=cases.${mine}&limit=1`]
    const statuses = []
    for (const path of paths) statuses.push([path, (await items('conseiller', path)).status])
    const texts = await Promise.all([`/items/cases/${own}?fields=*`, `/relais/cases/files/${own}`, `/relais/history/cases/${own}`, `/relais/history/cases/${own}?field=${mine}`, `/items/cases?search=${encodeURIComponent(VALUE)}&fields=*`].map(async path => JSON.stringify((await call(path, { as: 'conseiller' })).body)))
    const written = await items('conseiller', `cases/${own}`, 'PATCH', { [mine]: 'Autre' })
    const form = await asked('conseiller')
    await db.query('update structures set legal_basis_justice = true where id = $1', [allowed])

    expect(statuses).toEqual(paths.map(path => [path, 403]))
    for (const text of texts) expect(text).not.toContain(VALUE)
    expect([written.status, form]).toEqual([403, false])
    expect((await items('conseiller', `cases/${own}?fields=${mine}`)).body.data?.[mine]).toBe(VALUE)
  })
})
