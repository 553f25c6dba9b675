import { describe, expect, it } from 'vitest'
import { canReview, spacesOf } from '../../../../../extensions/identity/src/rules/spaces.ts'
import { audienceOf } from '../../../../../extensions/identity/src/service/me.ts'
import { roleIds } from '../../../../../schema/access/index.ts'

describe('audienceOf', () => {
  it('is the audience whose role the caller has', () => {
    expect(audienceOf({ admin: false, role: roleIds.partner })).toBe('partner')
    expect(audienceOf({ admin: true, role: null })).toBe('admin')
  })

  it('is none for a foreign role or no role', () => {
    expect(audienceOf({ admin: false, role: '00000000-0000-4000-8000-000000000000' })).toBeUndefined()
    expect(audienceOf({ admin: false, role: null })).toBeUndefined()
  })
})

describe('spaces', () => {
  it('sends each to what they work with', () => {
    expect(spacesOf('partner')).toEqual(['partenaire'])
    expect(spacesOf('beneficiary')).toEqual(['usager'])
    expect(spacesOf('adviser')).toContain('prescripteur')
    expect(spacesOf('admin')).toEqual([])
  })

  it('lets staff decide on proposals', () => {
    expect((['adviser', 'manager', 'admin', 'partner', 'beneficiary', 'prescriber'] as const).map(canReview)).toEqual([true, true, true, false, false, false])
  })
})
