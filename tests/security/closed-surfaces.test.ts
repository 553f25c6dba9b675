import { describe, expect, it } from 'vitest'
import { SURFACES } from '../../extensions/access/src/rules/surfaces.ts'
import { call, codeOf } from '../support/stack.ts'

const CLOSED = ['ROUTE_NOT_AVAILABLE', 404]
const reachedBy = async (as: string | null, path: string, method = 'GET') => {
  const answer = await call(path, { as, method, ...(method === 'GET' ? {} : { body: {} }) })
  return [codeOf(answer), answer.status]
}

describe('parts of Directus that the product does not use', () => {
  it.each(SURFACES.filter(({ reach }) => reach === 'nobody').map(({ path, why }) => [path, why]))('nobody reaches %s (%s)', async (path) => {
    for (const as of [null, 'usager', 'conseiller', 'admin']) {
      expect(await reachedBy(as, path)).toEqual(CLOSED)
      expect(await reachedBy(as, `${path}/x`, 'POST')).toEqual(CLOSED)
      expect(await reachedBy(as, path.toUpperCase(), 'POST')).toEqual(CLOSED)
    }
  })

  it.each(SURFACES.filter(({ reach }) => reach === 'administrators').map(({ path, why }) => [path, why]))('administrators alone reach %s (%s)', async (path) => {
    for (const as of [null, 'usager', 'conseiller', 'configurateur']) expect(await reachedBy(as, path)).toEqual(CLOSED)
  })

  it.each(SURFACES.filter(({ reach }) => reach === 'studio').map(({ path, why }) => [path, why]))('a bearer token does not reach %s (%s)', async (path) => {
    for (const as of [null, 'usager', 'partenaire', 'conseiller', 'responsable']) expect(await reachedBy(as, path)).toEqual(CLOSED)
  })

  it('makes nobody an administrator, however empty the database', async () => {
    const answer = await call('/server/setup', { method: 'POST', body: { project_owner: 'a@example.org', password: 'x', first_name: 'A', last_name: 'B' } })

    expect([codeOf(answer), answer.status]).toEqual(CLOSED)
  })

  it('tells neither its version nor its configuration to the public', async () => {
    const info = JSON.stringify((await call('/server/info')).body)

    expect(info).not.toContain('11.17')
    expect(info).not.toContain('rateLimit')
    expect((await call('/server/health')).body).not.toHaveProperty('checks')
  })
})
