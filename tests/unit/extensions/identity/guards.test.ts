import type { Accountability } from '@directus/types'
import { describe, expect, it } from 'vitest'
import { refuseOutsiders, refuseProtectedFields } from '../../../../extensions/identity/src/guards.ts'

const caller = (admin: boolean): Accountability => ({ user: 'user-1', role: 'role-1', roles: ['role-1'], admin, app: true, ip: null })

describe('refuseProtectedFields', () => {
  it.each(['role', 'policies', 'status', 'external_identifier', 'provider', 'token', 'auth_data', 'email', 'password', 'tfa_secret'])('keeps %s from everybody but administrators', (field) => {
    expect(() => refuseProtectedFields({ first_name: 'A', [field]: null }, caller(false))).toThrow(expect.objectContaining({ code: 'FORBIDDEN', status: 403 }))
    expect(refuseProtectedFields({ [field]: null }, caller(true))).toEqual({ [field]: null })
    expect(refuseProtectedFields({ [field]: null }, null)).toEqual({ [field]: null })
  })

  it('looks into each of several payloads', () => {
    expect(() => refuseProtectedFields([{ language: 'fr-FR' }, { role: 'x' }], caller(false))).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })

  it('lets people change their own preferences', () => {
    expect(refuseProtectedFields({ language: 'fr-FR', appearance: 'dark' }, caller(false))).toEqual({ language: 'fr-FR', appearance: 'dark' })
  })
})

describe('refuseOutsiders', () => {
  it('keeps out of the Studio an account that no group gives a role in', () => {
    expect(() => refuseOutsiders({ role: undefined, first_name: 'A' })).toThrow(expect.objectContaining({ code: 'INVALID_CREDENTIALS' }))
  })

  it('lets in an account with a role, or any when no mapping is configured', () => {
    expect(refuseOutsiders({ role: 'role-1' })).toEqual({ role: 'role-1' })
    expect(refuseOutsiders({ first_name: 'A' })).toEqual({ first_name: 'A' })
  })
})
