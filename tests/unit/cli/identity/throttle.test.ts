import { describe, expect, it } from 'vitest'
import { createThrottle } from '../../../../cli/identity/throttle.ts'

const options = { failureFactor: 3, waitIncrementSeconds: 60, maxFailureWaitSeconds: 120 }

function failing(times: number) {
  const throttle = createThrottle(options)
  for (let attempt = 0; attempt < times; attempt += 1) throttle.fail('Conseiller', 0)
  return throttle
}

describe('createThrottle', () => {
  it('lets a few mistakes pass', () => {
    expect(failing(2).waitSeconds('conseiller', 0)).toBe(0)
  })

  it('waits longer and longer, up to a maximum', () => {
    expect(failing(3).waitSeconds('conseiller', 0)).toBe(60)
    expect(failing(6).waitSeconds('conseiller', 0)).toBe(120)
    expect(failing(30).waitSeconds('conseiller', 0)).toBe(120)
  })

  it('counts down, and forgets at the first success', () => {
    const throttle = failing(3)

    expect(throttle.waitSeconds(' CONSEILLER ', 59_500)).toBe(1)
    expect(throttle.waitSeconds('conseiller', 60_000)).toBe(0)
    throttle.succeed('conseiller')
    throttle.fail('conseiller', 60_000)
    expect(throttle.waitSeconds('conseiller', 60_000)).toBe(0)
  })

  it('makes nobody else wait', () => {
    expect(failing(9).waitSeconds('partenaire', 0)).toBe(0)
  })
})
