import { describe, expect, it } from 'vitest'
import { claimOwnHost } from '../../../../../portal/server/utils/own-host.ts'

describe('the address of the portal', () => {
  it('is the one of the configuration, whatever a request claims', () => {
    const headers = { 'host': 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'javascript', 'accept': '*/*' }

    claimOwnHost(headers, 'https://relais.example')

    expect(headers).toEqual({ 'host': 'relais.example', 'x-forwarded-proto': 'https', 'accept': '*/*' })
  })

  it('is that of the request when none is configured', () => {
    const headers = { host: 'localhost:3000' }

    claimOwnHost(headers, '')

    expect(headers).toEqual({ host: 'localhost:3000' })
  })
})
