import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount } from '../access/crowd.ts'
import { anOffer, anOrganization, aStructure, key } from '../integration/directory/world.ts'
import { bearer, mint } from '../integration/identity/mint.ts'
import { call, db } from '../support/stack.ts'

const POLICY = key()
const ROLE = key()
const made: { collection: string, id: number }[] = []
let headers: Record<string, string>
let offer: string

/** A permission that an administrator writes by hand. */
async function open(collection: string, permissions: Record<string, unknown>, fields: string[]): Promise<void> {
  const { status, body } = await call<{ data: { id: number } }>('/permissions', { as: 'admin', method: 'POST', body: { policy: POLICY, collection, action: 'read', permissions, fields } })
  expect(status).toBe(200)
  made.push({ collection, id: body.data.id })
}

const ask = (query: Record<string, unknown>) => call<{ data: { id: string }[] }>('/items/offers', { method: 'SEARCH', headers, body: { query: { fields: ['id'], ...query } } })
const byName = { filter: { id: { _eq: 'x' }, organization: { name: { _contains: 'Secrète' } } } }

beforeAll(async () => {
  const structure = await aStructure()
  offer = await anOffer(await anOrganization(structure, { name: 'Maison Secrète', visibility: 'internal' }), structure)
  byName.filter.id._eq = offer
  await call('/policies', { as: 'admin', method: 'POST', body: { id: POLICY, name: 'Extraction', app_access: false, admin_access: false } })
  await call('/roles', { as: 'admin', method: 'POST', body: { id: ROLE, name: 'Extraction', policies: { create: [{ policy: POLICY }], update: [], delete: [] } } })
  await open('offers', {}, ['id', 'title', 'organization'])
  await open('organizations', { visibility: { _in: ['public'] } }, ['id', 'name', 'visibility'])
  const { id } = await anAccount(null)
  await db.query('update directus_users set role = $2 where id = $1', [id, ROLE])
  headers = bearer(await mint(id, { exp: Math.floor(Date.now() / 1000) + 3600 }))
})

afterAll(async () => {
  await db.query('delete from directus_users where role = $1', [ROLE])
  await call(`/roles/${ROLE}`, { as: 'admin', method: 'DELETE' })
  await call(`/policies/${POLICY}`, { as: 'admin', method: 'DELETE' })
})

describe('a role and its rights written by hand in the Studio', () => {
  it('reads its rows, and never what hidden rows hold by a filter or a sort that goes through them', async () => {
    expect((await ask({ filter: { id: { _eq: offer } } })).body.data).toEqual([{ id: offer }])
    for (const query of [byName, { sort: ['organization.name'] }]) {
      const { status, body } = await ask(query)
      expect(status).toBe(403)
      expect(JSON.stringify(body)).toContain('fiches que votre profil ne lit pas toutes')
    }
  })

  it('filters and sorts through rows that it all reads', async () => {
    const { id } = made.find(({ collection }) => collection === 'organizations') ?? {}
    await call(`/permissions/${id}`, { as: 'admin', method: 'PATCH', body: { permissions: {} } })

    expect((await ask(byName)).body.data).toEqual([{ id: offer }])
    expect((await ask({ sort: ['organization.name'], limit: 1 })).status).toBe(200)
  })
})
