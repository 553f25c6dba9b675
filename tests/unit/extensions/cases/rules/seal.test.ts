import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../../../../../extensions/cases/src/rules/seal.ts'

const SECRET = 'wT7r2LqVx9Nc4Zk1Jb6Hy3Gd8Fm5Sp0a'
const owner = { note: '0b5b3a52-6f0e-4a3c-9d3a-0a4d1d8d5b11', author: '9e59b205-d59a-5cc6-b2ac-616d47667a8f' }
const TEXT = 'Ne veut pas que sa sœur sache où elle loge. 🤫'

describe('a sealed note', () => {
  it('opens for its author, and never looks twice the same', () => {
    const [first, second] = [seal(TEXT, owner, SECRET), seal(TEXT, owner, SECRET)]

    expect(unseal(first, owner, SECRET)).toBe(TEXT)
    expect(first.equals(second)).toBe(false)
    expect(first.toString('utf8')).not.toContain('sœur')
  })

  it.each([
    ['another author', { ...owner, author: '952d619e-c7e7-5026-b596-709accd3a94f' }, SECRET],
    ['another note', { ...owner, note: '2f1c7a60-58f6-4f0e-8f53-7a8c6a1d0c22' }, SECRET],
    ['another key', owner, `${SECRET}x`],
  ])('stays closed to %s', (_, other, secret) => {
    expect(unseal(seal(TEXT, owner, SECRET), other, secret)).toBeUndefined()
  })

  it('stays closed when one bit of it changed, or a part is missing', () => {
    const sealed = seal(TEXT, owner, SECRET)
    for (const index of [0, 12, 28, sealed.length - 1]) {
      const altered = Buffer.from(sealed)
      altered.writeUInt8(altered.readUInt8(index) ^ 1, index)
      expect(unseal(altered, owner, SECRET)).toBeUndefined()
    }
    expect(unseal(sealed.subarray(0, 20), owner, SECRET)).toBeUndefined()
    expect(unseal(Buffer.alloc(0), owner, SECRET)).toBeUndefined()
  })
})
