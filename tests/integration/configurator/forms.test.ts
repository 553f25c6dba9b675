import { describe, expect, it } from 'vitest'
import { call } from '../../support/stack.ts'
import { formsOf } from './world.ts'

const fieldsOf = async (as: string | null, collection: string): Promise<string[]> => (await formsOf(as))[collection]?.fields.map(({ field }) => field) ?? []

describe('GET /relais/forms', () => {
  it('serves everybody the public forms, and nothing about people', async () => {
    const { status, body } = await call<{ data: { audience: string, collections: Record<string, unknown> } }>('/relais/forms')

    expect(status).toBe(200)
    expect(body.data.audience).toBe('public')
    expect(Object.keys(body.data.collections)).toContain('organizations')
    expect(Object.keys(body.data.collections)).not.toContain('people')
    expect(JSON.stringify(body)).not.toContain('internal_notes')
  })

  it.each([['partenaire', 'partner'], ['usager', 'beneficiary'], ['conseiller', 'adviser'], ['responsable', 'manager'], ['prescripteur', 'prescriber'], ['admin', 'admin']])('knows %s as %s', async (account, audience) => {
    const { body } = await call<{ data: { audience: string } }>('/relais/forms', { as: account })

    expect(body.data.audience).toBe(audience)
  })

  it('keeps the notes of the network from partners', async () => {
    expect(await fieldsOf('partenaire', 'organizations')).toEqual(expect.arrayContaining(['name', 'phone', 'siret']))
    expect(await fieldsOf('partenaire', 'organizations')).not.toContain('internal_notes')
    expect(await fieldsOf('conseiller', 'organizations')).toContain('internal_notes')
  })

  it('sends nothing again until something changes', async () => {
    const first = await call('/relais/forms', { as: 'conseiller' })
    const etag = first.headers.get('etag') ?? ''
    const second = await call('/relais/forms', { as: 'conseiller', headers: { 'if-none-match': etag } })

    expect(etag).not.toBe('')
    expect([second.status, second.body]).toEqual([304, null])
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    expect((await call('/relais/forms', { as: 'partenaire' })).headers.get('etag')).not.toBe(etag)
  })

  it('refuses an expired or invented token rather than serving the public forms', async () => {
    expect((await call('/relais/forms', { headers: { authorization: 'Bearer invented' } })).status).toBe(401)
  })
})
