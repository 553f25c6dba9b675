import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aMember, aMembership, anOrganization, aPerson, aStructure, insert, key, makeWorld, rowOf, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'
import { askToSweep } from './workflows.ts'

interface Held { data: { items: { id: string, status: string }[], has_more: boolean } }
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
    const decision = { decision_number: 'H-2026-12', decided_on: '2026-01-05', valid_until: '2099-01-01' }

    expect((await move('accreditations', id, 'instruct', { from: 'submitted' }, 'partenaire')).status).toBe(403)
    const other = (await submit()).body.data.id
    expect((await move('accreditations', other, 'instruct', { from: 'submitted' }, 'conseiller')).status).toBe(200)
    // The end of validity is asked by the dialog: that there is none yet is no reason to close it.
    const offered = async (as: string) => (await call<Offered>(`/relais/workflow/accreditations/${other}/transitions`, { as })).body.data.transitions.filter(one => one.is_possible).map(one => one.key)
    expect([await offered('conseiller'), await offered('responsable')]).toEqual([[], ['grant', 'refuse']])
    expect((await move('accreditations', id, 'instruct', { from: 'submitted' }, 'responsable')).status).toBe(200)
    expect(codeOf(await move('accreditations', id, 'grant', { from: 'instructed', values: decision }, 'conseiller'))).toBe('TRANSITION_NOT_YOURS')
    // Two pairs of eyes.
    expect(codeOf(await move('accreditations', id, 'grant', { from: 'instructed', values: decision }, 'responsable'))).toBe('TRANSITION_NOT_YOURS')
    expect(codeOf(await move('accreditations', id, 'grant', { from: 'instructed', values: { ...decision, valid_until: '2020-01-01' } }, 'admin'))).toBe('TRANSITION_REFUSED')
    expect((await move('accreditations', id, 'grant', { from: 'instructed', values: decision }, 'admin')).status).toBe(200)
    const mine = await call<{ data: { status: string }[] }>(`/items/accreditations?filter[id][_eq]=${id}&fields=status,valid_until`, { as: 'partenaire' })
    expect(mine.body.data).toEqual([{ status: 'granted', valid_until: '2099-01-01' }])
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

describe('a request for an accreditation', () => {
  const ask = (organization: string, as: string | null, values: unknown, idempotency = key()) => call<{ data: { id: string, status: string } }>(`/relais/directory/partner/organizations/${organization}/accreditations`, { as, method: 'POST', body: { values, idempotency_key: idempotency } })
  const asked = { kind: 'integration', request: 'Deux postes à l’atelier vélo.' }

  it('is refused to those who do not edit for the organisation, and takes nothing but what is asked', async () => {
    const own = await anOrganization(world.structure)
    await aMember(own, 'partenaire', 'reader')

    expect((await ask(world.organization, null, asked)).status).toBe(401)
    for (const [organization, as] of [[own, 'partenaire'], [world.foreign, 'partenaire'], [world.organization, 'conseiller'], [world.organization, 'usager']] as const) {
      expect((await ask(organization, as, asked)).status).toBe(403)
    }
    for (const values of [{ kind: 'integration' }, { ...asked, status: 'granted' }, { ...asked, valid_until: '2099-01-01' }, { ...asked, structure: world.other }]) {
      expect(codeOf(await ask(world.organization, 'partenaire', values))).toBe('FORM_INVALID')
    }
    expect((await call('/items/accreditations', { as: 'partenaire', method: 'POST', body: { ...asked, organization: world.organization, structure: world.structure } })).status).toBe(403)
  })

  it('goes once to the structure that follows the organisation, and is listed to both', async () => {
    const organization = await anOrganization(world.structure)
    await aMember(organization, 'partenaire', 'editor')
    const sent = key()
    const first = await ask(organization, 'partenaire', asked, sent)
    const again = await ask(organization, 'partenaire', asked, sent)

    expect([first.status, again.body.data.id]).toEqual([201, first.body.data.id])
    expect(codeOf(await ask(organization, 'partenaire', asked))).toBe('ALREADY_ASKED')
    expect(await rowOf('accreditations', first.body.data.id)).toMatchObject({ organization, structure: world.structure, status: 'submitted' })
    expect((await call(`/items/accreditations/${first.body.data.id}`, { as: 'partenaire', method: 'PATCH', body: { request: 'Autre chose' } })).status).toBe(403)
    const seen = async (as: string) => (await call<Held>(`/relais/cases/accreditations?organization=${organization}`, { as })).body.data.items.map(({ id, status }) => [id, status])
    for (const as of ['partenaire', 'conseiller', 'responsable']) expect(await seen(as)).toEqual([[first.body.data.id, 'submitted']])
    for (const as of ['partenaire2', 'conseiller2']) expect(await seen(as)).toEqual([])
    for (const as of ['usager', 'prescripteur', 'pilotage']) expect((await call('/relais/cases/accreditations', { as })).status).toBe(403)
  })

  it('is listed late first, then by what ends first, and by state', async () => {
    const organization = await anOrganization(world.structure)
    const add = (row: object) => insert('accreditations', { organization, structure: world.structure, kind: 'other', request: 'x', ...row })
    const [fresh, late, ending] = [await add({ status: 'submitted' }), await add({ status: 'instructed' }), await add({ status: 'granted', valid_until: '2099-01-01' })]
    await db.query(`update workflow_objects set deadline_at = now() - interval '2 days', due_at = null where item = $1`, [late])
    await db.query('update workflow_objects set deadline_at = null, due_at = null where item = $1', [fresh])
    const list = async (query: string) => (await call<Held>(`/relais/cases/accreditations?organization=${organization}${query}`, { as: 'responsable' })).body.data

    expect((await list('')).items.map(({ id }) => id)).toEqual([late, ending, fresh])
    expect((await list('&status=granted,submitted')).items.map(({ id }) => id)).toEqual([ending, fresh])
    expect(await list('&limit=1&page=2')).toMatchObject({ items: [{ id: ending }], has_more: true })
    expect(codeOf(await call('/relais/cases/accreditations?sort=request', { as: 'responsable' }))).toBe('FORM_INVALID')
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
    expect(codeOf(await ask(file, target))).toBe('TRANSFER_ASKED')
    expect(codeOf(await move('transfers', id, 'accept', { from: 'requested' }, 'conseiller'))).toBe('TRANSITION_NOT_YOURS')
    expect((await call<Offered>(`/relais/workflow/transfers/${id}/transitions`, { as: 'responsable' })).body.data.transitions.filter(one => one.is_possible).map(({ key }) => key)).toEqual(['accept', 'refuse'])
    expect((await call(`/items/cases/${file}`, { as: 'responsable' })).status).toBe(403)

    expect((await move('transfers', id, 'accept', { from: 'requested' }, 'responsable')).status).toBe(200)
    expect(await rowOf('cases', file)).toMatchObject({ structure: target, referent: null, status: 'support' })
    expect((await call(`/items/cases/${file}`, { as: 'responsable' })).status).toBe(200)
    expect((await db.query('select count(*)::int as count from case_members where "case" = $1 and valid_until is null', [file])).rows).toEqual([{ count: 0 }])
  })

  it('is refused for a closed file, to where the file is, and to a structure that is no more', async () => {
    const [open, closed] = [await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' }), await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' }, { status: 'closed', closed_on: '2026-01-05', closing_reason: 'job' })]

    expect(codeOf(await ask(closed, world.other))).toBe('CASE_CLOSED')
    expect(codeOf(await ask(open, world.structure))).toBe('FORM_INVALID')
    expect(codeOf(await ask(open, await aStructure({ status: 'archived' })))).toBe('FORM_INVALID')
    expect((await call('/items/transfers', { as: 'conseiller', method: 'POST', body: { case: open, structure: world.other } })).status).toBe(400)
    // What is refused by rights says nothing of the file.
    expect(codeOf(await ask(closed, world.other, 'conseiller2'))).toBe('FORBIDDEN')
    expect((await db.query('select count(*)::int as count from transfers where "case" = any($1::uuid[])', [[open, closed]])).rows).toEqual([{ count: 0 }])
  })

  it('is listed to those who answer and to those who asked, who learn the answer once the file is gone', async () => {
    const target = await aStructure({ name: 'Structure d’accueil' })
    await aMembership(target, 'responsable', 'manager')
    const person = await aPerson(world.other, { last_name: 'Transférée' })
    const file = await aCase(person, world.other, {}, { referent: userId('conseiller2') })
    const post = await aMembership(world.other, 'conseiller2', 'adviser')
    const { body: { data: { id } } } = await ask(file, target, 'conseiller2')
    const list = async (as: string, query: string) => (await call<Held>(`/relais/cases/transfers?${query}`, { as })).body.data.items.filter(one => one.id === id)

    for (const as of [null, 'partenaire', 'usager', 'prescripteur', 'pilotage']) expect((await call('/relais/cases/transfers', { as })).status).toBe(as === null ? 401 : 403)
    expect(await list('conseiller', '')).toEqual([])
    expect(await list('responsable', 'direction=sent')).toEqual([])
    const [received] = await list('responsable', 'direction=received&status=requested')
    expect(received).toMatchObject({ status: 'requested', from_structure: { name: 'Autre structure' }, structure: { name: 'Structure d’accueil' }, reason: 'La personne déménage.', automatic: { transition: 'accept' } })
    // The file is not theirs yet: nothing of it is told, the name least of all.
    expect(JSON.stringify(received)).not.toContain('Transférée')
    expect((await list('conseiller2', `case=${file}`))[0]).toMatchObject({ case: { person: { last_name: 'Transférée' } } })

    expect((await move('transfers', id, 'accept', { from: 'requested' }, 'responsable')).status).toBe(200)
    expect((await list('responsable', `id=${id}`))[0]).toMatchObject({ status: 'accepted', case: { id: file, person: { last_name: 'Transférée' } }, automatic: null })
    expect((await rowOf('people', person))['structure']).toBe(target)
    // The referent who leaves reads until tonight, with the rest of the team, and writes no more.
    expect((await call(`/items/cases/${file}`, { as: 'conseiller2' })).status).toBe(200)
    expect((await call(`/items/cases/${file}`, { as: 'conseiller2', method: 'PATCH', body: { summary: 'x' } })).status).toBe(403)
    await db.query(`update case_members set valid_from = relais_today('Europe/Paris') - 9, valid_until = relais_today('Europe/Paris') - 2 where "case" = $1`, [file])
    expect((await call(`/items/cases/${file}`, { as: 'conseiller2' })).status).toBe(403)
    expect((await list('conseiller2', ''))[0]).toMatchObject({ status: 'accepted' })
    await db.query('delete from memberships where id = $1', [post])
    expect(await list('conseiller2', '')).toEqual([])
  })

  it('is withdrawn by the team, and may then be asked again', async () => {
    const file = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent', conseiller2: 'reader' })
    const { body: { data: { id } } } = await ask(file, world.other)

    expect((await move('transfers', id, 'cancel', { from: 'requested' }, 'conseiller2')).status).toBe(403)
    expect((await move('transfers', id, 'cancel', { from: 'requested' }, 'conseiller')).status).toBe(200)
    expect((await ask(file, world.other)).status).toBe(200)
    expect(await rowOf('cases', file)).toMatchObject({ structure: world.structure })
  })

  it('tells those who receive at once, reminds them at five working days and is accepted at ten by itself', async () => {
    const target = await aStructure({ name: 'Structure d’accueil' })
    await aMembership(target, 'responsable', 'manager')
    const file = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' })
    const { body } = await ask(file, target)
    const { id } = body.data
    const told = async () => (await db.query('select recipient from directus_notifications where item = $1', [id])).rows
    const notice = { recipient: userId('responsable') }
    await askToSweep()
    await expect.poll(told, poll).toEqual([notice])

    await since(id, '9 days')
    await db.query('update workflow_objects set handled_at = since where item = $1', [id])
    await askToSweep()
    await expect.poll(told, poll).toEqual([notice, notice])
    expect(await stateOf('transfers', id)).toBe('requested')

    await since(id, '30 days')
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
