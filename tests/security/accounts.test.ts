import { describe, expect, it } from 'vitest'
import { policyIds, roleIds } from '../../schema/access/index.ts'
import { findAccount } from '../../seeds/identity/accounts.ts'
import { call, codeOf, db } from '../support/stack.ts'

const EVERYBODY = ['configurateur', 'conseiller', 'responsable', 'prescripteur', 'partenaire', 'usager', 'pilotage']
const idOf = (name: string): string => findAccount(name)?.id ?? ''
const account = async (name: string) => (await db.query('select role, status, provider, external_identifier, token, email from directus_users where id = $1', [idOf(name)])).rows[0]

describe('an account', () => {
  it.each(EVERYBODY)('does not give itself rights (%s)', async (name) => {
    const before = await account(name)
    const attempts = [
      { role: roleIds.admin }, { policies: [{ policy: policyIds.admin }] }, { policies: { create: [{ policy: policyIds.admin }] } }, { status: 'active' },
      { external_identifier: idOf('admin') }, { provider: 'default' }, { token: 'static-token-chosen-by-me' }, { password: 'passw0rd-of-mine' }, { email: 'admin@relais.example' },
    ]
    for (const body of attempts) {
      for (const [method, path, payload] of [
        ['PATCH', '/users/me', body], ['PATCH', `/users/${idOf(name)}`, body], ['PATCH', '/users', { keys: [idOf(name)], data: body }],
        ['PATCH', `/items/directus_users/${idOf(name)}`, body], ['POST', '/users', { ...body, email: 'x@example.org' }],
      ] as const) {
        const answer = await call(path, { as: name, method, body: payload })
        expect([path, answer.status]).toEqual([path, 403])
      }
    }
    expect(await account(name)).toEqual(before)
  })

  it.each(EVERYBODY)('does not change the rules (%s)', async (name) => {
    for (const path of ['roles', 'policies', 'permissions', 'access', 'flows', 'operations', 'settings', 'collections', 'fields', 'relations', 'presets', 'translations', 'dashboards', 'panels']) {
      const answer = await call(`/${path}`, { as: name, method: path === 'settings' ? 'PATCH' : 'POST', body: { name: 'x', collection: 'x', project_name: 'x' } })
      expect([path, answer.status >= 400]).toEqual([path, true])
    }
  })

  it.each(['partenaire', 'usager', 'prescripteur'])('does not see the accounts of others (%s)', async (name) => {
    const { body } = await call('/users?limit=-1&fields=id,email', { as: name })

    expect(JSON.stringify(body)).not.toContain(idOf('admin'))
    expect(JSON.stringify(body)).not.toContain('@')
  })

  it('is the same answer for an account that exists and one that does not', async () => {
    const existing = await call(`/users/${idOf('admin')}`, { as: 'usager' })
    const missing = await call('/users/00000000-0000-4000-8000-000000000000', { as: 'usager' })

    expect(existing.status).toBe(403)
    expect(missing).toMatchObject({ status: 403, body: existing.body })
    expect(codeOf(existing)).toBe('FORBIDDEN')
  })
})
