import { describe, expect, it } from 'vitest'
import { ACCESS_MODES, NETWORKS, PUBLICS, THEMES } from '../../../../schema/index.ts'
import { vocabularyTerms } from '../../../../seeds/reference/vocabularies.ts'

const terms = vocabularyTerms()
const codes = (vocabulary: string) => terms.filter(term => term.vocabulary === vocabulary).map(({ code }) => code)

describe('vocabularyTerms', () => {
  it('ships the themes of the product and the nine kinds of offers', () => {
    expect(codes('theme')).toEqual(THEMES.map(({ value }) => value))
    expect(codes('offer_kind')).toHaveLength(9)
  })

  it.each([
    ['public', 14], ['network', 108], ['service_type', 6], ['access_mode', 2], ['mobilisation_mode', 4], ['mobilised_by', 2], ['fees', 2],
  ])('ships the whole list %s of data·inclusion', (vocabulary, length) => {
    expect(codes(vocabulary)).toHaveLength(length)
  })

  it('hangs each of the 69 detailed themes from its family', () => {
    const detailed = terms.filter(({ vocabulary, code }) => vocabulary === 'service_theme' && code.includes('--'))
    const families = new Set(terms.filter(({ vocabulary, code }) => vocabulary === 'service_theme' && !code.includes('--')).map(({ id }) => id))

    expect(detailed).toHaveLength(69)
    expect(detailed.filter(({ parent }) => parent === null || !families.has(parent))).toEqual([])
  })

  it('knows every code that a form proposes', () => {
    const missing = (vocabulary: string, choices: readonly { value: string }[]) => choices.map(({ value }) => value).filter(value => !codes(vocabulary).includes(value))

    expect([...missing('public', PUBLICS), ...missing('network', NETWORKS), ...missing('access_mode', ACCESS_MODES)]).toEqual([])
  })

  it('says where each list comes from', () => {
    expect(terms.filter(({ source }) => !source)).toEqual([])
  })
})
