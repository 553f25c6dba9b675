import { describe, expect, it } from 'vitest'
import { ownAddress } from '../../../../../portal/app/utils/own-address.ts'

const ORIGIN = 'https://relais.example'

describe('where to come back to after signing in', () => {
  it.each([['/conseiller?vue=1#bas', `${ORIGIN}/conseiller?vue=1#bas`], ['', `${ORIGIN}/`]])('is a page of ours (%s)', (path, expected) => {
    expect(ownAddress(path, ORIGIN)).toBe(expected)
  })

  it.each(['//evil.example/x', 'https://evil.example/', '/\\\\evil.example', '\\\\evil.example', 'javascript:alert(1)', 'http://relais.example/', 'https://relais.example.evil.example/', '//relais.example@evil.example'])('is never another site (%s)', (path) => {
    expect(ownAddress(path, ORIGIN)).toMatch(/^https:\/\/relais\.example\//)
  })
})
