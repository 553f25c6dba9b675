import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, originOf } from '../../../../../portal/server/utils/security-headers.ts'

const OPTIONS = { nonce: 'abc', identityOrigin: 'https://id.example', mapOrigin: undefined, framedBy: 'none' } as const

describe('contentSecurityPolicy', () => {
  const policy = contentSecurityPolicy(OPTIONS)

  it('runs only our scripts and those of this very page', () => {
    expect(policy).toContain(`script-src 'self' 'nonce-abc';`)
    expect(policy).not.toContain('unsafe-eval')
  })

  it('connects to our origin and the identity provider only', () => {
    expect(policy).toContain(`connect-src 'self' https://id.example;`)
    expect(policy).toContain(`frame-src 'self' https://id.example;`)
  })

  it('is never framed by another page', () => {
    expect(policy).toContain(`frame-ancestors 'none'`)
  })

  it('opens the origin of a map style that is not ours', () => {
    expect(contentSecurityPolicy({ ...OPTIONS, mapOrigin: 'https://maps.example' })).toContain(`connect-src 'self' https://id.example https://maps.example`)
  })
})

describe('originOf', () => {
  it('has none for an address of our own', () => {
    expect([originOf('/map/style.json'), originOf(''), originOf('https://maps.example/style.json')]).toEqual([undefined, undefined, 'https://maps.example'])
  })
})
