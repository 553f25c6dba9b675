import { describe, expect, it } from 'vitest'
import { RUNNING, canMove, takesPlace } from '../../../../../extensions/cases/src/rules/referral-states.ts'
import { REFERRAL_STATUSES } from '../../../../../schema/index.ts'

const FINAL = ['refused', 'done', 'abandoned', 'expired', 'cancelled'] as const

const STATUSES = REFERRAL_STATUSES.map(status => status.value)

describe('moves of a referral', () => {
  it.each(['sent', 'received'] as const)('lets the partner give any answer to a referral that is %s', (from) => {
    expect((['accepted', 'refused', 'waiting_list'] as const).every(to => canMove('partner', from, to))).toBe(true)
  })

  it('lets the partner call someone from the waiting list', () => {
    expect(canMove('partner', 'waiting_list', 'accepted')).toBe(true)
    expect(canMove('partner', 'waiting_list', 'waiting_list')).toBe(false)
  })

  it('lets the partner end what it accepted, and nothing else', () => {
    expect(STATUSES.filter(from => canMove('partner', from, 'done'))).toEqual(['accepted', 'started'])
  })

  it('refuses a second answer, the same one included', () => {
    for (const to of ['accepted', 'refused', 'waiting_list'] as const) {
      expect(canMove('partner', 'accepted', to)).toBe(false)
      expect(canMove('partner', 'refused', to)).toBe(false)
    }
  })

  it.each(FINAL)('moves nothing out of %s', (from) => {
    for (const to of STATUSES) {
      expect(canMove('partner', from, to)).toBe(false)
      expect(canMove('adviser', from, to)).toBe(false)
    }
    expect(RUNNING).not.toContain(from)
  })

  it('never lets the partner cancel nor the adviser answer', () => {
    for (const from of STATUSES) {
      expect(canMove('partner', from, 'cancelled')).toBe(false)
      expect(canMove('adviser', from, 'accepted')).toBe(false)
    }
  })

  it('takes a place only when the referral holds none yet', () => {
    expect(takesPlace('waiting_list', 'accepted')).toBe(true)
    expect(takesPlace('received', 'accepted')).toBe(false)
    expect(takesPlace('sent', 'waiting_list')).toBe(false)
  })
})
