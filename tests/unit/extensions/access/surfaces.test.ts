import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { Accountability } from '@directus/types'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SURFACES } from '../../../../extensions/access/src/rules/surfaces.ts'
import { closeForEverybody, closeForSome } from '../../../../extensions/access/src/surfaces.ts'

let server: Server
let origin: string
let caller: Pick<Accountability, 'admin' | 'app' | 'user'> | null = null

beforeAll(async () => {
  const app = express()
  closeForEverybody(app)
  app.use((request, _response, next) => {
    Object.assign(request, { accountability: caller })
    next()
  })
  closeForSome(app)
  app.use((_request, response) => { response.json({ data: 'reached' }) })
  app.use((error: { status: number, code: string }, _request: unknown, response: express.Response, _next: unknown) => {
    response.status(error.status).json({ errors: [{ extensions: { code: error.code } }] })
  })
  server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = address !== null && typeof address === 'object' ? `http://127.0.0.1:${address.port}` : ''
})

afterAll(() => { server.close() })

async function statusAs(who: typeof caller, path: string): Promise<number> {
  caller = who
  return (await fetch(`${origin}${path}`)).status
}

const user = '9e59b205-d59a-5cc6-b2ac-616d47667a8f'
const admin = { user, admin: true, app: true }
const studio = { user, admin: false, app: true }
const portal = { user, admin: false, app: false }
const visitor = { user: null, admin: false, app: false }

describe('closed parts of Directus', () => {
  it.each(SURFACES.filter(({ reach }) => reach === 'nobody').map(({ path }) => path))('nobody reaches %s, whatever the spelling', async (path) => {
    for (const spelling of [path, `${path}/`, path.toUpperCase(), `${path}/system`, `${path}?x=1`]) expect(await statusAs(admin, spelling)).toBe(404)
  })

  it.each(SURFACES.filter(({ reach }) => reach === 'administrators').map(({ path }) => path))('administrators alone reach %s', async (path) => {
    expect(await statusAs(admin, `${path}/x`)).toBe(200)
    for (const who of [studio, portal, null]) expect(await statusAs(who, `${path}/x`)).toBe(404)
  })

  it('keeps the helpers of the Studio from the portal and the public', async () => {
    expect(await statusAs(studio, '/utils/hash/generate')).toBe(200)
    for (const who of [portal, null]) expect(await statusAs(who, '/utils/hash/generate')).toBe(404)
  })

  it('tells about the server to the Studio and to visitors, not to the portal', async () => {
    for (const who of [studio, admin, visitor, null]) expect(await statusAs(who, '/server/info')).toBe(200)
    expect(await statusAs(portal, '/server/info')).toBe(404)
  })

  it('leaves what the product uses', async () => {
    for (const path of ['/items/offers', '/relais/directory/search', '/assets/x', '/server/ping', '/users/me', '/graphqlish', '/files']) {
      expect(await statusAs(portal, path)).toBe(200)
    }
  })
})

describe('tokens in addresses', () => {
  it.each(['access_token=x', 'a=1&access_token=x', 'access_token[]=x', 'access_token[0]=x', '%61ccess_token=x', 'access_token'])('are refused (%s)', async (query) => {
    const response = await fetch(`${origin}/items/offers?${query}`)

    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INVALID_CREDENTIALS' } }] })
  })

  it.each(['my_access_token=x', 'fields=access_token', 'q=access_token%3Dx'])('are not seen where there is none (%s)', async (query) => {
    expect(await statusAs(portal, `/items/offers?${query}`)).toBe(200)
  })
})
