import { describe, expect, it } from 'vitest'
import { isPlainBody, isPlainSignIn, mayComeFromQuery, wrongInputOf } from '../../../../../extensions/access/src/rules/wrong-input.ts'

const fromDatabase = (code: string) => Object.assign(new Error('Dupont'), { code, severity: 'ERROR' })

describe('an error', () => {
  it.each([
    ['22P02', 'value'], ['22007', 'value'], ['22008', 'value'], ['22003', 'value'], ['22021', 'value'], ['2201B', 'value'], ['23514', 'value'], ['23503', 'value'], ['42883', 'query'], ['42804', 'query'], ['42803', 'query'], ['54001', 'query'],
  ])('%s of the database is what was asked', (code, kind) => {
    expect(wrongInputOf(fromDatabase(code))).toBe(kind)
  })

  it.each(['42P01', '42501', '40001', '53300', '57P01', '08006', 'XX000', 'P0001'])('%s of the database is ours', (code) => {
    expect(wrongInputOf(fromDatabase(code))).toBeUndefined()
  })

  it('of JavaScript is ours, unless it is about a date or an address', () => {
    expect(wrongInputOf(new URIError('Failed to decode param'))).toBe('address')
    expect(wrongInputOf(new RangeError('Invalid time value'))).toBe('value')
    for (const error of [new TypeError('x is not a function'), new Error('22P02'), Object.assign(new Error('x'), { code: '22P02' }), { code: '22P02', severity: 'ERROR' }, 'x', null]) expect(wrongInputOf(error)).toBeUndefined()
  })
})

describe('a failure of Directus', () => {
  const from = (...places: string[]) => Object.assign(new TypeError('x'), { stack: ['TypeError: x', ...places.map(place => `    at ${place}`), '    at next (file:///srv/node_modules/@directus/api/dist/utils/validate-query.js:1:1)'].join('\n') })
  const of = (file: string) => `read (file:///srv/node_modules/${file}:38:37)`
  const api = (file: string) => of(`@directus/api/dist/${file}`)

  it.each(['utils/validate-query.js', 'utils/sanitize-query.js', 'database/run-ast/lib/apply-query/filter/operator.js', 'database/get-ast-from-query/lib/parse-fields.js', 'permissions/modules/process-ast/lib/field-map-from-ast.js'])('in %s may come from the query', (place) => {
    expect(mayComeFromQuery(from(api(place)))).toBe(true)
    expect(mayComeFromQuery(from('Object.keys (<anonymous>)', of('@directus/utils/dist/shared/index.js'), of('lodash-es/merge.js'), api(place)))).toBe(true)
  })

  it.each(['services/items.js', 'database/helpers/schema/types.js', 'permissions/lib/fetch-policies.js'])('in %s is ours', (place) => {
    expect(mayComeFromQuery(from(api(place)))).toBe(false)
  })

  it('in our own code is ours, wherever it was called from, and so is what is no error of types', () => {
    const named = api('utils/sanitize-query.js')
    expect(mayComeFromQuery(from('rule (file:///srv/extensions/access/dist/api.js:1:1)', named))).toBe(false)
    expect(mayComeFromQuery(Object.assign(new Error('x'), { stack: from(named).stack }))).toBe(false)
    expect([mayComeFromQuery(null), mayComeFromQuery('x'), mayComeFromQuery(Object.assign(new TypeError('x'), { stack: undefined }))]).toEqual([false, false, false])
  })

  it.each([['42703', true], ['42601', true], ['42702', true], ['42P01', false], ['42501', false], ['XX000', false]])('%s of the database: %s', (code, may) => {
    expect(mayComeFromQuery(fromDatabase(code))).toBe(may)
    expect(wrongInputOf(fromDatabase(code))).toBeUndefined()
  })
})

describe('a sign-in to the Studio', () => {
  const HOME = 'https://gestion.example'
  const goes = (redirect: unknown) => isPlainSignIn({ query: redirect === undefined ? {} : { redirect } }, HOME)

  it.each([undefined, '', '/admin/content', 'admin', '?a=b', 'https://gestion.example/admin', 'https://GESTION.example:443/x'])('comes back to %s', (redirect) => {
    expect(goes(redirect)).toBe(true)
  })

  it.each(['//ailleurs.example', '/\\ailleurs.example', 'http://gestion.example', 'https://gestion.example.ailleurs.example', 'https://gestion.example:8443', 'javascript:alert(1)', 'data:,x', 'http://[', ['a', 'b'], { a: 'b' }, 1, null])('does not go to %j', (redirect) => {
    expect(goes(redirect)).toBe(false)
  })

  it('sends texts only', () => {
    expect(isPlainSignIn({ query: { prompt: { a: '1' } } }, HOME)).toBe(false)
    expect(isPlainSignIn({ query: {}, body: { code: { a: '1' } } }, HOME)).toBe(false)
    expect(isPlainSignIn({ query: { code: 'x' }, body: { state: 'y' } }, HOME)).toBe(true)
  })
})

describe('a body', () => {
  it.each([['POST', [{ a: 1 }]], ['POST', { a: [null] }], ['PATCH', [{ id: 1 }]], ['PATCH', { keys: ['a', 1], data: {} }], ['DELETE', ['a', 1]], ['DELETE', { keys: ['a'] }], ['SEARCH', { query: {} }], ['PATCH', { last_name: 'x' }], ['POST', undefined], ['POST', {}]])('%s %j is taken', (method, body) => {
    expect(isPlainBody(method, body)).toBe(true)
  })

  it.each([['POST', [null]], ['POST', [[]]], ['POST', ['a']], ['PATCH', [1]], ['PATCH', { keys: 'a', data: {} }], ['PATCH', { keys: [null], data: {} }], ['PATCH', { keys: ['a'] }], ['PATCH', { keys: ['a'], data: [] }], ['DELETE', [{}]], ['DELETE', [null]], ['DELETE', { keys: [{}] }], ['SEARCH', { query: 'x' }], ['SEARCH', { query: null }]])('%s %j is refused', (method, body) => {
    expect(isPlainBody(method, body)).toBe(false)
  })
})
