import { audienceOf, isAdministrator, isLent, roleIds } from '@relais/schema/access'
import { describe, expect, it } from 'vitest'

describe('audienceOf', () => {
  it.each([
    ['nobody', null, 'public'],
    ['somebody without a role', { user: 'u', role: null, roles: [] }, 'public'],
    ['a partner', { user: 'u', role: roleIds.partner, roles: [roleIds.partner] }, 'partner'],
    ['a local role under ours', { user: 'u', role: 'local', roles: ['local', roleIds.adviser] }, 'adviser'],
    ['an unknown role', { user: 'u', role: 'local', roles: ['local'] }, 'public'],
    ['an administrator', { user: 'u', role: 'any', roles: [], admin: true }, 'admin'],
    ['the administrators’ role on the portal', { user: 'u', role: roleIds.admin, roles: [roleIds.admin], admin: false }, 'public'],
  ])('%s', (_, caller, audience) => expect(audienceOf(caller)).toBe(audience))
})

describe('rights that are lent', () => {
  it.each([
    ['an administrator', { role: roleIds.admin, roles: [roleIds.admin], admin: true }, true, false],
    ['an administrator of an unknown role', { role: 'any', roles: ['any'], admin: true }, true, false],
    ['a manager', { role: roleIds.manager, roles: [roleIds.manager], admin: false }, false, false],
    ['a manager to whom the rights of one are lent', { role: roleIds.manager, roles: [roleIds.manager], admin: true }, false, true],
    ['somebody under a local role, to whom they are lent', { role: 'local', roles: ['local', roleIds.adviser], admin: true }, false, true],
    ['nobody', null, false, false],
  ])('are told from those of an administrator: %s', (_, caller, administrator, lent) => {
    expect([isAdministrator(caller), isLent(caller)]).toEqual([administrator, lent])
  })

  it('leave people in their own audience', () => {
    expect(audienceOf({ role: roleIds.configurator, roles: [], admin: true })).toBe('configurator')
  })
})
