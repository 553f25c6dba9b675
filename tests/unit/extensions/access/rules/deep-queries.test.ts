import { describe, expect, it } from 'vitest'
import { deepQueriesOf, hasReadableTrees } from '../../../../../extensions/access/src/rules/deep-queries.ts'

describe('the queries inside `deep`', () => {
  it('are found at every level, under the names of Directus', () => {
    const deep = { cases: { _filter: { id: { _eq: 1 } }, _limit: 2, actions: { _sort: ['x'] } }, structure: { parent: { _fields: 'id' } } }

    expect(deepQueriesOf(deep)).toEqual(expect.arrayContaining([{ filter: { id: { _eq: 1 } }, limit: 2 }, { sort: ['x'] }, { fields: 'id' }]))
    expect(deepQueriesOf(JSON.stringify(deep))).toHaveLength(3)
  })

  it('hide in a `_deep` too, written as an object or as its text', () => {
    const inner = { zq: { _filter: '{' } }

    for (const _deep of [inner, JSON.stringify(inner)]) expect(deepQueriesOf({ cases: { _deep } })).toEqual([{ deep: _deep }, { filter: '{' }])
  })

  it.each([undefined, null, '', 'zq', '[', 1, [], [{ _limit: 1 }], {}, { cases: null }, { cases: 'x' }, { cases: ['_filter'] }])('%j has none', (deep) => {
    expect(deepQueriesOf(deep)).toEqual([])
  })
})

describe('the parts of a query that hold names', () => {
  it.each([{}, { deep: '' }, { deep: '{}' }, { aggregate: { count: '*' } }, { alias: '{"a":"b"}' }, { fields: 'zq' }])('%j can be read', (query) => {
    expect(hasReadableTrees(query)).toBe(true)
  })

  it.each([{ deep: 'zq' }, { deep: '1' }, { deep: [] }, { deep: 1 }, { aggregate: '{' }, { aggregate: 'null' }, { alias: ['a'] }])('%j cannot', (query) => {
    expect(hasReadableTrees(query)).toBe(false)
  })
})
