import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'

const FIELD = 'x_garde'
const admin = (path: string, method = 'GET', body?: unknown) => call<{ data?: unknown, errors?: { message: string }[] }>(path, { as: 'admin', method, ...(body === undefined ? {} : { body }) })
const exists = async (table: string, column: string): Promise<boolean> =>
  (await db.query('select 1 from information_schema.columns where table_name = $1 and column_name = $2', [table, column])).rows.length === 1

beforeAll(async () => {
  await admin('/fields/sites', 'POST', { field: FIELD, type: 'string', meta: { interface: 'input' }, schema: {} })
})

afterAll(async () => {
  await admin(`/fields/sites/${FIELD}`, 'DELETE')
})

describe('the data model of the product', () => {
  it('keeps its fields, even from an administrator', async () => {
    const answer = await admin('/fields/organizations/siret', 'DELETE')

    expect([answer.status, codeOf(answer)]).toEqual([409, 'PRODUCT_FIELD'])
    expect(answer.body.errors?.[0]?.message).toContain('fait partie du produit')
    expect(await exists('organizations', 'siret')).toBe(true)
  })

  it('keeps its sections and its collections', async () => {
    expect(codeOf(await admin('/fields/organizations/section_local', 'DELETE'))).toBe('PRODUCT_FIELD')
    expect(codeOf(await admin('/collections/saved_views', 'DELETE'))).toBe('PRODUCT_COLLECTION')
    expect(await exists('saved_views', 'name')).toBe(true)
  })

  it('wants the prefix on the fields that are added to it', async () => {
    const answer = await admin('/fields/sites', 'POST', { field: 'garde', type: 'string', meta: { interface: 'input' }, schema: {} })

    expect([answer.status, codeOf(answer)]).toEqual([400, 'LOCAL_FIELD_NAME'])
    expect(answer.body.errors?.[0]?.message).toContain('« x_garde »')
    expect(await exists('sites', 'garde')).toBe(false)
  })

  it('keeps local fields from a schema apply that ignores them', async () => {
    const { body } = await admin('/schema/snapshot')
    const snapshot = body.data
    if (typeof snapshot !== 'object' || snapshot === null || !('fields' in snapshot) || !Array.isArray(snapshot.fields)) throw new Error('no snapshot')
    const without = { ...snapshot, fields: snapshot.fields.filter(({ field }) => field !== FIELD) }
    const diff = await admin('/schema/diff?force=true', 'POST', without)
    const answer = await admin('/schema/apply', 'POST', diff.body.data)

    expect([answer.status, codeOf(answer)]).toEqual([409, 'LOCAL_FIELD_KEPT'])
    expect(await exists('sites', FIELD)).toBe(true)
  })

  it('lets an administrator delete a local field, and do as he likes outside the product', async () => {
    expect((await admin('/fields/sites', 'POST', { field: 'x_jetable', type: 'string', meta: { interface: 'input' }, schema: {} })).status).toBe(200)
    expect((await admin('/fields/sites/x_jetable', 'DELETE')).status).toBe(204)
    expect((await admin('/collections', 'POST', { collection: 'x_carnet', schema: {}, meta: {}, fields: [{ field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true } }] })).status).toBe(200)
    expect((await admin('/fields/x_carnet', 'POST', { field: 'titre', type: 'string', meta: {}, schema: {} })).status).toBe(200)
    expect((await admin('/collections/x_carnet', 'DELETE')).status).toBe(204)
  })
})
