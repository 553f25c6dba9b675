import { describe, expect, it } from 'vitest'
import { countAfter, countsAfter } from '../../../../../extensions/configurator/src/rules/related-counts.ts'

describe('the number of related rows after a write', () => {
  it.each<[string, unknown, number]>([
    ['nothing sent', undefined, 4], ['the whole list', ['a', 'b'], 2], ['an empty list', [], 0], ['some created and some deleted', { create: [{}, {}], update: [{}], delete: ['a'] }, 5],
    ['more deleted than there are', { delete: Array.from({ length: 9 }, String) }, 0], ['no list at all', { create: 'x' }, 4], ['nothing', null, 4],
  ])('%s', (_, sent, count) => expect(countAfter(sent, 4)).toBe(count))

  it('is told list by list', () => expect(countsAfter({ needs: [{}], name: 'x' }, { needs: 3, actions: 2 })).toEqual({ needs: 1, actions: 2 }))
})
