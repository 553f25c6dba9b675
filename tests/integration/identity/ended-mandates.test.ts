import { beforeEach, describe, expect, it } from 'vitest'
import type { SignedInAudience } from '../../../schema/access/index.ts'
import { anAccount } from '../../access/crowd.ts'
import { aStructure, anOrganization, insert } from '../directory/world.ts'
import { call, codeOf, db, stack } from '../../support/stack.ts'
import { studioSession } from '../../support/studio-session.ts'
import { bearer, mint } from './mint.ts'

const ENDED = { valid_from: '2024-01-01', valid_until: '2024-12-31' }
const IN_FORCE = { valid_from: '2024-01-01', valid_until: null }
const DOORS = ['/relais/identity/me', '/items/organizations?fields=id', '/items/offers?fields=id', '/items/contacts?fields=id', '/items/structures?fields=id', '/relais/cases/portfolio', '/users?fields=id']

const FUNCTIONS = { adviser: 'adviser', manager: 'manager', prescriber: 'adviser', configurator: 'configurator', steering: 'steering' } as const
type Staff = keyof typeof FUNCTIONS
const STAFF: Staff[] = ['adviser', 'manager', 'prescriber', 'configurator', 'steering']

async function statuses(id: string): Promise<number[]> {
  const headers = bearer(await mint(id))
  return Promise.all(DOORS.map(async door => (await call(door, { headers })).status))
}

const refused = DOORS.map(() => 403)

describe('row 1: an account whose last mandate ended', () => {
  let structure = ''
  beforeEach(async () => {
    structure = await aStructure()
  })

  it.each(STAFF)('of %s has no profile, and has it back with a new one', async (audience) => {
    const { id } = await anAccount(audience)
    await insert('memberships', { structure, user: id, function: FUNCTIONS[audience], ...ENDED })
    const before = await statuses(id)
    await insert('memberships', { structure, user: id, function: FUNCTIONS[audience], ...IN_FORCE })
    const after = await statuses(id)

    expect(before).toEqual(refused)
    expect(after[0]).toBe(200)
  })

  it.each(STAFF)('of %s loses it when the membership is deleted or the structure archived', async (audience) => {
    const { id } = await anAccount(audience)
    const membership = await insert('memberships', { structure, user: id, function: FUNCTIONS[audience], ...IN_FORCE })
    const held = await statuses(id)
    await db.query('update structures set status = \'archived\' where id = $1', [structure])
    const archived = await statuses(id)
    await db.query('update structures set status = \'active\' where id = $1', [structure])
    await db.query('delete from memberships where id = $1', [membership])

    expect(held[0]).toBe(200)
    expect([archived, await statuses(id)]).toEqual([refused, refused])
  })

  it('of a partner loses it with the last organisation', async () => {
    const { id } = await anAccount('partner')
    const organization = await anOrganization(structure)
    const member = await insert('organization_members', { organization, user: id, right: 'owner', ...IN_FORCE })
    const held = await statuses(id)
    await db.query('update organization_members set valid_until = now() - interval \'1 minute\' where id = $1', [member])

    expect(held[0]).toBe(200)
    expect(await statuses(id)).toEqual(refused)
  })

  it('of a partner keeps it when its organisation is archived, which it still reads and changes no more', async () => {
    const { id } = await anAccount('partner')
    const organization = await anOrganization(structure, { status: 'archived' })
    await insert('organization_members', { organization, user: id, right: 'owner', ...IN_FORCE })
    const headers = bearer(await mint(id))
    const read = await call<{ data: { id: string } }>(`/items/organizations/${organization}?fields=id`, { headers })
    const change = await call(`/relais/directory/partner/organizations/${organization}`, { headers, method: 'PATCH', body: { values: { phone: '+33199000012' }, base: { phone: '+33140000000' } } })

    expect((await statuses(id))[0]).toBe(200)
    expect([read.status, read.body.data.id]).toEqual([200, organization])
    expect(codeOf(change)).toBe('ORGANIZATION_ARCHIVED')
  })

  it.each<SignedInAudience>(['adviser', 'manager', 'configurator'])('of %s has no Studio either, in a session already open', async (audience) => {
    const { id } = await anAccount(audience)
    const membership = await insert('memberships', { structure, user: id, function: audience, ...IN_FORCE })
    const headers = await studioSession(id, audience)
    const open = async () => (await fetch(`${stack.directusUrl}/items/structures?fields=id`, { headers })).status
    const before = await open()
    await db.query('update memberships set valid_until = \'2024-12-31\' where id = $1', [membership])

    expect([before, (await open()) >= 400]).toEqual([200, true])
  })

  it('keeps no invitation open that it made', async () => {
    const author = await anAccount('adviser')
    const membership = await insert('memberships', { structure, user: author.id, function: 'adviser', ...IN_FORCE })
    const invited = await call<{ data: { url: string } }>('/relais/identity/invitations', { headers: bearer(await mint(author.id)), method: 'POST', body: { audience: 'partner', organization: await anOrganization(structure), right: 'editor' } })
    const token = new URL(invited.body.data.url).hash.replace(/^#/, '').replace(/^.*=/, '')
    const view = () => call('/relais/identity/invitations/view', { method: 'POST', body: { token } })
    const before = await view()
    await db.query('update memberships set valid_until = \'2024-12-31\' where id = $1', [membership])

    expect([before.status, (await view()).status]).toEqual([200, 404])
  })

  it('has it back with an invitation, in the same answer', async () => {
    const { id } = await anAccount('partner')
    const organization = await anOrganization(structure)
    await insert('organization_members', { organization, user: id, right: 'owner', ...ENDED })
    const inviter = await anAccount('adviser')
    await insert('memberships', { structure, user: inviter.id, function: 'adviser', ...IN_FORCE })
    const invited = await call<{ data: { url: string } }>('/relais/identity/invitations', { headers: bearer(await mint(inviter.id)), method: 'POST', body: { audience: 'partner', organization, right: 'editor' } })
    const invitation = new URL(invited.body.data.url).hash.replace(/^#/, '').replace(/^.*=/, '')
    const answer = await call<{ data: { audience: string } }>('/relais/identity/session', { headers: bearer(await mint(id)), method: 'POST', body: { invitation } })

    expect([answer.status, answer.body.data.audience]).toEqual([200, 'partner'])
  })

  it('is explained as such', async () => {
    const { id } = await anAccount('adviser')
    await insert('memberships', { structure, user: id, function: 'adviser', ...ENDED })
    const answer = await call(`/relais/access/explain?user=${id}&collection=organizations&action=read&item=${await anOrganization(structure)}`, { headers: await studioSession(await administrator(), 'admin') })

    expect([answer.status, codeOf(answer)]).toEqual([200, undefined])
    expect(JSON.stringify(answer.body)).toContain('dans aucune structure aujourd’hui')
  })
})

async function administrator(): Promise<string> {
  const { rows } = await db.query<{ id: string }>('select id from directus_users where email = \'admin@relais.example\'')
  return rows[0]?.id ?? ''
}
