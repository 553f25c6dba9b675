import { describe, expect, it } from 'vitest'
import { readClock } from '../../../../../portal/app/utils/clock.ts'

describe('readClock', () => {
  it.each([['9', '09:00'], ['9h', '09:00'], ['9h30', '09:30'], ['9 h 30', '09:30'], ['09:30', '09:30'], ['0930', '09:30'], ['930', '09:30'], ['24:00', '24:00']])('reads « %s »', (text, clock) => {
    expect(readClock(text)).toBe(clock)
  })

  it.each(['', 'midi', '25h', '9h75', '24h30', '9:3', '-1'])('does not read « %s »', (text) => {
    expect(readClock(text)).toBeUndefined()
  })
})
