import { describe, expect, it } from 'vitest'
import { RECORD_FILE_BYTES } from '../../../../../schema/access/files.ts'
import { bodyLimitOf, headersToReturn, headersToSend, targetOf } from '../../../../../portal/server/utils/proxy-rules.ts'

const API = 'http://directus.internal:8055'

describe('bodyLimitOf', () => {
  const limit = (method: string, path: string) => bodyLimitOf(method, new URL(path, 'http://directus.invalid'), 1000)

  it('lets the largest file of a record pass, with its envelope, and nothing else that is larger than usual', () => {
    expect(limit('POST', '/files')).toBeGreaterThan(RECORD_FILE_BYTES + 16 * 1024)
    expect([limit('PATCH', '/files/x'), limit('POST', '/items/people'), limit('POST', '/relais/files/import'), limit('SEARCH', '/files')]).toEqual([1000, 1000, 1000, 1000])
  })
})

describe('targetOf', () => {
  it.each([
    ['GET', '/relais/directory/search?q=a'],
    ['HEAD', '/relais/directory/search?facet=offers.x:1&facet=offers.x:2'],
    ['GET', '/items/cases?filter[x][_eq]=1'],
    ['SEARCH', '/items/cases'],
    ['POST', '/relais/identity/invitations/view'],
  ])('opens %s %s', (method, path) => {
    expect(targetOf(method, path, API)?.href).toBe(`${API}${path}`)
  })

  it('keeps the path that the API is published under', () => {
    expect(targetOf('GET', '/items/offers', 'https://intranet.example/directus')?.href).toBe('https://intranet.example/directus/items/offers')
  })

  it.each([
    '/auth/login', '/server/info', '/', '', '/settings', '/admin', '/relais/../auth/login', '/relais/%2e%2e/auth/login', '/items/%2F..%2Fauth', '/items\\..\\auth',
    '//evil.example/relais', '/http://evil.example/relais', '/relais%00/x', '/users/me', '/items/directus_users', '/relais/cases/nothing', '/RELAIS/forms', '/relais/forms?deep=1', '/items/cases?aggregate[count]=id',
    '/relais/configurator', '/items/cases?[deep]=1', '/items/../items/cases',
  ])('closes %s', (path) => {
    expect(targetOf('GET', path, API)).toBeUndefined()
  })

  it.each(['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'get'])('closes %s of an address that is open to others', (method) => {
    expect(targetOf(method, '/items/cases', API)).toBeUndefined()
  })

  it('closes everything when the address of the API is not set', () => {
    expect(targetOf('GET', '/relais/forms', '')).toBeUndefined()
  })
})

describe('headersToSend', () => {
  const read = (headers: Record<string, string>) => (name: string) => headers[name]

  it('passes the bearer, the language and the address of the browser', () => {
    const headers = headersToSend(read({ 'authorization': 'Bearer abc', 'accept-language': 'fr' }), '203.0.113.7')

    expect(Object.fromEntries(headers)).toEqual({ 'authorization': 'Bearer abc', 'accept-language': 'fr', 'x-forwarded-for': '203.0.113.7' })
  })

  it.each([
    ['a cookie', { cookie: 'directus_session_token=1' }],
    ['a basic authorization', { authorization: 'Basic YWRtaW46YWRtaW4=' }],
    ['an address that the browser claims', { 'x-forwarded-for': '10.0.0.1' }],
    ['a host', { host: 'evil.example' }],
    ['another header', { 'x-relais-origin': 'admin' }],
  ])('does not pass %s', (_, headers) => {
    expect(Object.fromEntries(headersToSend(read(headers), undefined))).toEqual({})
  })
})

describe('headersToReturn', () => {
  it('keeps no cookie and forbids caches unless the API says otherwise', () => {
    const headers = headersToReturn(new Headers({ 'content-type': 'application/json', 'set-cookie': 'a=b', 'x-powered-by': 'Directus' }))

    expect(headers).toEqual({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  })

  it('keeps the cache rule of the API', () => {
    expect(headersToReturn(new Headers({ 'cache-control': 'max-age=60' }))['cache-control']).toBe('max-age=60')
  })
})
