import { describe, expect, it } from 'vitest'
import { opensToStructure, readsAllOf } from '@relais/schema/access'

describe('the rows behind a list', () => {
  it.each([['adviser', 'cases', 'interviews'], ['manager', 'cases', 'interviews'], ['adviser', 'cases', 'needs'], ['beneficiary', 'cases', 'needs'], ['admin', 'cases', 'interviews']] as const)('are all read by whoever reads the record: %s, %s.%s', (audience, collection, list) => {
    expect(readsAllOf(audience, collection, list)).toBe(true)
  })

  it.each([['beneficiary', 'cases', 'interviews'], ['beneficiary', 'cases', 'actions'], ['adviser', 'people', 'cases'], ['partner', 'referrals', 'steps'], ['steering', 'cases', 'interviews'], ['adviser', 'organizations', 'members']] as const)('are not: %s, %s.%s', (audience, collection, list) => {
    expect(readsAllOf(audience, collection, list)).toBe(false)
  })

  it('are no matter of a field that is no list', () => {
    expect(readsAllOf('beneficiary', 'cases', 'urgency')).toBe(true)
  })
})

describe('a structure named in a row', () => {
  it('shows it to those who work there: it is named by one of them', () => {
    expect(opensToStructure('saved_views', 'structure')).toBe(true)
  })

  it.each([['transfers', 'structure'], ['templates', 'structure'], ['organizations', 'name']] as const)('is anybody’s to name, or no such link: %s.%s', (collection, field) => {
    expect(opensToStructure(collection, field)).toBe(false)
  })
})
