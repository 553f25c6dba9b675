import { describe, expect, it } from 'vitest'
import { drawToken } from '../../../../../extensions/identity/src/rules/invitation.ts'
import { tokenOf } from '../../../../../portal/app/utils/invitation-token.ts'

describe('the token of an address', () => {
  it('is its fragment, whichever was drawn', () => {
    for (let drawn = 0; drawn < 100; drawn += 1) {
      const token = drawToken()
      expect(tokenOf(`#${token}`)).toBe(token)
    }
  })

  it.each(['', '#', '#court', `#${'x'.repeat(101)}`, '#state=1234567890123456789012&code=1234567890', '#/usager/1234567890123456789', '#<img src=x onerror=alert(1)>'])('is nothing else (%s)', (hash) => {
    expect(tokenOf(hash)).toBeNull()
  })
})
