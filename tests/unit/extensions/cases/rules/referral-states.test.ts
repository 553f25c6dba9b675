import { describe, expect, it } from 'vitest'
import { RUNNING, takesPlace } from '../../../../../extensions/cases/src/rules/referral-states.ts'

describe('the states of a referral', () => {
  it.each(['refused', 'done', 'abandoned', 'expired', 'cancelled'] as const)('is over when it is %s', (state) => {
    expect(RUNNING).not.toContain(state)
  })

  it('takes a place only when the referral holds none yet', () => {
    expect(takesPlace('waiting_list', 'accepted')).toBe(true)
    expect(takesPlace('received', 'accepted')).toBe(false)
    expect(takesPlace('sent', 'waiting_list')).toBe(false)
  })
})
