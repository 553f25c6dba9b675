import { describe, expect, it } from 'vitest'
import { namedFilter } from '../../../../../extensions/cases/src/rules/by-name.ts'

describe('namedFilter', () => {
  it('asks every word of the names, in one spelling', () => {
    expect(namedFilter('people', 'Anna N’Diaye')).toEqual({ _and: ['anna', 'n', 'diaye'].map(word => ({ normalized_name: { _contains: word } })) })
  })

  it('asks the names of the person of a file', () => {
    expect(namedFilter('cases', 'ŁUKASIK')).toEqual({ _and: [{ person: { normalized_name: { _contains: 'lukasik' } } }] })
  })

  it.each([['people', '???'], ['people', ' '], ['structures', 'paris']])('asks nothing of %s for « %s »', (collection, typed) => {
    expect(namedFilter(collection, typed)).toBeNull()
  })
})
