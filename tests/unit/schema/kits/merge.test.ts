import { afterEach, describe, expect, it } from 'vitest'
import { collections, declarations, getCollection, installedKits, setInstalledKits } from '@relais/schema'
import { computePermissions, policyIds } from '@relais/schema/access'
import { buildForm } from '@relais/schema/forms'
import { withKits } from '../../../../schema/kits/merge.ts'
import { kit as mjpm } from '../../../../schema/kits/mjpm/index.ts'
import type { Kit } from '@relais/schema'

const asStored = (kit: Kit): Kit => JSON.parse(JSON.stringify(kit))

afterEach(() => setInstalledKits([]))

describe('collections with a kit', () => {
  it('keep the order of the core, then add', () => {
    const { offers } = withKits(collections, [mjpm])

    expect(Object.keys(offers?.fields ?? {}).slice(0, -2)).toEqual(Object.keys(collections.offers.fields))
    expect(Object.keys(offers?.fields ?? {}).slice(-2)).toEqual(['mjpm_departements', 'mjpm_profiles'])
    expect(Object.keys(offers?.sections ?? {}).at(-1)).toBe('mjpm')
    expect(offers?.fields['suspension_reason']?.choices?.at(-1)?.value).toBe('mjpm_accreditation')
  })

  it('leave the core as it was', () => {
    const before = JSON.stringify(collections)
    withKits(collections, [mjpm])

    expect(JSON.stringify(collections)).toBe(before)
    expect(withKits(collections, []).offers).toBe(collections.offers)
  })

  it('are the same once a kit was written down and read again', () => {
    expect(JSON.stringify(withKits(collections, [asStored(mjpm)]))).toBe(JSON.stringify(withKits(collections, [mjpm])))
  })
})

describe('the kits of a process', () => {
  it('are none until they were read', () => {
    expect([installedKits(), declarations()]).toEqual([[], collections])
    expect(declarations()).toBe(collections)
  })

  it('are in every declaration once they were, and out of it once removed', () => {
    setInstalledKits([asStored(mjpm)])
    expect(getCollection('organizations')?.fields['mjpm_branch']?.kit).toBe('mjpm')
    expect(declarations()).toBe(declarations())

    setInstalledKits([])
    expect(getCollection('organizations')?.fields['mjpm_branch']).toBeUndefined()
    expect(getCollection('nowhere')).toBeUndefined()
  })

  it('give the rights and the forms that they declare', () => {
    setInstalledKits([asStored(mjpm)])
    const readable = (audience: 'public' | 'prescriber' | 'beneficiary') => computePermissions(declarations()).find(row => row.policy === policyIds[audience] && row.collection === 'offers' && row.action === 'read')?.fields ?? []
    const offers = getCollection('offers')

    expect(readable('prescriber')).toContain('mjpm_profiles')
    expect(readable('beneficiary')).toEqual([])
    expect(offers && buildForm(offers, 'partner').fields.find(({ field }) => field === 'mjpm_departements')).toMatchObject({ facet: true, kit: 'mjpm', kind: 'choices', level: 'write' })
    expect(offers && buildForm(offers, 'beneficiary').fields).toEqual([])
  })
})
