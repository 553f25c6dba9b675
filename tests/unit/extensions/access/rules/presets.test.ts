import { describe, expect, it } from 'vitest'
import { roleIds } from '@relais/schema/access'
import { keepPresetOwn } from '../../../../../extensions/access/src/rules/presets.ts'

const who = (audience: 'adviser' | 'admin', admin = audience === 'admin') => ({ user: 'me', role: roleIds[audience], roles: [roleIds[audience]], admin, app: true, ip: null })

describe('a saved screen of the Studio', () => {
  it('is of whoever saves it, whatever it says', () => {
    const mine = { collection: 'cases', user: 'me', role: null }
    for (const sent of [{}, { user: null }, { user: 'other' }, { role: roleIds.admin }]) expect(keepPresetOwn({ collection: 'cases', ...sent }, who('adviser'), { isNew: true })).toEqual(mine)
  })

  it('is not given to others afterwards', () => {
    expect(keepPresetOwn({ icon: 'x' }, who('adviser'), { isNew: false })).toEqual({ icon: 'x' })
    expect(keepPresetOwn({ user: null, role: roleIds.admin }, who('adviser', true), { isNew: false })).toEqual({ user: 'me', role: null })
  })

  it('is for all when an administrator or the product says so', () => {
    const shared = { collection: 'cases', user: null, role: roleIds.adviser }
    expect([keepPresetOwn(shared, who('admin'), { isNew: true }), keepPresetOwn(shared, null, { isNew: true })]).toEqual([shared, shared])
  })
})
