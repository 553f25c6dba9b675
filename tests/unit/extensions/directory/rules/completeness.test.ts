import { describe, expect, it } from 'vitest'
import { measureCompleteness } from '../../../../../extensions/directory/src/rules/completeness.ts'
import { statusOfNewOffer } from '../../../../../extensions/directory/src/rules/offer-publication.ts'

const full = { description: 'x', phone: 'x', email: 'x', hours: 'x', website: 'x', themes: ['housing'], siret: 'x' }

describe('measureCompleteness', () => {
  it('is whole when everything useful is given', () => {
    expect(measureCompleteness({ organization: full, hasLocatedSite: true, hasContact: true, hasOffer: true })).toEqual({ completeness: 100, missing: [] })
  })

  it('names what is missing, blank texts and empty lists included', () => {
    const listing = { organization: { ...full, phone: '  ', themes: [] }, hasLocatedSite: false, hasContact: true, hasOffer: true }

    expect(measureCompleteness(listing)).toEqual({ completeness: 70, missing: ['phone', 'themes', 'sites'] })
  })

  it('is zero for an empty listing', () => {
    expect(measureCompleteness({ organization: {}, hasLocatedSite: false, hasContact: false, hasOffer: false }).completeness).toBe(0)
  })
})

describe('statusOfNewOffer', () => {
  it('publishes at once for a published organisation', () => {
    expect(statusOfNewOffer('active', undefined)).toBe('active')
    expect(statusOfNewOffer('to_refresh', undefined)).toBe('active')
  })

  it('keeps a draft when the partner asks for one', () => {
    expect(statusOfNewOffer('active', 'draft')).toBe('draft')
  })

  it.each(['prospect', 'suspended', 'archived'])('waits as a draft for an organisation that is %s', (status) => {
    expect(statusOfNewOffer(status, 'active')).toBe('draft')
  })
})
