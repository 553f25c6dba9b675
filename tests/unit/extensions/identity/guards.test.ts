import type { Accountability } from '@directus/types'
import { roleIds } from '@relais/schema/access'
import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'
import { keepCopiable, refuseLent, refuseOutsiders, refuseProtectedFields } from '../../../../extensions/identity/src/guards.ts'

const caller = (admin: boolean): Accountability => ({ user: 'user-1', role: 'role-1', roles: ['role-1'], admin, app: true, ip: null })

describe('refuseProtectedFields', () => {
  it.each(['role', 'policies', 'status', 'external_identifier', 'provider', 'token', 'auth_data', 'email', 'password', 'tfa_secret'])('keeps %s from everybody but administrators', (field) => {
    expect(() => refuseProtectedFields({ first_name: 'A', [field]: null }, caller(false))).toThrow(expect.objectContaining({ code: 'FORBIDDEN', status: 403 }))
    expect(refuseProtectedFields({ [field]: null }, caller(true))).toEqual({ [field]: null })
    expect(refuseProtectedFields({ [field]: null }, null)).toEqual({ [field]: null })
  })

  it.each(['partner', 'beneficiary', 'adviser', 'manager', 'prescriber', 'configurator', 'steering', 'service'] as const)('keeps them from a %s to whom rights are lent', (audience) => {
    const lent = { ...caller(true), role: roleIds[audience], roles: [roleIds[audience]] }
    expect(() => refuseProtectedFields({ role: roleIds.admin }, lent)).toThrow(expect.objectContaining({ code: 'FORBIDDEN', status: 403 }))
    expect(() => refuseLent({ name: 'x' }, lent)).toThrow(expect.objectContaining({ code: 'FORBIDDEN', status: 403 }))
    expect([refuseLent('x', caller(true)), refuseLent('x', caller(false)), refuseLent('x', null)]).toEqual(['x', 'x', 'x'])
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
    expect(() => refuseOutsiders({ role: undefined, first_name: 'A' })).toThrow(expect.objectContaining({ code: 'STUDIO_REFUSED' }))
  })

  it('lets in an account with a role, or any when no mapping is configured', () => {
    expect(refuseOutsiders({ role: 'role-1' })).toEqual({ role: 'role-1' })
    expect(refuseOutsiders({ first_name: 'A' })).toEqual({ first_name: 'A' })
  })
})

describe('keepCopiable', () => {
  const taken = 'prise@exemple.org'
  /** The table of accounts, which holds one address. */
  const accounts = (() => ({ select: () => ({ whereRaw: (_sql: string, [email]: string[]) => ({ first: async () => (email === taken ? { id: 'user-2' } : undefined) }) }) })) as unknown as Knex
  const judge = (email: string) => {
    if (!email.endsWith('.org')) throw new Error('refused')
  }
  const keep = (payload: unknown) => keepCopiable(payload, accounts, judge)

  it.each([
    ['an e-mail that Directus refuses', 'email', 'a@mission.lan'],
    ['an e-mail that somebody has, in other letters', 'email', 'Prise@Exemple.org'],
    ['an e-mail too long for its column', 'email', `${'a'.repeat(130)}@exemple.org`],
    ['an e-mail that is no text', 'email', 12],
    ['no e-mail', 'email', undefined],
    ['a name too long for its column', 'last_name', 'é'.repeat(51)],
    ['a name that no column holds', 'first_name', 'a\u0000b'],
  ])('leaves out %s, and nothing else', async (_what, field, value) => {
    expect(await keep({ role: 'role-1', first_name: 'Ana', last_name: 'Roy', email: 'ana@exemple.org', [field]: value })).toEqual({ role: 'role-1', first_name: 'Ana', last_name: 'Roy', email: 'ana@exemple.org', [field]: undefined })
  })

  it('copies the others', async () => {
    const payload = { role: 'role-1', first_name: 'É'.repeat(50), last_name: null, email: 'ana@exemple.org', auth_data: 'x'.repeat(900) }

    expect(await keep(payload)).toEqual(payload)
    expect(await keep(null)).toBeNull()
  })
})
