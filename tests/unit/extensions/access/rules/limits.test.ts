import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QUERY_LIMITS, batchSize, exceededImageLimit, exceededLimit, hasPlainNames, isByQuery } from '../../../../../extensions/access/src/rules/limits.ts'
import { createWindow } from '../../../../../extensions/access/src/rules/window.ts'

const nested = (depth: number): unknown => depth === 0 ? { id: { _eq: 1 } } : { _and: [nested(depth - 1)] }
const many = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`)

describe('what one query may ask', () => {
  it.each([
    ['conditions', { filter: { _or: many(301).map(name => ({ [name]: 1 })) } }],
    ['conditions', { filter: JSON.stringify({ _or: many(301).map(name => ({ [name]: 1 })) }) }],
    ['conditions', { deep: Object.fromEntries(many(301).map(name => [name, { _limit: 1 }])) }],
    ['values', { filter: { id: { _in: many(2001) } } }],
    ['nesting', { filter: nested(20) }],
    ['conditions', { filter: `${'{"_and":['.repeat(5000)}{}${']}'.repeat(5000)}` }],
    ['fields', { fields: many(301) }],
    ['fields', { fields: many(301).join(',') }],
    ['fields', { fields: Object.fromEntries(many(301).entries()) }],
    ['wildcards', { fields: '*.*.*' }],
    ['wildcards', { fields: ['id', 'cases.*.*.*'] }],
    ['aliases', { alias: Object.fromEntries(many(21).map(name => [name, 'id'])) }],
    ['aggregates', { aggregate: { max: many(21) } }],
    ['groups', { groupBy: many(6) }],
    ['sorts', { sort: many(11).join(',') }],
    ['search', { search: 'a'.repeat(201) }],
  ])('has a limit: %s', (limit, query) => {
    expect(exceededLimit(query)).toBe(limit)
  })

  it('leaves what screens ask', () => {
    expect(exceededLimit({
      fields: ['*', 'sites.*', ...many(100)].join(','), filter: { _and: [{ status: { _in: many(200) } }, { structure: { scopes: { user: { _eq: '$CURRENT_USER' } } } }] },
      sort: 'name,-date_created', search: 'plateforme', deep: { sites: { _limit: 5, _filter: { status: { _eq: 'active' } } } }, limit: '50', page: '2', aggregate: { count: '*' },
    })).toBeUndefined()
  })

  it('reads anything without failing', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('fields', 'filter', 'deep', 'alias', 'aggregate', 'sort', 'search', 'groupBy'), fc.anything()), (query) => {
      const limit = exceededLimit(query)
      expect(limit === undefined || limit in QUERY_LIMITS).toBe(true)
    }))
  })

  it.each(['?', '=cmd', 'a"b', 'a b', '', 'é', '$1', 'a;b'])('gives no column the name %j', (name) => {
    expect(hasPlainNames({ alias: { [name]: 'id' } })).toBe(false)
    expect(hasPlainNames({ alias: JSON.stringify({ [name]: 'id' }) })).toBe(false)
    expect(hasPlainNames({ deep: { sites: { _alias: { [name]: 'id' } } } })).toBe(false)
    expect(hasPlainNames({ alias: { other_name: 'id' }, deep: { sites: { _filter: { name: { _eq: name } } } } })).toBe(true)
  })

  it.each(['name\') or (\'1\'=\'1', 'id); select 1', 'name(', '(', 'a b', 'a,b"', '..', '?'])('takes %j for no field', (name) => {
    for (const query of [{ filter: { [name]: { _eq: 1 } } }, { filter: { _and: [{ sites: { [name]: 1 } }] } }, { groupBy: [name] }, { aggregate: { [name]: 'id' } }, { deep: { [name]: {} } }, { sort: `name,${name}` }]) {
      expect([query, hasPlainNames(query)]).toEqual([query, false])
    }
  })

  it('knows every way to name a field', () => {
    expect(hasPlainNames({
      fields: ['*', '*.*', 'sites.city', 'item:sites.city', 'count(sites)', 'sites.year(date)', '$thumbnail', 'x_label', 'numéro', 'a-b'], sort: '-name, sites.city', groupBy: ['month(date)'],
      aggregate: { count: '*', countDistinct: ['id', 'name'] }, filter: { _and: [{ sites: { _some: { name: { _in: ['a b', '\'; --'] } } } }, { 'year(date)': { _eq: 2025 } }, { '$FOLLOW(sites, organization)': { _null: true } }] },
    })).toBe(true)
  })

  it.each([[{ width: '2000', height: '10', fit: 'cover' }, undefined], [{ key: 'system-small-cover' }, undefined], [{ width: '2001' }, 'imageSide'], [{ height: '1e9' }, 'imageSide'], [{ width: ['1', '2'] }, 'imageSide'], [{ width: 'x' }, 'imageSide'], [{ transforms: '[]' }, 'imageSteps']])('bounds the image %j', (query, limit) => {
    expect(exceededImageLimit(query)).toBe(limit)
  })

  it('counts the rows of a batch', () => {
    expect([batchSize(many(3)), batchSize({ keys: many(4) }), batchSize({ name: 'x' }), batchSize(undefined), batchSize('x')]).toEqual([3, 4, 0, 0, 0])
  })
})

describe('a change by query', () => {
  it.each<[string, unknown, boolean]>([['PATCH', { query: {}, data: {} }, true], ['DELETE', { query: null }, true], ['SEARCH', { query: {} }, false], ['PATCH', { keys: ['a'], data: { query: 'x' } }, false], ['DELETE', ['query'], false], ['PATCH', undefined, false]])('%s %j: %s', (method, body, expected) => {
    expect(isByQuery(method, body)).toBe(expected)
  })
})

describe('a window', () => {
  it('counts each key apart, says how long to wait, and starts again', () => {
    const window = createWindow({ points: 2, seconds: 10 })

    expect([window.hit('a', 0), window.hit('a', 1000), window.hit('a', 2500), window.hit('b', 2500)]).toEqual([0, 0, 8, 0])
    expect(window.hit('a', 10_000)).toBe(0)
  })
})
