import { describe, expect, it } from 'vitest'
import { InvitationSchema, drawToken, hashToken, invitationState } from '../../../../../extensions/identity/src/rules/invitation.ts'

const NOW = new Date('2025-11-21T12:00:00Z')
const later = new Date('2025-11-21T12:00:01Z')
const id = '314e258e-4567-515c-859c-cebb0b543b41'

describe('invitationState', () => {
  it('is open until the very second it expires', () => {
    expect(invitationState({ accepted_at: null, expires_at: later }, NOW)).toBe('open')
    expect(invitationState({ accepted_at: null, expires_at: NOW }, NOW)).toBe('expired')
  })

  it('serves once, even when it has also expired', () => {
    expect(invitationState({ accepted_at: NOW, expires_at: later }, NOW)).toBe('invalid')
    expect(invitationState({ accepted_at: NOW, expires_at: NOW }, later)).toBe('invalid')
    expect(invitationState(undefined, NOW)).toBe('invalid')
  })

  it('reads instants that the database gives as text', () => {
    expect(invitationState({ accepted_at: null, expires_at: '2025-11-21T13:00:00+01:00' }, NOW)).toBe('expired')
  })
})

describe('tokens', () => {
  it('are never twice the same, fit in an address and are not what is stored', () => {
    const token = drawToken()

    expect(token).toMatch(/^[\w-]{43}$/)
    expect(drawToken()).not.toBe(token)
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('InvitationSchema', () => {
  it.each([
    ['an administrator', { audience: 'admin' }],
    ['the robot account', { audience: 'service' }],
    ['an unknown audience', { audience: 'chief' }],
    ['an unknown right', { audience: 'partner', organization: id, right: 'god' }],
    ['an organisation that is no identifier', { audience: 'partner', organization: '1 or 1=1', right: 'editor' }],
    ['an unknown key', { audience: 'partner', organization: id, right: 'editor', role: id }],
    ['a person invited as a partner', { audience: 'partner', organization: id, right: 'editor', person: id }],
    ['an e-mail that is none', { audience: 'beneficiary', person: id, email: 'no' }],
  ])('refuses %s', (_name, body) => {
    expect(InvitationSchema.safeParse(body).success).toBe(false)
  })

  it('accepts a partner, a person and a colleague', () => {
    expect(InvitationSchema.safeParse({ audience: 'partner', organization: id, right: 'owner', email: 'a@example.org' }).success).toBe(true)
    expect(InvitationSchema.safeParse({ audience: 'beneficiary', person: id }).success).toBe(true)
    expect(InvitationSchema.safeParse({ audience: 'adviser', structure: id, function: 'adviser' }).success).toBe(true)
  })
})
