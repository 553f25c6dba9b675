import { describe, expect, it } from 'vitest'
import { toldBehind } from '../../../../../extensions/privacy/src/rules/numbers.ts'

const filter = { id: { _eq: 'x' } }

describe('what a query tells of people without their rows', () => {
  it.each([
    ['rows', {}, 'nobody'],
    ['a number of all the rows', { aggregate: { count: ['*'] } }, 'nobody'],
    ['a number of some', { aggregate: { count: ['*'] }, filter }, 'numbers'],
    ['a number of those that a text finds', { aggregate: { countDistinct: ['id'] }, search: 'Ada' }, 'numbers'],
    ['groups of choices', { aggregate: { count: ['*'] }, group: ['gender'] }, 'numbers'],
    ['groups by month', { aggregate: { count: ['*'] }, group: ['year(date_created)', 'month(date_created)'] }, 'numbers'],
    ['groups of values', { aggregate: { count: ['*'] }, group: ['gender', 'last_name'] }, 'values'],
    ['groups by day', { group: ['day(birth_date)'] }, 'values'],
    ['an extreme', { aggregate: { max: ['birth_date'] } }, 'values'],
    ['the size of a list shown whole', { filter, meta: ['filter_count'], limit: 100 }, 'nobody'],
    ['the size of a list shown in part', { filter, meta: ['filter_count'], limit: 1 }, 'numbers'],
    ['the size of a list not shown', { filter, meta: ['total_count', 'filter_count'], limit: 0 }, 'numbers'],
    ['the size of what comes before', { filter, meta: ['filter_count'], limit: 100, offset: 5 }, 'numbers'],
    ['another page', { filter, limit: 1, page: 2 }, 'nobody'],
  ] as const)('%s', (_what, query, behind) => {
    expect(toldBehind('people', query, 1)).toBe(behind)
  })
})
