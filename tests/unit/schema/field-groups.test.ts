import { describe, expect, it } from 'vitest'
import { FIELD_GROUPS, collections, getCollection, groupOf } from '../../../schema/index.ts'

const about = (name: string, field: string) => groupOf(getCollection(name) ?? expect.fail(name), field)

describe('groups of fields', () => {
  it('cover every field about a person, and nothing else', () => {
    const grouped = Object.values(collections).filter(definition => Object.keys(definition.fields).some(field => groupOf(definition, field)))

    expect(grouped.map(({ collection }) => collection).sort()).toEqual(Object.values(collections).filter(({ domain }) => domain === 'cases').map(({ collection }) => collection).sort())
    for (const definition of grouped) for (const field of Object.keys(definition.fields)) expect(Object.keys(FIELD_GROUPS)).toContain(groupOf(definition, field))
  })

  it('follow the function of the section, of the field, and of the collection for a local field', () => {
    expect(about('people', 'phone')).toBe('identity')
    expect(about('people', 'housing_situation')).toBe('social')
    expect(about('people', 'health_coverage')).toBe('health')
    expect(about('cases', 'referred_by_name')).toBe('social')
    expect(about('cases', 'legal_basis')).toBe('social')
    expect(about('cases', 'summary')).toBe('social')
    expect(about('people', 'x_local')).toBe('identity')
    expect(about('organizations', 'phone')).toBeUndefined()
  })

  it('have a French label in words of the trade', () => {
    expect(Object.values(FIELD_GROUPS).map(({ label }) => label.fr)).toEqual(['identité et contact', 'social', 'justice', 'santé', 'notes privées'])
  })
})
