import { describe, expect, it } from 'vitest'
import { findAccount } from '../../seeds/identity/accounts.ts'
import { call, codeOf, stack } from '../support/stack.ts'

const idOf = (name: string): string => findAccount(name)?.id ?? ''

describe('advisories fixed in Directus 11, that must not come back', () => {
  it('CVE-2025-64749: a collection that exists answers like one that does not', async () => {
    const hidden = await call('/items/invitations', { as: 'usager' })
    const missing = await call('/items/nothing_of_that_name', { as: 'usager' })

    expect([hidden.status, codeOf(hidden)]).toEqual([403, 'FORBIDDEN'])
    expect([missing.status, codeOf(missing)]).toEqual([403, 'FORBIDDEN'])
    expect(JSON.stringify(hidden.body).replaceAll('invitations', 'X')).toBe(JSON.stringify(missing.body).replaceAll('nothing_of_that_name', 'X'))
  })

  it.each([
    ['CVE-2025-30352', '/users?search=relais.example'],
    ['CVE-2025-64748', '/users?search=eyJ'],
    ['CVE-2026-35442', '/users?aggregate[max]=token'],
    ['CVE-2026-35442', '/users?aggregate[countDistinct]=password'],
    ['a filter', '/users?filter[email][_contains]=admin'],
    ['a filter on a secret', '/users?filter[token][_nnull]=true'],
    ['a sort', '/users?sort=email'],
    ['a relation', '/items/organization_members?filter[user][email][_contains]=admin'],
    ['an alias', '/users?alias[x]=email&fields=x'],
  ])('%s: a hidden value is not guessed by %s', async (_name, path) => {
    for (const as of [null, 'usager', 'partenaire']) {
      const answer = await call(path, { as })
      expect(JSON.stringify(answer.body)).not.toContain(idOf('admin'))
      expect(JSON.stringify(answer.body)).not.toMatch(/@relais\.example|eyJ|\$argon2/)
      expect([path, answer.status]).not.toEqual([path, 500])
    }
  })

  it('CVE-2025-55746, CVE-2026-39942: the public neither adds nor replaces a file, nor chooses where it is kept', async () => {
    const id = '22222222-2222-4222-8222-222222222222'
    for (const [method, path] of [['POST', '/files'], ['PATCH', `/files/${id}`], ['DELETE', `/files/${id}`]] as const) {
      for (const as of [null, 'usager', 'partenaire']) {
        const answer = await call(path, { as, method, body: { storage: 'local', filename_disk: '../../etc/passwd', filename_download: 'x', type: 'text/plain' } })
        expect([method, as, answer.status >= 400]).toEqual([method, as, true])
      }
    }
  })

  it('CVE-2026-35408: windows opened by others are kept apart', async () => {
    const { headers } = await call('/server/ping')

    expect(headers.get('cross-origin-opener-policy')).toMatch(/^same-origin/)
  })

  it('CVE-2026-22032: signing in does not lead to another site', async () => {
    const response = await fetch(`${stack.directusUrl}/auth/login/keycloak?redirect=https://evil.example/`, { redirect: 'manual' })

    expect(response.headers.get('location') ?? '').not.toContain('evil.example')
    expect(response.status).toBeGreaterThanOrEqual(400)
  })

  it('CVE-2025-27089, CVE-2025-24353: an audience has one policy, and a role no more than one', async () => {
    const { body } = await call('/access?limit=-1&fields=role,user,policy', { as: 'admin' })
    const rows = JSON.parse(JSON.stringify(body)).data as { role: string | null, user: string | null }[]
    const roles = rows.map(({ role }) => role).filter(role => role !== null)

    expect(rows.filter(({ user }) => user !== null)).toEqual([])
    expect(new Set(roles).size).toBe(roles.length)
  })
})
