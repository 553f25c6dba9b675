import { roleIds } from '@relais/schema/access'
import { describe, expect, it } from 'vitest'
import { audienceOf } from '../../../../../extensions/configurator/src/rules/audience.ts'

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
