import { describe, expect, it } from 'vitest'
import { DOORSTEP_ROUTES, PORTAL_ROUTES, STUDIO_ROUTES, matchRoute, namesOf } from '../../../../schema/access/routes/index.ts'
import { open } from '../../../../schema/access/routes/define.ts'

const ID = '9e59b205-d59a-5cc6-b2ac-616d47667a8f'
const routes = [...open('GET SEARCH /items/:collection', 'lists', { query: ['fields'] }), ...open('GET /files/:uuid', 'a file'), ...open('GET /things/:id', 'a thing')]
const isOpen = (method: string, path: string, query: string[] = []) => matchRoute(routes, { method, path, query }) !== undefined

describe('an open route', () => {
  it('is found by its method, its path and no more names than it has', () => {
    expect(isOpen('GET', '/items/people', ['fields'])).toBe(true)
    expect(isOpen('SEARCH', '/items/people/')).toBe(true)
    expect(isOpen('HEAD', `/files/${ID}`)).toBe(true)
    expect([isOpen('POST', '/items/people'), isOpen('search', '/items/people'), isOpen('GET', '/items/people', ['filter']), isOpen('GET', '/items'), isOpen('GET', `/items/people/${ID}`)]).toEqual([false, false, false, false, false])
  })

  it.each(['', '/', 'items/people', '/items/', '/items//', '/items/people//', '//items/people', '/Items/people', '/%69tems/people', '/items/directus_roles', '/items/Directus_roles', '/items/a.b', '/items/a%2Fb', '/items/%', '/files/all', `/files/${ID}x`, '/things/..', '/things/.', '/things/%2e%2e', '/things/a%00', '/things/a\\b', '/things/a b', '/things/é'])('is not %j', (path) => {
    expect(isOpen('GET', path)).toBe(false)
  })

  it('takes any key for the name of a record', () => {
    for (const key of ['1', ID, 'a.b-c_d~e', '+', 'x@relais.example', '2026-01-01T10:00:00Z_1']) expect([key, isOpen('GET', `/things/${key}`)]).toEqual([key, true])
  })

  it.each([
    ['filter[name][_eq]=x&fields=id', ['filter', 'fields']], ['filter%5Bname%5D=x', ['filter']], ['[deep]=1', ['']], ['', []], ['a=1&a=2', ['a', 'a']], ['limit', ['limit']],
  ])('has the names of %s', (search, names) => {
    expect(namesOf(search)).toEqual(names)
  })

  it('is written as a method and a path', () => {
    for (const asked of ['/items', 'FETCH /items', 'GET items']) expect(() => open(asked, 'why')).toThrow('Not a route')
  })
})

describe('the lists', () => {
  it.each([['the portal', PORTAL_ROUTES], ['the sign-in page', DOORSTEP_ROUTES], ['the Studio', STUDIO_ROUTES]])('of %s have each address once, with its reason', (_, list) => {
    const addresses = list.map(({ method, path }) => `${method} ${path}`)

    expect(new Set(addresses).size).toBe(addresses.length)
    for (const { why, query } of list) expect(why.length > 3 && !query.includes('access_token')).toBe(true)
  })
})
