import { describe, expect, it } from 'vitest'
import { suggestionStatement } from '../../../../../extensions/directory/src/rules/suggestion.ts'
import { toCriteria } from '../../../../../extensions/directory/src/rules/search-params.ts'

const asked = (typed: string) => suggestionStatement(toCriteria({ q: typed }, { visibilities: ['public'] }), typed)

describe('suggestionStatement', () => {
  it('compares words of a length that somebody writes, whatever a letter of Unicode is taken apart into', () => {
    expect(asked(`logemant ${'ﬃ'.repeat(100)} ${'a'.repeat(60)} ${'a'.repeat(61)} aid`).bindings['typed']).toEqual(['logemant', 'a'.repeat(60)])
  })

  it('compares no more letters of a name than the database can', () => {
    expect(asked('logemant').sql).toContain('levenshtein_less_equal(left(w.plain, 120), typed.word')
  })
})
