import { describe, expect, it } from 'vitest'
import { InvitationSchema, drawToken, hashToken, invitationState, isAddressedTo, maskEmail } from '../../../../../extensions/identity/src/rules/invitation.ts'

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

describe('isAddressedTo', () => {
  const proven = (email: string) => ({ email, email_verified: true })

  it('lets in the address that was invited, whatever its writing', () => {
    expect(isAddressedTo('zoe@exemple.example', proven('zoe@exemple.example'))).toBe(true)
    expect(isAddressedTo(' Zoe@Exemple.EXAMPLE', proven('zoE@exemple.example '))).toBe(true)
    expect(isAddressedTo('e\u0301@exemple.example', proven('\u00e9@exemple.example'))).toBe(true)
  })

  it.each([
    ['another address', proven('zoe2@exemple.example')],
    ['an address that looks like it', proven('zo\u0435@exemple.example')],
    ['an address not proven', { email: 'zoe@exemple.example', email_verified: false }],
    ['an address that nobody says is proven', { email: 'zoe@exemple.example' }],
    ['a proof of nothing', { email_verified: true }],
    ['nobody proven', undefined],
  ])('refuses %s', (_name, claims) => {
    expect(isAddressedTo('zoe@exemple.example', claims)).toBe(false)
  })

  it('asks nothing of whoever holds a link made to nobody by name', () => {
    expect(isAddressedTo(null, undefined)).toBe(true)
  })
})

describe('maskEmail', () => {
  it('keeps what its author recognises', () => {
    expect(maskEmail('zoe.martin@exemple.example')).toBe('z•••@exemple.example')
    expect(maskEmail('@exemple.example')).toBe('•••@exemple.example')
  })
})
