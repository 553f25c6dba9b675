import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { isMoving, whileMoving } from '../../../../../extensions/workflow/src/rules/moving.ts'

describe('the write of a transition', () => {
  it('is known by its object alone, and only while it lasts', async () => {
    expect(isMoving('cases', ['a'])).toBe(false)
    await whileMoving({ collection: 'cases', item: 'a' }, async () => {
      await setTimeout(1)
      expect([isMoving('cases', ['a']), isMoving('cases', ['b']), isMoving('needs', ['a']), isMoving('cases', ['a', 'b']), isMoving('cases', [])]).toEqual([true, false, false, false, false])
    })
    expect(isMoving('cases', ['a'])).toBe(false)
  })

  it('is not that of another request at the same time', async () => {
    const seen = await Promise.all(['a', 'b'].map(item => whileMoving({ collection: 'cases', item }, async () => {
      await setTimeout(1)
      return [isMoving('cases', ['a']), isMoving('cases', ['b'])]
    })))

    expect(seen).toEqual([[true, false], [false, true]])
  })

  it('is over when it fails', async () => {
    await expect(whileMoving({ collection: 'cases', item: 'a' }, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(isMoving('cases', ['a'])).toBe(false)
  })
})
