import { shieldQuery } from '../../../../extensions/platform/src/http/shield-query.ts'
import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayAsk } from '../../../../extensions/access/src/rules/open-routes.ts'
import type { Visitor } from '../../../../extensions/access/src/rules/open-routes.ts'
import { CLOSED_PARTS } from '../../../../extensions/access/src/rules/surfaces.ts'
import { closeByDefault, closeForEverybody } from '../../../../extensions/access/src/surfaces.ts'
import { roleIds } from '../../../../schema/access/index.ts'

let server: Server
let port = 0
let caller: Visitor = null

beforeAll(async () => {
  const app = express()
  closeForEverybody(app)
  app.use('/relais', shieldQuery)
  app.use((incoming, _response, next) => {
    Object.assign(incoming, { accountability: caller })
    next()
  })
  closeByDefault(app, { RELAIS_OPEN_DIRECTUS: false })
  app.use((_request, response) => { response.json({ data: 'reached' }) })
  app.use((error: { status: number, code: string }, _request: unknown, response: express.Response, _next: unknown) => {
    response.status(error.status).json({ errors: [{ extensions: { code: error.code } }] })
  })
  server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = address !== null && typeof address === 'object' ? address.port : 0
})

afterAll(() => { server.close() })

/** Sends the path as it is, where `fetch` would tidy it. */
function statusAs(who: Visitor, path: string, method = 'GET'): Promise<number> {
  caller = who
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    }).on('error', reject).end()
  })
}

const user = '9e59b205-d59a-5cc6-b2ac-616d47667a8f'
const as = (audience: keyof typeof roleIds, more: object = {}) => ({ user, role: roleIds[audience], roles: [roleIds[audience]], admin: false, app: false, ...more })
const inStudio = (audience: keyof typeof roleIds) => as(audience, { app: true, session: 'x' })
const admin = as('admin', { admin: true, app: true })
const visitor = { user: null, admin: false, app: false }

describe('closed to everybody', () => {
  it.each(CLOSED_PARTS.map(({ path }) => path))('%s, whatever the spelling', async (path) => {
    for (const spelling of [path, `${path}/`, path.toUpperCase(), `${path}/system`, `${path}?x=1`]) expect(await statusAs(admin, spelling)).toBe(404)
  })
})

describe('closed by default', () => {
  it('refuses what no list opens, to all but administrators', async () => {
    for (const path of ['/a-route-to-come', '/schema/snapshot', '/server/health', '/shares', '/utils/hash/generate', '/flows/trigger/x', '/users/invite']) {
      for (const who of [null, visitor, as('adviser'), as('service'), inStudio('manager')]) expect([path, await statusAs(who, path)]).toEqual([path, 404])
      expect([path, await statusAs(admin, path)]).toEqual([path, 200])
    }
  })

  it('opens by the method, the path and the names of the query together', async () => {
    const adviser = as('adviser')

    expect(await statusAs(adviser, '/items/people', 'SEARCH')).toBe(200)
    expect(await statusAs(adviser, '/items/people/', 'SEARCH')).toBe(200)
    expect(await statusAs(adviser, '/items/people?fields=id&filter[id][_eq]=1&filter%5Bcity%5D=x')).toBe(200)
    for (const query of ['deep[x][_limit]=1', 'aggregate[count]=id', 'alias[a]=b', 'export=csv', '[deep]=1', 'FIELDS=id', 'filter.x=1', '__proto__[x]=1&toString=1']) {
      expect([query, await statusAs(adviser, `/items/people?${query}`)]).toEqual([query, 404])
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) expect([method, await statusAs(adviser, '/items/people', method)]).toEqual([method, 404])
  })

  it('sees the names of a query that is shielded from Directus', async () => {
    expect(await statusAs(visitor, '/relais/directory/search?q=x&deep[a]=1')).toBe(404)
  })

  it('opens to visitors less than to accounts', async () => {
    expect(await statusAs(visitor, '/relais/directory/search?q=x')).toBe(200)
    for (const path of ['/items/people', '/relais/cases/mine', '/users', '/files/9e59b205-d59a-5cc6-b2ac-616d47667a8f']) expect([path, await statusAs(visitor, path)]).toEqual([path, 404])
  })

  it('opens to a session of the Studio what its role does there, and nothing to a role that left it', async () => {
    const designer = '/relais/workflows'
    expect(await statusAs(inStudio('configurator'), designer)).toBe(200)
    for (const audience of ['adviser', 'manager', 'steering', 'partner'] as const) expect([audience, await statusAs(inStudio(audience), designer)]).toEqual([audience, 404])
    for (const path of ['/users/me', '/items/people', '/collections']) expect([path, await statusAs(inStudio('steering'), path)]).toEqual([path, 404])
    expect(await statusAs({ ...inStudio('adviser'), app: false }, '/items/people')).toBe(404)
    expect(await statusAs(inStudio('adviser'), '/presets')).toBe(200)
  })

  it('takes a token of Directus without a session for a program', async () => {
    expect(await statusAs(as('adviser', { app: true }), '/presets')).toBe(404)
    expect(await statusAs(as('adviser', { app: true }), '/items/people', 'SEARCH')).toBe(200)
  })

  it('takes for an administrator nobody whose role is another’s, whatever policy was added', async () => {
    expect(await statusAs({ ...inStudio('adviser'), admin: true }, '/schema/snapshot')).toBe(404)
  })

  it.each(['/ITEMS/people', '/%69tems/people', '//items/people', '/items//people', '/items/people//', '/items/directus_users', '/items/%64irectus_users', '/items/people%2Fx', '/items/%E0%A4%A', '/items/..', '/items\\people', '*'])('opens no other spelling: %s', async (path) => {
    for (const method of ['GET', 'SEARCH']) expect(await statusAs(as('adviser'), path, method)).toBe(404)
  })
})

describe('reopened for tests', () => {
  const open = (path: string, who: Visitor) => mayAsk({ method: 'GET', path, query: ['aggregate'] }, who, true)

  it('opens the data, and to sessions of the Studio what is not of administrators', () => {
    for (const path of ['/items/people', '/users/me', '/relais/configurator']) expect([path, open(path, as('adviser'))]).toEqual([path, true])
    for (const path of ['/revisions', '/users/invite', '/assets/files', '/schema/snapshot']) expect([path, open(path, as('adviser'))]).toEqual([path, false])
    expect(open('/revisions', inStudio('adviser'))).toBe(true)
    for (const path of ['/shares', '/schema/snapshot', '/server/health', '/utils/sort/people', '/users/invite']) expect([path, open(path, inStudio('adviser'))]).toEqual([path, false])
  })
})
