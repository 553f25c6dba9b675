import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { bearer, mint } from '../integration/identity/mint.ts'
import { call, codeOf, stack, tokenFor } from '../support/stack.ts'
import { userId } from './world.ts'

const DOORS = ['/relais/identity/me', '/items/organizations', '/users/me', '/files', '/items/territories']
const big = (count: number) => ({ _or: Array.from({ length: count }, (_, index) => ({ name: { _contains: `terme ${index} ${'x'.repeat(40)}` } })) })

/** Sends bytes as they are and returns the status line and the body. */
function raw(text: string, port = new URL(stack.directusUrl).port): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), '127.0.0.1', () => { socket.write(text) })
    socket.on('data', (chunk) => { answer += String(chunk) })
    socket.on('close', () => resolve(answer))
    socket.on('error', error => answer === '' ? reject(error) : resolve(answer))
    socket.setTimeout(5_000, () => { socket.destroy() })
  })
}

describe('tokens of every wrong kind', () => {
  it.each([
    ['nothing', ''], ['a word', 'x'], ['three dots', '...'], ['a number', '0'], ['a token of 10 000 characters', 'x'.repeat(10_000)], ['percent signs', '%00%0a'], ['JSON', '{"alg":"none"}'], ['the word null', 'null'],
    ['an unsigned token', `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ id: userId('admin'), role: null, app_access: true, admin_access: true, iss: 'directus', exp: 9e9 }))}.`],
  ])('%s opens nothing', async (_kind, token) => {
    for (const path of DOORS) {
      const { status } = await call(path, { headers: { authorization: `Bearer ${token}` } })
      expect([path, [400, 401, 403].includes(status)]).toEqual([path, true])
    }
  })

  it.each([['in a cookie', { cookie: 'directus_session_token=TOKEN' }], ['in Basic', { authorization: 'Basic TOKEN' }], ['in another header', { 'x-access-token': 'TOKEN' }], ['twice', { authorization: 'Bearer TOKEN, Bearer TOKEN' }]])('a good token %s opens nothing', async (_place, headers) => {
    const token = await tokenFor('conseiller')
    const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll('TOKEN', token)]))
    for (const path of DOORS) expect([path, (await call(path, { headers: filled })).status >= 400]).toEqual([path, true])
  })

  it.each([['of nobody', { sub: '00000000-0000-4000-8000-000000000000' }], ['whose subject is a list', { sub: ['a'] }], ['whose subject is SQL', { sub: '\' or 1=1 --' }], ['whose roles claim everything', { realm_access: { roles: ['administrator'] }, groups: ['/administrator'], admin: true, role: 'admin' }]])('a signed token %s gives no more than its account', async (_what, claims) => {
    const token = await mint(String('sub' in claims ? claims.sub : userId('usager')), Object.fromEntries(Object.entries(claims)))
    const { body, status } = await call('/users?limit=-1&fields=id,email,role', { headers: bearer(token) })

    expect(status === 401 || status === 403 || !JSON.stringify(body).includes(userId('admin'))).toBe(true)
  })
})

describe('headers that claim something', () => {
  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])('%s changes no method', async (name) => {
    for (const verb of ['DELETE', 'PATCH', 'SEARCH']) {
      const { status } = await call(`/items/organizations?_method=${verb}`, { as: 'conseiller', headers: { [name]: verb } })
      expect([name, verb, status]).toEqual([name, verb, 200])
    }
  })

  it.each([['X-Forwarded-User', 'admin'], ['X-Remote-User', 'admin'], ['X-Relais-Origin', 'admin'], ['X-Original-URL', '/server/specs/oas'], ['X-Rewrite-URL', '/graphql'], ['X-Forwarded-Prefix', '/admin']])('%s is not believed', async (name, value) => {
    expect((await call('/users/me', { headers: { [name]: value } })).status).toBe(401)
    expect((await call('/graphql', { as: 'admin', headers: { [name]: value } })).status).toBe(404)
    expect((await call('/server/ping', { headers: { [name]: value } })).body).toBe('pong')
  })

  it.each(['Host: evil.example', 'X-Forwarded-Host: evil.example', 'Forwarded: host=evil.example', 'X-Forwarded-Proto: javascript'])('« %s » appears in no answer', async (line) => {
    const host = line.startsWith('Host') ? '' : 'Host: localhost\r\n'
    for (const path of ['/admin', '/auth/login/keycloak', '/server/info', '/nothing']) {
      expect(await raw(`GET ${path} HTTP/1.1\r\n${host}${line}\r\nConnection: close\r\n\r\n`)).not.toMatch(/evil\.example|javascript:/)
    }
    expect(await raw(`GET / HTTP/1.1\r\n${host}${line}\r\nConnection: close\r\n\r\n`, new URL(stack.portalUrl).port)).not.toMatch(/evil\.example|javascript:/)
  })

  it('do not smuggle a second request', async () => {
    const answer = await raw('POST /items/organizations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /graphql HTTP/1.1\r\nHost: localhost\r\n\r\n')

    expect(answer).toMatch(/^HTTP\/1\.1 400/)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
  })
})

describe('queries beyond measure', () => {
  const refused = async (path: string, options: Parameters<typeof call>[1]) => {
    const started = Date.now()
    const answer = await call(path, options)
    expect(Date.now() - started).toBeLessThan(2_000)
    expect(answer.body.errors?.[0]?.message).toMatch(/^(?:Cette demande|Cet envoi)/)
    return [answer.status, codeOf(answer), answer.body.errors?.[0]?.extensions['limit']]
  }

  it('a filter of 1 MB in the address', async () => {
    const answer = await raw(`GET /items/organizations?filter=${encodeURIComponent(JSON.stringify(big(12_000)))} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)

    expect(answer).toMatch(/^HTTP\/1\.1 431/)
    expect(answer).toContain('QUERY_TOO_COMPLEX')
  })

  it('a filter of 13 KB in the address', async () => {
    expect(await refused(`/items/organizations?filter=${encodeURIComponent(JSON.stringify({ name: { _contains: 'x'.repeat(13_000) } }))}`, { as: 'conseiller' })).toEqual([400, 'QUERY_TOO_COMPLEX', 'address'])
  })

  it('a filter of 1 MB in the body of SEARCH', async () => {
    expect(await refused('/items/organizations', { as: 'conseiller', method: 'SEARCH', body: { query: { filter: big(16_000) } } })).toEqual([413, 'CONTENT_TOO_LARGE', undefined])
    expect(await refused('/items/organizations', { as: 'conseiller', method: 'SEARCH', body: { query: { filter: big(5_000) } } })).toEqual([400, 'QUERY_TOO_COMPLEX', 'conditions'])
  })

  it('a body without a length', async () => {
    const answer = await raw(`POST /items/organizations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${Array.from({ length: 20 }, () => `10000\r\n${' '.repeat(65_536)}\r\n`).join('')}0\r\n\r\n`)

    expect(answer).toContain('CONTENT_TOO_LARGE')
  })

  it.each([
    ['wildcards', 'fields=*.*.*'], ['wildcards', 'fields=id,offers.*.*.*'], ['aliases', Array.from({ length: 21 }, (_, index) => `alias[a${index}]=name`).join('&')], ['groups', Array.from({ length: 6 }, () => 'groupBy[]=id').join('&')],
    ['sorts', `sort=${Array.from({ length: 11 }, () => 'name').join(',')}`], ['search', `search=${'a'.repeat(201)}`], ['fields', `fields=${Array.from({ length: 301 }, () => 'id').join(',')}`], ['aggregates', Array.from({ length: 21 }, () => 'aggregate[count][]=id').join('&')],
    ['conditions', `filter=${encodeURIComponent(JSON.stringify({ _or: Array.from({ length: 301 }, () => ({ a: 1 })) }))}`], ['nesting', `filter=${encodeURIComponent(`${'{"_and":['.repeat(30)}{"id":1}${']}'.repeat(30)}`)}`],
  ])('%s: %s', async (limit, query) => {
    for (const as of [null, 'conseiller', 'admin']) expect(await refused(`/items/organizations?${query}`, { as })).toEqual([400, 'QUERY_TOO_COMPLEX', limit])
    // The portal sends on the names that its pages write, no other.
    const isSent = !['aliases', 'groups', 'aggregates'].includes(limit)
    if (limit !== 'address') expect((await call(`/items/organizations?${query}`, { as: 'conseiller', base: `${stack.portalUrl}/api` })).status).toBe(isSent ? 400 : 404)
  })

  it('relations deeper than five', async () => {
    const answer = await call('/items/organizations?fields=offers.organization.offers.organization.offers.organization.name', { as: 'conseiller' })

    expect([answer.status, codeOf(answer)]).toEqual([400, 'QUERY_TOO_COMPLEX'])
    expect(answer.body.errors?.[0]?.message).toMatch(/^Cette demande/)
  })

  it('more rows than a list gives', async () => {
    expect((await call('/items/territories?limit=100000', { as: 'conseiller' })).status).toBe(400)
    const all = await call<{ data: unknown[] }>('/items/territories?limit=-1&fields=id', { as: 'conseiller' })
    expect(all.body.data.length).toBeLessThanOrEqual(1000)
  })

  it('more rows than a batch writes', async () => {
    const rows = Array.from({ length: 501 }, () => ({ name: 'x' }))

    expect(await refused('/items/saved_views', { as: 'conseiller', method: 'POST', body: rows })).toEqual([400, 'BATCH_TOO_LARGE', undefined])
    expect(await refused('/items/saved_views', { as: 'conseiller', method: 'DELETE', body: rows.map(() => '00000000-0000-4000-8000-000000000000') })).toEqual([400, 'BATCH_TOO_LARGE', undefined])
    expect(await refused('/items/saved_views', { as: 'conseiller', method: 'PATCH', body: { keys: rows.map(() => 'x'), data: {} } })).toEqual([400, 'BATCH_TOO_LARGE', undefined])
  })

  it.each(['{', '[]]', '"', 'nul', '{"a":1}}', `${'['.repeat(100_000)}`, '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}'])('a body that is no row: %s', async (body) => {
    const answer = await call('/items/saved_views', { as: 'conseiller', method: 'POST', body: body.slice(0, 200_000) })

    expect([answer.status >= 400, answer.status < 500]).toEqual([true, true])
    expect((await call('/users/me?fields=id', { as: 'usager' })).status).toBe(200)
  })
})
