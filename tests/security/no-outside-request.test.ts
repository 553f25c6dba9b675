import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { call, stack } from '../support/stack.ts'

// The last one is the one host of the network that this operator lets workflows call.
const OWN = /^\S+ (localhost|127\.0\.0\.1|::1|0\.0\.0\.0|127\.0\.0\.2)$/

describe('the servers', () => {
  it('reach no other host: no telemetry, no update check, no marketplace', async () => {
    await call('/server/info', { as: 'admin' })
    await call('/extensions/registry', { as: 'admin' })

    const attempts = readFileSync(stack.networkLog, 'utf8').trim().split('\n')

    expect(attempts.length).toBeGreaterThan(1)
    expect(attempts.filter(line => !OWN.test(line))).toEqual([])
  })
})
