import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aMember, aMembership, anOrganization, aPerson, aStructure, insert, makeWorld, rowOf, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'
import { askToSweep } from './workflows.ts'

interface Offered { data: { state: string, transitions: { key: string, is_possible: boolean, reasons: { code: string }[] }[] } }

let world: World
const poll = { timeout: 20_000, interval: 200 }
const move = (collection: string, id: string, step: string, body: unknown, as: string) => call(`/relais/workflow/${collection}/${id}/transitions/${step}`, { as, method: 'POST', body })
const since = (id: string, ago: string) => db.query('update workflow_objects set since = now() - $2::interval where item = $1', [id, ago])
const stateOf = async (collection: string, id: string) => (await rowOf(collection, id))['status']

beforeAll(async () => {
  world = await makeWorld()
})

describe('a listing', () => {
  it('is moved by its steps: by those of its structure, and confirmed by its partner', async () => {
    const id = await anOrganization(world.structure, { status: 'active' })
    await aMember(id, 'partenaire', 'owner')

    expect(codeOf(await call(`/items/organizations/${id}`, { as: 'conseiller', method: 'PATCH', body: { status: 'suspended' } }))).toBe('STATE_BY_TRANSITION')
    expect((await move('organizations', id, 'suspend', { from: 'active', comment: 'x' }, 'partenaire')).status).toBe(403)
    // Of another structure: reads, and may not write.
    expect((await move('organizations', id, 'suspend', { from: 'active', comment: 'x' }, 'conseiller2')).status).toBe(403)
    expect(codeOf(await move('organizations', id, 'archive', { from: 'active', comment: 'x' }, 'conseiller'))).toBe('TRANSITION_NOT_YOURS')
    expect((await move('organizations', id, 'ask_refresh', { from: 'active' }, 'conseiller')).status).toBe(409)
    await db.query('update organizations set last_confirmed_at = now() - interval \'200 days\' where id = $1', [id])
    expect((await move('organizations', id, 'ask_refresh', { from: 'active' }, 'conseiller')).status).toBe(200)
    expect((await move('organizations', id, 'confirm', { from: 'to_refresh' }, 'partenaire')).status).toBe(200)
    expect((await move('organizations', id, 'suspend', { from: 'active', comment: 'Litige' }, 'conseiller')).status).toBe(200)
    expect((await move('organizations', id, 'archive', { from: 'suspended', comment: 'Fermée' }, 'responsable')).status).toBe(200)
    expect(await stateOf('organizations', id)).toBe('archived')
  })

  it('begins as one to prospect where who creates it says so, in no state that comes later, and never from who creates none', async () => {
    const make = (status: string, as: string) => call<{ data: { id: string } }>('/items/organizations', { as, method: 'POST', body: { name: `Piste ${status}`, kind: 'association', structure: world.structure, status } })
    expect([(await make('prospect', 'partenaire')).status, (await make('prospect', 'prescripteur')).status]).toEqual([403, 403])
    expect([codeOf(await make('suspended', 'conseiller')), codeOf(await make('archived', 'responsable'))]).toEqual(['STATE_NOT_INITIAL', 'STATE_NOT_INITIAL'])

    const { status, body } = await make('prospect', 'conseiller')
    expect([status, await stateOf('organizations', body.data.id)]).toEqual([200, 'prospect'])
    expect((await db.query('select state, moved_by from workflow_objects where item = $1', [body.data.id])).rows).toEqual([{ state: 'prospect', moved_by: userId('conseiller') }])
    expect((await db.query('select author, after ->> \'status\' as status from relais_journal.entries where item = $1 and kind = \'create\'', [body.data.id])).rows).toEqual([{ author: userId('conseiller'), status: 'prospect' }])
    const held = await call<{ data: { collection: string, initial: string[] }[] }>('/relais/workflow/states', { as: 'conseiller' })
    expect(held.body.data.find(({ collection }) => collection === 'organizations')?.initial).toEqual(['prospect', 'active'])
    expect((await move('organizations', body.data.id, 'activate', { from: 'prospect' }, 'conseiller')).status).toBe(200)
  })

  it('is to refresh by itself, six months after it was confirmed', async () => {
    const [old, fresh] = [await anOrganization(world.structure, { last_confirmed_at: '2025-01-01T00:00:00Z' }), await anOrganization(world.structure, { last_confirmed_at: new Date() })]
    for (const id of [old, fresh]) await since(id, '2 days')
    await askToSweep()

    await expect.poll(() => stateOf('organizations', old), poll).toBe('to_refresh')
    await expect.poll(async () => (await db.query('select last_error from workflow_objects where item = $1', [fresh])).rows[0]?.last_error, poll).toContain('moins de six mois')
    expect(await stateOf('organizations', fresh)).toBe('active')
  })
})

describe('an accreditation', () => {
  const submit = () => call<{ data: { id: string } }>('/items/accreditations', { as: 'conseiller', method: 'POST', body: { organization: world.organization, structure: world.structure, kind: 'tig', request: 'Deux postes aux espaces verts.' } })

  it('is decided by somebody else than who instructed it, with its number and its dates', async () => {
    const { body } = await submit()
    const { id } = body.data
    const decision = { decision_number: 'H-2026-12', decided_on: '2026-01-05', valid_until: '2999-01-01' }

    expect((await move('accreditations', id, 'instruct', { from: 'submitted' }, 'partenaire')).status).toBe(403)
    expect((await move('accreditations', id, 'instruct', { from: 'submitted' }, 'responsable')).status).toBe(200)
    expect(codeOf(await move('accreditations', id, 'grant', { from: 'instructed', values: decision }, 'conseiller'))).toBe('TRANSITION_NOT_YOURS')
    // Two pairs of eyes.
    expect(codeOf(await move('accreditations', id, 'grant', { from: 'instructed', values: decision }, 'responsable'))).toBe('TRANSITION_NOT_YOURS')
    expect(codeOf(await move('accreditations', id, 'grant', { from: 'instructed', values: { ...decision, valid_until: '2020-01-01' } }, 'admin'))).toBe('TRANSITION_REFUSED')
    expect((await move('accreditations', id, 'grant', { from: 'instructed', values: decision }, 'admin')).status).toBe(200)
    const mine = await call<{ data: { status: string }[] }>(`/items/accreditations?filter[id][_eq]=${id}&fields=status,valid_until`, { as: 'partenaire' })
    expect(mine.body.data).toEqual([{ status: 'granted', valid_until: '2999-01-01' }])
  })

  it('is to renew two months before its end, expires after it, and is submitted again by its partner', async () => {
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
    const id = await insert('accreditations', { organization: world.organization, structure: world.structure, kind: 'tig', request: 'x', status: 'granted', valid_until: soon })
    await since(id, '2 days')
    await askToSweep()
    await expect.poll(() => stateOf('accreditations', id), poll).toBe('to_renew')

    await db.query('update accreditations set valid_until = \'2025-01-01\' where id = $1', [id])
    await since(id, '2 days')
    await askToSweep()
    await expect.poll(() => stateOf('accreditations', id), poll).toBe('expired')
    expect((await move('accreditations', id, 'renew', { from: 'expired' }, 'partenaire')).status).toBe(200)
    expect(await stateOf('accreditations', id)).toBe('submitted')
  })
})

describe('a transfer', () => {
  const ask = async (file: string, structure: string, as = 'conseiller') => call<{ data: { id: string } }>('/items/transfers', { as, method: 'POST', body: { case: file, structure, reason: 'La personne déménage.' } })

  it('is asked by the team, answered by those who manage the other structure, and takes the file with it', async () => {
    const target = await aStructure({ name: 'Structure d’accueil' })
    await aMembership(target, 'responsable', 'manager')
    const file = await aCase(await aPerson(world.other), world.other, { conseiller: 'referent', conseiller2: 'reader' })

    expect((await ask(file, target, 'conseiller2')).status).toBe(403)
    const { body } = await ask(file, target)
    const { id } = body.data
    expect(await rowOf('transfers', id)).toMatchObject({ status: 'requested', from_structure: world.other })
    expect((await ask(file, target)).status).toBe(400)
    expect(codeOf(await move('transfers', id, 'accept', { from: 'requested' }, 'conseiller'))).toBe('TRANSITION_NOT_YOURS')
    expect((await call<Offered>(`/relais/workflow/transfers/${id}/transitions`, { as: 'responsable' })).body.data.transitions.filter(one => one.is_possible).map(({ key }) => key)).toEqual(['accept', 'refuse'])
    expect((await call(`/items/cases/${file}`, { as: 'responsable' })).status).toBe(403)

    expect((await move('transfers', id, 'accept', { from: 'requested' }, 'responsable')).status).toBe(200)
    expect(await rowOf('cases', file)).toMatchObject({ structure: target, referent: null, status: 'support' })
    expect((await call(`/items/cases/${file}`, { as: 'responsable' })).status).toBe(200)
    expect((await db.query('select count(*)::int as count from case_members where "case" = $1 and valid_until is null', [file])).rows).toEqual([{ count: 0 }])
  })

  it('reminds at five days and is accepted at ten by itself', async () => {
    const target = await aStructure({ name: 'Structure d’accueil' })
    await aMembership(target, 'responsable', 'manager')
    const file = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' })
    const { body } = await ask(file, target)
    const { id } = body.data
    await since(id, '6 days')
    await askToSweep()
    await expect.poll(async () => (await db.query('select recipient from directus_notifications where item = $1', [id])).rows, poll).toEqual([{ recipient: userId('responsable') }])
    expect(await stateOf('transfers', id)).toBe('requested')

    await since(id, '11 days')
    await askToSweep()
    await expect.poll(() => stateOf('transfers', id), poll).toBe('accepted')
    expect(await rowOf('cases', file)).toMatchObject({ structure: target })
    expect((await db.query('select transition, audience from workflow_events where item = $1', [id])).rows).toEqual([{ transition: 'accept', audience: 'system' }])
  })
})

describe('a proposed change', () => {
  it('is decided in its queue alone, and leaves the event of its step', async () => {
    const id = await insert('change_proposals', {
      collection: 'organizations', item: world.organization, field: 'name', base_value: JSON.stringify('Atelier des essais'), proposed_value: JSON.stringify('Atelier renommé'), status: 'pending',
      proposed_by: userId('partenaire'), proposed_audience: 'partner', organization: world.organization, structure: world.structure, date_created: new Date(),
    })

    const refused = await move('change_proposals', id, 'accept', { from: 'pending' }, 'responsable')
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining('ELSEWHERE')])
    expect(codeOf(await call(`/items/change_proposals/${id}`, { as: 'admin', method: 'PATCH', body: { status: 'accepted' } }))).toBe('STATE_BY_TRANSITION')
    expect((await rowOf('organizations', world.organization))['name']).toBe('Atelier des essais')

    expect((await call(`/relais/directory/proposals/${id}/refuse`, { as: 'responsable', method: 'POST', body: { reason: 'Nom déjà pris' } })).status).toBe(200)
    const { rows } = await db.query('select transition, to_state, "user", comment from workflow_events where item = $1', [id])
    expect(rows).toEqual([{ transition: 'refuse', to_state: 'refused', user: userId('responsable'), comment: 'Nom déjà pris' }])
  })
})
